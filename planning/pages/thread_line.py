"""The thread as one line of links on every page of it: need, goal, sign, offer, dates, evidence, conclusion (UF1).

A missing link is a grey slot that leads to what fills it and carries along what is known. Offers, dates and evidence lie in an app above this
one: they are reached by the names of their relations alone.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse

from planning.models import Goal, GoalReview, Need
from sites.core.access import Access, Request, rows
from sites.core.numbers import with_noun

type Name = Literal["need", "goal", "indicator", "offer", "session", "evidence", "conclusion"]
type Named = tuple[int, str]
#: The knots in their order, with what they are called and what a missing one asks for.
WORDS: dict[Name, tuple[str, str]] = {
    "need": ("Bedarf", "Bedarf zuordnen"),
    "goal": ("Ziel", "Ziel vereinbaren"),
    "indicator": ("Zeichen", "Zeichen festlegen"),
    "offer": ("Angebot", "Angebot planen"),
    "session": ("Termine", "Termine anlegen"),
    "evidence": ("Nachweis", "Nachweis ergänzen"),
    "conclusion": ("Schluss", "Schluss ziehen"),
}
LONGEST = 48  # letters of a knot


@dataclass(frozen=True)
class Strand:
    """What hangs together with one row of the thread. `dates`: how many there are, in words with their time; `evidence`: what holds today."""

    site: int
    needs: list[Named] = field(default_factory=list)
    goals: list[Named] = field(default_factory=list)
    indicators: list[Named] = field(default_factory=list)
    offers: list[Named] = field(default_factory=list)
    dates: str = ""
    evidence: list[Named] = field(default_factory=list)
    conclusion: str = ""


@dataclass(frozen=True)
class Knot:
    """One link of the line; without an address where the person cannot fill the gap."""

    kind: str
    words: str
    url: str
    is_gap: bool
    is_here: bool


@dataclass(frozen=True)
class ThreadLine:
    """The component (`components/thread_line.html`)."""

    knots: list[Knot]


def named(prefix: str, condition: Q | None = None) -> ArrayAgg:
    """The rows of a relation with key and title, each once; for few rows, as each such relation multiplies those of the others."""
    there = Q(**{f"{prefix}__isnull": False})
    one = JSONObject(pk=f"{prefix}__pk", title=f"{prefix}__title")
    return ArrayAgg(one, filter=there & condition if condition else there, distinct=True, default=Value([]))


def linked(model: type[Model], prefix: str, condition: Q | None = None) -> ArraySubquery:
    """The same as a query inside the query, for the row that is asked for: relations do not multiply."""
    there = Q(pk=OuterRef("pk"), **{f"{prefix}__isnull": False})
    # in one call: a second one would ask for any other row of the relation
    found = model._default_manager.filter(there & condition if condition else there).order_by()
    return ArraySubquery(found.values(one=JSONObject(pk=f"{prefix}__pk", title=f"{prefix}__title")))


def holds(prefix: str, today: date) -> Q:
    """Evidence that may be used on a day: nobody is asked for it again while it does (UF10)."""
    return Q(**{f"{prefix}__valid_until__isnull": True}) | Q(**{f"{prefix}__valid_until__gte": today})


def pairs(*found: list[dict[str, Any]]) -> list[Named]:
    """Several such lists as one, by name."""
    return sorted({(one["pk"], one["title"]) for listed in found for one in listed}, key=lambda pair: (pair[1], pair[0]))


def strand_of_goal(request: Request, goal: int) -> Strand:
    """From a goal in both directions. One query."""
    return _strand(request, Goal, goal, "", "need__")


def strand_of_need(request: Request, need: int) -> Strand:
    """From a need to everything that answers it. One query."""
    return _strand(request, Need, need, "goals__", "")


def _strand(request: Request, model: type[Goal | Need], pk: int, goal: str, need: str) -> Strand:
    """`goal`, `need`: how the row leads to its goals and to its need."""
    today, uses = request.access.today, "evidence_uses__evidence"
    ways = {"shown_by_goal": f"{goal}{uses}", "shown_by_offer": f"{goal}offers__{uses}", "shown_by_need": f"{need}offers__{uses}"}
    asked: dict[str, Any] = {
        "signs": linked(model, f"{goal}indicators"),
        "by_goal": linked(model, f"{goal}offers"),
        "by_need": linked(model, f"{need}offers"),
        **{name: linked(model, way, holds(way, today)) for name, way in ways.items()},
        "dates_by_goal": dates_of(model, f"{goal}offers__sessions"),
        "dates_by_need": dates_of(model, f"{need}offers__sessions"),
    }
    if model is Goal:
        asked |= {"own_need": linked(model, "need"), "lesson": last_lesson("pk")}
    else:
        asked |= {"aims": linked(model, "goals"), "lessons": ArraySubquery(lessons("pk"))}
    row: Any = rows(request, model).filter(pk=pk).annotate(**asked).get()
    title = (row.pk, row.title)
    return Strand(
        site=row.site_id,
        needs=[title] if isinstance(row, Need) else pairs(row.own_need),
        goals=[title] if isinstance(row, Goal) else pairs(row.aims),
        indicators=pairs(row.signs),
        offers=pairs(row.by_goal, row.by_need),
        dates=date_words([*row.dates_by_goal, *row.dates_by_need], today),
        evidence=pairs(row.shown_by_goal, row.shown_by_offer, row.shown_by_need),
        conclusion=(row.lesson or "") if model is Goal else " ".join(row.lessons),
    )


def lessons(need: str) -> Any:
    """What was learned at the goals of a need; `need`: how the row leads to it."""
    learned = Goal.objects.filter(need=OuterRef(need)).annotate(lesson=last_lesson("pk"))
    return learned.exclude(lesson=None).order_by("pk").values("lesson")


def last_lesson(goal: str) -> Subquery:
    """What follows from the last round of a goal, to be read along; None while no round is over. `goal`: how the row leads to it."""
    return Subquery(GoalReview.objects.filter(goal=OuterRef(goal)).order_by("-cycle").values("conclusion")[:1])


def dates_of(model: type[Model], prefix: str) -> ArraySubquery:
    """The dates of a relation that are not cancelled: key, day, and since when they have figures."""
    there = Q(pk=OuterRef("pk"), **{f"{prefix}__isnull": False, f"{prefix}__cancelled": False})
    one = JSONObject(pk=f"{prefix}__pk", day=f"{prefix}__held_on", logged=f"{prefix}__logged")
    return ArraySubquery(model._default_manager.filter(there).order_by().values(one=one))


def date_words(found: list[dict[str, Any]], today: date) -> str:
    """ "12 Termine mit Zahlen · 2026"; without any this year "5 Termine geplant"; empty where there is no date at all."""
    days = {one["pk"]: date.fromisoformat(one["day"]) for one in found}
    held = {one["pk"] for one in found if one["logged"]}
    years, ahead = [days[pk].year for pk in held], sum(day >= today for pk, day in days.items() if pk not in held)
    if years and (today.year in years or not ahead):
        return f"{with_noun(years.count(max(years)), 'Termin mit Zahlen', 'Termine mit Zahlen')} · {max(years)}"
    if ahead:
        return f"{with_noun(ahead, 'Termin', 'Termine')} geplant"
    return f"{with_noun(len(days), 'Termin', 'Termine')} ohne Zahlen" if days else ""


# The line ---------------------------------------------------------------------------------------------------------


def thread_line(access: Access, strand: Strand, here: Name) -> ThreadLine:
    """The knots as this person sees them: what is there leads on, what is missing leads to what fills it for those who may."""
    found: dict[Name, tuple[str, str]] = {
        "need": (_first(strand.needs), thread_url(strand.site, "need", strand.needs)),
        "goal": (_first(strand.goals), _page("planning:goal_detail", strand.goals)),
        "indicator": (_first(strand.indicators), _page("planning:goal_detail", strand.goals, "#h-signs")),
        "offer": (_first(strand.offers), _page("offers:offer_detail", strand.offers)),
        "session": (strand.dates, _dates(strand)),
        "evidence": _evidence(access, strand),
        "conclusion": (_short(strand.conclusion), _page("planning:goal_detail", strand.goals, "#h-reviews")),
    }
    fills = _fills(access, strand)
    return ThreadLine([_knot(name, *found[name], fills.get(name, ""), here) for name in WORDS])


def _knot(name: Name, words: str, url: str, fills: str, here: Name) -> Knot:
    kind, asks = WORDS[name]
    if words:
        return Knot(kind, words, "" if name == here else url, False, name == here)
    return Knot(kind, asks if fills else "fehlt noch", fills, True, name == here)


def thread_url(site: int, name: str, found: list[Named]) -> str:
    """The page of the thread, narrowed to the one row."""
    return f"{reverse('planning:goal_list', args=[site])}?{urlencode({name: found[0][0]})}" if found else ""


def _page(view: str, found: list[Named], anchor: str = "") -> str:
    return reverse(view, args=[found[0][0]]) + anchor if found else ""


def _dates(strand: Strand) -> str:
    return _page("offers:offer_detail", strand.offers, "#h-dates")


def _evidence(access: Access, strand: Strand) -> tuple[str, str]:
    """Its name where the person reads evidence, else only how much there is."""
    if strand.site in access.reach("evidence.view").places:
        return _first(strand.evidence), _page("offers:evidence_detail", strand.evidence)
    return with_noun(len(strand.evidence), "Nachweis", "Nachweise") if strand.evidence else "", ""


def _fills(access: Access, strand: Strand) -> dict[Name, str]:
    """Where each missing knot is made, with what it hangs on."""
    about = {name: found[0][0] for name, found in (("need", strand.needs), ("goal", strand.goals), ("offer", strand.offers)) if found}
    site, fills = strand.site, dict[Name, str]()
    if site in access.reach("goals.change").places:
        fills["goal"] = _new("planning:goal_create", site, about, "need")
        fills["need"] = reverse("planning:goal_edit", args=[about["goal"]]) if "goal" in about else ""
        if "goal" in about:
            fills["indicator"] = reverse("planning:indicator_create", args=[about["goal"]])
            fills["conclusion"] = reverse("planning:review_create", args=[about["goal"]])
    if site in access.reach("offers.change").places:
        fills["offer"] = _new("offers:offer_create", site, about, "need", "goal")
        if "offer" in about:
            fills["session"] = reverse("offers:session_create", args=[about["offer"]])
            fills["need"] = fills.get("need") or reverse("offers:offer_edit", args=[about["offer"]])
            if strand.goals == []:
                fills["goal"] = fills.get("goal") or reverse("offers:offer_edit", args=[about["offer"]])
    if site in access.reach("evidence.change").places and ("goal" in about or "offer" in about):
        fills["evidence"] = _new("offers:evidence_create", site, about, *(("goal",) if "goal" in about else ("offer",)))
    return fills


def _new(view: str, site: int, about: dict[str, int], *names: str) -> str:
    query = urlencode({name: about[name] for name in names if name in about})
    return reverse(view, args=[site]) + (f"?{query}" if query else "")


def _first(found: list[Named]) -> str:
    more = f" und {len(found) - 1} mehr" if len(found) > 1 else ""
    return f"{_short(found[0][1])}{more}" if found else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
