"""What stands on the sheet of a county: sites, plan against actual, the year by action field, what the offers rest on, needs and gaps (R327).

Master data, roll-ups and counts: the state level reads the same sheet and holds no site of its own (R001).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Sum
from django.utils.html import format_html

from planning.rules.gaps import gaps_of
from planning.rules.grounds import Adoption, Grounds, grounds_of
from planning.rules.strategies import YearLine, course, strategies_of
from reporting.rules.above import Above, CountyYear, figures_above
from reporting.rules.history import FORMS, IN_A_ROW, forms_on, history_of, phases_on, trend_of
from reporting.rules.suppression import WHY_HIDDEN, Cell
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.navigation import COUNTY, COUNTY_TABS, Links
from sites.core.numbers import decimal, number, signed
from sites.models import County, Post, Site
from sites.rules.as_of import coordination_on
from sites.rules.phases import RUNNING, PhaseSpan
from sites.rules.staffing import coordination_of, vze

SHOWN_TOWNS = 8


@dataclass(frozen=True)
class PlanLine:
    """A year of the strategy in words."""

    line: YearLine

    @property
    def wanted(self) -> str:
        return "–" if self.line.wanted is None else str(self.line.wanted)

    @property
    def sites(self) -> str:
        return str(self.line.sites)

    @property
    def difference(self) -> str:
        difference = self.line.difference
        return "–" if difference is None else signed(difference)

    @property
    def consultation(self) -> str:
        return str(self.line.consultation)

    @property
    def of_consultation(self) -> str:
        return "" if self.line.wanted_consultation is None else f"von {self.line.wanted_consultation}"


@dataclass
class FieldLine:
    """An action field in the year: offers of today, sessions, and people as they may be shown."""

    number: int
    name: str
    offers: int = 0
    sessions: int = 0
    people: Cell = 0


@dataclass(frozen=True)
class Offers:
    """How many offers run today, by action field or legal basis. `number` orders them; 0 is "ohne Grundlage"."""

    number: int
    name: str
    offers: int


@dataclass(frozen=True)
class Year:
    """Sessions and Teilnahmen of the year, by action field and together, and of the whole year before; people as they may be shown."""

    year: int
    fields: list[FieldLine]
    figures: CountyYear
    before: CountyYear

    @property
    def offers(self) -> int:
        return sum(line.offers for line in self.fields)

    @property
    def sessions(self) -> int:
        return self.figures.sessions

    @property
    def people(self) -> Cell:
        return self.figures.people

    @property
    def average(self) -> str:
        return decimal(self.figures.average)


@dataclass(frozen=True)
class OpenNeeds:
    """Released needs, those without an offer, offers without a need; `towns`: (name, needs, unmet), the most unmet first, and how many more."""

    needs: int
    unmet: int
    idle: int
    towns: list[tuple[str, int, int]]
    more: int

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [("Freigegebene Bedarfe", self.needs), ("davon ohne Angebot", self.unmet), ("Angebote ohne Bedarf", self.idle)]

    @property
    def town_rows(self) -> list[tuple[str, str]]:
        return [(name, format_html('{} <span class="muted">von {}</span>', unmet, needs)) for name, needs, unmet in self.towns]

    @property
    def more_words(self) -> str:
        return f"und {self.more} weitere Gemeinde{'n' if self.more != 1 else ''}" if self.more > 0 else ""


@dataclass(frozen=True)
class CountySheet:
    """`hidden`: people of this year are not shown here. `gaps`: None for those who read no needs. `fte`: coordination, with what it rests on."""

    grounds: Grounds
    today: date
    until: date
    tabs: Links
    phases: Counter[str]
    forms: list[tuple[str, int]]
    trend: list[tuple[str, list[int]]]
    plan: list[YearLine]
    year_figures: Year
    hidden: bool
    bases: list[tuple[str, int]]
    gaps: OpenNeeds | None
    fte: str
    fte_line: str
    may_list: bool
    may_money: bool
    why_hidden = WHY_HIDDEN
    plan_caption = "Standorte am Jahresende nach Plan und Ist, davon Konsultationseinrichtungen"
    plan_heads = ("Jahresende", "geplant:n", "da:n", "Unterschied:n", "davon Konsultation:n")
    field_caption = "Angebote, Termine und Teilnahmen nach Handlungsfeld des LSZ"
    field_heads = ("Handlungsfeld", "Angebote:n", "Termine:n", "Teilnahmen:n")
    phase_names = [phase.label for phase in RUNNING]

    @property
    def county(self) -> County:
        return self.grounds.county

    @property
    def overline(self) -> str:
        return f"{self.county.get_kind_display()}, Stand {date_long(self.today)}"

    @property
    def sites(self) -> int:
        return sum(self.phases.values())

    @property
    def lead(self) -> str:
        if not self.sites:
            return "Noch kein Standort auf dem Weg zum ThEKiZ."
        phases = ", ".join(f"{self.phases[phase]} {IN_A_ROW.get(phase.label, phase.label)}" for phase in RUNNING if self.phases[phase])
        return f"{self.sites} Standort{'e' if self.sites != 1 else ''}: {phases}."

    @property
    def sites_line(self) -> str:
        return "heute" if self.wanted is not None else "noch keine Zielzahl für dieses Jahr"

    @property
    def wanted(self) -> int | None:
        """How many sites the strategy wants at the end of this year."""
        return next((line.wanted for line in self.plan if line.is_now), None)

    @property
    def plan_lines(self) -> list[PlanLine]:
        return [PlanLine(line) for line in self.plan]

    @property
    def year(self) -> int:
        return self.today.year

    @property
    def sessions_title(self) -> str:
        return f"Termine {self._period}"

    @property
    def people_title(self) -> str:
        return f"Teilnahmen {self._period}"

    @property
    def _last_day(self) -> date:
        """Until which day the figures are counted."""
        return self.year_figures.figures.until or self.until

    @property
    def _period(self) -> str:
        """ "2026 bis 31. Oktober" """
        return f"{self.until.year} bis {date_long(self._last_day).rpartition(' ')[0]}"

    @property
    def as_of(self) -> str:
        return f"Stand: {date_long(self._last_day)}"

    @property
    def sessions_line(self) -> str:
        return f"{self.until.year - 1} im ganzen Jahr: {number(self.year_figures.before.sessions)}"

    @property
    def people_line(self) -> str:
        return f"{self.until.year - 1} im ganzen Jahr: {number(self.year_figures.before.people)}"

    @property
    def fields_note(self) -> str:
        return f"Angebote heute, Zahlen {self.until.year}, {self.as_of}"

    @property
    def trend_note(self) -> str:
        return f"jeweils 31. Dezember, {self.year}: heute"

    @property
    def adoption(self) -> Adoption | None:
        return self.grounds.adoption

    @property
    def adoption_words(self) -> str:
        """To which edition the resolution refers, and whether it departs from it."""
        return f"{self.adoption.edition}{' · mit Abweichungen' if self.adoption.deviations else ''}" if self.adoption else ""

    @property
    def representative_words(self) -> str:
        person = self.grounds.representative
        return " · ".join(filter(None, [person.function, person.phone])) if person else ""


def county_sheet_page(request: Request, pk: int) -> CountySheet:
    """Eight queries at most. County.DoesNotExist when the place is none."""
    access, today = request.access, request.access.today
    grounds, strategies = grounds_of(pk, today), strategies_of(pk, today)
    own = history_of([pk], today)
    forms = forms_on(own, today).get(pk, Counter())
    offers, above = offers_of(pk, today), figures_above(request, today)
    fte, fte_line = _coordination(request, pk, today)
    return CountySheet(
        grounds=grounds,
        today=today,
        until=above.until,
        tabs=COUNTY_TABS.at(access, pk, COUNTY),
        phases=phases_on(own, today).get(pk, Counter()),
        forms=[(label, forms[label]) for label in FORMS if forms[label]],
        trend=trend_of(own, today),
        plan=course(strategies[0] if strategies else None, [PhaseSpan(span.phase, span.starts, span.ends) for span in own], today),
        year_figures=_year(above, pk, offers["field"]),
        hidden=pk in above.few,
        bases=[(line.name, line.offers) for line in offers["basis"]],
        gaps=_gaps(pk, today) if pk in access.reach("needs.view").places else None,
        fte=fte,
        fte_line=fte_line,
        may_list=pk in access.reach("sites.view").places,
        may_money=pk in access.reach("money.sums").places,
    )


def _coordination(request: Request, county: int, today: date) -> tuple[str, str]:
    """VZÄ of the coordination of a county (R158): the posts that are held; the state level, which reads no posts, sees what was decided."""
    if county in request.access.reach("posts.view").places:
        held = coordination_of(rows(request, Post).filter(site__county=county), today)
        line = f"an {held['sites']} Standort{'en' if held['sites'] != 1 else ''} besetzt"
        return vze(held["total"] or Decimal(0)), f"{line}, bei {held['unsaid']} fehlt der Umfang" if held["unsaid"] else line
    sites = Site.objects.filter(county=county).annotate(fte_today=coordination_on(today))
    decided = sites.aggregate(fte=Sum("fte_today"))["fte"]
    return vze(decided or Decimal(0)), "laut den Entscheidungen"


# The year by action field -----------------------------------------------------------------------------------------


def offers_of(county: int, day: date) -> dict[str, list[Offers]]:
    """How many offers run on a day, in order: "field" by action field, "basis" by legal basis. One query.

    Offers lie at the houses, beyond the reach of those above them; a definer function gives counts.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT part, number, name, offers FROM thekiz_county_offers(%s, %s)", [county, day])
        parts: dict[str, list[Offers]] = {"field": [], "basis": []}
        for part, place, name, count in cursor.fetchall():
            parts[part].append(Offers(place, name or "ohne Grundlage", count))
    by_number = sorted(parts["field"], key=lambda line: line.number)
    return {"field": by_number, "basis": sorted(parts["basis"], key=lambda line: (not line.number, -line.offers, line.number))}


def _year(above: Above, county: int, offers: list[Offers]) -> Year:
    """The offers of today and the figures of the year by action field; fields of earlier editions count with the one of the same number."""
    lines = {of.number: FieldLine(of.number, f"HF {of.number} {of.name}", of.offers) for of in offers}
    figures = above.of(county, above.year)
    for part in figures.fields:
        line = lines.setdefault(part.number, FieldLine(part.number, ""))
        line.name, line.sessions, line.people = f"HF {part.number} {part.name}", part.sessions, part.people
    return Year(above.year, [lines[at] for at in sorted(lines)], figures, above.of(county, above.year - 1))


# Needs and gaps ---------------------------------------------------------------------------------------------------


def _gaps(county: int, today: date) -> OpenNeeds:
    """Released needs, those without an offer, and the municipalities where they are; the whole table has a page of its own (UF21)."""
    gaps = gaps_of(county, today, themes_named=False)
    towns = [(name, sum(line.needs for line in lines), sum(line.unmet for line in lines)) for name, lines in gaps.towns]
    unmet = [town for town in sorted(towns, key=lambda town: -town[2]) if town[2]]
    return OpenNeeds(gaps.needs, gaps.unmet, gaps.idle, unmet[:SHOWN_TOWNS], len(unmet) - SHOWN_TOWNS)
