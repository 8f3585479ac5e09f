"""The only place that arranges the papers of a house's development: two rounds of the analysis, and the plan that follows from them."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.template.loader import render_to_string

from reporting.documents.pdf import to_pdf
from sites.core.days import BERLIN, date_long


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
class AnalysisPaper:
    """A round beside the one before. `heads` and `levels`: the table of views; `said`: title of the field and its words, round by round."""

    site: str
    title: str
    lead: str
    people: str
    heads: list[str]
    levels: list[tuple[str, list[str]]]
    sentence: str
    no_rank: str
    said: list[tuple[str, list[Said]]]
    findings: list[Part]
    printed: date

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [("Runde", self.lead), ("Beteiligt", self.people), ("Stand", date_long(self.printed))]


@dataclass(frozen=True)
class StepPaper:
    """Who does what until when: all open steps, goal by goal."""

    site: str
    title: str
    lead: str
    goals: list[Part]
    printed: date

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [("Umfang", self.lead), ("Stand", date_long(self.printed))]


def analysis_paper_html(paper: AnalysisPaper) -> str:
    return render_to_string("reporting/print/analysis_paper.html", {"paper": paper})


def step_paper_html(paper: StepPaper) -> str:
    return render_to_string("reporting/print/step_paper.html", {"paper": paper})


def analysis_paper_pdf(paper: AnalysisPaper) -> bytes:
    """The same round of the same day gives the same bytes."""
    return to_pdf(analysis_paper_html(paper), made_at=datetime.combine(paper.printed, time(), BERLIN))


def step_paper_pdf(paper: StepPaper) -> bytes:
    return to_pdf(step_paper_html(paper), made_at=datetime.combine(paper.printed, time(), BERLIN))
