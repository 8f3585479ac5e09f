"""Sums of a year: every function takes an already scoped queryset, never a model, so that no sum can leak. Additional offers alone count."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractYear

from offers.models.offers import SessionQuerySet
from sites.models import OrganisationForm, Phase, SiteForm, SitePhase, ValidQuerySet
from sites.rules.phases import RUNNING

PEOPLE = ("adults_centre", "adults_space", "children")
FIGURES = ("held", "cancelled", *PEOPLE)
MIXED, NO_FORM = "Mischform", "Form noch offen"

type Figures = dict[str, int]


def nothing() -> Figures:
    return dict.fromkeys(FIGURES, 0)


# A site's year ------------------------------------------------------------------------------------------------------


def _sums() -> dict[str, Any]:
    people = {name: Coalesce(Sum(name), 0) for name in PEOPLE}
    return {"held": Count("pk", filter=Q(logged__isnull=False)), "cancelled": Count("pk", filter=Q(cancelled=True)), **people}


def by_month(sessions: SessionQuerySet, year: int) -> list[Figures]:
    """Twelve months of a year, from the sessions themselves."""
    months = sessions.counting().filter(held_on__year=year).order_by().values_list("held_on__month").annotate(**_sums())
    lines = {month: dict(zip(FIGURES, figures, strict=True)) for month, *figures in months}
    return [lines.get(month, nothing()) for month in range(1, 13)]


def by_offer(sessions: SessionQuerySet, year: int) -> dict[int, Figures]:
    """The year's figures of every offer that had a session."""
    offers = sessions.counting().filter(held_on__year=year).order_by().values_list("offer_id").annotate(**_sums())
    return {offer: dict(zip(FIGURES, figures, strict=True)) for offer, *figures in offers if figures[0] or figures[1]}


def year_sums(quarters: QuerySet[Any], year: int) -> Figures | None:
    """The sums of a year from the roll-ups of a site; None when nothing was logged."""
    sums = quarters.filter(year=year).aggregate(held=Sum("sessions"), **{name: Sum(name) for name in ("cancelled", *PEOPLE)})
    return {name: sums[name] for name in FIGURES} if sums["held"] or sums["cancelled"] else None


def hours_by_month(lines: QuerySet[Any], year: int) -> list[float]:
    """Hours of facilitation in twelve months."""
    hours = dict(lines.filter(held_on__year=year).order_by().values_list("held_on__month").annotate(Sum("hours")))
    return [float(hours.get(month, 0)) for month in range(1, 13)]


# A county's year ----------------------------------------------------------------------------------------------------


def sites_on(phases: ValidQuerySet[SitePhase], forms: ValidQuerySet[SiteForm], day: date) -> tuple[Counter[str], Counter[str]]:
    """Sites by phase and by organisation form on a day. A site with several forms is a mixture and counts once."""
    phase_of = dict(phases.on(day).filter(phase__in=RUNNING).values_list("site_id", "phase"))
    forms_of: dict[int, list[str]] = {}
    for site, form in forms.on(day).filter(site_id__in=phase_of).values_list("site_id", "form"):
        forms_of.setdefault(site, []).append(form)
    labels = Counter(_form_label(forms_of.get(site, [])) for site in phase_of)
    return Counter(Phase(phase).label for phase in phase_of.values()), labels


def _form_label(forms: list[str]) -> str:
    return MIXED if len(forms) > 1 else OrganisationForm(forms[0]).label if forms else NO_FORM


def offers_held(sessions: SessionQuerySet, years: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Per year the type and action field of every offer with a session, as they were on its last day."""
    last = (
        sessions.counting()
        .filter(logged__isnull=False, held_on__year__in=list(years))
        .annotate(of_year=ExtractYear("held_on"))
        .order_by("offer_id", "of_year", "-held_on", "-starts_at")
        .distinct("offer_id", "of_year")
        .select_related("action_field")
    )
    held: dict[int, list[tuple[str, str]]] = {year: [] for year in years}
    for session in last:
        held[vars(session)["of_year"]].append((session.get_offer_type_display(), str(session.action_field)))
    return held


def report_counts(measures: QuerySet[Any], reports: QuerySet[Any], year: int) -> dict[str, int]:
    """How far the Sachberichte of a funding year are; handed back counts as open."""
    due = measures.filter(funding_year=year).count()
    states = Counter(reports.filter(year=year).values_list("state", flat=True))
    return {"due": due, "accepted": states["accepted"], "submitted": states["submitted"], "open": due - states["accepted"] - states["submitted"]}
