"""What a figure of the social space can be: counted, a share or measured, as its indicator says. The form and a table ask the same."""

from collections.abc import Iterator
from decimal import Decimal

from planning.models import Term
from sites.core.numbers import exact

Kind = Term.FigureKind


def faults(indicator: Term | None, value: Decimal | None, value_of: Decimal | None, *, in_percent: bool = False) -> Iterator[tuple[str, str]]:
    """(field, sentence) of everything that cannot be. `in_percent`: written with a per cent sign, so its whole is 100."""
    if value is not None and value < 0:
        yield "value", "Eine Zahl der Statistik ist nie kleiner als 0."
    if value_of is not None and value_of <= 0:
        yield "value_of", "„von“ muss größer als 0 sein. Lassen Sie es leer, wenn der Wert kein Anteil ist."
    elif value is not None and value_of is not None and value > value_of:
        yield "value", f"{exact(value)} von {exact(value_of)} sind mehr als 100 %. Ein Anteil kann nicht größer sein als das Ganze."
    if indicator is not None and value is not None:
        yield from _of_its_kind(indicator, value, value_of, in_percent)


def _of_its_kind(indicator: Term, value: Decimal, value_of: Decimal | None, in_percent: bool) -> Iterator[tuple[str, str]]:
    name, kind = f"„{indicator.label}“", indicator.figure_kind
    if kind == Kind.COUNT and in_percent:
        yield "value", f"{name} wird gezählt. Gebraucht wird die Anzahl, keine Prozentzahl; wovon sie ein Teil ist, steht unter „von“."
    elif kind == Kind.COUNT:
        for field, given in (("value", value), ("value_of", value_of)):
            if given is not None and given != int(given):
                yield field, f"{name} wird gezählt. Gebraucht wird eine ganze Zahl, nicht {exact(given)}."
    elif kind == Kind.SHARE and value_of is None:
        yield "value_of", f"{name} ist ein Anteil. Bitte geben Sie unter „von“ das Ganze an; bei einer Prozentzahl ist das 100."
    elif kind == Kind.MEASURE and value_of is not None:
        yield "value" if in_percent else "value_of", f"{name} ist kein Anteil. Gebraucht wird nur der Wert, ohne Prozent und ohne „von“."
