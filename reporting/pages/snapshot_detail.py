"""What stands on the page of a frozen version: its chapters and figures as they were submitted."""

from dataclasses import dataclass
from typing import Any

from reporting.documents.narrative import Fact, frozen_facts
from reporting.models import Report, ReportSnapshot
from reporting.pages.report_detail import trail

FORMAT = "sachbericht/1"
NEWER = "Es gibt eine neuere Fassung. Diese hier bleibt, wie sie eingereicht wurde."


@dataclass(frozen=True)
class Item:
    """A need or a goal of the version."""

    title: str
    words: str


@dataclass(frozen=True)
class FrozenChapter:
    """A chapter with what stood below its text: needs or goals, or the figures of the offers."""

    number: int
    title: str
    text: str
    items: list[Item]
    offers: list[dict[str, Any]]


@dataclass(frozen=True)
class SnapshotDetail:
    """`known`: the format is one that this page can show."""

    snapshot: ReportSnapshot
    offer_heads = ("Angebot", "Termine:n", "Erwachsene Kita-Familien:n", "Erwachsene Sozialraum:n", "Kinder:n")

    @property
    def report(self) -> Report:
        report: Report = self.snapshot.report
        return report

    @property
    def known(self) -> bool:
        return bool(self.snapshot.data.get("format") == FORMAT)

    @property
    def title(self) -> str:
        return f"Fassung {self.snapshot.version}"

    @property
    def overline(self) -> str:
        return f"{self.name} · {self.report}"

    @property
    def name(self) -> str:
        """What the site was called, as it was frozen."""
        return str(self.snapshot.data["site"]["name"]) if self.known else self.snapshot.site.name

    @property
    def lead(self) -> str:
        return f"Eingereicht am {self.snapshot.made}"

    @property
    def newer(self) -> str:
        return NEWER if self.snapshot.version < self.report.version else ""

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return trail((f"{self.report}, {self.name}", self.report.get_absolute_url()), (self.title, ""))

    @property
    def facts(self) -> list[Fact]:
        return frozen_facts(self.snapshot.data) if self.known else []

    @property
    def chapters(self) -> list[FrozenChapter]:
        data = self.snapshot.data
        return [_chapter(number, chapter, data) for number, chapter in enumerate(data["chapters"], 1)] if self.known else []

    @property
    def without_text(self) -> str:
        return f"Dazu liegen für {self.snapshot.data['measure']['funding_year']} keine Angaben vor." if self.known else ""


def _chapter(number: int, chapter: dict[str, Any], data: dict[str, Any]) -> FrozenChapter:
    key = chapter["key"]
    items = [_need(need) for need in data["needs"]] if key == "needs" else [_goal(goal) for goal in data["goals"]] if key == "goals" else []
    return FrozenChapter(number, chapter["title"], chapter["text"], items, data["offers"] if key == "offers" else [])


def _need(need: dict[str, Any]) -> Item:
    count = f"n = {need['n']}" if need["n"] is not None else ""
    return Item(need["title"], " · ".join(filter(None, [need["source"], count, ", ".join(need["offers"]) or "noch ohne Angebot"])))


def _goal(goal: dict[str, Any]) -> Item:
    return Item(f"{goal['no']}. {goal['title']}", " · ".join([f"Stufe {goal['step']}", *(one["title"] for one in goal["indicators"])]))
