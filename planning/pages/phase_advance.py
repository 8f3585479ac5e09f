"""What stands on the page of the step to a next phase: how long the site is in its phase, its criteria, and what departs."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from planning.forms.decisions import AdvanceForm
from planning.models import AgendaItem, CriterionNote, Decision, Term
from planning.pages.agenda import asked_item
from planning.rules import catalogues
from planning.rules.decisions import NEXT
from planning.rules.departures import (
    around,
    continuation_due,
    departures_of_site,
    departures_of_step,
    forms_today,
    months_between,
    months_in_words,
    phase_of,
)
from sites.core.access import Request, rows
from sites.core.days import date_long, is_valid
from sites.core.numbers import with_noun
from sites.models import Phase, Site
from sites.rules.as_of import coordination_on

NO_NEXT = "Von dieser Phase aus gibt es keinen weiteren Übergang."
BY_APPLICATION = "Ein Standort wird auf seinen Antrag hin aufgenommen. Der Übergang zum ThEKiZ kommt etwa zwei Jahre danach."


@dataclass(frozen=True)
class PhaseAdvance:
    """`site` as `around` reads it; `standings`: how many criteria stand how, in words."""

    site: Any
    today: date
    begins: date
    phases: tuple[str, ...]
    standings: list[tuple[str, str]]
    item: AgendaItem | None

    @property
    def lead(self) -> str:
        phase = self.site.phase
        if not phase:
            return "Für diesen Standort ist noch keine Phase eingetragen."
        starts = date.fromisoformat(phase["starts"])
        months = with_noun(months_between(starts, self.today), "Monat", "Monaten")
        of = months_in_words(phase["phase"], starts, self.today)
        since = f"{Phase(phase['phase']).label} seit {date_long(starts)}, seit {months}."
        return f"{since} {of}." if of else since

    @property
    def why_not(self) -> str:
        if self.phases:
            return ""
        return BY_APPLICATION if phase_of(self.site) == Phase.INTERESTED else NO_NEXT

    @property
    def departures(self) -> list[str]:
        """What departs today from the step that comes next."""
        step = departures_of_step(self.site, self.phases[0], self.begins, self.today) if self.phases else []
        return [*step, *departures_of_site(self.site, self.site.forms_now, self.site.fte_today)]


def phase_advance_page(request: Request, site: Site) -> PhaseAdvance:
    """A site within the right to decide."""
    today = request.access.today
    now = {"forms_now": forms_today(today), "fte_today": coordination_on(today)}
    row = around(Site.objects.filter(pk=site.pk).select_related("county"), today).annotate(**now).get()
    return PhaseAdvance(
        site=row,
        today=today,
        begins=date(today.year + today.month // 12, today.month % 12 + 1, 1),
        phases=tuple(NEXT.get(Phase(phase_of(row) or Phase.INTERESTED), ())),
        standings=_standings(request, site, today),
        item=asked_item(request, site.county_id, site.pk),
    )


def _standings(request: Request, site: Site, today: date) -> list[tuple[str, str]]:
    """The checklist of the criteria in counts (R205): never a score."""
    terms = [term.pk for term in catalogues.entries(Term.Catalogue.CRITERION) if is_valid(term, today)]
    noted = rows(request, CriterionNote).filter(site=site, criterion__in=terms).order_by().values_list("standing").annotate(number=Count("pk"))
    counts = dict(noted)
    lines = [(str(label), str(counts.get(value, 0))) for value, label in CriterionNote.Standing.choices]
    return [*lines, ("dazu steht noch nichts", str(len(terms) - sum(counts.values())))]


def advance_form(request: Request, page: PhaseAdvance, data: Any = None, files: Any = None) -> AdvanceForm:
    """From the next month on, on the county's plan of today, the next date proposed."""
    initial = {"effective_from": page.begins, "next_due": continuation_due(page.site.dues, page.begins)}
    return AdvanceForm(
        data, files, instance=Decision(site=page.site, kind=Decision.Kind.ADVANCE), county=page.site.county_id, plans=page.site.plans, item=page.item,
        phases=page.phases, initial=initial, request=request,
    )  # fmt: skip
