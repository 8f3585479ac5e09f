"""The addresses of who and where: English view names, German only what people type or print."""

from django.urls import path

from sites import views

app_name = "sites"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("rights/", views.rights, name="rights"),
    path("impressum/", views.imprint, name="imprint"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("rueckmeldung/", views.feedback, name="feedback"),
    path("resume/", views.resume, name="resume"),
    path("gesund", views.health, name="health"),
    path("members/<int:place>/", views.member_list, name="member_list"),
    path("members/<int:place>/give/", views.member_give, name="member_give"),
    path("memberships/<int:pk>/end/", views.member_end, name="member_end"),
    path("memberships/<int:pk>/deputise/", views.member_deputise, name="member_deputise"),
    path("einladung/<str:secret>/", views.invitation_accept, name="invitation_accept"),
    path("invitations/<int:pk>/renew/", views.invitation_renew, name="invitation_renew"),
    path("invitations/<int:pk>/withdraw/", views.invitation_withdraw, name="invitation_withdraw"),
    path("documents/add/<int:place>/", views.document_add, name="document_add"),
    path("documents/<int:pk>/", views.document_download, name="document_download"),
    path("comments/add/<int:place>/", views.comment_add, name="comment_add"),
    path("entries/<int:place>/", views.entry_list, name="entry_list"),
    path("jobs/<int:pk>/", views.job_detail, name="job_detail"),
    path("jobs/<int:pk>/file/", views.job_file, name="job_file"),
    path("sites/", views.site_list, name="site_list"),
    path("sites/new/", views.site_create, name="site_create"),
    path("sites/<int:pk>/edit/", views.site_edit, name="site_edit"),
    path("providers/new/", views.provider_create, name="provider_create"),
    path("feedback/", views.feedback_list, name="feedback_list"),
    path("feedback/<int:pk>/answer/", views.feedback_answer, name="feedback_answer"),
]
