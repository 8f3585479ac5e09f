"""The only place that cuts one page out of the stored rows of a table: in the database, so that 20,000 rows are not carried to show fifty."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Func, JSONField, TextField, Value

from planning.models import ImportRun
from planning.rules.imports.checking import CHANGED, NEW, SAME, WRONG
from sites.core.lists import SIZE, choice

SHOWN = (NEW, CHANGED, SAME, WRONG)
ROWS = '$[*] ? (@.row > $after && ($does == "" || @.does == $does))'


@dataclass(frozen=True)
class Slice:
    """A page as the pager shows it (sites.lists.Page), of JSON instead of rows."""

    rows: list[dict[str, Any]]
    next_url: str
    is_first: bool


def with_page(request, runs):
    """Tables with the wanted page of their rows as `page_rows`, one more than fits; what they have all in all stays in the database."""
    wanted = Value({"after": _after(request), "does": choice(request, "show", SHOWN)}, JSONField())
    found = Func(F("rows"), _path(ROWS), wanted, function="jsonb_path_query_array", output_field=JSONField())
    page = Func(found, _path(f"$[0 to {SIZE}]"), function="jsonb_path_query_array", output_field=JSONField())
    return runs.defer("rows").annotate(page_rows=page)


def page_of(request, run) -> Slice:
    """What with_page() brought with a table, and the way on."""
    found = run.page_rows
    query = [(name, value) for name, value in request.GET.items() if name != "after"]
    next_url = "?" + urlencode([*query, ("after", found[SIZE - 1]["row"])]) if len(found) > SIZE else ""
    return Slice(found[:SIZE], next_url, not _after(request))


def problems_of(request, run: ImportRun) -> Slice:
    """Problems, by their position: there are never more than a few hundred."""
    begin = _after(request)
    query = [(name, value) for name, value in request.GET.items() if name != "after"]
    next_url = "?" + urlencode([*query, ("after", begin + SIZE)]) if len(run.problems) > begin + SIZE else ""
    return Slice(run.problems[begin : begin + SIZE], next_url, not begin)


def _after(request) -> int:
    """The row after which the page begins; nonsense is the beginning."""
    text = request.GET.get("after", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _path(path: str) -> Func:
    return Func(Value(path, TextField()), template="(%(expressions)s)::jsonpath", output_field=TextField())
