"""The only place that arranges the minutes of a meeting on paper: PDF/A-3a and PDF/UA-1 as all papers, drawn while one waits."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string

from reporting.documents.pdf import to_pdf


@dataclass(frozen=True)
class Point:
    """An item of the agenda in its four fields; `decisions`: what a body of the county has decided by it."""

    number: int
    title: str
    discussed: str
    result: str
    task: str
    note: str
    decisions: list[str]


@dataclass(frozen=True)
class Minutes:
    """What stands on the paper. `present`: label and names; `made_at`: when the meeting was closed, so that the same minutes give the same file."""

    body: str
    place: str
    title: str
    when: str
    present: list[tuple[str, str]]
    points: list[Point]
    closed: str
    made_at: datetime

    @property
    def tasks(self) -> list[Point]:
        return [point for point in self.points if point.task]


def minutes_html(minutes: Minutes) -> str:
    return render_to_string("reporting/print/minutes.html", {"minutes": minutes, "made_at": minutes.made_at.isoformat()})


def minutes_pdf(minutes: Minutes) -> bytes:
    """The same minutes give the same bytes."""
    return to_pdf(minutes_html(minutes), made_at=minutes.made_at)
