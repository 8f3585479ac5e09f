"""Addresses of what is seen and proven; start page and site sheet lie at the root."""

from django.urls import path

from reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.home, name="home"),
    path("sites/<int:pk>/", views.site_sheet, name="site_sheet"),
    path("ueberblick/", views.overview, name="overview"),
    path("reports/", views.report_list, name="report_list"),
    path("reports/new/<int:pk>/", views.report_create, name="report_create"),
    path("reports/<int:pk>/", views.report_detail, name="report_detail"),
    path("reports/<int:pk>/chapters/<slug:key>/", views.chapter_edit, name="chapter_edit"),
    path("reports/<int:pk>/steps/<slug:name>/", views.report_step, name="report_step"),
    path("reports/<int:pk>/draft-pdf/", views.report_draft_pdf, name="report_draft_pdf"),
    path("snapshots/<int:pk>/", views.snapshot_detail, name="snapshot_detail"),
    path("snapshots/<int:pk>/pdf/", views.snapshot_pdf, name="snapshot_pdf"),
    path("lsz/", views.lsz_list, name="lsz_list"),
    path("lsz/new/", views.lsz_create, name="lsz_create"),
    path("lsz/<int:pk>/", views.lsz_detail, name="lsz_detail"),
    path("lsz/<int:pk>/pdf/", views.lsz_pdf, name="lsz_pdf"),
    path("lsz/<int:pk>/xlsx/", views.lsz_xlsx, name="lsz_xlsx"),
]
