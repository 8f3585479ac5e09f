"""The only place for how figures are written in German: whole and decimal, euros, shares, changes, sums; hidden ones as •, missing ones as –."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeGuard

NBSP = "\u00a0"
MINUS = "\u2212"
HIDDEN = "•"
MISSING = "–"
WORDS = ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")

type Number = int | float | Decimal


def is_number(value: object) -> TypeGuard[Number]:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def rounded(value: Number, places: int = 0) -> Decimal:
    """Half away from zero, as people round. A float counts as what it stands for: 57.49999999999999 is 57.5."""
    exact = Decimal(str(round(value, 9) if isinstance(value, float) else value))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def decimal(value: object, places: int = 1) -> str:
    """7,8 and −1.234,50 (the sign without a space, DIN 5008). Missing is a dash; what is hidden, and any other text, stays as it came."""
    if value is None or value == "":
        return MISSING
    if not is_number(value):
        return str(value)
    figure = rounded(value, int(places))
    text = f"{abs(figure):,f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if figure < 0 else text


def number(value: object) -> str:
    """1.234"""
    return decimal(value, 0)


def places_of(value: Number) -> int:
    """How many places a figure needs: 10 none, 3.50 one, 0.75 two."""
    return max(0, -int(Decimal(str(value)).normalize().as_tuple().exponent))


def exact(value: object) -> str:
    """As precise as it is: 10, 3,5, 0,75."""
    return decimal(value, places_of(value) if is_number(value) else 0)


def typed(value: Number) -> str:
    """As people type it, without points: 1234, 3,5."""
    return f"{value:.{places_of(value)}f}".replace(".", ",")


def inflected(value: object, one: str, many: str) -> str:
    """The word that belongs to a figure: Termin for one, Termine for none and several."""
    return one if value == 1 else many


def with_noun(value: object, one: str, many: str) -> str:
    """A figure with its noun: 1 Termin, 12 Termine, 2,5 Stunden."""
    return f"{exact(value)} {inflected(value, one, many)}"


def in_hours(value: Number) -> str:
    """2,5 Stunden, 1 Stunde."""
    return with_noun(value, "Stunde", "Stunden")


def megabytes(size: int) -> str:
    """How large a file is, rounded up: what is larger than allowed never looks as if it were not."""
    return f"{exact(Decimal(-(-size * 10 // 1_048_576)) / 10)} MB"


def fte(value: Number) -> str:
    """A share of a full post: 1, 0,50, 1,25."""
    return decimal(value, 2 if value % 1 else 0)


def signed(value: Number, places: int = 0) -> str:
    """A difference: +3, −2, 0."""
    return f"{'+' if rounded(value, places) > 0 else ''}{decimal(value, places)}"


def with_unit(value: object, text: str, unit: str) -> str:
    """A written figure with its unit; what is missing or hidden has none."""
    return f"{text}{NBSP}{unit}" if is_number(value) else text


def euros(value: object) -> str:
    """1.234,50 €"""
    return with_unit(value, decimal(value, 2), "€")


def percent(share: object, places: int = 0) -> str:
    """A share of one: 33 %."""
    return with_unit(share, decimal(share * 100 if is_number(share) else share, places), "%")


def ratio(part: object, whole: object) -> float | str | None:
    """part / whole; hidden if one of them is, missing if there is nothing to divide by."""
    if HIDDEN in (part, whole):
        return HIDDEN
    return float(part) / float(whole) if is_number(part) and is_number(whole) and whole else None


def change(now: object, before: object) -> str:
    """The change against an earlier figure in percent, +21 %; empty where there is nothing to compare."""
    if not (is_number(now) and is_number(before) and before):
        return ""
    share = (float(now) - float(before)) / float(before) * 100
    return with_unit(share, signed(share), "%")


def total(values: Iterable[object]) -> int | float | str | None:
    """The sum; missing as long as nothing was collected, hidden as soon as one part is."""
    known = [value for value in values if value is not None]
    numbers = [float(value) for value in known if is_number(value)]
    if not known or len(numbers) < len(known):
        return HIDDEN if known else None
    whole = round(sum(numbers), 6)
    return int(whole) if whole.is_integer() else whole


def share(value: Number, of: int | None) -> str:
    """ "6 von 10" for small wholes, "64 % (n = 108)" for large ones, a plain number without a whole."""
    if of is None:
        return exact(value)
    return f"{number(value)} von {number(of)}" if of <= 50 else f"{percent(value / of)} (n = {number(of)})"


def in_words(count: int) -> str:
    """zwei to zwölf as a word, more as figures."""
    return WORDS[count] if 1 < count < len(WORDS) else str(count)
