"""What stands on the page of the thread: need, goal, sign, offer, conclusion; gaps are shown as such. Five queries, whatever its length.

Offers lie in an app above this one: they are reached by the names of their relations alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject

from planning.models import Goal, Indicator, IndicatorValue, Need, Term
from planning.rules.catalogues import stem
from sites.core.access import rows
from sites.core.charts import Picture, meter
from sites.core.lists import page
from sites.core.numbers import decimal, number, percent

FIRST_IMPACT = 4
SPARK_DAYS = 180  # how far back the line of an offer looks
SHORT = ("findet statt", "wird genutzt", "kommt an", "Wissen wächst", "Verhalten ändert sich", "Lebenslage bessert sich", "Gesellschaft ändert sich")
OFFERS = ArrayAgg(JSONObject(pk="offers__pk", title="offers__title"), filter=Q(offers__isnull=False), distinct=True, default=Value([]))


def needs_of(request, site):
    """Open needs with their offers, urgent ones first, then the newest."""
    rank = Case(When(urgent=True, then=0), default=10**12, output_field=BigIntegerField()) - F("pk")
    return rows(request, Need).filter(site=site, closed_on__isnull=True).annotate(rank=rank, found=OFFERS).order_by("rank", "pk")


def pays() -> ArraySubquery:
    """On which of the six specific goals a goal pays in (R086)."""
    links = Goal.terms.through.objects.filter(goal=OuterRef("pk"), term__catalogue=Term.Catalogue.SPECIFIC_GOAL)
    return ArraySubquery(links.order_by("term__number").values("term__label"))


def service_fields(day) -> ArraySubquery:
    """The fields of service of a day, to be read with the site; the page needs no query of its own for them."""
    terms = Term.objects.on(day).filter(catalogue=Term.Catalogue.SERVICE_FIELD).order_by("number")
    return ArraySubquery(terms.values(json=JSONObject(code="code", label="label")))


def fields() -> ArraySubquery:
    """The fields of service of a goal (R035)."""
    links = Goal.terms.through.objects.filter(goal=OuterRef("pk"), term__catalogue=Term.Catalogue.SERVICE_FIELD)
    return ArraySubquery(links.values("term__code"))


def covered(terms: list[dict], goals) -> list[dict]:
    """Each field of service with its goals and how many of them have a sign: impact-oriented means both (1.2)."""
    found = []
    for term in terms:
        of_field = [goal for goal in goals if stem(term["code"]) in map(stem, goal.fields)]  # a renamed field counts with the one before
        signed = sum(bool(goal.signs) for goal in of_field)
        found.append({"label": term["label"], "goals": len(of_field), "signed": signed, "bare": len(of_field) - signed})
    return found


def complete():
    """A need whose thread reaches an offer and a sign to know it by."""
    signs = Indicator.objects.filter(goal__need=OuterRef("pk"))
    return Exists(signs) & Q(offers__isnull=False)


def thread_of(request, site, show: str) -> dict:
    """The page: threads of needs (50 at a time), goals without a need, the steps of all goals."""
    needs = needs_of(request, site)
    if show:
        done = rows(request, Need).filter(complete(), site=site).values("pk")
        needs = needs.filter(pk__in=done) if show == "complete" else needs.exclude(pk__in=done)
    found = page(request, needs, "rank")
    goals = list(rows(request, Goal).filter(site=site).annotate(found=OFFERS, pays=pays(), fields=fields()).order_by("due", "pk")[:300])
    signs = _signs(request, site)
    for goal in goals:
        goal.signs = signs.get(goal.pk, [])
    threads = [thread for need in found.rows for thread in _threads(need, [goal for goal in goals if goal.need_id == need.pk])]
    loose = [_thread(None, goal) for goal in goals if goal.need_id is None]
    counts = _counts(request, site, len(loose))
    lines = _lines(request, site)
    shown = [*threads, *(loose if show != "complete" and found.is_first else [])]
    for offer in (offer for thread in shown for offer in thread["offers"]):
        offer["line"] = lines.get(offer["pk"], {})
    only_outputs = bool(goals) and all(goal.step < FIRST_IMPACT for goal in goals)
    staircase = steps(goals)
    context = {"page": found, "threads": shown, "steps": staircase, "only_outputs": only_outputs, "counts": counts}
    return {**context, "stairs": stairs([step["count"] for step in staircase]), "fields": covered(site.service_fields, goals)}


def _counts(request, site, loose: int) -> dict[str, int]:
    """What the switch says; a goal without a need is a gap, too."""
    whole, done = Count("pk", distinct=True), Count("pk", filter=complete(), distinct=True)
    found = rows(request, Need).filter(site=site, closed_on__isnull=True).aggregate(all=whole, complete=done)
    return {"all": found["all"] + loose, "gaps": found["all"] - found["complete"] + loose, "complete": found["complete"]}


def _lines(request, site) -> dict[int, dict]:
    """Participations of the last sessions of each offer that answers a need, and the sentence beside the line."""
    people = F("offers__sessions__adults_centre") + F("offers__sessions__adults_space") + F("offers__sessions__children")
    since = request.access.today - timedelta(days=SPARK_DAYS)
    held = rows(request, Need).filter(site=site, offers__sessions__logged__isnull=False, offers__sessions__held_on__gte=since)
    found = held.annotate(people=people).order_by("offers__sessions__held_on", "offers__sessions__pk")
    values: dict[int, dict[int, int]] = defaultdict(dict)
    for offer, session, _, number_of in found.values_list("offers__pk", "offers__sessions__pk", "offers__sessions__held_on", "people"):
        values[offer][session] = number_of  # an offer may answer several needs
    return {offer: _line(list(sessions.values())) for offer, sessions in values.items()}


def _line(people: list[int]) -> dict:
    sessions = f"{len(people)} Termin{'e' if len(people) != 1 else ''}"
    return {"values": people[-12:], "words": f"{sessions} · {decimal(sum(people) / len(people))} Teilnahmen je Termin"}


def _signs(request, site) -> dict[int, list[dict]]:
    """Indicators by goal, each with its latest value."""
    latest = IndicatorValue.objects.filter(indicator=OuterRef("pk")).order_by("-measured_on").values(one=JSONObject(value="value", of="value_of"))
    signs: dict[int, list[dict]] = {}
    for indicator in rows(request, Indicator).filter(site=site).annotate(latest=Subquery(latest[:1])).order_by("pk"):
        signs.setdefault(indicator.goal_id, []).append(_sign(indicator))
    return signs


def _sign(indicator) -> dict:
    now = indicator.latest or {"value": None, "of": None}
    parts = [(now["value"], now["of"]), (indicator.target, indicator.target_of), (indicator.baseline, indicator.baseline_of)]
    shares = any(of for _, of in parts)
    actual, target, baseline = ((value / of if of and shares else value) if value is not None else None for value, of in parts)
    comparable = all((of is None) == (indicator.target_of is None) for value, of in parts if value is not None)
    return {
        "indicator": indicator,
        "now": spoken(now["value"], now["of"]) if now["value"] is not None else "",
        "target": spoken(indicator.target, indicator.target_of),
        "baseline": spoken(indicator.baseline, indicator.baseline_of),
        "meter": meter(actual, target, baseline) if comparable else None,
    }


def spoken(value: int, of: int | None) -> str:
    """ "6 von 10" for small wholes, "64 % (n = 108)" for large ones, a plain number without a whole."""
    if of is None:
        return number(value)
    return f"{number(value)} von {number(of)}" if of <= 50 else f"{percent(value / of)} (n = {number(of)})"


def _threads(need, goals) -> list[dict]:
    return [_thread(need, goal) for goal in goals] or [_thread(need, None)]


def _thread(need, goal) -> dict:
    offers = {offer["pk"]: offer for row in (need, goal) if row for offer in row.found}
    listed = sorted(offers.values(), key=lambda offer: offer["title"])
    return {"need": need, "goal": goal, "offers": listed[:4], "more_offers": max(len(listed) - 4, 0)}


def steps(goals) -> list[dict]:
    """The staircase of effects with the number of goals on every step."""
    return [{"name": name, "count": sum(goal.step == step for goal in goals)} for step, name in enumerate(SHORT, 1)]


def stairs(counts: Sequence[int]) -> Picture:
    """The staircase as a picture, a knot for each goal, at most four a step; the list beside it says the same."""
    picture = Picture(712, 220, css="chart stairs")
    for index, count in enumerate(counts):
        x, y = index * 102, 186 - index * 24
        picture.add("rect", "s1" if count else "s0", x=x, y=y, width=98, height=30 + index * 24, rx=3)
        picture.write(x + 49, y + 24, str(index + 1), "t-m t-b")
        shown = min(count, 4)
        for place in range(shown):
            picture.add("circle", "fthread", cx=x + 49 + place * 20 - (shown - 1) * 10, cy=y - 12, r=7)
    return picture
