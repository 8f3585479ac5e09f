"""The only place for long lists: keyset pages, order, count, cleaned search words. Nonsense in the address shows the first page, never an error."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import F, Func, IntegerField, Q, QuerySet, Subquery, Value
from django.http import HttpRequest

from sites.core.numbers import number as in_german

SIZE = 50


@dataclass(frozen=True)
class Sort:
    """A column a list can be ordered by: its head, and a key that is never empty. `words`: what the caption calls it; ":n" ends a head of figures."""

    head: str
    key: Any
    words: str = ""


@dataclass(frozen=True)
class Head:
    """The head of such a column: where it leads, and which way the list runs by it now."""

    text: str
    is_figure: bool
    url: str
    direction: str


@dataclass(frozen=True)
class Counted:
    """All rows of a list before any filter, and what one of them, several of them and "12 von …" are called."""

    everything: QuerySet[Any]
    one: str
    many: str
    of_many: str


@dataclass
class Page:
    """`count`: how many there are, "12 von 300 Personen" where a filter leaves some out; `order`: by what they are ordered, in words."""

    rows: list[Any]
    next_url: str
    is_first: bool
    count: str = ""
    sorts: Mapping[str, Sort] = field(default_factory=dict)
    sort: str = ""
    query: list[tuple[str, str]] = field(default_factory=list)

    def head(self, name: str) -> Head:
        """The head of a column: a first click runs up, one on the present column turns round."""
        direction = {name: "ascending", f"-{name}": "descending"}.get(self.sort, "")
        url = "?" + urlencode([*self.query, ("sort", f"-{name}" if direction == "ascending" else name)])
        text = self.sorts[name].head
        return Head(text.removesuffix(":n"), text.endswith(":n"), url, direction)

    @property
    def order(self) -> str:
        """Name, or: Plätze, absteigend"""
        column = self.sorts[self.sort.removeprefix("-")]
        return (column.words or column.head.removesuffix(":n")) + (", absteigend" if self.sort.startswith("-") else "")


class _CountOf(Subquery):
    """How many rows a query has, as a value of another one: no query of its own."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def page(
    request: HttpRequest,
    queryset: QuerySet[Any],
    key: str = "sort_key",
    *,
    size: int = SIZE,
    sorts: Mapping[str, Sort] | None = None,
    counted: Counted | None = None,
) -> Page:
    """One page after the token of the address, by (key, pk). The number of queries does not depend on the number of rows.

    `sorts`: the columns that the address may ask for (`?sort=name`, `-name`); the first one is where the list begins. `counted`: says how many.
    """
    sort = _sort(request, sorts or {})
    if sorts:
        chosen = sorts[sort.removeprefix("-")].key
        queryset, key = queryset.annotate(sorted_by=F(chosen) if isinstance(chosen, str) else chosen), "sorted_by"
    sign, beyond = ("-", "lt") if sort.startswith("-") else ("", "gt")
    signer, token, condition = Signer(salt=f"page{sort}"), request.GET.get("after", ""), Q()  # a token of another order is none
    try:
        value, pk = signer.unsign(token).rsplit("~", 1) if token else ("", "")
        if token:
            condition = Q(**{f"{key}__{beyond}": value}) | Q(**{key: value, f"pk__{beyond}": int(pk)})
    except (BadSignature, ValueError):
        token = ""
    listed = queryset
    if counted:
        how_many = {f"number_{name}": _CountOf(of.order_by().values("pk")) for name, of in (("found", queryset), ("all", counted.everything))}
        listed = queryset.annotate(**how_many)
    found = list(listed.filter(condition).order_by(f"{sign}{key}", f"{sign}pk")[: size + 1])
    count = _count(counted, queryset, found, is_first=not token) if counted else ""
    query, next_url = [(name, str(value)) for name, value in request.GET.items() if name != "after"], ""
    if len(found) > size:
        found = found[:size]
        last = found[-1]
        next_url = "?" + urlencode([*query, ("after", signer.sign(f"{getattr(last, key)}~{last.pk}"))])
    return Page(found, next_url, not token, count, sorts or {}, sort, [pair for pair in query if pair[0] != "sort"])


def _sort(request: HttpRequest, sorts: Mapping[str, Sort]) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in sorts and not asked.startswith("--") else next(iter(sorts), "")


def _count(counted: Counted, queryset: QuerySet[Any], found: list[Any], *, is_first: bool) -> str:
    """The rows bring their number along; only where there are none it is asked for."""
    shown, everything = (found[0].number_found, found[0].number_all) if found else (0 if is_first else queryset.count(), counted.everything.count())
    if shown != everything:
        return f"{in_german(shown)} von {in_german(everything)} {counted.one if everything == 1 else counted.of_many}"
    return f"{in_german(everything)} {counted.one if everything == 1 else counted.many}"


def latest(field: str) -> Func:
    """A key for `page` by which the newest day comes first."""
    return Func(Value(date(9999, 1, 1)), F(field), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())


def word(request: HttpRequest, name: str = "q") -> str:
    """A search word of the address without what PostgreSQL cannot store."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:100]


def choice(request: HttpRequest, name: str, values: Container[str]) -> str:
    """A filter of the address when it is one of the known values, else empty."""
    value = request.GET.get(name, "")
    return value if value in values else ""


@dataclass(frozen=True)
class Option:
    """One of a few views of a list: its words, its address, and whether it is the one that is shown."""

    label: str
    url: str
    current: bool


def options(shown: str, labels: dict[str, str], name: str = "show", *, beside: HttpRequest | None = None) -> list[Option]:
    """The views of a list by the value of the address that asks for them; the empty one is where the list begins.

    `beside`: the filters of this request stay.
    """
    kept = [pair for pair in beside.GET.items() if pair[0] not in {name, "after"}] if beside else []
    queries = {value: urlencode([*kept, *([(name, value)] if value else [])]) for value in labels}
    return [Option(label, f"?{queries[value]}", value == shown) for value, label in labels.items()]


def number_in(request: HttpRequest, name: str) -> int | None:
    """A key in the address; nonsense is nothing."""
    return number(request.GET.get(name, ""))


def number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def without(request: HttpRequest, name: str) -> str:
    """The address of the list without one of its filters, from its first page."""
    query = request.GET.copy()
    for key in (name, "after"):
        query.pop(key, None)
    return f"?{query.urlencode()}"
