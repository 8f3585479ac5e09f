"""What stands on the page of one part of an analysis: its text beside that of the round before, and the facts it rests on."""

from dataclasses import dataclass

from django.urls import reverse

from planning.models import Need, SocialFigure
from processes.forms.analysis import WITHOUT_TEXT
from processes.models import AnalysisPart, AnalysisRound, Conditions
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long, month_long
from sites.core.difference import Piece, difference
from sites.core.navigation import ANALYSIS
from sites.core.numbers import exact

SHOWN_NEEDS, SHOWN_FIGURES = 20, 12


@dataclass(frozen=True)
class Fact:
    """A fact with its source and day, in words."""

    label: str
    value: str
    source: str


@dataclass(frozen=True)
class PartDetail:
    """The page. `before`: the text of the round before; `pieces`: what changed since then; `conditions`: label and words of each."""

    part: AnalysisPart
    heads: tuple[str, str]
    before: str
    pieces: list[list[Piece]]
    facts: list[Fact]
    statistics: list[Fact]
    needs: list[Need]
    conditions: list[tuple[str, str]]
    standing: str
    edit_url: str
    crumbs: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return str(self.part)

    @property
    def is_empty(self) -> bool:
        return not (self.part.text or self.facts or self.needs or self.conditions)


def part_detail_page(request: Request, pk: int) -> PartDetail:
    """One part within reach, or a 404: outside the house only what was released."""
    found = rows(request, AnalysisPart).select_related("round__site", "conditions").prefetch_related("figures")
    part = fetch(request, found.exclude(kind__in=WITHOUT_TEXT), pk=pk)
    row = part.round
    earlier = rows(request, AnalysisPart).filter(round__site=row.site_id, round__number=row.number - 1, kind=part.kind)
    before = earlier.select_related("round").first()
    may_change = row.site_id in request.access.reach("analysis.change").places and row.state == AnalysisRound.State.OPEN
    kinds = AnalysisPart.Kind
    return PartDetail(
        part=part,
        heads=(_head(before.round) if before else "", _head(row)),
        before=before.text if before else "",
        pieces=difference(before.text, part.text) if before and before.text and before.text != part.text else [],
        facts=[
            Fact(one.label, exact(one.value) if one.value is not None else "", f"{one.source}, {date_long(one.day)}") for one in part.figures.all()
        ],
        statistics=_statistics(request, part) if part.kind == kinds.POPULATION else [],
        needs=list(rows(request, Need).filter(site=row.site_id, closed_on=None)[:SHOWN_NEEDS]) if part.kind == kinds.NEEDS else [],
        conditions=_conditions(part),
        standing=f"liegt dem Landkreis seit {date_long(part.released_on)} vor" if part.released else "nur im Haus",
        edit_url=reverse("processes:part_edit", args=[part.pk]) if may_change else "",
        crumbs=[ANALYSIS.crumb(row.site_id), (str(row), row.get_absolute_url()), (str(part), "")],
    )


def _head(row: AnalysisRound) -> str:
    return f"{row}, {month_long(row.begun_on)}"


def _statistics(request: Request, part: AnalysisPart) -> list[Fact]:
    """What public statistics say of the municipality of the house, each figure on its newest day."""
    site = part.round.site
    figures = SocialFigure.objects.filter(municipality=site.municipality_id).select_related("indicator")  # public statistics
    newest = {one.indicator_id: one for one in sorted(figures, key=lambda one: one.day)}
    known = sorted(newest.values(), key=lambda one: one.indicator.number)[:SHOWN_FIGURES]
    return [Fact(one.indicator.label, one.words, f"{one.source}, {date_long(one.day)}") for one in known]


def _conditions(part: AnalysisPart) -> list[tuple[str, str]]:
    """Label and words of each condition that says something; nothing of it is compared."""
    if not hasattr(part, "conditions"):
        return []
    names = [field for field in Conditions._meta.concrete_fields if field.editable and not field.primary_key]
    values = [(str(field.verbose_name), getattr(part.conditions, field.name)) for field in names]
    return [(label, str(value)) for label, value in values if value not in (None, "")]
