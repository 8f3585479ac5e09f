"""Views of what is seen and proven, cut by noun; one import path."""

from reporting.views.lsz import lsz_create, lsz_detail, lsz_list, lsz_pdf, lsz_xlsx
from reporting.views.pages import home, overview, site_sheet
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

__all__ = [
    "chapter_edit",
    "home",
    "lsz_create",
    "lsz_detail",
    "lsz_list",
    "lsz_pdf",
    "lsz_xlsx",
    "overview",
    "report_create",
    "report_detail",
    "report_draft_pdf",
    "report_list",
    "report_step",
    "site_sheet",
    "snapshot_detail",
    "snapshot_pdf",
]
