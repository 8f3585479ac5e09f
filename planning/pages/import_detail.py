"""What a table would do, or has done. Its rows are cut into pages in the database: 20,000 of them are not carried to show fifty."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Func, JSONField, QuerySet, TextField, Value
from django.urls import reverse

from planning.models import ImportRun
from planning.rules.imports.checking import CHANGED, NEW, SAME, WRONG
from sites.core import navigation
from sites.core.access import Request
from sites.core.days import date_long
from sites.core.lists import SIZE, choice
from sites.models import County

SIGNS = {NEW: ("success", "neu"), CHANGED: ("info", "geändert"), WRONG: ("warning", "hat Probleme")}
SHOWN = (NEW, CHANGED, SAME, WRONG)
ROWS = '$[*] ? (@.row > $after && ($does == "" || @.does == $does))'


@dataclass(frozen=True)
class Slice:
    """A page as the pager shows it (sites.lists.Page), of JSON instead of rows."""

    rows: list[dict[str, Any]]
    next_url: str
    is_first: bool


@dataclass(frozen=True)
class RowLine:
    """A row of the table: what happens, and (label, old, new) of each value. `sign`: kind and word; none where nothing changes."""

    row: int
    title: str
    does: str
    changes: list[list[str]]

    @property
    def sign(self) -> tuple[str, str]:
        return SIGNS.get(self.does, ("", "unverändert"))

    @property
    def replaces(self) -> bool:
        return self.does == CHANGED


@dataclass(frozen=True)
class ImportDetail:
    """`show`: which rows are shown; `problems` are those of this page of the list when problems are shown, else `rows` are."""

    run: ImportRun
    county: County
    show: str
    page: Slice

    @property
    def title(self) -> str:
        return f"{self.run.get_kind_display()} {'aus einer Tabelle' if self.run.applied else 'einlesen'}"

    @property
    def lead(self) -> str:
        run = self.run
        return f"{run.filename}, eingelesen am {date_long(run.created)} von {run.person.name if run.person else ''}"

    @property
    def facts(self) -> list[tuple[str, int]]:
        run = self.run
        return [("Neu", run.creates), ("Geändert", run.updates), ("Unverändert", run.unchanged), ("Probleme", len(run.problems))]

    @property
    def changes_something(self) -> bool:
        return bool(self.run.creates or self.run.updates)

    @property
    def outlook(self) -> str:
        if self.changes_something:
            return "Noch ist nichts geschrieben. Wenn Sie übernehmen, wird alles auf einmal geschrieben oder gar nichts."
        return "Alles in dieser Tabelle steht schon so im Bestand."

    @property
    def caption(self) -> str:
        return f"Zeilen der Tabelle mit dem, was sie {'geändert haben' if self.run.applied else 'ändern würden'}"

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Label, address, and whether it is the one shown."""
        shown = {"problems": "Probleme", NEW: "Neu", CHANGED: "Geändert", SAME: "Unverändert", "": "Alle"}
        shown.pop("" if self.run.problems else "problems")
        return [(label, f"?show={key}" if key else "?", key == self.show) for key, label in shown.items()]

    @property
    def problems(self) -> list[dict[str, Any]]:
        return self.page.rows if self.show == "problems" else []

    @property
    def rows(self) -> list[RowLine]:
        return [] if self.show == "problems" else [RowLine(row["row"], row["title"], row["does"], row["changes"]) for row in self.page.rows]

    @property
    def again_url(self) -> str:
        return f"{reverse('planning:import_create', args=[self.county.pk])}?kind={self.run.kind}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.IMPORTS.crumb(self.county.pk), (self.run.get_kind_display(), "")]


def import_detail_page(request: Request, run: ImportRun, county: County) -> ImportDetail:
    """`run` comes from `with_page`. Problems stand first as long as there are any."""
    show = choice(request, "show", {NEW, CHANGED, SAME, "problems"})
    of_problems = show == "problems" or (not show and bool(run.problems))
    part = _problems_of(request, run) if of_problems else _page_of(request, run)
    return ImportDetail(run, county, "problems" if of_problems else show, part)


def with_page(request: Request, runs: QuerySet[ImportRun]) -> QuerySet[ImportRun]:
    """Tables with the wanted page of their rows as `page_rows`, one more than fits; what they have all in all stays in the database."""
    wanted = Value({"after": _after(request), "does": choice(request, "show", SHOWN)}, JSONField())
    chosen = Func(F("rows"), _path(ROWS), wanted, function="jsonb_path_query_array", output_field=JSONField())
    page = Func(chosen, _path(f"$[0 to {SIZE}]"), function="jsonb_path_query_array", output_field=JSONField())
    return runs.defer("rows").annotate(page_rows=page)


def _page_of(request: Request, run: ImportRun) -> Slice:
    """What with_page() brought with a table, and the way on."""
    rows: list[dict[str, Any]] = vars(run)["page_rows"]
    query = [(name, value) for name, value in request.GET.items() if name != "after"]
    next_url = "?" + urlencode([*query, ("after", rows[SIZE - 1]["row"])]) if len(rows) > SIZE else ""
    return Slice(rows[:SIZE], next_url, not _after(request))


def _problems_of(request: Request, run: ImportRun) -> Slice:
    """Problems, by their position: there are never more than a few hundred."""
    begin = _after(request)
    query = [(name, value) for name, value in request.GET.items() if name != "after"]
    next_url = "?" + urlencode([*query, ("after", begin + SIZE)]) if len(run.problems) > begin + SIZE else ""
    return Slice(run.problems[begin : begin + SIZE], next_url, not begin)


def _after(request: Request) -> int:
    """The row after which the page begins; nonsense is the beginning."""
    text = request.GET.get("after", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _path(path: str) -> Func:
    return Func(Value(path, TextField()), template="(%(expressions)s)::jsonpath", output_field=TextField())
