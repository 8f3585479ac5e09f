"""Addresses of what is seen and proven; start page and site sheet lie at the root."""

from django.urls import path

from reporting.views import book, coordination, county, letters, lsz, money, pages, papers, referrals, reminders, reports, sites

app_name = "reporting"
urlpatterns = [
    path("", pages.home, name="home"),
    path("due.ics", reminders.due_calendar, name="due_calendar"),
    path("applications/<int:pk>/remind/<slug:role>/", reminders.application_remind, name="application_remind"),
    path("inquiries/<int:pk>/remind/", reminders.inquiry_remind, name="inquiry_remind"),
    path("reports/<int:pk>/remind/", reminders.report_remind, name="report_remind"),
    path("sites/", sites.site_list, name="site_list"),
    path("sites/export/<slug:kind>/", sites.site_export, name="site_export"),
    path("sites/<int:pk>/", pages.site_sheet, name="site_sheet"),
    path("sites/<int:site>/referrals/", referrals.referral_report, name="referral_report"),
    path("sites/<int:site>/coordination/", coordination.coordination, name="coordination"),
    path("ueberblick/", pages.overview, name="overview"),
    path("ueberblick/export/<slug:kind>/", pages.overview_export, name="overview_export"),
    path("counties/<int:pk>/", county.county_sheet, name="county_sheet"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/new/<int:pk>/", reports.report_create, name="report_create"),
    path("reports/<int:pk>/", reports.report_detail, name="report_detail"),
    path("reports/<int:pk>/chapters/<slug:key>/", reports.chapter_edit, name="chapter_edit"),
    path("reports/<int:pk>/steps/<slug:name>/", reports.report_step, name="report_step"),
    path("reports/<int:pk>/draft-pdf/", reports.report_draft_pdf, name="report_draft_pdf"),
    path("snapshots/<int:pk>/", reports.snapshot_detail, name="snapshot_detail"),
    path("snapshots/<int:pk>/pdf/", reports.snapshot_pdf, name="snapshot_pdf"),
    path("snapshots/<int:pk>/docx/", reports.snapshot_docx, name="snapshot_docx"),
    path("measures/<int:pk>/export/<slug:kind>/", money.measure_export, name="measure_export"),
    path("measures/<int:pk>/pdf/", money.measure_pdf, name="measure_pdf"),
    path("counties/<int:county>/money/export/<slug:kind>/", money.money_export, name="money_export"),
    path("decisions/<int:pk>/letter/", letters.decision_letter, name="decision_letter"),
    path("decisions/<int:pk>/letters/", letters.decision_letters, name="decision_letters"),
    path("offers/<int:pk>/poster/", papers.offer_poster, name="offer_poster"),
    path("familien/<slug:slug>/programm/<int:year>/<int:month>/", papers.month_programme, name="month_programme"),
    path("contracts/<int:pk>/timesheet/<int:year>/<int:month>/", book.timesheet, name="timesheet"),
    path("sites/<int:site>/process-report/<int:year>/", book.process_report, name="process_report"),
    path("sites/<int:site>/diary/", book.site_diary, name="site_diary"),
    path("sites/<int:site>/diary/export/<slug:kind>/", book.diary_export, name="diary_export"),
    path("lsz/", lsz.lsz_list, name="lsz_list"),
    path("lsz/new/", lsz.lsz_create, name="lsz_create"),
    path("lsz/<int:pk>/", lsz.lsz_detail, name="lsz_detail"),
    path("lsz/<int:pk>/pdf/", lsz.lsz_pdf, name="lsz_pdf"),
    path("lsz/<int:pk>/xlsx/", lsz.lsz_xlsx, name="lsz_xlsx"),
]
