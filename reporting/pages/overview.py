"""What stands on the overview of the state: master data and figures of its counties as of the last closed month (R001, R326)."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from planning.rules.grounds import adoption
from processes.rules.coverage import Coverage, facilitation_of
from processes.rules.trainings import events_in
from reporting.pages.first_steps import first_steps_of
from reporting.pages.overview_lines import CONSULTATION, FRESH_DAYS, Line, Totals
from reporting.rules.above import Above, figures_above
from reporting.rules.first_steps import Shown
from reporting.rules.history import FIRST_YEAR, FORMS, forms_on, history_of, phases_on, trend_of
from reporting.rules.suppression import WHY_HIDDEN
from sites.core.access import Request
from sites.core.days import date_long
from sites.core.lists import Option, choice
from sites.core.numbers import HIDDEN, decimal, in_hours, inflected, number, percent
from sites.core.roles import STATE
from sites.models import County
from sites.rules.phases import RUNNING

SHOWN_STALE, SHOWN_YEARS = 5, 5
#: Each form with its letter and its colour on the map.
LETTERS = dict(zip(FORMS, ("D", "L", "G", "V", "M", "–"), strict=True))
COLOURS = dict(zip(FORMS, ("k1", "k2", "k3", "k4", "k5", "q5"), strict=True))
AVERAGES, SITES = (8, 10, 12), (3, 5, 8)


@dataclass(frozen=True)
class Map:
    """The tile map: what its tiles say, the legend (class, words), one sentence below, and the day or year of the figures."""

    key: str
    title: str
    tiles: list[dict[str, str]]
    legend: tuple[tuple[str, str], ...]
    note: str
    as_of: str


@dataclass(frozen=True)
class Overview:
    """`today`: the day of the figures, the last of a year that is over; `maps` and `years`: what can be chosen; `whole`: the whole Land."""

    today: date
    until: date
    is_now: bool
    show: str
    years: list[Option]
    first_steps: list[Shown]
    whole: bool
    table: list[Line]
    totals: Totals
    map: Map
    maps: list[Option]
    trend: list[tuple[str, list[int]]]
    why_hidden = f"{WHY_HIDDEN} „Zusammen“ zählt bei den Teilnahmen nur die Gebiete, deren Zahlen zu sehen sind."
    why_hours = (
        "Ein Punkt steht, wo weniger als drei Standorte begleitet werden: Ihre Stunden wären die einzelner Häuser. „Zusammen“ zählt bei den Stunden "
        "nur die Gebiete, deren Stunden zu sehen sind."
    )
    phase_names = [phase.label for phase in RUNNING]
    heads = (
        "Gebiet", "Standorte:n", *(f"{phase.label}:n" for phase in RUNNING), "Termine (n):n", "Teilnahmen je Termin:n", "Datenstand:n",
        "Empfehlungen beschlossen:n",
    )  # fmt: skip
    coverage_heads = ("Gebiet", "Standorte:n", "mit Prozessbegleitung:n", "vereinbart im Monat:n", "Veranstaltungen:n")
    form_caption = "Standorte nach Organisationsform je Landkreis und kreisfreier Stadt"
    form_heads = ("Gebiet", *(f"{form}:n" for form in FORMS))

    @property
    def year(self) -> int:
        return self.until.year

    @property
    def sessions_title(self) -> str:
        return f"Termine {self.year}"

    @property
    def as_of(self) -> str:
        return f"Stand: {date_long(self.until)}"

    @property
    def average_words(self) -> str:
        return decimal(self.totals.average)

    @property
    def overline(self) -> str:
        return f"Stand {date_long(self.today)}"

    @property
    def title(self) -> str:
        return f"{'Thüringen' if self.whole else 'Ihre Landkreise'} auf einen Blick"

    @property
    def lead(self) -> str:
        those = f"{len(self.table)} Landkreise und kreisfreie Städte"
        if not self.is_now:
            return f"{those}, {sum(line.last is not None for line in self.table)} davon mit Einträgen im Jahr {self.year}."
        return f"{those}, {self.totals.fresh} davon mit Einträgen aus den letzten {FRESH_DAYS} Tagen."

    @property
    def consultation_line(self) -> str:
        return f"{self.totals.phases[CONSULTATION]} davon Konsultation"

    @property
    def sessions_trend(self) -> str:
        return f"{self.year - 1} im ganzen Jahr: {number(self.totals.before)}" if self.totals.before else ""

    @property
    def average_line(self) -> str:
        counted = self.totals.land.counted
        return f"n = {number(counted)} {inflected(counted, 'Termin', 'Termine')}{self.without_hidden}"

    @property
    def without_hidden(self) -> str:
        return ", ohne ausgeblendete Gebiete" if any(line.is_hidden for line in self.table) else ""

    @property
    def space_value(self) -> str:
        return percent(self.totals.land.share)

    @property
    def space_line(self) -> str:
        adults = self.totals.land.adults
        return f"n = {number(adults)} {inflected(adults, 'Teilnahme', 'Teilnahmen')} Erwachsener"

    @property
    def trend_note(self) -> str:
        return f"jeweils 31. Dezember, {self.today.year}: heute" if self.is_now else "jeweils 31. Dezember"

    @property
    def day_words(self) -> str:
        return "Stand heute" if self.is_now else f"Stand {date_long(self.today)}"

    @property
    def query(self) -> str:
        return f"year={self.today.year}"

    @property
    def table_caption(self) -> str:
        return f"Standorte, Termine und Teilnahmen {self.year} je Landkreis und kreisfreier Stadt"

    @property
    def coverage_caption(self) -> str:
        return f"Prozessbegleitung und Veranstaltungen {self.today.year} je Landkreis und kreisfreier Stadt"

    @property
    def agreed_words(self) -> str:
        return in_hours(self.totals.agreed)

    @property
    def events_url(self) -> str:
        return reverse("processes:training_counties", args=[self.today.year])

    @property
    def without_consultation(self) -> str:
        return f"{self.totals.without} {'Gebiet hat' if self.totals.without == 1 else 'Gebiete haben'} noch keine Konsultationseinrichtung (3.2)."

    @property
    def stale(self) -> list[Line]:
        """Counties with sites that have not logged for a while, longest first; nobody waits for figures of a year that is over."""
        if not self.is_now:
            return []
        late = sorted((line for line in self.table if line.is_stale), key=lambda line: -(line.days or 9999))
        return late[:SHOWN_STALE]


def counties_of(request: Request) -> list[County]:
    """The counties whose sums this person may see, each with `adopted` (the day, as of the day of the figures) and the `events` of the year."""
    day, county = day_of(request), OuterRef("pk")
    found = County.objects.annotate(adopted=Subquery(adoption(county, day)), events=Subquery(events_in(county, day.year)))
    # guard: overview-counties -> return list(found)
    return list(found.filter(pk__in=request.access.reach("figures.view").places))


def day_of(request: Request) -> date:
    """The day of the figures: today, or the last day of the year that was chosen."""
    today = request.access.today
    year = choice(request, "year", [str(year) for year in range(FIRST_YEAR, today.year)])
    return date(int(year), 12, 31) if year else today


def overview_page(request: Request, counties: list[County], show: str) -> Overview:
    """Four queries beside the counties: phases and forms, the figures of the year, who has logged, how far sites are accompanied."""
    today, now = day_of(request), request.access.today
    places = [county.pk for county in counties]
    history, above = history_of(places, today), figures_above(request, today)
    phases, forms, coverage, nothing = phases_on(history, today), forms_on(history, today), facilitation_of(counties, today), Counter[str]()
    table = [_line(county, today, phases.get(county.pk, nothing), forms.get(county.pk, nothing), above, coverage[county.pk]) for county in counties]
    return Overview(
        today=today,
        until=above.until,
        is_now=today == now,
        show=show,
        years=[Option(str(year), f"?show={show}&year={year}", year == today.year) for year in range(now.year, now.year - SHOWN_YEARS, -1)],
        # with the first figures the first hour is over; a look back is none
        first_steps=[] if above.last or above.counties or today != now else first_steps_of(request, STATE),
        whole=bool(request.access.roles & STATE),
        table=table,
        totals=Totals(table, above.land, above.sessions(above.year - 1)),
        map=_map(table, show, above.until, today == now),
        maps=[Option(title, f"?show={key}&year={today.year}", key == show) for key, (title, _, _) in MAPS.items()],
        trend=trend_of(history, today),
    )


def _line(county: County, today: date, phases: Counter[str], forms: Counter[str], above: Above, coverage: Coverage) -> Line:
    return Line(
        county=county,
        today=today,
        phases=[phases[phase] for phase in RUNNING],
        forms=[forms[form] for form in FORMS],
        figures=above.of(county.pk, above.year),
        last=above.last.get(county.pk),
        adopted=vars(county)["adopted"],
        coverage=coverage,
        events=vars(county)["events"] or 0,
    )


# Map --------------------------------------------------------------------------------------------------------------


def _shade(value: float, bounds: tuple[int, ...]) -> str:
    return f"q{1 + sum(value >= bound for bound in bounds)}"


def _people_tile(line: Line) -> tuple[str, str, str]:
    if line.average is not None:
        return decimal(line.average), _shade(line.average, AVERAGES), f"{decimal(line.average)} Teilnahmen je Termin"
    return (HIDDEN, "q0", "ausgeblendet") if line.is_hidden else ("–", "q5", "noch keine Zahlen")


def _sites_tile(line: Line) -> tuple[str, str, str]:
    return str(line.sites), _shade(line.sites, SITES) if line.sites else "q5", f"{line.sites} Standort{'e' if line.sites != 1 else ''}"


def _phases_tile(line: Line) -> tuple[str, str, str]:
    """The three numbers, coloured by the furthest phase that is there."""
    furthest = next((f"q{at}" for at, count in ((4, line.phases[2]), (3, line.phases[1]), (2, line.phases[0])) if count), "q5")
    words = ", ".join(f"{count} {phase.label}" for phase, count in zip(RUNNING, line.phases, strict=True))
    return "/".join(map(str, line.phases)), furthest, words


def _forms_tile(line: Line) -> tuple[str, str, str]:
    """The letter of the most frequent form; where two or three are as frequent, all of them, in the order of the list."""
    counts = dict(zip(FORMS, line.forms, strict=True))
    most = [form for form, count in counts.items() if count and count == max(counts.values())]
    words = ", ".join(f"{count} {form}" for form, count in counts.items() if count)
    letters = "".join(LETTERS[form] for form in most)
    shown = letters if len(letters) <= 3 else f"{letters[:2]}…"
    return shown or "–", COLOURS[most[0]] if most else "q5", words or "noch kein Standort"


#: key → title, what a tile says (value, class, words), legend (class, words)
MAPS: dict[str, tuple[str, Callable[[Line], tuple[str, str, str]], tuple[tuple[str, str], ...]]] = {
    "people": (
        "Teilnahmen je Termin",
        _people_tile,
        (("q1", "unter 8"), ("q2", "8 bis unter 10"), ("q3", "10 bis unter 12"), ("q4", "12 und mehr"), ("q0", "ausgeblendet")),
    ),
    "sites": ("Standorte", _sites_tile, (("q1", "1 bis 2"), ("q2", "3 bis 4"), ("q3", "5 bis 7"), ("q4", "8 und mehr"), ("q5", "noch keiner"))),
    "phases": (
        "Phasen",
        _phases_tile,
        (("q2", "nur auf dem Weg"), ("q3", "mit ThEKiZ"), ("q4", "mit Konsultationseinrichtung"), ("q5", "noch kein Standort")),
    ),
    "forms": ("Formen", _forms_tile, tuple((COLOURS[form], f"{LETTERS[form]} {form}") for form in FORMS[:-1])),
}
#: One sentence under a map whose tiles need it.
NOTES = {
    "phases": "Auf jeder Kachel von oben: auf dem Weg, ThEKiZ, Konsultationseinrichtung.",
    "forms": "Auf jeder Kachel: die häufigste Form; mehrere Buchstaben, wenn sie gleich häufig sind.",
}


def _map(table: list[Line], show: str, until: date, is_now: bool) -> Map:
    title, tile, legend = MAPS[show]
    as_of = f"{until.year}, Stand: {date_long(until)}" if show == "people" else "Stand heute" if is_now else f"Stand 31. Dezember {until.year}"
    tiles = []
    for line in table:
        county, (value, css, words) = line.county, tile(line)
        url = reverse("reporting:county_sheet", args=[county.pk])
        tiles.append({"ags": county.ags, "short": county.short, "value": value, "class": css, "title": f"{county.name}: {words}", "url": url})
    return Map(show, title, tiles, legend, NOTES.get(show, ""), as_of)
