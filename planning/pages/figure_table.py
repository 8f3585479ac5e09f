"""What stands on the table of a county's social space: its municipalities by chosen indicators, with the newest value and its trend."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber

from planning.forms.figures import FigureChoice
from planning.models import SocialFigure, Term
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.lists import Head, Page, Sort, whole
from sites.core.navigation import COUNTY_TABS, FIGURES, Links
from sites.core.numbers import decimal
from sites.core.places import place_within
from sites.models import Municipality, Place

LEAD = "Jede Gemeinde mit dem neuesten Stichtag der gewählten Kennzahlen; der Pfeil vergleicht mit dem Stichtag davor."
FIRST = 4  # indicators that are shown until somebody chooses
WHOLE = "Ganzes Gebiet"


@dataclass(frozen=True)
class Cell:
    """The newest figure and the one of the day before; a share is compared in percentage points, for its whole may have changed."""

    figure: SocialFigure
    before: SocialFigure | None

    @property
    def value(self) -> str:
        figure = self.figure
        return figure.percent or decimal(figure.value, 0 if figure.value == int(figure.value) else 1)

    @property
    def parts(self) -> str:
        """What a share rests on; a published rate has no parts."""
        of = self.figure.value_of
        return f"{decimal(self.figure.value, 0)} von {decimal(of, 0)}" if of and of != 100 else ""

    @property
    def change(self) -> Decimal | None:
        """Rounded as it is said; None where nothing can be compared: no earlier day, or once a share and once a number."""
        if self.before is None or bool(self.before.value_of) != bool(self.figure.value_of):
            return None
        return (_measure(self.figure) - _measure(self.before)).quantize(Decimal("0.1"))

    @property
    def trend(self) -> str:
        change = self.change
        if change is None or self.before is None:
            return ""
        since = f"seit {date_figures(self.before.day)}"
        if not change:
            return f"= wie am {date_figures(self.before.day)}"
        size = decimal(abs(change), 0 if change == int(change) else 1)
        unit = (" Punkt" if size == "1" else " Punkte") if self.figure.value_of else ""
        return f"{'▲' if change > 0 else '▼'} {size}{unit} {'mehr' if change > 0 else 'weniger'} {since}"

    @property
    def day(self) -> str:
        return f"Stand {date_figures(self.figure.day)}"


def _measure(figure: SocialFigure) -> Decimal:
    return figure.value / figure.value_of * 100 if figure.value_of else figure.value


@dataclass(frozen=True)
class TownLine:
    """A municipality, or the county as a whole, with a cell per indicator; None where nothing is entered. `at`: its place among the names."""

    at: int
    name: str
    is_whole: bool
    cells: list[Cell | None]


@dataclass(frozen=True)
class FigureTable:
    """The page; `lines`: the county first, then its municipalities."""

    place: Place
    form: FigureChoice
    indicators: list[Term]
    page: Page
    lines: list[TownLine]
    query: str
    tabs: Links
    lead: str = LEAD

    @property
    def caption(self) -> str:
        return f"Gemeinden und Kennzahlen, der neueste Stichtag, nach {self.page.order}"

    @property
    def heads(self) -> list[Head]:
        return self.page.heads

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [FIGURES.crumb(self.place.pk), ("Gemeinden im Vergleich", "")]


def figure_table(request: Request, county: int) -> FigureTable:
    """Three queries beside the place: indicators with figures here, municipalities, and the two newest figures of each pair."""
    place = place_within(request, county, "county")
    figures = rows(request, SocialFigure).filter(place=place.pk, planning_area=None)
    known = Term.objects.filter(catalogue=Term.Catalogue.SOCIAL_INDICATOR)
    entered = list(known.filter(Exists(figures.filter(indicator=OuterRef("pk")))))
    form = FigureChoice(request.GET, indicators=entered, request=request)
    chosen = form.chosen() or {indicator.pk for indicator in entered[:FIRST]}
    indicators = [indicator for indicator in entered if indicator.pk in chosen]
    form.initial["indicator"] = sorted(chosen)
    towns = Municipality.objects.filter(county=place.pk).values_list("pk", "name")
    county_line, *lines = _lines(towns, indicators, _newest_two(figures.filter(indicator__in=chosen)))
    listed = whole(request, lines, _sorts(indicators))
    return FigureTable(
        place=place,
        form=form,
        indicators=indicators,
        page=listed,
        lines=[county_line, *listed.rows],
        query=request.GET.urlencode(),
        tabs=COUNTY_TABS.at(request.access, place.pk, FIGURES),
    )


def _newest_two(figures: Any) -> dict[tuple[int | None, int], list[SocialFigure]]:
    """By municipality and indicator, the newest first."""
    order = Window(RowNumber(), partition_by=[F("municipality_id"), F("indicator_id")], order_by=F("day").desc())
    found: dict[tuple[int | None, int], list[SocialFigure]] = {}
    for figure in figures.annotate(place_in_time=order).filter(place_in_time__lte=2).order_by("-day"):
        found.setdefault((figure.municipality_id, figure.indicator_id), []).append(figure)
    return found


def _lines(towns: Iterable[tuple[int, str]], indicators: Sequence[Term], found: dict[tuple[int | None, int], list[SocialFigure]]) -> list[TownLine]:
    places: list[tuple[int | None, str]] = [(None, WHOLE), *towns]
    return [
        TownLine(at, name, pk is None, [_cell(found.get((pk, indicator.pk))) for indicator in indicators]) for at, (pk, name) in enumerate(places)
    ]


def _sorts(indicators: Sequence[Term]) -> dict[str, Sort]:
    """By name, or by one of the figures; the county as a whole stands above them all."""

    def by(column: int) -> Callable[[TownLine], Decimal]:
        return lambda line: _measure(cell.figure) if (cell := line.cells[column]) else Decimal("-Infinity")

    figures = {str(indicator.pk): Sort(f"{indicator.label}:n", by(column)) for column, indicator in enumerate(indicators)}
    return {"name": Sort("Gemeinde", attrgetter("at"), "Name"), **figures}


def _cell(figures: list[SocialFigure] | None) -> Cell | None:
    return Cell(figures[0], figures[1] if len(figures) > 1 else None) if figures else None


def file_of(table: FigureTable) -> tuple[list[str], list[list[Any]]]:
    """Head and lines of the file: of each indicator value, whole, day and change, as figures and days."""
    head = ["Gemeinde"]
    for indicator in table.indicators:
        head += [indicator.label, f"{indicator.label}: von", f"{indicator.label}: Stichtag", f"{indicator.label}: Veränderung"]
    lines = []
    for line in table.lines:
        cells = [(cell.figure.value, cell.figure.value_of, cell.figure.day, cell.change) if cell else (None,) * 4 for cell in line.cells]
        lines.append([line.name, *(value for cell in cells for value in cell)])
    return head, lines
