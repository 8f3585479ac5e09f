"""What stands on the page of the thread: need, goal, sign, offer, evidence and conclusion; gaps are shown as such. Few queries, whatever its length.

Offers lie in an app above this one: they are reached by the names of their relations alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from planning.models import Goal, GoalReview, Indicator, IndicatorKind, IndicatorValue, Need, Term
from planning.pages.thread_line import Named, holds, last_lesson, named, pairs
from planning.rules.catalogues import stem
from planning.rules.goals import FIRST_IMPACT
from planning.rules.needs import source_of, unanswered, urgent_first
from sites.core.access import Request, rows
from sites.core.charts import Picture, meter
from sites.core.days import date_long
from sites.core.lists import Option, Page, choice, number_in, options, page
from sites.core.numbers import NBSP, Number, decimal, share
from sites.core.places import site_within
from sites.models import Site

SPARK_DAYS = 180  # how far back the line of an offer looks
SPARK_SESSIONS = 12
MOST_GOALS = 300
MOST_OFFERS = 4
FIRST_WORDS = "Danach kommen Ziel, Zeichen und Angebot."
SHOWN = {"": "Alle", "gaps": "Mit Lücken", "complete": "Vollständig"}
SHORT = ("findet statt", "wird genutzt", "kommt an", "Wissen wächst", "Verhalten ändert sich", "Lebenslage bessert sich", "Gesellschaft ändert sich")
OFFERS = named("offers")
USES = "evidence_uses__evidence"


@dataclass(frozen=True)
class Sign:
    """An indicator with its latest value, target and baseline in words, and the bar that shows them."""

    indicator: Indicator
    words: str
    meter: Picture


@dataclass(frozen=True)
class Turnout:
    """Participations of the last sessions of an offer, and the sentence that says the same."""

    values: list[int]
    words: str


@dataclass(frozen=True)
class OfferLine:
    """An offer of a thread, with how it is attended if it was."""

    pk: int
    title: str
    turnout: Turnout | None


@dataclass(frozen=True)
class Thread:
    """A need or a goal without one, with everything that follows from it; `pays`: the specific goals it pays into (R086)."""

    need: Need | None
    goal: Any  # with its last lesson, or None
    pays: list[str]
    signs: list[Sign]
    offers: list[OfferLine]
    more_offers: int
    evidence: list[Named]

    @property
    def source(self) -> str:
        """Where the need comes from: Elterngespräche, März 2026, n = 12 · dringend."""
        if self.need is None:
            return ""
        voices = f", n = {self.need.voices}" if self.need.voices else ""
        return f"{source_of(self.need)}{voices}{f'{NBSP}· dringend' if self.need.urgent else ''}"

    @property
    def query(self) -> str:
        """What a goal or an offer made from here begins with."""
        known = {name: row.pk for name, row in (("need", self.need), ("goal", self.goal)) if row}
        return f"?{urlencode(known)}"

    @property
    def evidence_query(self) -> str:
        """What evidence put down from here belongs to: the goal, else the first offer; empty where there is neither."""
        if self.goal:
            return f"?goal={self.goal.pk}"
        return f"?offer={self.offers[0].pk}" if self.offers else ""

    @property
    def first_evidence(self) -> str:
        return self.evidence[0][1] if self.evidence else ""

    @property
    def more_evidence(self) -> int:
        return max(len(self.evidence) - 1, 0)

    @property
    def sign_words(self) -> str:
        return "Noch ein Zeichen" if self.signs else "Zeichen festlegen"

    @property
    def title(self) -> str:
        """What the links of the thread are about, for those who hear them."""
        return str(self.need or self.goal)

    @property
    def css(self) -> list[str]:
        """How each of the five parts is drawn: missing, before something missing, or plain."""
        shown = self.goal and self.goal.lesson and self.evidence
        there = [bool(part) for part in (self.need, self.goal, self.signs, self.offers, shown)]
        return ["gap" if not here else "to-gap" if not after else "" for here, after in zip(there, [*there[1:], True], strict=True)]


@dataclass(frozen=True)
class Step:
    """A step of the staircase of effects with how many goals stand on it."""

    number: int
    words: str
    count: int

    @property
    def css(self) -> str:
        return "is-now" if self.count else ""


@dataclass(frozen=True)
class ServiceField:
    """A field of service with its goals in words: how many there are, and how many have no sign yet."""

    label: str
    counted: str
    missing: str


@dataclass(frozen=True)
class GoalList:
    """The page."""

    site: Site
    show: str
    choices: list[Option]
    page: Page
    threads: list[Thread]
    steps: list[Step]
    staircase: Picture
    only_outputs: bool
    fields: list[ServiceField]
    may_change: bool
    may_offer: bool
    may_show: bool
    reads_evidence: bool
    unanswered: int
    is_narrowed: bool
    first_words: str = FIRST_WORDS


def goal_list(request: Request, site: int) -> GoalList:
    """Threads of needs (50 at a time), goals without a need, the steps of all goals."""
    access = request.access
    place = site_within(request, "goals.view", site, service_fields=_service_fields(access.today))
    show = choice(request, "show", {"gaps", "complete"})
    only_need, only_goal = number_in(request, "need"), number_in(request, "goal")
    is_narrowed = only_need is not None or only_goal is not None
    listed = page(request, _narrowed(_needs(request, place, show), only_need, only_goal), "rank")
    known = {"answers": OFFERS, "pays": _pays(), "fields": _fields(), "lesson": last_lesson("pk"), **_evidence("", access.today)}
    goals = list(rows(request, Goal).filter(site=place).annotate(**known).order_by("due", "pk")[:MOST_GOALS])
    signs = _signs(request, place)
    answers: dict[int | None, list[Any]] = {}
    for goal in goals:
        answers.setdefault(goal.need_id, []).append(goal)
    loose = answers.get(None, [])
    found = [(need, goal) for need in listed.rows for goal in answers.get(need.pk, [None]) if only_goal is None or (goal and goal.pk == only_goal)]
    counts = _counts(request, place, len(loose))
    turnouts = _turnouts(request, place)
    if show != "complete" and listed.is_first:
        found += [(None, goal) for goal in loose if not is_narrowed or goal.pk == only_goal]
    return GoalList(
        site=place,
        show=show,
        choices=[] if is_narrowed else options(show, {value: f"{words} {counts[value]}" for value, words in SHOWN.items()}),
        page=listed,
        threads=[_thread(need, goal, signs, turnouts) for need, goal in found],
        steps=(steps := _steps(goals)),
        staircase=_staircase(steps),
        only_outputs=bool(goals) and all(goal.step < FIRST_IMPACT for goal in goals),
        fields=[_service_field(term, goals, signs) for term in place.service_fields],
        may_change=place.pk in access.reach("goals.change").places,
        may_offer=place.pk in access.reach("offers.change").places,
        may_show=place.pk in access.reach("evidence.change").places,
        reads_evidence=place.pk in access.reach("evidence.view").places,
        unanswered=counts["unanswered"],
        is_narrowed=is_narrowed,
    )


# What is read -----------------------------------------------------------------------------------------------------


def _needs(request: Request, site: Site, show: str) -> QuerySet[Need]:
    """Open needs with their offers, urgent ones first, then the newest."""
    today = request.access.today
    known = {"answers": OFFERS, "shown_by_offer": named(f"offers__{USES}", condition=holds(f"offers__{USES}", today))}
    needs = rows(request, Need).filter(site=site, closed_on__isnull=True).annotate(rank=urgent_first(), **known)
    if not show:
        return needs
    return needs.filter(_complete(today) if show == "complete" else ~_complete(today))


def _narrowed(needs: QuerySet[Need], need: int | None, goal: int | None) -> QuerySet[Need]:
    """To one need, or to the need of one goal."""
    if need is not None:
        needs = needs.filter(pk=need)
    return needs if goal is None else needs.filter(Exists(Goal.objects.filter(need=OuterRef("pk"), pk=goal)))


def _evidence(prefix: str, today: date) -> dict[str, Any]:
    """What shows a goal: evidence of its own and of its offers, as long as it holds."""
    own, of_offer = f"{prefix}{USES}", f"{prefix}offers__{USES}"
    return {"shown": named(own, condition=holds(own, today)), "shown_by_offer": named(of_offer, condition=holds(of_offer, today))}


def _complete(today: date) -> Q:
    """A need of whose threads nothing is drawn as missing: it has goals, and each has a sign, an offer, evidence and a conclusion."""
    goals = Goal.objects.filter(need=OuterRef("pk"))
    shown = [
        Exists(of.filter(pk=OuterRef(key)).filter(Q(**{f"{way}__isnull": False}) & holds(way, today)))
        for of, key, way in ((Goal.objects, "pk", USES), (Goal.objects, "pk", f"offers__{USES}"), (Need.objects, "need_id", f"offers__{USES}"))
    ]
    signs = Indicator.objects.filter(goal=OuterRef("pk"))
    bare = Q(~Exists(signs)) | Q(~Exists(GoalReview.objects.filter(goal=OuterRef("pk")))) | Q(offers__isnull=True, need__offers__isnull=True)
    bare |= ~(Q(shown[0]) | Q(shown[1]) | Q(shown[2]))
    return Q(Exists(goals), ~Exists(goals.filter(bare)))


def _pays() -> ArraySubquery:
    """On which of the six specific goals a goal pays in (R086)."""
    links = Goal.terms.through.objects.filter(goal=OuterRef("pk"), term__catalogue=Term.Catalogue.SPECIFIC_GOAL)
    return ArraySubquery(links.order_by("term__number").values("term__label"))


def _service_fields(day: date) -> ArraySubquery:
    """The fields of service of a day, to be read with the site; the page needs no query of its own for them."""
    terms = Term.objects.on(day).filter(catalogue=Term.Catalogue.SERVICE_FIELD).order_by("number")
    return ArraySubquery(terms.values(json=JSONObject(code="code", label="label")))


def _fields() -> ArraySubquery:
    """The fields of service of a goal (R035)."""
    links = Goal.terms.through.objects.filter(goal=OuterRef("pk"), term__catalogue=Term.Catalogue.SERVICE_FIELD)
    return ArraySubquery(links.values("term__code"))


def _counts(request: Request, site: Site, loose: int) -> dict[str, int]:
    """What the switch says; a goal without a need is a gap, too."""
    today = request.access.today
    counted = rows(request, Need).filter(site=site, closed_on__isnull=True).aggregate(
        all=Count("pk"), complete=Count("pk", filter=_complete(today)), unanswered=Count("pk", filter=unanswered(today))
    )  # fmt: skip
    gaps = counted["all"] - counted["complete"] + loose
    return {"": counted["all"] + loose, "gaps": gaps, "complete": counted["complete"], "unanswered": counted["unanswered"]}


def _turnouts(request: Request, site: Site) -> dict[int, Turnout]:
    """How each offer that answers a need was attended lately."""
    people = F("offers__sessions__adults_centre") + F("offers__sessions__adults_space") + F("offers__sessions__children")
    since = request.access.today - timedelta(days=SPARK_DAYS)
    held = rows(request, Need).filter(site=site, offers__sessions__logged__isnull=False, offers__sessions__held_on__gte=since)
    held = held.annotate(people=people).order_by("offers__sessions__held_on", "offers__sessions__pk")
    values: dict[int, dict[int, int]] = defaultdict(dict)
    for offer, session, _, count in held.values_list("offers__pk", "offers__sessions__pk", "offers__sessions__held_on", "people"):
        values[offer][session] = count  # an offer may answer several needs
    return {offer: _turnout(list(sessions.values()), since) for offer, sessions in values.items()}


def _turnout(people: list[int], since: date) -> Turnout:
    sessions = f"{len(people)} Termin{'e' if len(people) != 1 else ''} seit {date_long(since)}"
    return Turnout(people[-SPARK_SESSIONS:], f"{sessions} · {decimal(sum(people) / len(people))} Teilnahmen je Termin")


def _signs(request: Request, site: Site) -> dict[int, list[Sign]]:
    """Indicators by goal, each with its latest value."""
    latest = IndicatorValue.objects.filter(indicator=OuterRef("pk")).order_by("-measured_on").values(one=JSONObject(value="value", of="value_of"))
    signs: dict[int, list[Sign]] = defaultdict(list)
    for indicator in rows(request, Indicator).filter(site=site).annotate(latest=Subquery(latest[:1])).order_by("pk"):
        signs[indicator.goal_id].append(sign_of(indicator, indicator.latest or {}))
    return signs


# What is shown ----------------------------------------------------------------------------------------------------


def sign_of(indicator: Indicator, now: dict[str, Any]) -> Sign:
    """All three are of one kind, the database says so: they can be compared."""
    parts = [(now.get("value"), now.get("of")), (indicator.target, indicator.target_of), (indicator.baseline, indicator.baseline_of)]
    actual, target, baseline = (_level(indicator, value, of) for value, of in parts)
    today = f"jetzt {share(now['value'], now['of'])} · " if now else ""
    start, end = share(indicator.baseline, indicator.baseline_of), share(indicator.target, indicator.target_of)
    words = f"{today}Ausgang {start}, Ziel {indicator.least} {end} {indicator.unit_words}"
    return Sign(indicator, words, meter(actual, target, baseline))


def _level(indicator: Indicator, value: Number | None, of: int | None) -> float | None:
    """What the bar shows: a number, a share of its whole, steps above the lowest of a scale."""
    if value is None:
        return None
    if indicator.kind == IndicatorKind.SCALE:
        return float(value) - indicator.lowest
    return float(value) / of if of else float(value)


def _thread(need: Any, goal: Any, signs: dict[int, list[Sign]], turnouts: dict[int, Turnout]) -> Thread:
    offers = {offer["pk"]: offer["title"] for row in (need, goal) if row for offer in row.answers}
    listed = [OfferLine(pk, title, turnouts.get(pk)) for pk, title in sorted(offers.items(), key=lambda offer: offer[1])]
    own = signs.get(goal.pk, []) if goal else []
    evidence = pairs(goal.shown if goal else [], *(row.shown_by_offer for row in (need, goal) if row))
    return Thread(need, goal, goal.pays if goal else [], own, listed[:MOST_OFFERS], max(len(listed) - MOST_OFFERS, 0), evidence)


def _service_field(term: dict[str, str], goals: Sequence[Any], signs: dict[int, list[Sign]]) -> ServiceField:
    """A field with its goals and how many of them have a sign: impact-oriented means both (1.2). A renamed field counts with the one before."""
    of_field = [goal for goal in goals if stem(term["code"]) in map(stem, goal.fields)]
    signed = sum(goal.pk in signs for goal in of_field)
    bare = len(of_field) - signed
    counted = f"{_goals(len(of_field))}, {signed} mit Indikator" if of_field else ""
    missing = "noch kein Ziel" if not of_field else f"{bare} noch ohne Zeichen, woran Sie es erkennen" if bare else ""
    return ServiceField(term["label"], counted, missing)


def _goals(count: int) -> str:
    return f"{count} Ziel{'' if count == 1 else 'e'}"


def _steps(goals: Sequence[Goal]) -> list[Step]:
    """The staircase of effects with the number of goals on every step."""
    counts = [sum(goal.step == number for goal in goals) for number in range(1, len(SHORT) + 1)]
    named = zip(SHORT, counts, strict=True)
    return [Step(number, f"{name}: {_goals(count)}" if count else name, count) for number, (name, count) in enumerate(named, 1)]


def _staircase(steps: Sequence[Step]) -> Picture:
    """The steps as a picture, each with a dot for a goal, at most four."""
    picture = Picture(102 * len(steps) - 4, 220, css="chart stairs", fluid=True)
    for index, step in enumerate(steps):
        x, y = index * 102, 186 - index * 24
        picture.add("rect", "s1" if step.count else "s0", x=x, y=y, width=98, height=30 + index * 24, rx=3)
        picture.write(x + 49, y + 21, str(step.number), "t-m t-b")
        dots = min(step.count, 4)
        for place in range(dots):
            picture.add("circle", "fthread", cx=x + 49 + place * 24 - (dots - 1) * 12, cy=y - 12, r=4.5)
    return picture
