"""What stands on the sheet of a county: sites, plan against actual, the year by action field, what the offers rest on, needs and gaps (R327).

Master data, roll-ups and counts: the state level reads the same sheet and holds no site of its own (R001).
"""

from collections import Counter
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Sum

from planning.rules.gaps import gaps_of
from planning.rules.grounds import grounds_of
from planning.rules.strategies import course, strategies_of
from reporting.models import CountyQuarter
from reporting.pages.overview import FORMS, forms_on, hidden_counties, history_of, phases_on, trend_of
from reporting.pages.site_list import IN_A_ROW
from reporting.rules.sums import COUNTED, PEOPLE
from reporting.rules.suppression import suppress
from sites.core.access import rows
from sites.core.numbers import HIDDEN, decimal, number
from sites.models import Post, Site
from sites.rules.staffing import coordination_of, vze

SHOWN_TOWNS = 8


def county_sheet(request, pk: int) -> dict:
    """Eight queries at most. County.DoesNotExist when the place is none."""
    access, today = request.access, request.access.today
    grounds, strategies = grounds_of(pk, today), strategies_of(pk, today)
    own = history_of([pk], today)
    phases, forms = phases_on(own, today).get(pk, Counter()), forms_on(own, today).get(pk, Counter())
    plan = course(strategies[0] if strategies else None, [(span.phase, span.starts, span.ends) for span in own], today)
    outside = pk not in access.reach("sitefigures.view").places
    hidden, hidden_before = (outside and pk in hidden_counties(year) for year in (today.year, today.year - 1))
    offers = offers_of(pk, today)
    fte, fte_line = _coordination(request, pk, today)
    return {
        "county": grounds.county,
        "grounds": grounds,
        "today": today,
        "year": today.year,
        "sites": sum(phases.values()),
        "phases_line": _phases_line(phases),
        "forms": [(label, forms[label]) for label in FORMS if forms[label]],
        "trend": trend_of(own, today),
        "phase_names": [phase.label for phase in COUNTED],
        "plan": plan,
        "now": next((line for line in plan if line.is_now), None),
        "hidden": hidden,
        **_year(_quarters(request, pk, today.year), offers["field"], today.year, hidden, hidden_before),
        "bases": offers["basis"],
        "gaps": _gaps(pk, today) if pk in access.reach("needs.view").places else None,
        "may_list": pk in access.reach("sites.view").places,
        "fte": fte,
        "fte_line": fte_line,
        "may_money": pk in access.reach("money.sums").places,
    }


def _coordination(request, county: int, today: date) -> tuple[str, str]:
    """VZÄ of the coordination of a county (R158): the posts that are held; the state level, which reads no posts, sees what was decided."""
    if county in request.access.reach("posts.view").places:
        held = coordination_of(rows(request, Post).filter(site__county=county), today)
        line = f"an {held['sites']} Standort{'en' if held['sites'] != 1 else ''} besetzt"
        return vze(held["total"] or Decimal(0)), f"{line}, bei {held['unsaid']} fehlt der Umfang" if held["unsaid"] else line
    decided = Site.objects.filter(county=county).aggregate(fte=Sum("coordinator_fte"))["fte"]
    return vze(decided or Decimal(0)), "laut den Entscheidungen"


def _phases_line(phases: Counter) -> str:
    return ", ".join(f"{phases[phase]} {IN_A_ROW.get(phase.label, phase.label)}" for phase in COUNTED if phases[phase])


# The year by action field -----------------------------------------------------------------------------------------


def _quarters(request, county: int, year: int) -> list[dict]:
    """The sums of this year and the one before by action field; fields of earlier editions count with the one of the same number."""
    sums = {name: Sum(name) for name in ("sessions", *PEOPLE)}
    found = rows(request, CountyQuarter).filter(county=county, year__in=[year - 1, year]).order_by("action_field__number", "action_field__edition")
    return list(found.values("year", "action_field__number", "action_field__name").annotate(**sums))


def offers_of(county: int, day: date) -> dict[str, list[dict]]:
    """How many offers run on a day by action field and by legal basis: {"field": [{number, name, offers}], "basis": …}. One query.

    Offers lie at the houses, beyond the reach of those above them; a definer function tells counts.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT part, number, name, offers FROM thekiz_county_offers(%s, %s)", [county, day])
        found: dict[str, list[dict]] = {"field": [], "basis": []}
        for part, place, name, count in cursor.fetchall():
            found[part].append({"number": place, "name": name or "ohne Grundlage", "offers": count})
    order = {"field": lambda line: line["number"], "basis": lambda line: (not line["number"], -line["offers"], line["number"])}
    return {part: sorted(lines, key=order[part]) for part, lines in found.items()}


def _year(quarters: list[dict], offers: list[dict], year: int, hidden: bool, hidden_before: bool) -> dict:
    """Sessions and Teilnahmen of the year, of the year before, and by action field; people through the suppression service."""
    lines: dict[int, dict] = {}
    for row in [{"action_field__number": line["number"], "action_field__name": line["name"], "year": year} for line in offers] + quarters:
        if row["year"] == year:
            line = lines.setdefault(row["action_field__number"], {"sessions": 0, "people": 0, "offers": 0})
            line["name"] = f"HF {row['action_field__number']} {row['action_field__name']}"
            line["sessions"] += row.get("sessions") or 0
            line["people"] += sum(row.get(name) or 0 for name in PEOPLE)
    for line in offers:
        lines[line["number"]]["offers"] = line["offers"]
    fields, before = [lines[at] for at in sorted(lines)], [row for row in quarters if row["year"] == year - 1]
    sessions, sessions_before = sum(line["sessions"] for line in fields), sum(row["sessions"] or 0 for row in before)
    people, (cells,) = suppress(sum(line["people"] for line in fields), [line["people"] for line in fields])
    people_before, _ = suppress(sum(row[name] or 0 for row in before for name in PEOPLE))
    for line, cell in zip(fields, cells, strict=True):
        line["people"] = HIDDEN if hidden else cell
    people, people_before = HIDDEN if hidden else people, HIDDEN if hidden_before else people_before
    average = people / sessions if sessions and isinstance(people, int) else None
    return {
        "fields": fields,
        "offers": sum(line["offers"] for line in fields),
        "sessions": sessions,
        "people": people,
        "average": HIDDEN if people == HIDDEN else decimal(average),
        "sessions_line": f"{year - 1} im ganzen Jahr: {number(sessions_before)}",
        "people_line": f"{year - 1} im ganzen Jahr: {number(people_before)}",
    }


# Needs and gaps ---------------------------------------------------------------------------------------------------


def _gaps(county: int, today: date) -> dict:
    """Released needs, those without an offer, and the municipalities where they are; the whole table has a page of its own (UF21)."""
    gaps = gaps_of(county, today, themes_named=False)
    towns = [(name, sum(line.needs for line in lines), sum(line.unmet for line in lines)) for name, lines in gaps.towns]
    open_ones = [town for town in sorted(towns, key=lambda town: -town[2]) if town[2]]
    return {"needs": gaps.needs, "unmet": gaps.unmet, "idle": gaps.idle, "towns": open_ones[:SHOWN_TOWNS], "more": len(open_ones) - SHOWN_TOWNS}
