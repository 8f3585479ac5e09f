"""What a table would do, or has done. Its rows are cut into pages in the database: 20,000 of them are not carried to show fifty."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Func, JSONField, QuerySet, TextField, Value
from django.urls import reverse

from planning.models import ImportRun
from planning.rules.imports.columns import listed
from planning.rules.imports.lines import CHANGED, LEFT, NEW, NONE, SAME, WRONG
from sites.core import navigation
from sites.core.access import Request
from sites.core.days import date_long
from sites.core.lists import SIZE, choice
from sites.core.numbers import number
from sites.models import County

SIGNS = {
    NEW: ("success", "neu"),
    CHANGED: ("info", "geändert"),
    WRONG: ("warning", "hat Probleme"),
    LEFT: ("", "weggelassen"),
    NONE: ("", "keine Zahl"),
}
SHOWN = (NEW, CHANGED, SAME, WRONG, LEFT, NONE)
ROWS = '$[*] ? (@.at > $after && ($does == "" || @.does == $does))'


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
    back_url: str = ""

    @property
    def sign(self) -> tuple[str, str]:
        return SIGNS.get(self.does, ("", "unverändert"))

    @property
    def replaces(self) -> bool:
        return self.does == CHANGED


@dataclass(frozen=True)
class ProblemLine:
    """What is wrong with a cell. `mend`: what we propose instead; `keep`: the words of the button that says it is right as it stands."""

    row: int
    column: str
    text: str
    mend: str
    keep: str
    mend_url: str
    keep_url: str
    leave_url: str

    @property
    def about(self) -> str:
        return f"Zeile {self.row}, Spalte {self.column}"


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
        if not self.is_read:
            return []
        left = [("Weggelassen", run.left_out)] if run.left_out else []
        return [("Neu", run.creates), ("Geändert", run.updates), ("Unverändert", run.unchanged), ("Probleme", run.problem_count), *left]

    @property
    def lacks(self) -> str:
        if not self.run.missing:
            return ""
        which = "das ist" if len(self.run.missing) == 1 else "das sind"
        return f"{listed('Es fehlt die Spalte', 'Es fehlen die Spalten', self.run.missing)}. Bitte sagen Sie, welche Ihrer Spalten {which}."

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What was recognised in the file and is no entry: the sentence, and where its rows are left out."""
        leave = "" if self.run.applied else self._url("import_leave", which="hidden")
        return [(note["text"], leave if note["kind"] == "hidden" else "") for note in self.run.notes]

    @property
    def is_read(self) -> bool:
        """Whether its rows are understood; before, somebody says what its columns hold."""
        return not self.run.missing

    @property
    def may_assign(self) -> bool:
        return bool(self.run.columns) and not self.run.applied

    @property
    def mend_all(self) -> str:
        """The words of the button that accepts every proposal; none without one."""
        count = sum("mend" in problem for problem in self.run.problems)
        if not count:
            return ""
        return "Alle Vorschläge annehmen" + (f" ({count})" if len(self.run.problems) == self.run.problem_count else "")

    @property
    def shows_first(self) -> str:
        run = self.run
        return (
            f"Gezeigt werden die ersten {len(run.problems)} von {number(run.problem_count)} Problemen."
            if len(run.problems) < run.problem_count
            else ""
        )

    @property
    def urls(self) -> dict[str, str]:
        """What the buttons of the page do."""
        return {
            "mend": self._url("import_mend"),
            "leave": self._url("import_leave", which="wrong"),
            "back": self._url("import_leave", which="back"),
        }

    def _url(self, name: str, **query: object) -> str:
        return reverse(f"planning:{name}", args=[self.run.pk]) + (f"?{urlencode(query)}" if query else "")

    @property
    def changes_something(self) -> bool:
        return bool(self.run.creates or self.run.updates)

    @property
    def outlook(self) -> str:
        if self.changes_something and self.run.left_out:
            return (
                "Noch ist nichts geschrieben. Wenn Sie übernehmen, wird alles außer den weggelassenen Zeilen auf einmal geschrieben oder gar nichts."
            )
        if self.changes_something:
            return "Noch ist nichts geschrieben. Wenn Sie übernehmen, wird alles auf einmal geschrieben oder gar nichts."
        if self.run.left_out:
            return "Was nicht weggelassen ist, steht schon so im Bestand." if self.run.unchanged else "Alle Einträge sind weggelassen."
        return "Alles in dieser Tabelle steht schon so im Bestand."

    @property
    def caption(self) -> str:
        return f"Zeilen der Tabelle mit dem, was sie {'geändert haben' if self.run.applied else 'ändern würden'}"

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Label, address, and whether it is the one shown."""
        shown = {"problems": "Probleme", NEW: "Neu", CHANGED: "Geändert", SAME: "Unverändert", LEFT: "Weggelassen", NONE: "Keine Zahl", "": "Alle"}
        shown.pop("" if self.run.problems else "problems")
        if not self.run.left_out:
            shown.pop(LEFT)
        if self.run.kind != ImportRun.Kind.FIGURES:
            shown.pop(NONE)
        return [(label, f"?show={key}" if key else "?", key == self.show) for key, label in shown.items()]

    @property
    def problems(self) -> list[ProblemLine]:
        return [self._problem(problem) for problem in self.page.rows] if self.show == "problems" else []

    def _problem(self, problem: dict[str, Any]) -> ProblemLine:
        cell = {"at": problem["at"], "column": problem.get("name", "")}
        return ProblemLine(
            row=problem["row"],
            column=problem["column"],
            text=problem["text"],
            mend=problem.get("mend", ""),
            keep=problem.get("keep", ""),
            mend_url=self._url("import_mend", **cell),
            keep_url=self._url("import_keep", **cell),
            leave_url=self._url("import_leave", which="wrong", at=problem["at"]),
        )

    @property
    def rows(self) -> list[RowLine]:
        return [] if self.show == "problems" else [self._row(row) for row in self.page.rows]

    def _row(self, row: dict[str, Any]) -> RowLine:
        back = self._url("import_leave", which="back", at=row["at"]) if row["does"] == LEFT and not self.run.applied else ""
        return RowLine(row["row"], row["title"], row["does"], row["changes"], back)

    @property
    def again_url(self) -> str:
        return f"{reverse('planning:import_create', args=[self.county.pk])}?kind={self.run.kind}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.IMPORTS.crumb(self.county.pk), (self.run.get_kind_display(), "")]


def import_detail_page(request: Request, run: ImportRun, county: County) -> ImportDetail:
    """`run` comes from `with_page`. Problems stand first as long as there are any."""
    show = choice(request, "show", {NEW, CHANGED, SAME, LEFT, NONE, "problems"})
    of_problems = show == "problems" or (not show and bool(run.problems))
    part = _problems_of(request, run) if of_problems else _page_of(request, run)
    return ImportDetail(run, county, "problems" if of_problems else show, part)


def with_page(request: Request, runs: QuerySet[ImportRun]) -> QuerySet[ImportRun]:
    """Tables with the wanted page of their rows as `page_rows`, one more than fits; what they have all in all stays in the database."""
    wanted = Value({"after": _after(request), "does": choice(request, "show", SHOWN)}, JSONField())
    chosen = Func(F("rows"), _path(ROWS), wanted, function="jsonb_path_query_array", output_field=JSONField())
    page = Func(chosen, _path(f"$[0 to {SIZE}]"), function="jsonb_path_query_array", output_field=JSONField())
    return runs.defer("rows", "grid", "written").annotate(page_rows=page)


def _page_of(request: Request, run: ImportRun) -> Slice:
    """What with_page() brought with a table, and the way on."""
    rows: list[dict[str, Any]] = vars(run)["page_rows"]
    query = [(name, value) for name, value in request.GET.items() if name != "after"]
    next_url = "?" + urlencode([*query, ("after", rows[SIZE - 1]["at"])]) if len(rows) > SIZE else ""
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
