"""What stands on the page of a county's planning: resolution, strategy, plans, representative, what comes next, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html

from planning.models import Body, Deadline, Meeting, Plan
from planning.rules.checks import checks_for, lacks, standing
from planning.rules.departures import PLANNING
from planning.rules.grounds import Grounds, grounds_of
from planning.rules.strategies import CountyStrategy, YearLine, course, history_of, strategies_of
from sites.core import navigation
from sites.core.access import Access, Request, rows
from sites.core.days import date_long, until
from sites.core.numbers import inflected, with_noun
from sites.models import County, Site

NEXT = 4  # meetings and deadlines
NAMED = 3  # sites that a line of what is missing names


@dataclass(frozen=True)
class PlanLine:
    """A plan that holds today, with how many of the running sites stand in it."""

    plan: Plan
    entries: int


@dataclass(frozen=True)
class MeetingLine:
    """A meeting that is still to come."""

    meeting: Meeting
    items: int
    today: date

    @property
    def title(self) -> str:
        return f"{self.meeting.body.name}, {date_long(self.meeting.held_on)}"

    @property
    def about(self) -> str:
        items = f"{self.items} Tagesordnungspunkt{'' if self.items == 1 else 'e'}" if self.items else ""
        return " · ".join(filter(None, [until(self.meeting.held_on, self.today), items, "digital" if self.meeting.digital else ""]))


@dataclass(frozen=True)
class PlanOverview:
    """`strategy` is the one that holds today, else the newest. `meetings`: None where the person reads no bodies."""

    grounds: Grounds
    strategy: CountyStrategy | None
    other_strategies: list[CountyStrategy]
    lines: list[YearLine]
    plans: list[PlanLine]
    missing: list[dict[str, str]]
    site_count: int
    meetings: list[MeetingLine] | None
    deadlines: Sequence[Deadline]
    today: date
    may_change: bool
    may_read: bool
    tabs: navigation.Links

    @property
    def county(self) -> County:
        return self.grounds.county

    @property
    def _is_city(self) -> bool:
        return self.county.kind == County.Kind.CITY

    @property
    def lead(self) -> str:
        whose = "der Stadt" if self._is_city else "des Landkreises"
        return f"Auf welchem Beschluss, welchem Plan und welcher Strategie die ThEKiZ {whose} stehen."

    @property
    def strategy_title(self) -> str:
        return str(self.strategy.row) if self.strategy else "Strategie"

    @property
    def now(self) -> YearLine | None:
        return next((line for line in self.lines if line.is_now), None)

    @property
    def wanted_now(self) -> str:
        """How many sites the strategy wants this year; empty where it names no number."""
        now = self.now
        if now is None or now.difference is None:
            return ""
        return format_html("Für Ende {} sind <b>{} Standorte</b>", now.year, now.wanted)

    @property
    def counted_now(self) -> str:
        """The sentence that follows on what is wanted."""
        now = self.now
        if now is None:
            return ""
        if now.difference is None:
            are = f"{inflected(now.sites, 'ist', 'sind')} es {with_noun(now.sites, 'Standort', 'Standorte')}"
            return f"Für {now.year} nennt die Strategie keine Zahl; heute {are}."
        decided = "" if now.by_end is None else f" Nach den Beschlüssen {'ist es' if now.by_end == 1 else 'sind es'} am Jahresende {now.by_end}."
        if now.difference >= 0:
            return f" geplant. Heute sind es {now.sites}, das Ziel ist erreicht.{decided}"
        return f" geplant, heute {'ist es einer' if now.sites == 1 else f'sind es {now.sites}'}.{decided}"

    @property
    def targets_caption(self) -> str:
        return "Standorte nach Plan und Ist je Jahr, davon Konsultationseinrichtungen"

    @property
    def adopted(self) -> str:
        """Since when the recommendations are the rule here; empty until then."""
        adoption = self.grounds.adoption
        if adoption is None:
            return ""
        where, deviations = "in der Stadt" if self._is_city else "im Landkreis", " Mit Abweichungen:" if adoption.deviations else ""
        return f"Seit diesem Tag gelten sie {where} als Standard.{deviations}"

    @property
    def adopted_by(self) -> str:
        adoption = self.grounds.adoption
        return ", ".join(filter(None, [adoption.body, date_long(adoption.day)])) if adoption else ""

    @property
    def no_strategy(self) -> tuple[str, str, str]:
        """Text, address and label of the empty part."""
        if self.may_change:
            text = "Halten Sie fest, wie viele Standorte es bis wann geben soll. Danach steht hier Plan gegen Ist."
            return text, reverse("planning:strategy_create", args=[self.county.pk]), "Strategie festhalten"
        return "Hier steht, wie viele Standorte es bis wann geben soll, sobald der Landkreis es einträgt.", "", ""

    @property
    def no_plan(self) -> tuple[str, str, str]:
        if self.may_change:
            text = (
                "Tragen Sie Jugendhilfeplan, integrierten Fachplan und Kita-Bedarfsplan mit ihrer Fassung ein. Danach nehmen Sie die Standorte auf."
            )
            return text, reverse("planning:plan_create", args=[self.county.pk]), "Plan eintragen"
        return "Hier stehen die Pläne, sobald der Landkreis sie einträgt.", "", ""


def plan_overview_page(request: Request, county: int) -> PlanOverview:
    """Eight queries."""
    access, today = request.access, request.access.today
    grounds, strategies = grounds_of(county, today), strategies_of(county, today)
    strategy = strategies[0] if strategies else None
    sites = list(standing(county, today))
    standing_in = Count("entries", filter=Q(entries__site__in=[site.pk for site in sites]))
    valid = rows(request, Plan.objects.on(today)).filter(place=county).select_related("resolution__body").annotate(entry_count=standing_in)
    plans = [PlanLine(plan, plan.entry_count) for plan in valid]
    deadlines = rows(request, Deadline).filter(place=county, due__gte=today).order_by("due", "pk")
    return PlanOverview(
        grounds=grounds,
        strategy=strategy,
        other_strategies=strategies[1:],
        lines=course(strategy, history_of(county), today),
        plans=plans,
        missing=_missing(access, grounds, strategy, [line.plan for line in plans], sites),
        site_count=len(sites),
        meetings=_meetings(request, county) if access.holds("bodies.view") else None,
        deadlines=list(deadlines[:NEXT]),
        today=today,
        may_change=county in access.reach("plans.change").places,
        may_read=county in access.reach("documents.view").places,
        tabs=navigation.COUNTY_TABS.at(access, county, navigation.PLANS),
    )


def _meetings(request: Request, county: int) -> list[MeetingLine]:
    today = request.access.today
    coming = rows(request, Meeting).filter(place=county, body__kind__in=Body.OF_COUNTY, held_on__gte=today).select_related("body")
    return [MeetingLine(row, row.item_count, today) for row in coming.annotate(item_count=Count("items")).order_by("held_on", "pk")[:NEXT]]


# What is missing --------------------------------------------------------------------------------------------------


def _missing(access: Access, grounds: Grounds, strategy: CountyStrategy | None, plans: Iterable[Plan], sites: Sequence[Site]) -> list[dict[str, str]]:
    """What the county still has to do, as lines of a to-do list with the way to it; nothing when all is there."""
    county, kinds = grounds.county.pk, {plan.kind for plan in plans}
    may_change = county in access.reach("plans.change").places
    asked = [
        (grounds.adoption, "Die Fachlichen Empfehlungen sind noch nicht beschlossen (1, 2.1)", "resolution_create", "?kind=adoption"),
        (
            strategy and strategy.holds(access.today),
            "Für dieses Jahr fehlt eine eigene Strategie für die Entwicklung der ThEKiZ (2.1)",
            "strategy_create",
            "",
        ),
        (kinds & PLANNING, "Weder Jugendhilfeplan noch integrierter Fachplan gilt heute (1.1, 2.1)", "plan_create", ""),
        (Plan.Kind.DEMAND in kinds, "Heute gilt kein Kita-Bedarfsplan (2.1)", "plan_create", ""),
        (grounds.representative, "Niemand vertritt die ThEKiZ in den Steuerungsgremien (2.2)", "representative_create", ""),
    ]
    lines = [
        {"text": text, "url": reverse(f"planning:{view}", args=[county]) + query if may_change else ""}
        for there, text, view, query in asked
        if not there
    ]
    without_plan = {"plan": not kinds & PLANNING, "demand": Plan.Kind.DEMAND not in kinds}
    for check in checks_for(access, county):
        names = [site.name for site in sites if lacks(site, check)]
        if names and not without_plan.get(check.key):
            text = f"{'Ein Standort ist' if len(names) == 1 else f'{len(names)} Standorte sind'} {check.missing} ({check.paragraph})"
            who = ", ".join(names[:NAMED]) + (f" und {len(names) - NAMED} weitere" if len(names) > NAMED else "")
            lines.append({"text": text, "url": f"{reverse('planning:plan_sites', args=[county])}?show={check.key}", "who": who})
    return lines
