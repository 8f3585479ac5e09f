"""What stands on the overview of state and counties: master data and roll-ups, never a site's own rows."""

from collections import Counter
from datetime import date

from django.db.models import Max, Sum

from reporting.models import CountyQuarter
from reporting.suppression import too_few
from sites.access import rows
from sites.models import County, Phase, SitePhase

COUNTED = (Phase.ON_THE_WAY, Phase.ESTABLISHED, Phase.CONSULTATION)
FIRST_YEAR = 2019
STALE_DAYS = 45
BOUNDS = (8, 10, 12)
LEGEND = (("q1", "unter 8"), ("q2", "8 bis unter 10"), ("q3", "10 bis unter 12"), ("q4", "12 und mehr"), ("q0", "ausgeblendet"))


def phases_on(history: list[tuple], day: date) -> dict[int, Counter]:
    """Sites per county and phase on a day, from (county, phase, starts, ends)."""
    found: dict[int, Counter] = {}
    for county, phase, starts, ends in history:
        if phase in COUNTED and starts <= day and (ends is None or ends >= day):
            found.setdefault(county, Counter())[phase] += 1
    return found


def figures_by_county(request, year: int) -> dict[tuple[int, int], dict]:
    """Sums of the year and the year before per county, from the roll-ups."""
    sums = {name: Sum(name) for name in ("sessions", "adults_centre", "adults_space", "children")}
    found = rows(request, CountyQuarter).filter(year__in=[year - 1, year]).values("county", "year").annotate(last=Max("last_day"), **sums)
    return {(row["county"], row["year"]): row for row in found}


def overview(request) -> dict:
    """Three queries: counties, the history of phases, the roll-ups."""
    today = request.access.today
    places = request.access.reach("figures.view").places
    counties = list(County.objects.filter(pk__in=places))
    history = list(SitePhase.objects.filter(county_id__in=places).values_list("county_id", "phase", "starts", "ends"))
    now, figures = phases_on(history, today), figures_by_county(request, today.year)
    secret = too_few({county.pk: sum(now.get(county.pk, Counter()).values()) for county in counties})
    table = [_line(county, now.get(county.pk, Counter()), figures, today, county.pk in secret) for county in counties]
    return {
        "today": today,
        "year": today.year,
        "table": table,
        "tiles": [_tile(line) for line in table],
        "legend": LEGEND,
        "phase_names": [phase.label for phase in COUNTED],
        "trend": _trend(history, today),
        "totals": _totals(table, figures, today.year),
        "stale": _stale(table),
        **_lines(_totals(table, figures, today.year), today.year),
    }


def _line(county, phases: Counter, figures: dict, today: date, secret: bool) -> dict:
    row = figures.get((county.pk, today.year), {})
    sessions = row.get("sessions") or 0
    people = sum(row.get(name) or 0 for name in ("adults_centre", "adults_space", "children"))
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


def _tile(line: dict) -> dict:
    """One tile of the map: the average of a county in one of four lightnesses, a dot when it is hidden."""
    county, average = line["county"], line["average"]
    words = (
        f"{average:.1f}".replace(".", ",") + " Teilnahmen je Termin"
        if average is not None
        else "ausgeblendet"
        if line["secret"]
        else "noch keine Zahlen"
    )
    shade = "q0" if average is None else f"q{1 + sum(average >= bound for bound in BOUNDS)}"
    value = f"{average:.1f}".replace(".", ",") if average is not None else "•" if line["secret"] else "–"
    return {"ags": county.ags, "short": county.short, "value": value, "class": shade, "title": f"{county.name}: {words}"}


def _trend(history: list[tuple], today: date) -> list[tuple[str, list[int]]]:
    """Sites by phase on each 31 December, this year today."""
    lines = []
    for year in range(FIRST_YEAR, today.year + 1):
        counted = sum(phases_on(history, min(date(year, 12, 31), today)).values(), Counter())
        lines.append((str(year), [counted[phase] for phase in COUNTED]))
    return [line for line in lines if any(line[1])]


def _totals(table: list[dict], figures: dict, year: int) -> dict:
    """Sums over all counties of the reach; averages from numerators and denominators."""
    sessions, people = sum(line["sessions"] for line in table), sum(line["people"] for line in table)
    adults, space = sum(line["adults"] for line in table), sum(line["space"] for line in table)
    before = sum(row["sessions"] or 0 for (_, of), row in figures.items() if of == year - 1)
    return {
        "sites": sum(line["sites"] for line in table),
        "phases": [sum(line["phases"][at] for line in table) for at in range(len(COUNTED))],
        "consultation": sum(line["phases"][2] for line in table),
        "sessions": sessions,
        "before": before,
        "people": people,
        "average": people / sessions if sessions else None,
        "space": round(100 * space / adults) if adults else None,
        "adults": adults,
        "fresh": sum(line["days"] is not None and line["days"] <= 30 for line in table),
    }


def _lines(totals: dict, year: int) -> dict[str, str]:
    """The words under the key figures: comparison and n."""
    change = totals["sessions"] - totals["before"]
    return {
        "consultation_line": f"{totals['consultation']} davon Konsultation",
        "sessions_trend": f"{year - 1} im ganzen Jahr: {totals['before']:,}".replace(",", ".") if change else "",
        "sessions_line": "bis heute",
        "average_line": f"n = {totals['sessions']:,} Termine".replace(",", "."),
        "space_value": f"{totals['space']}\u00a0%" if totals["space"] is not None else "–",
        "space_line": f"n = {totals['adults']:,} Teilnahmen Erwachsener".replace(",", "."),
    }


def _stale(table: list[dict]) -> list[dict]:
    """Counties with sites that have not logged for a while, longest first."""
    late = [line for line in table if line["sites"] and (line["days"] is None or line["days"] > STALE_DAYS)]
    return sorted(late, key=lambda line: -(line["days"] or 9999))
