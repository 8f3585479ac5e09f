"""The only place that arranges the papers of a house's development: two rounds of the analysis, and the plan that follows from them."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.template.loader import render_to_string

from reporting.documents.pdf import to_pdf
from sites.core.days import BERLIN, date_long

NO_RANK = "Einschätzungen helfen beim Weiterdenken. Sie werden nicht addiert, nicht verglichen und erscheinen in keiner Rangfolge."


@dataclass(frozen=True)
class Said:
    """What all together said to a field in one round."""

    head: str
    level: str
    words: str
    basis: str


@dataclass(frozen=True)
class PlannedStep:
    """A step with who does it until when, and how it stands."""

    title: str
    small: str
    owner: str
    due: str
    state: str


@dataclass(frozen=True)
class Part:
    """A goal or a finding with its steps."""

    title: str
    words: str
    steps: list[PlannedStep]


@dataclass(frozen=True)
class RoundsPaper:
    """A round beside the one before. `heads` and `levels`: the table of views; `said`: title of the field and its words, round by round."""

    site: str
    title: str
    lead: str
    people: str
    heads: list[str]
    levels: list[tuple[str, list[str]]]
    sentence: str
    said: list[tuple[str, list[Said]]]
    findings: list[Part]
    printed: date
    no_rank: str = NO_RANK

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [("Runde", self.lead), ("Beteiligt", self.people), ("Stand", date_long(self.printed))]


@dataclass(frozen=True)
class PlanPaper:
    """Who does what until when: all open steps, goal by goal."""

    site: str
    title: str
    lead: str
    goals: list[Part]
    printed: date

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [("Umfang", self.lead), ("Stand", date_long(self.printed))]


def rounds_html(paper: RoundsPaper) -> str:
    return render_to_string("reporting/print/rounds.html", {"paper": paper})


def plan_html(paper: PlanPaper) -> str:
    return render_to_string("reporting/print/plan.html", {"paper": paper})


def rounds_pdf(paper: RoundsPaper) -> bytes:
    """The same round of the same day gives the same bytes."""
    return to_pdf(rounds_html(paper), made_at=datetime.combine(paper.printed, time(), BERLIN))


def plan_pdf(paper: PlanPaper) -> bytes:
    return to_pdf(plan_html(paper), made_at=datetime.combine(paper.printed, time(), BERLIN))
