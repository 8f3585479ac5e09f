"""The only place for what counts as a small number of people, and for what stands in its stead above the site."""

from sites.core.numbers import HIDDEN

SMALLEST = 3


def is_small(number: int) -> bool:
    return 0 < number < SMALLEST


def shown(number: int | None, of: int | None = None) -> int | str | None:
    """A number as those above the site may read it: hidden when it, or the whole it is a part of, is one or two people."""
    if number is None:
        return None
    return HIDDEN if is_small(number) or is_small(of or 0) else number  # guard: small-people -> return number
