"""What stands on the page of a round: how four views see the fields, the net beside the round before, two rounds word by word, what follows."""

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from planning.models import Goal, Indicator, Term
from processes.models import ActionStep, AnalysisPart, AnalysisRound, FieldRating, Finding
from processes.pages.analysis_list import Level, growth_terms, level_of, seen_rounds, views_to_enter
from processes.rules.analysis import apart, compared, next_due
from sites.core.access import Request, fetch, rows
from sites.core.charts import Picture
from sites.core.days import date_long, month_long, until
from sites.core.difference import Piece, difference
from sites.core.drawings import spider
from sites.core.lists import Option, choice, options
from sites.core.navigation import ANALYSIS, GROWTH_TABS, Links
from sites.core.numbers import with_noun

View = FieldRating.View
KINDS = AnalysisPart.Kind
NO_RANK = (
    "Einschätzungen helfen beim Weiterdenken. Sie werden nicht addiert, nicht verglichen und erscheinen in keiner Rangfolge. "
    "Unter fünf Antworten bleibt der Blick der Eltern verborgen."
)
LETTERS_OF_AXIS = 18
type Pair = tuple[FieldWords | None, FieldWords | None]
type Ratings = dict[tuple[int, str, str], FieldRating]


@dataclass(frozen=True)
class RatedField:
    """A field with its number, its short name, and a level in words for each column of the table."""

    term: Term
    levels: list[Level]

    @property
    def title(self) -> str:
        return f"{self.term.number} {self.term.label}"


@dataclass(frozen=True)
class FieldWords:
    """What all together said to a field in one round: level, words, what it rests on."""

    head: str
    level: Level
    words: str
    basis: str


@dataclass(frozen=True)
class Thread:
    """From a finding to its goal and the steps; addresses are empty for those who do not go there."""

    finding: Finding
    about: str
    edit_url: str
    goal_url: str
    goal_words: str
    has_sign: bool
    steps: list[tuple[ActionStep, str]]
    progress: str
    step_url: str


@dataclass(frozen=True)
class PartLine:
    """A part with its release; `url` leads to its text, `words` say what there is of it."""

    part: AnalysisPart
    url: str
    words: str
    standing: str


@dataclass(frozen=True)
class AnalysisDetail:
    """The page. `heads` of the table of ratings; `net`: the picture, none as long as there is no common level.

    `pairs`: what all together said to each field before and now, by its number; `number`: the one that is shown.
    """

    round: AnalysisRound
    tabs: Links
    lead: str
    heads: list[str]
    fields: list[RatedField]
    sentence: str
    net: Picture | None
    net_title: str
    net_key: tuple[str, str, str]
    choices: list[Option]
    number: str
    pairs: dict[str, Pair]
    threads: list[Thread]
    progress: str
    parts: list[PartLine]
    todo: list[dict[str, Any]]
    is_inside: bool
    may_change: bool
    may_release: bool
    county: str
    no_rank: str = NO_RANK

    @property
    def title(self) -> str:
        return str(self.round)

    @property
    def paper(self) -> tuple[str, str]:
        """The PDF: its address and what it is called; none while there is nothing to read."""
        url = reverse("reporting:analysis_paper", args=[self.round.pk]) if self.fields or self.threads else ""
        return url, "Beide Runden (PDF)" if self.net_key[1] else "Diese Runde (PDF)"

    @property
    def pair(self) -> Pair:
        return self.pairs.get(self.number, (None, None))

    @property
    def pieces(self) -> list[list[Piece]]:
        """What of the words is new and what is gone, where both rounds have some."""
        then, now = self.pair
        return difference(then.words, now.words) if then and now and then.words and now.words != then.words else []

    @property
    def is_open(self) -> bool:
        return self.round.state == AnalysisRound.State.OPEN

    @property
    def after_closing(self) -> str:
        return f"Danach bleibt sie unverändert. An die nächste erinnern wir im {month_long(next_due(self.round.begun_on))}."

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [("Beginn", date_long(self.round.begun_on)), ("Beteiligt", self.round.authors)]

    @property
    def released(self) -> str:
        count = sum(line.part.released for line in self.parts)
        return f"{count} von {with_noun(len(self.parts), 'Teil', 'Teilen')} freigegeben"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [ANALYSIS.crumb(self.round.site_id), (str(self.round), "")]


def analysis_detail_page(request: Request, pk: int) -> AnalysisDetail:
    """A round within reach, or a 404; outside the house what was released of it."""
    access = request.access
    row = fetch(request, seen_rounds(request).select_related("site__county"), pk=pk)
    before = seen_rounds(request).filter(site=row.site_id, number=row.number - 1).first()
    is_inside = row.site_id in access.reach("analysis.internal").places
    may_change = row.site_id in access.reach("analysis.change").places
    terms, ratings = growth_terms(row.begun_on), _ratings(request, row, before)
    fields = [term for term in terms if term.catalogue == Term.Catalogue.GROWTH_FIELD]
    levels = [term for term in terms if term.catalogue == Term.Catalogue.GROWTH_LEVEL]
    number = choice(request, "field", {str(term.number) for term in fields}) or _first_with_words(
        fields, ratings, [one for one in (row, before) if one]
    )
    by_number = {str(term.number): term for term in fields}
    threads = _threads(request, row, may_change=may_change)
    return AnalysisDetail(
        round=row,
        tabs=GROWTH_TABS.at(access, row.site_id, ANALYSIS),
        lead=_lead(row, before),
        heads=_heads(ratings, row, before),
        fields=_table(fields, ratings, row, before, len(levels)),
        sentence=_sentence(fields, ratings, row),
        net=_net(fields, levels, ratings, row, before),
        net_title=f"{before} und {row}" if before else str(row),
        net_key=(_named(row), _named(before) if before else "", " · ".join(f"{level.number} {level.label}" for level in levels)),
        choices=options(number, {one: f"{one} {term.text}" if one == number else one for one, term in by_number.items()}, "field"),
        number=number,
        pairs=_pairs(fields, ratings, row, before, len(levels)),
        threads=threads,
        progress=_progress([step for thread in threads for step, _ in thread.steps]),
        parts=_parts(request, row),
        todo=_todo(row, ratings, threads, views_to_enter(request, row)),
        is_inside=is_inside,
        may_change=may_change,
        may_release=row.site_id in access.reach("analysis.release").places,
        county=row.site.county.name,
    )


def _named(row: AnalysisRound) -> str:
    return f"{row}, {month_long(row.begun_on)}"


def _lead(row: AnalysisRound, before: AnalysisRound | None) -> str:
    facilitated = "gemeinsam mit der Prozessbegleitung" if row.facilitated else ""
    since = f"{until(before.begun_on, row.begun_on).removeprefix('vor ')} nach {before}" if before else ""
    return " · ".join(filter(None, [month_long(row.begun_on), facilitated, since]))


def _ratings(request: Request, row: AnalysisRound, before: AnalysisRound | None) -> Ratings:
    """By round, code of the field and view: as far as this person reads them, of both rounds."""
    rounds = [one.pk for one in (row, before) if one]
    known = rows(request, FieldRating).filter(part__round__in=rounds).select_related("part", "field", "level")
    return {(one.part.round_id, one.field.code, one.view): one for one in known}


def _columns(row: AnalysisRound, before: AnalysisRound | None) -> list[tuple[AnalysisRound, View]]:
    return [*((row, view) for view in View), *([(before, View.COMMON)] if before else [])]


def _heads(ratings: Ratings, row: AnalysisRound, before: AnalysisRound | None) -> list[str]:
    heads = ["Entwicklungsfeld (3.3)"]
    for at, view in _columns(row, before):
        asked = next((one.people for (pk, _, of), one in ratings.items() if pk == at.pk and of == view and one.people is not None), None)
        heads.append(f"{view.label}, {at}" if view == View.COMMON else f"{view.label}, n = {asked}" if asked is not None else view.label)
    return heads


def _table(fields: list[Term], ratings: Ratings, row: AnalysisRound, before: AnalysisRound | None, most: int) -> list[RatedField]:
    """A row for each field; empty while nobody has seen anything, or nothing of it is read."""
    if not any(pk == row.pk for pk, _, _ in ratings):
        return []
    columns = _columns(row, before)
    return [
        RatedField(
            term,
            [level_of(ratings.get((at.pk, term.code, view)), most, is_now=at is row and view == View.COMMON) for at, view in columns],
        )
        for term in fields
    ]


def _levels_of(fields: list[Term], ratings: Ratings, at: AnalysisRound | None, view: View) -> dict[int, int]:
    """Number of the field → number of its level, of those that were seen."""
    if at is None:
        return {}
    found = {term.number: ratings.get((at.pk, term.code, view)) for term in fields}
    return {number: one.level.number for number, one in found.items() if one and one.level}


def _sentence(fields: list[Term], ratings: Ratings, row: AnalysisRound) -> str:
    seen = {view: _levels_of(fields, ratings, row, view) for view in View}
    words = apart([(term.number, {view: seen[view][term.number] for view in View if term.number in seen[view]}) for term in fields])
    return f"{words} Darüber wurde am {date_long(row.discussed_on)} gesprochen." if words and row.discussed_on else words


def _net(fields: list[Term], levels: list[Term], ratings: Ratings, row: AnalysisRound, before: AnalysisRound | None) -> Picture | None:
    now, then = (_levels_of(fields, ratings, at, View.COMMON) for at in (row, before))
    if not now:
        return None
    changed = compared(now, then)
    title = f"Netz der Entwicklungsfelder: {row}" + (f" gegen {before}: {changed}." if changed else ".")
    rings = ", ".join(level.label for level in levels)
    desc = f"Ringe von innen nach außen: {rings}. Alle Werte stehen in der Tabelle."
    axes = [wrap(f"{term.number} {term.text or term.label}", LETTERS_OF_AXIS) for term in fields]
    numbers = [term.number for term in fields]
    return spider(title, desc, axes, [now.get(one) for one in numbers], [then.get(one) for one in numbers], len(levels))


def _first_with_words(fields: list[Term], ratings: Ratings, rounds: list[AnalysisRound]) -> str:
    """The field that is shown first: the first of those about which most was written."""

    def written(term: Term) -> int:
        found = [ratings.get((row.pk, term.code, View.COMMON)) for row in rounds]
        return sum(bool(one and one.words) for one in found)

    return str(max(fields, key=written).number) if fields else ""


def _pairs(fields: list[Term], ratings: Ratings, row: AnalysisRound, before: AnalysisRound | None, most: int) -> dict[str, Pair]:
    """What all together said to each field, in the round before and in this one; nothing where nobody has said anything."""

    def said(at: AnalysisRound | None, term: Term) -> FieldWords | None:
        one = ratings.get((at.pk, term.code, View.COMMON)) if at else None
        return FieldWords(_named(at), level_of(one, most, is_now=at is row), one.words, one.basis) if at and one else None

    return {str(term.number): (said(before, term), said(row, term)) for term in fields}


def _threads(request: Request, row: AnalysisRound, *, may_change: bool) -> list[Thread]:
    """What follows: each finding with its goal, the sign of the goal, and its steps."""
    has_sign = Exists(Indicator.objects.filter(goal=OuterRef("goal")))
    findings = rows(request, Finding).filter(part__round=row).select_related("goal", "field").annotate(has_sign=has_sign)
    reads_goals = row.site_id in request.access.reach("goals.view").places
    reads_steps = row.site_id in request.access.reach("steps.internal").places
    steps = list(rows(request, ActionStep).filter(finding__part__round=row)) if reads_steps else []
    plans = may_change and row.site_id in request.access.reach("steps.change").places
    return [
        _thread(one, [step for step in steps if step.finding_id == one.pk], reads_goals=reads_goals, may_change=may_change, plans=plans)
        for one in findings
    ]


def _thread(one: Finding, steps: list[ActionStep], *, reads_goals: bool, may_change: bool, plans: bool) -> Thread:
    goal: Goal | None = one.goal if reads_goals else None
    query = f"?finding={one.pk}" + (f"&goal={goal.pk}" if goal else "")
    return Thread(
        finding=one,
        about=f"Feststellung, Feld {one.field.number}" if one.field else "Feststellung",
        edit_url=reverse("processes:finding_edit", args=[one.pk]) if may_change else "",
        goal_url=goal.get_absolute_url() if goal else "",
        goal_words=f"Stufe {goal.step} · bis {month_long(goal.due)}" if goal else "",
        has_sign=vars(one)["has_sign"],
        steps=[(step, _step_words(step)) for step in steps],
        progress=_progress(steps),
        step_url=reverse("processes:step_create", args=[one.site_id]) + query if plans else "",
    )


def _step_words(step: ActionStep) -> str:
    if step.dropped:
        return f"{step.owner}, fallen gelassen"
    return f"{step.owner}, erledigt am {date_long(step.closed_on)}" if step.closed_on else f"{step.owner}, bis {date_long(step.due)}"


def _progress(steps: list[ActionStep]) -> str:
    """How many of the steps that count are done (R196); dropped ones count no more."""
    counted = [step for step in steps if not step.dropped]
    done = sum(step.closed_on is not None for step in counted)
    return f"{done} von {with_noun(len(counted), 'Schritt', 'Schritten')} erledigt" if counted else ""


def _parts(request: Request, row: AnalysisRound) -> list[PartLine]:
    """The parts this person reads, with what there is of each."""
    counted = {name: Count(name, distinct=True) for name in ("figures", "findings")}
    seen = Count("ratings", filter=Q(ratings__level__isnull=False), distinct=True)
    known = rows(request, AnalysisPart).filter(round=row).annotate(seen=seen, **{f"number_of_{name}": of for name, of in counted.items()})
    return [_part(part) for part in known]


def _part(part: AnalysisPart) -> PartLine:
    numbers = vars(part)
    words = [
        "geschrieben" if part.text.strip() else "",
        with_noun(numbers["number_of_figures"], "Angabe mit Quelle", "Angaben mit Quelle") if numbers["number_of_figures"] else "",
        with_noun(numbers["number_of_findings"], "Feststellung", "Feststellungen") if numbers["number_of_findings"] else "",
        with_noun(numbers["seen"], "Einschätzung", "Einschätzungen") if numbers["seen"] else "",
    ]
    here = {KINDS.RATINGS: "#h-fields", KINDS.FINDINGS: "#h-follows"}.get(KINDS(part.kind), "")
    return PartLine(
        part=part,
        url=here or reverse("processes:part_detail", args=[part.pk]),
        words=", ".join(filter(None, words)) or "noch leer",
        standing=f"liegt seit {date_long(part.released_on)} vor" if part.released else "nur im Haus",
    )


def _todo(row: AnalysisRound, ratings: Ratings, threads: list[Thread], urls: dict[View, str]) -> list[dict[str, Any]]:
    """What belongs to a round before it is closed, each view with the way to enter it: it warns and blocks nothing."""
    seen = {view: [one for (pk, _, of), one in ratings.items() if pk == row.pk and of == view and one.level] for view in View}
    asked = {view: f"n = {ones[0].people}" if ones and ones[0].people is not None else "" for view, ones in seen.items()}
    without = [thread for thread in threads if thread.finding.goal_id is None]
    discussed = f"am {date_long(row.discussed_on)}" if row.discussed_on else ""
    seeing = {
        View.TEAM: ("Team hat eingeschätzt", asked[View.TEAM]),
        View.PARENTS: ("Eltern sind gefragt", asked[View.PARENTS]),
        View.STEERING: ("Steuerungsteam hat eingeschätzt", asked[View.STEERING]),
        View.COMMON: ("Gemeinsam besprochen", discussed),
    }
    return [
        *({"text": text, "who": who, "done": bool(seen[view]), "url": urls.get(view, "")} for view, (text, who) in seeing.items()),
        {"text": "Aus jeder Feststellung folgt ein Ziel", "who": "", "done": bool(threads) and not without},
    ]
