"""Views of what is seen and proven, cut by noun; one import path."""

from reporting.views.county import county_sheet
from reporting.views.letters import decision_letter
from reporting.views.lsz import lsz_create, lsz_detail, lsz_list, lsz_pdf, lsz_xlsx
from reporting.views.money import measure_export, measure_pdf, money_export
from reporting.views.pages import home, overview, site_sheet
from reporting.views.referrals import referral_report
from reporting.views.reports import (
    chapter_edit,
    report_create,
    report_detail,
    report_draft_pdf,
    report_list,
    report_step,
    snapshot_detail,
    snapshot_pdf,
)
from reporting.views.sites import site_export, site_list

__all__ = [
    "chapter_edit",
    "county_sheet",
    "decision_letter",
    "home",
    "lsz_create",
    "lsz_detail",
    "lsz_list",
    "lsz_pdf",
    "lsz_xlsx",
    "measure_export",
    "measure_pdf",
    "money_export",
    "overview",
    "referral_report",
    "report_create",
    "report_detail",
    "report_draft_pdf",
    "report_list",
    "report_step",
    "site_export",
    "site_list",
    "site_sheet",
    "snapshot_detail",
    "snapshot_pdf",
]
