"""What stands on the page of a goal: how far its signs are, the rounds it went through, and what shows it. Five queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from planning.models import Goal, GoalReview, Indicator, IndicatorValue
from planning.pages.goal_list import Sign, sign_of
from planning.pages.thread_line import Named, ThreadLine, strand_of_goal, thread_line
from planning.rules.goals import EXPLAINED, FIRST_IMPACT, Cycle, attainment, cycle_of
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long, from_to
from sites.core.navigation import GOALS
from sites.core.numbers import NBSP, share

SHOWN = 12  # values of a sign
NO_SIGN = "Ohne Zeichen bleibt ein Ziel ein Wunsch: Woran würden Sie merken, dass es erreicht ist?"
REACHED = "erreicht"


@dataclass(frozen=True)
class ValueLine:
    """A measured value with how much of the way was done on that day; `url`: where it is put right."""

    day: str
    value: str
    done: str
    url: str


@dataclass(frozen=True)
class SignLine:
    """An indicator with how far it is, how it is measured, and all its values."""

    sign: Sign
    done: str
    facts: list[tuple[str, str]]
    values: list[ValueLine]

    @property
    def indicator(self) -> Indicator:
        return self.sign.indicator

    @property
    def has_facts(self) -> bool:
        return any(value for _, value in self.facts)


@dataclass(frozen=True)
class GoalDetail:
    """The page."""

    goal: Goal
    thread_line: ThreadLine
    facts: list[tuple[str, str]]
    cycle: Cycle
    signs: list[SignLine]
    reviews: list[GoalReview]
    evidence: list[tuple[str, str]]
    evidence_url: str
    may_change: bool
    value_heads = ("Tag", "Wert:n", "Vom Weg:n")
    no_sign: str = NO_SIGN

    @property
    def pre(self) -> str:
        return f"Ziel · {self.goal.site.name}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [GOALS.crumb(self.goal.site_id), (self.goal.title, "")]


def goal_detail_page(request: Request, pk: int) -> GoalDetail:
    """A goal within reach, or a 404."""
    access = request.access
    goal = fetch(request, rows(request, Goal).select_related("site", "need"), pk=pk)
    newest = Prefetch("values", IndicatorValue.objects.order_by("-measured_on"))
    indicators = list(rows(request, Indicator).filter(goal=goal).order_by("pk").prefetch_related(newest))
    reviews = list(rows(request, GoalReview).filter(goal=goal))
    strand, may_change = strand_of_goal(request, goal.pk), access.may("goals.change", goal)
    measured = max((value.measured_on for indicator in indicators for value in indicator.values.all()), default=None)
    reads_evidence = goal.site_id in access.reach("evidence.view").places
    may_show = goal.site_id in access.reach("evidence.change").places
    return GoalDetail(
        goal=goal,
        thread_line=thread_line(access, strand, "goal"),
        facts=_facts(goal),
        cycle=cycle_of(has_signs=bool(indicators), measured=measured, reviews=reviews),
        signs=[_sign_line(indicator, may_change) for indicator in indicators],
        reviews=reviews,
        evidence=_evidence(strand.evidence) if reads_evidence else [],
        evidence_url=f"{reverse('offers:evidence_create', args=[goal.site_id])}?goal={goal.pk}" if may_show else "",
        may_change=may_change,
    )


def _facts(goal: Goal) -> list[tuple[str, str]]:
    step = Goal.Step(goal.step)
    impact = "" if step >= FIRST_IMPACT else f"{NBSP}Von Wirkung sprechen wir ab Stufe {FIRST_IMPACT}."
    functions = ", ".join(Goal.SetWith(one).label for one in goal.set_with)
    return [
        ("Bedarf", goal.need.title if goal.need else "noch keiner"),
        ("Stufe", f"{step.label}. {EXPLAINED[step]}{impact}"),
        ("Zeit", from_to(goal.starts, goal.due)),
        ("Gemeinsam vereinbart von", functions or "noch nicht gesagt"),
    ]


def _sign_line(indicator: Indicator, may_change: bool) -> SignLine:
    values: Sequence[IndicatorValue] = list(indicator.values.all())
    now = {"value": values[0].value, "of": values[0].value_of} if values else {}
    done = _done(indicator, values[0]) if values else "noch nicht gemessen"
    facts = [
        ("Wie gemessen wird", indicator.get_way_display()),
        ("Woher die Zahl kommt", indicator.source),
        ("Wer misst", indicator.responsible),
        ("Nächste Messung", date_long(indicator.next_on) if indicator.next_on else ""),
    ]
    return SignLine(sign_of(indicator, now), done, facts, [_value_line(indicator, value, may_change) for value in values[:SHOWN]])


def _done(indicator: Indicator, value: IndicatorValue) -> str:
    percent = attainment(indicator, value.value, value.value_of)
    return REACHED if percent == 100 else f"{percent}{NBSP}% des Wegs zum Ziel"


def _value_line(indicator: Indicator, value: IndicatorValue, may_change: bool) -> ValueLine:
    percent = attainment(indicator, value.value, value.value_of)
    url = reverse("planning:value_edit", args=[value.pk]) if may_change else ""
    return ValueLine(date_long(value.measured_on), share(value.value, value.value_of), f"{percent}{NBSP}%", url)


def _evidence(found: list[Named]) -> list[tuple[str, str]]:
    return [(title, reverse("offers:evidence_detail", args=[pk])) for pk, title in found]
