"""What a house reads of itself as a consultation site: what is public, which times are named, who asks, what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from processes.models import ConsultationProfile, ConsultationSlot, ConsultationVisit, VisitKind
from processes.rules.consultation import Counts, form_labels, visit_counts
from processes.services.consultation import NOT_PHASE_3, is_consultation_site
from sites.core.access import Request, rows
from sites.core.days import MONTHS, day_and_hours, until
from sites.core.navigation import CONSULTATION, GROWTH_TABS, Links
from sites.core.places import site_within
from sites.models import Site

SHOWN = 30
NO_TIMES = (
    "Noch sind keine festen Zeiten genannt. Konsultationseinrichtungen veröffentlichen klare Wege zu sich, zum Beispiel feste Zeiten und einzelne "
    "Termine (Fachliche Empfehlungen 3.2)."
)
WAITING, COMING, OVER = "Wartet auf Antwort", "Zugesagt und vorgeschlagen", "Vorbei und abgesagt"


@dataclass(frozen=True)
class VisitLine:
    """A visit in the list of the house; `waits`: since when nobody has answered."""

    visit: ConsultationVisit
    waits: str

    @property
    def url(self) -> str:
        return self.visit.get_absolute_url()

    @property
    def who(self) -> str:
        return ", ".join(filter(None, [self.visit.organisation, self.visit.name])) or str(self.visit.get_role_display())


@dataclass(frozen=True)
class SlotLine:
    """A coming fixed time and whether somebody has asked for it."""

    slot: ConsultationSlot
    words: str
    visit: ConsultationVisit | None


@dataclass(frozen=True)
class ConsultationPage:
    """`counts`: of this year, by kind and by who asks."""

    site: Site
    tabs: Links
    today: date
    profile: ConsultationProfile | None
    is_phase_3: bool
    slots: list[SlotLine]
    groups: list[tuple[str, list[VisitLine]]]
    taken: int
    counts: Counts
    may_change: bool
    crumbs: list[tuple[str, str]]

    @property
    def is_public(self) -> bool:
        return self.profile is not None and self.profile.published and self.is_phase_3

    @property
    def public_url(self) -> str:
        return reverse("processes:consultation_house", args=[self.site.slug]) if self.is_public else ""

    @property
    def why_not(self) -> str:
        """Why the profile cannot be published."""
        return "" if self.is_phase_3 else NOT_PHASE_3

    @property
    def slot_url(self) -> str:
        return reverse("processes:slot_create", args=[self.site.pk]) if self.may_change else ""

    @property
    def warning(self) -> str:
        """A consultation site without coming times (R211)."""
        return NO_TIMES if self.is_phase_3 and not self.slots else ""

    @property
    def facts(self) -> list[tuple[str, str]]:
        if self.profile is None:
            return []
        state = "öffentlich" if self.is_public else "Entwurf, nur im Haus zu lesen"
        return [
            ("Stand", state),
            ("Formen", form_labels(self.profile.forms)),
            ("Sprachen", self.profile.languages or "keine Angabe"),
            ("Ansprechperson", ", ".join(filter(None, [self.profile.contact, self.profile.phone]))),
            (f"Besuche im {MONTHS[self.today.month - 1]}", f"{self.taken} von höchstens {self.profile.monthly_limit}"),
        ]

    @property
    def offered(self) -> list[tuple[str, str]]:
        return [(str(kind.label), getattr(self.profile, kind.value)) for kind in VisitKind if self.profile and getattr(self.profile, kind.value)]

    @property
    def focuses(self) -> list[str]:
        return self.profile.focuses.splitlines() if self.profile else []

    @property
    def title(self) -> str:
        return "Konsultation"


def consultation_page(request: Request, pk: int) -> ConsultationPage:
    """A house within the right to read it."""
    site, today = site_within(request, "consultations.view", pk), request.access.today
    visits = rows(request, ConsultationVisit).filter(site=site)
    open_slots = rows(request, ConsultationSlot).filter(site=site, day__gte=today)
    shown = list(visits[:SHOWN])
    asked = {visit.slot_id: visit for visit in visits.exclude(slot=None).exclude(state__in=["declined", "withdrawn"]).filter(day__gte=today)}
    return ConsultationPage(
        site=site,
        tabs=GROWTH_TABS.at(request.access, site.pk, CONSULTATION),
        today=today,
        profile=rows(request, ConsultationProfile).filter(pk=site.pk).first(),
        is_phase_3=is_consultation_site(site.pk, today),
        slots=[SlotLine(slot, day_and_hours(slot.day, slot.starts_at, slot.ends_at), asked.get(slot.pk)) for slot in open_slots],
        groups=_groups(shown, today),
        taken=_taken(visits, today),
        counts=visit_counts(site.pk, date(today.year, 1, 1), date(today.year, 12, 31)),
        may_change=site.pk in request.access.reach("consultations.change").places,
        crumbs=[(site.name, site.get_absolute_url()), ("Konsultation", "")],
    )


def _taken(visits: QuerySet[ConsultationVisit], today: date) -> int:
    return visits.filter(day__year=today.year, day__month=today.month).exclude(state__in=["declined", "withdrawn"]).count()


def _groups(visits: list[ConsultationVisit], today: date) -> list[tuple[str, list[VisitLine]]]:
    """What waits first, then what is coming, then the rest, newest first; groups without a line are left out."""
    groups: dict[str, list[Any]] = {WAITING: [], COMING: [], OVER: []}
    for visit in visits:
        state = visit.state
        group = WAITING if state == "asked" else COMING if state in ("offered", "confirmed") else OVER
        groups[group].append(VisitLine(visit, f"seit {visit.created:%d.%m.%Y}, {until(visit.created, today)}" if group == WAITING else ""))
    return [(name, lines) for name, lines in groups.items() if lines]
