"""Where the subject of an entry is looked at: the page of its row, for those who may open it."""

from django.urls import resolve, reverse

from sites.core.access import Access

#: The view by the model's label.
PAGES = {
    "offers.offer": "offers:offer_detail",
    "offers.session": "offers:session_log",
    "planning.application": "planning:application_detail",
    "planning.inquiry": "planning:inquiry_detail",
    "planning.decision": "planning:decision_detail",
    "planning.plan": "planning:plan_detail",
    "planning.resolution": "planning:resolution_detail",
    "planning.need": "planning:need_edit",
    "planning.goal": "planning:goal_edit",
    "reporting.report": "reporting:report_detail",
    "reporting.lszreport": "reporting:lsz_detail",
    "processes.contract": "processes:contract_detail",
    "sites.kita": "sites:kita_detail",
    "sites.site": "reporting:site_sheet",
}


def page_of(access: Access, subject: str) -> str:
    """The address of what an entry is about, or nothing when it has no page this person may open."""
    label, _, pk = subject.partition(":")
    if label not in PAGES or not pk.isdigit():
        return ""
    url = reverse(PAGES[label], args=[pk])
    action = resolve(url).func.action  # type: ignore[attr-defined]  # what the view declares
    return url if access.holds(action) else ""
