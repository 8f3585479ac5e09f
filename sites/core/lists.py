"""The only place for long lists: keyset pages and cleaned search words. Nonsense in the address shows the first page, never an error."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import F, Func, IntegerField, Q, QuerySet, Value
from django.http import HttpRequest

SIZE = 50
_signer = Signer(salt="page")


@dataclass
class Page:
    rows: list[Any]
    next_url: str
    is_first: bool


def page(request: HttpRequest, queryset: QuerySet[Any], key: str = "sort_key", *, size: int = SIZE) -> Page:
    """One page after the token of the address, by (key, pk). The number of queries does not depend on the number of rows."""
    token, condition = request.GET.get("after", ""), Q()
    try:
        value, pk = _signer.unsign(token).rsplit("~", 1) if token else ("", "")
        if token:
            condition = Q(**{f"{key}__gt": value}) | Q(**{key: value, "pk__gt": int(pk)})
    except (BadSignature, ValueError):
        token = ""
    found = list(queryset.filter(condition).order_by(key, "pk")[: size + 1])
    next_url = ""
    if len(found) > size:
        found = found[:size]
        last = found[-1]
        query = [(name, value) for name, value in request.GET.items() if name != "after"]
        next_url = "?" + urlencode([*query, ("after", _signer.sign(f"{getattr(last, key)}~{last.pk}"))])
    return Page(found, next_url, not token)


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
