"""The only place for long lists: keyset pages, order, count, cleaned search words. Nonsense in the address shows the first page, never an error."""

from collections.abc import Container, Mapping, Sequence
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
    """A column a list can be ordered by: its head, and a key that is never empty. `words`: what the caption calls it; ":n" ends a head of figures.

    A usual order that is no column (what waits first, the newest first) stands first and has no head; `like`: the column whose arrow it bears,
    such as "-day".
    """

    head: str
    key: Any
    words: str = ""
    like: str = ""

    @property
    def called(self) -> str:
        return self.words or self.head.removesuffix(":n")


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
        shown = self.sorts[self.sort.removeprefix("-")].like or self.sort
        direction = {name: "ascending", f"-{name}": "descending"}.get(shown, "")
        url = "?" + urlencode([*self.query, ("sort", f"-{name}" if direction == "ascending" else name)])
        text = self.sorts[name].head
        return Head(text.removesuffix(":n"), text.endswith(":n"), url, direction)

    @property
    def heads(self) -> list[Head]:
        """All its columns: the heads of a table, or the choice of order above rows that are no table."""
        return [self.head(name) for name, sort in self.sorts.items() if sort.head]

    @property
    def order(self) -> str:
        """Name, or: Plätze, absteigend"""
        return self.sorts[self.sort.removeprefix("-")].called + (", absteigend" if self.sort.startswith("-") else "")

    @property
    def usual(self) -> str:
        """The words of the usual order where no head leads back to it; empty while the list stands in it."""
        name, sort = next(iter(self.sorts.items()), ("", None))
        return sort.called if sort and not sort.head and self.sort != name else ""

    @property
    def usual_url(self) -> str:
        return "?" + urlencode(self.query)


class CountOf(Subquery):
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
        queryset, key = _keyed(queryset, sorts, sort), "sorted_by"
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
        how_many = {f"number_{name}": CountOf(of.order_by().values("pk")) for name, of in (("found", queryset), ("all", counted.everything))}
        listed = queryset.annotate(**how_many)
    found = list(listed.filter(condition).order_by(f"{sign}{key}", f"{sign}pk")[: size + 1])
    count = _count(counted, queryset, found, is_first=not token) if counted else ""
    query, next_url = _kept(request, "after"), ""
    if len(found) > size:
        found = found[:size]
        last = found[-1]
        next_url = "?" + urlencode([*query, ("after", signer.sign(f"{getattr(last, key)}~{last.pk}"))])
    return Page(found, next_url, not token, count, sorts or {}, sort, [pair for pair in query if pair[0] != "sort"])


def in_order(request: HttpRequest, queryset: QuerySet[Any], sorts: Mapping[str, Sort]) -> Any:
    """All rows in the order of the page, for the file beside it."""
    sort = _sort(request, sorts)
    sign = "-" if sort.startswith("-") else ""
    return _keyed(queryset, sorts, sort).order_by(f"{sign}sorted_by", f"{sign}pk")


def whole(request: HttpRequest, found: Sequence[Any], sorts: Mapping[str, Sort]) -> Page:
    """A list that stands whole on its page, because its sums need all of it; the keys are functions of a row."""
    sort = _sort(request, sorts)
    listed = sorted(found, key=sorts[sort.removeprefix("-")].key)
    return Page(listed[::-1] if sort.startswith("-") else listed, "", True, sorts=sorts, sort=sort, query=_kept(request, "sort"))


def _sort(request: HttpRequest, sorts: Mapping[str, Sort]) -> str:
    """The order that the address asks for; only columns have two ways."""
    asked = request.GET.get("sort", "")
    column = sorts.get(asked.removeprefix("-"))
    return asked if column and not asked.startswith("--") and (column.head or not asked.startswith("-")) else next(iter(sorts), "")


def _keyed(queryset: QuerySet[Any], sorts: Mapping[str, Sort], sort: str) -> Any:
    key = sorts[sort.removeprefix("-")].key
    return queryset.annotate(sorted_by=F(key) if isinstance(key, str) else key)


def _kept(request: HttpRequest, *but: str) -> list[tuple[str, str]]:
    """What the address asks for beside these names."""
    return [(name, str(value)) for name, values in request.GET.lists() for value in values if name not in but]


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
    kept = _kept(beside, name, "after") if beside else []
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
