"""The text of a cell as a value: dates, numbers, postcodes, addresses; or a sentence that says what is wrong."""

import re
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sites.core.numbers import in_words, typed

GERMAN = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{2}|\d{4})", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", re.ASCII)
NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?", re.ASCII)


class Wrong(Exception):
    """What is wrong with a cell and what would be right."""


def quoted(text: str) -> str:
    """The cell as it stands in the sentence, not longer than a line."""
    return f"„{text[:40]}…“" if len(text) > 41 else f"„{text}“"


def plain(text: str, longest: int) -> str:
    if text.startswith(("=", "@")):
        raise Wrong(f"{quoted(text)} ist eine Formel. Bitte tragen Sie den Wert selbst ein.")
    if "\N{REPLACEMENT CHARACTER}" in text:
        raise Wrong(f"In {quoted(text)} sind Buchstaben verloren gegangen. Bitte schreiben Sie den Text neu.")
    if len(text) > longest:
        raise Wrong(f"{quoted(text)} hat {len(text)} Zeichen. Möglich sind höchstens {longest}.")
    return text


def postcode(text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise Wrong(f"{quoted(text)} ist keine Postleitzahl. Eine Postleitzahl hat fünf Ziffern, zum Beispiel 98693.")
    if len(text) != 5:
        count = "eine Ziffer" if len(text) == 1 else f"{in_words(len(text))} Ziffern"
        raise Wrong(f"{quoted(text)} hat {count}. Eine Postleitzahl hat fünf, zum Beispiel 98693.")
    return text


def email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Wrong(f"{quoted(text)} ist keine E-Mail-Adresse. Richtig wäre zum Beispiel kita@beispiel.de.") from None
    return text


def phone(text: str) -> str:
    if sum(letter.isdigit() for letter in text) < 3:
        raise Wrong(f"{quoted(text)} ist keine Telefonnummer. Richtig wäre zum Beispiel 03677 123456.")
    return text


def day(text: str, today: date) -> date:
    """A day that has been, written as 3.4.26, 03.04.2026 or 2026-04-03; two figures mean this or the last century."""
    if german := GERMAN.fullmatch(text):
        numbers = int(german[3]), int(german[2]), int(german[1])
        year = numbers[0] if len(german[3]) == 4 else 2000 + numbers[0] - (100 if 2000 + numbers[0] > today.year else 0)
    elif iso := ISO.fullmatch(text):
        numbers = year, _, _ = int(iso[1]), int(iso[2]), int(iso[3])
    else:
        raise Wrong(f"{quoted(text)} ist kein Datum. Richtig wäre zum Beispiel 3.4.2026.")
    try:
        given = date(year, numbers[1], numbers[2])
    except ValueError:
        raise Wrong(f"Den Tag {quoted(text)} gibt es nicht. Richtig wäre zum Beispiel 3.4.2026.") from None
    if given > today:
        raise Wrong(f"{quoted(text)} liegt in der Zukunft. Bitte geben Sie an, wann es war.")
    if given.year < 1900:
        raise Wrong(f"{quoted(text)} liegt vor 1900. Bitte prüfen Sie das Jahr.")
    return given


def number(text: str) -> Decimal:
    """A number as Germans write it: 1.234,5; at most two places, below a billion."""
    tight = re.sub(r"\s", "", text).replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"-?\d+\.\d+", tight) and not NUMBER.fullmatch(tight):
        raise Wrong(f"{quoted(text)} hat einen Punkt. Vor Nachkommastellen steht ein Komma, zum Beispiel {tight.replace('.', ',')}.")
    if not NUMBER.fullmatch(tight):
        raise Wrong(f"{quoted(text)} ist keine Zahl. Richtig wäre zum Beispiel 1234 oder 95,8.")
    value = Decimal(tight.replace(".", "").replace(",", "."))
    if abs(value) >= 10**9:
        raise Wrong(f"{quoted(text)} ist zu groß. Möglich sind Zahlen unter einer Milliarde.")
    if value != round(value, 2):
        raise Wrong(f"{quoted(text)} hat mehr als zwei Stellen nach dem Komma. Bitte runden Sie.")
    return round(value, 2)


def places(text: str) -> int:
    value = number(text)
    if value != int(value) or not 0 <= value <= 999:
        raise Wrong(f"{quoted(text)} passt nicht. Möglich sind ganze Zahlen von 0 bis 999.")
    return int(value)


def as_shown(value: object) -> str:
    """A value as the preview shows it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, Decimal):
        return typed(value)
    return str(value)
