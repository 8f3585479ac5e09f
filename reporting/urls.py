"""Addresses of what is seen and proven; start page and site sheet lie at the root."""

from django.urls import path

from reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.home, name="home"),
    path("sites/", views.site_list, name="site_list"),
    path("sites/export/<slug:kind>/", views.site_export, name="site_export"),
    path("sites/<int:pk>/", views.site_sheet, name="site_sheet"),
    path("sites/<int:site>/referrals/", views.referral_report, name="referral_report"),
    path("ueberblick/", views.overview, name="overview"),
    path("counties/<int:pk>/", views.county_sheet, name="county_sheet"),
    path("reports/", views.report_list, name="report_list"),
    path("reports/new/<int:pk>/", views.report_create, name="report_create"),
    path("reports/<int:pk>/", views.report_detail, name="report_detail"),
    path("reports/<int:pk>/chapters/<slug:key>/", views.chapter_edit, name="chapter_edit"),
    path("reports/<int:pk>/steps/<slug:name>/", views.report_step, name="report_step"),
    path("reports/<int:pk>/draft-pdf/", views.report_draft_pdf, name="report_draft_pdf"),
    path("snapshots/<int:pk>/", views.snapshot_detail, name="snapshot_detail"),
    path("snapshots/<int:pk>/pdf/", views.snapshot_pdf, name="snapshot_pdf"),
    path("measures/<int:pk>/export/<slug:kind>/", views.measure_export, name="measure_export"),
    path("measures/<int:pk>/pdf/", views.measure_pdf, name="measure_pdf"),
    path("counties/<int:county>/money/export/<slug:kind>/", views.money_export, name="money_export"),
    path("decisions/<int:pk>/letter/", views.decision_letter, name="decision_letter"),
    path("lsz/", views.lsz_list, name="lsz_list"),
    path("lsz/new/", views.lsz_create, name="lsz_create"),
    path("lsz/<int:pk>/", views.lsz_detail, name="lsz_detail"),
    path("lsz/<int:pk>/pdf/", views.lsz_pdf, name="lsz_pdf"),
    path("lsz/<int:pk>/xlsx/", views.lsz_xlsx, name="lsz_xlsx"),
]
