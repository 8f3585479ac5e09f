"""Keys by which lists are ordered (sites.core.lists.Sort): none is ever empty, because a page begins behind the key of the last row before it.

What is missing stands first: no name, no figure, no day. Coming days are the exception: what has none comes last.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, CharField, DateField, F, Field, Func, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Coalesce, Collate


def named(text: Any) -> Collate:
    """A text in the German order; for columns that have no `sort_key` of their own."""
    filled = Coalesce(F(text) if isinstance(text, str) else text, Value(""), output_field=TextField())
    return Collate(Func(filled, function="thekiz_sort", output_field=TextField()), "C")


def labelled(field: str, choices: Iterable[tuple[Any, Any]]) -> Collate:
    """A value by the word that stands for it on the page."""
    return named(Case(*(When(**{field: value}, then=Value(str(label))) for value, label in choices), default=Value(""), output_field=CharField()))


def place_in(field: str, values: Iterable[Any]) -> Case:
    """A state by its place in the course of things."""
    return Case(*(When(**{field: value}, then=Value(at)) for at, value in enumerate(values)), default=Value(-1), output_field=IntegerField())


def figure(of: Any, kind: "Field[Any, Any] | None" = None) -> Coalesce:
    """A figure that is never negative; `kind`: the field it is one of."""
    return Coalesce(F(of) if isinstance(of, str) else of, Value(-1), output_field=kind or IntegerField())


def day(of: Any, *, coming: bool = False) -> Coalesce:
    """A day; `coming`: one that lies ahead."""
    return Coalesce(F(of) if isinstance(of, str) else of, Value(date.max if coming else date.min), output_field=DateField())


def holds(condition: Q) -> Case:
    """Where something does not hold first."""
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
