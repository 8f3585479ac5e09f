"""What stands on the overview of the state: master data and roll-ups of its counties, never a site's own rows (R001, R326)."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Max, OuterRef, Sum
from django.urls import reverse

from planning.rules.grounds import adoptions
from reporting.models import CountyQuarter
from reporting.rules.sums import COUNTED, MIXED, NO_FORM, PEOPLE
from reporting.rules.suppression import too_few
from sites.core.access import rows
from sites.core.numbers import HIDDEN, decimal, number
from sites.core.rights import STATE
from sites.models import County, OrganisationForm, Phase, SiteForm, SitePhase

FIRST_YEAR = 2019
STALE_DAYS = 45
#: The forms as a site counts once: its own, a mixture, or still open. Each with its letter and its colour on the map.
FORMS = [*OrganisationForm.labels, MIXED, NO_FORM]
LETTERS = dict(zip(FORMS, ("D", "L", "G", "V", "M", "–"), strict=True))
COLOURS = dict(zip(FORMS, ("q2", "q1", "q3", "q4", "q5", "q5"), strict=True))
AVERAGES, SITES = (8, 10, 12), (3, 5, 8)


class Span(NamedTuple):
    """A phase of a site that counts; with it the forms of today, so that one query brings both."""

    county: int
    site: int
    phase: str
    starts: date
    ends: date | None
    forms: list[str]

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or self.ends >= day)


def counties_of(request) -> list[County]:
    """The counties whose sums this person may see."""
    return list(County.objects.filter(pk__in=request.access.reach("figures.view").places))


def history_of(counties, today: date) -> list[Span]:
    """The phases of all sites of these counties that are or were on the way, established or open for consultation. One query."""
    forms = SiteForm.objects.on(today).filter(site=OuterRef("site")).order_by("-leading", "form").values("form")
    found = SitePhase.objects.filter(county_id__in=counties, phase__in=COUNTED).annotate(forms=ArraySubquery(forms))
    return [Span(*row) for row in found.values_list("county_id", "site_id", "phase", "starts", "ends", "forms")]


def phases_on(history: list[Span], day: date) -> dict[int, Counter]:
    """Sites per county and phase on a day."""
    found: dict[int, Counter] = {}
    for span in history:
        if span.holds(day):
            found.setdefault(span.county, Counter())[span.phase] += 1
    return found


def forms_on(history: list[Span], today: date) -> dict[int, Counter]:
    """Sites per county and form today; several forms at a time are a mixture, and the site counts once."""
    found: dict[int, Counter] = {}
    for span in history:
        if span.holds(today):
            label = MIXED if len(span.forms) > 1 else OrganisationForm(span.forms[0]).label if span.forms else NO_FORM
            found.setdefault(span.county, Counter())[label] += 1
    return found


def trend_of(history: list[Span], today: date) -> list[tuple[str, list[int]]]:
    """Sites by phase on each 31 December, this year today; from the first year with a site on."""
    lines = []
    for year in range(FIRST_YEAR, today.year + 1):
        counted = sum(phases_on(history, min(date(year, 12, 31), today)).values(), Counter())
        lines.append((str(year), [counted[phase] for phase in COUNTED]))
    return [line for line in lines if any(line[1])]


def figures_by_county(request, year: int) -> dict[tuple[int, int], dict]:
    """Sums of the year and the year before per county, from the roll-ups."""
    sums = {name: Sum(name) for name in ("sessions", *PEOPLE)}
    found = rows(request, CountyQuarter).filter(year__in=[year - 1, year]).values("county", "year").annotate(last=Max("last_day"), **sums)
    return {(row["county"], row["year"]): row for row in found}


def hidden_counties(year: int) -> set[int]:
    """Counties of the reach whose averages of a year stay hidden: a definer function tells how many of their sites have logged. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT county, sites FROM thekiz_delivering(%s)", [year])
        return too_few(dict(cursor.fetchall()))


def overview(request, counties: list[County], show: str) -> dict:
    """Four queries beside the counties: phases and forms, the roll-ups, who has logged, who has adopted the recommendations."""
    today = request.access.today
    places = [county.pk for county in counties]
    history, figures = history_of(places, today), figures_by_county(request, today.year)
    now, forms, adopted = phases_on(history, today), forms_on(history, today), adoptions(places)
    secret, nothing = hidden_counties(today.year), Counter[str]()
    table = [_line(county, now.get(county.pk, nothing), figures, today, county.pk in secret) for county in counties]
    for line in table:
        line["adopted"], of_county = adopted.get(line["county"].pk), forms.get(line["county"].pk, nothing)
        line["forms"] = [of_county[form] for form in FORMS]
    totals = _totals(table, figures, today.year)
    return {
        "today": today,
        "year": today.year,
        "whole": bool(request.access.roles & STATE),
        "table": table,
        "maps": [(key, title, key == show) for key, (title, _, _) in MAPS.items()],
        "map": _map(table, show),
        "phase_names": [phase.label for phase in COUNTED],
        "form_names": FORMS,
        "trend": trend_of(history, today),
        "totals": totals,
        "stale": _stale(table),
        **_lines(totals, today.year),
    }


# Map --------------------------------------------------------------------------------------------------------------


def _shade(value: float, bounds: tuple[int, ...]) -> str:
    return f"q{1 + sum(value >= bound for bound in bounds)}"


def _people_tile(line: dict) -> tuple[str, str, str]:
    if line["average"] is not None:
        return decimal(line["average"]), _shade(line["average"], AVERAGES), f"{decimal(line['average'])} Teilnahmen je Termin"
    return (HIDDEN, "q0", "ausgeblendet") if line["secret"] else ("–", "q5", "noch keine Zahlen")


def _sites_tile(line: dict) -> tuple[str, str, str]:
    return str(line["sites"]), _shade(line["sites"], SITES) if line["sites"] else "q5", f"{line['sites']} Standort{'e' if line['sites'] != 1 else ''}"


def _phases_tile(line: dict) -> tuple[str, str, str]:
    """The three numbers, coloured by the furthest phase that is there."""
    furthest = next((f"q{at}" for at, count in ((4, line["phases"][2]), (3, line["phases"][1]), (2, line["phases"][0])) if count), "q5")
    words = ", ".join(f"{count} {phase.label}" for phase, count in zip(COUNTED, line["phases"], strict=True))
    return "/".join(map(str, line["phases"])), furthest, words


def _forms_tile(line: dict) -> tuple[str, str, str]:
    """The letter of the most frequent form; where two are as frequent, both, in the order of the list."""
    counts = dict(zip(FORMS, line["forms"], strict=True))
    most = [form for form, count in counts.items() if count and count == max(counts.values())]
    words = ", ".join(f"{count} {form}" for form, count in counts.items() if count)
    return "".join(LETTERS[form] for form in most) or "–", COLOURS[most[0]] if most else "q5", words or "noch kein Standort"


#: key → title, what a tile says, legend (class, words)
MAPS = {
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
SPOKEN = {
    "phases": "Auf jeder Kachel: auf dem Weg / ThEKiZ / Konsultationseinrichtung.",
    "forms": "Auf jeder Kachel: die häufigste Form; mehrere Buchstaben, wenn sie gleich häufig sind.",
}


def _map(table: list[dict], show: str) -> dict:
    title, tile, legend = MAPS[show]
    tiles = []
    for line in table:
        county, (value, css, words) = line["county"], tile(line)
        url = reverse("reporting:county_sheet", args=[county.pk])
        tiles.append({"ags": county.ags, "short": county.short, "value": value, "class": css, "title": f"{county.name}: {words}", "url": url})
    return {"key": show, "title": title, "tiles": tiles, "legend": legend, "spoken": SPOKEN.get(show, "")}


# Table ------------------------------------------------------------------------------------------------------------


def _line(county, phases: Counter, figures: dict, today: date, secret: bool) -> dict:
    row = figures.get((county.pk, today.year), {})
    sessions = row.get("sessions") or 0
    people = sum(row.get(name) or 0 for name in PEOPLE)
    return {
        "county": county,
        "sites": sum(phases.values()),
        "phases": [phases[phase] for phase in COUNTED],
        "sessions": sessions,
        "people": people,
        "adults": (row.get("adults_centre") or 0) + (row.get("adults_space") or 0),
        "space": row.get("adults_space") or 0,
        "average": people / sessions if sessions and not secret else None,
        "secret": secret and bool(sessions),
        "last": row.get("last"),
        "days": (today - row["last"]).days if row.get("last") else None,
    }


def _totals(table: list[dict], figures: dict, year: int) -> dict:
    """Sums over all counties of the reach; averages from numerators and denominators."""
    sessions, people = sum(line["sessions"] for line in table), sum(line["people"] for line in table)
    adults, space = sum(line["adults"] for line in table), sum(line["space"] for line in table)
    return {
        "sites": sum(line["sites"] for line in table),
        "phases": [sum(line["phases"][at] for line in table) for at in range(len(COUNTED))],
        "forms": [sum(line["forms"][at] for line in table) for at in range(len(FORMS))],
        "sessions": sessions,
        "before": sum(row["sessions"] or 0 for (_, of), row in figures.items() if of == year - 1),
        "average": people / sessions if sessions else None,
        "space": round(100 * space / adults) if adults else None,
        "adults": adults,
        "adopted": sum(line["adopted"] is not None for line in table),
        "without": sum(not line["phases"][COUNTED.index(Phase.CONSULTATION)] for line in table),
        "fresh": sum(line["days"] is not None and line["days"] <= 30 for line in table),
    }


def _lines(totals: dict, year: int) -> dict[str, str]:
    """The words under the key figures: comparison and n."""
    consultation = totals["phases"][COUNTED.index(Phase.CONSULTATION)]
    return {
        "consultation_line": f"{consultation} davon Konsultation",
        "sessions_trend": f"{year - 1} im ganzen Jahr: {number(totals['before'])}" if totals["before"] else "",
        "sessions_line": "bis heute",
        "average_line": f"n = {number(totals['sessions'])} Termine",
        "space_value": f"{totals['space']}\u00a0%" if totals["space"] is not None else "–",
        "space_line": f"n = {number(totals['adults'])} Teilnahmen Erwachsener",
    }


def _stale(table: list[dict]) -> list[dict]:
    """Counties with sites that have not logged for a while, longest first."""
    late = [line for line in table if line["sites"] and (line["days"] is None or line["days"] > STALE_DAYS)]
    return sorted(late, key=lambda line: -(line["days"] or 9999))
