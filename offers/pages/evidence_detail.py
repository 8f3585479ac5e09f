"""What stands on the page of a piece of evidence, and what may be used again where one is asked for."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html

from offers.models import Evidence, EvidenceUse, Offer
from offers.pages.thread_line import strand_of_offer
from offers.rules.evidence import WHAT_COUNTS, valid_on
from planning.models import Goal, Meeting
from planning.pages.thread_line import ThreadLine, strand_of_goal, thread_line
from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long
from sites.core.lists import number

MOST_PROPOSALS = 20
SHOWS: dict[str, Any] = {"goal": Goal, "offer": Offer, "meeting": Meeting}


@dataclass(frozen=True)
class EvidenceDetail:
    """`uses`: what it shows, each with its page; `thread_line`: that of the first goal, else of the first offer that it shows."""

    evidence: Evidence
    thread_line: ThreadLine | None
    facts: list[tuple[str, Any]]
    uses: list[tuple[str, str, str]]
    is_over: bool
    may_change: bool

    @property
    def pre(self) -> str:
        return f"{self.evidence.get_kind_display()} · {self.evidence.site.name}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.EVIDENCE.crumb(self.evidence.site_id), (self.evidence.title, "")]


def evidence_detail_page(request: Request, pk: int) -> EvidenceDetail:
    """A piece of evidence within reach, or a 404."""
    access = request.access
    evidence = fetch(request, rows(request, Evidence).select_related("site", "document"), pk=pk)
    uses = list(rows(request, EvidenceUse).filter(evidence=evidence).select_related("goal", "offer", "meeting__body").order_by("pk"))
    is_over = evidence.valid_until is not None and evidence.valid_until < access.today
    line, may_change = _line(request, evidence, uses), access.may("evidence.change", evidence)
    return EvidenceDetail(evidence, line, _facts(request, evidence), [_use(use) for use in uses], is_over, may_change)


def _line(request: Request, evidence: Evidence, uses: list[EvidenceUse]) -> ThreadLine | None:
    """The thread in which it stands: one query; none where it shows nothing but a meeting."""
    goal = next((use.goal_id for use in uses if use.goal_id), None)
    offer = next((use.offer_id for use in uses if use.offer_id), None)
    if goal:
        strand = strand_of_goal(request, goal)
    elif offer:
        strand = strand_of_offer(request, offer)
    else:
        return None
    return thread_line(request.access, replace(strand, evidence=[(evidence.pk, evidence.title)]), "evidence")


def _facts(request: Request, evidence: Evidence) -> list[tuple[str, Any]]:
    paper: Any = ""
    if evidence.document and evidence.site_id in request.access.reach("documents.view").places:
        paper = format_html('<a href="{}">{}</a>', reverse("sites:document_download", args=[evidence.document.pk]), evidence.document.filename)
    return [
        ("Was dazu zählt", WHAT_COUNTS[Evidence.Kind(evidence.kind)]),
        ("Umfang", evidence.extent),
        ("Vom", date_long(evidence.dated)),
        ("Gilt bis", date_long(evidence.valid_until) if evidence.valid_until else "auf Dauer"),
        ("Datei", paper),
        ("Wo es liegt", evidence.where),
    ]


def _use(use: EvidenceUse) -> tuple[str, str, str]:
    if use.goal:
        return "Ziel", use.goal.title, use.goal.get_absolute_url()
    if use.offer:
        return "Angebot", use.offer.title, use.offer.get_absolute_url()
    return "Sitzung", f"{use.meeting.body}, {date_long(use.meeting.held_on)}", reverse("planning:meeting_detail", args=[use.meeting_id])


def proposals(request: Request, site: int, of: str, row: Any) -> QuerySet[Evidence]:
    """What holds today and does not show this row yet: to be used again instead of being asked for once more (UF10)."""
    known = rows(request, Evidence).filter(valid_on(request.access.today), site=site)
    return known.exclude(uses__in=EvidenceUse.objects.filter(**{of: row}))[:MOST_PROPOSALS]


def asked_for(request: Request, site: int, values: Any) -> tuple[str, Any]:
    """What evidence is wanted for, from the address: a row of the same house within reach, or nothing."""
    for of, model in SHOWS.items():
        place = "place" if model is Meeting else "site"
        pk = number(values.get(of, ""))
        # guard: use-here -> row = rows(request, model).filter(pk=pk).first() if pk is not None else None
        row = rows(request, model).filter(**{place: site}, pk=pk).first() if pk is not None else None
        if row:
            return of, row
    return "", None
