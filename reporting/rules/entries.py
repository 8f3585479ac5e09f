"""Where the subject of an entry is looked at: the page of its row, for those who may open it."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import QuerySet, Value
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
    "planning.survey": "offers:survey_detail",
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
    return url if access.holds(_action(url)) else ""


def _action(url: str) -> str:
    action: str = resolve(url).func.action  # type: ignore[attr-defined]  # what the view declares
    return action


def pages_of(access: Access, subjects: Iterable[str]) -> dict[str, str]:
    """The addresses of those that have a page within reach and still stand, nobody having removed them since: one query."""
    pages = {subject: url for subject in subjects if (url := page_of(access, subject))}
    keys: dict[str, list[str]] = {}
    for subject in pages:
        label, _, pk = subject.partition(":")
        keys.setdefault(label, []).append(pk)
    standing = [_standing(access, label, found) for label, found in keys.items()]
    found = standing[0].union(*standing[1:], all=True).order_by() if standing else ()
    return {subject: pages[subject] for label, pk in found if (subject := f"{label}:{pk}")}


def _standing(access: Access, label: str, keys: list[str]) -> QuerySet[Any, tuple[str, int]]:
    model: Any = apps.get_model(label)
    within = access.q(_action(reverse(PAGES[label], args=[keys[0]])), model)
    # guard: pages-within -> rows: QuerySet[Any] = model._base_manager.filter(pk__in=keys)
    rows: QuerySet[Any] = model._base_manager.filter(within, pk__in=keys)
    return rows.values_list(Value(label), "pk")
