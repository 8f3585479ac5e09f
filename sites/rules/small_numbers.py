"""The only place for what counts as a small number of people, and for what stands in its stead above the site."""

from django.db.models import Case, F, IntegerField, Value, When

from sites.core.numbers import HIDDEN

SMALLEST = 3


def is_small(number: int, smallest: int = SMALLEST) -> bool:
    return 0 < number < smallest


def shown(number: int | None, of: int | None = None) -> int | str | None:
    """A number as those above the site may read it: hidden when it, or the whole it is a part of, is one or two people."""
    if number is None:
        return None
    return HIDDEN if is_small(number) or is_small(of or 0) else number  # guard: small-people -> return number


def small_as_one(field: str) -> Case:
    """The number as a key of an order for those above the site: small ones stand together, or their order would tell them apart."""
    return Case(When(**{f"{field}__range": (1, SMALLEST - 1)}, then=Value(1)), default=F(field), output_field=IntegerField())
