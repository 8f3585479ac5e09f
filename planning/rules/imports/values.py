"""The text of a cell as a value: dates, numbers, postcodes, addresses; or a sentence that says what is wrong."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sites.core.days import FIRST_YEAR
from sites.core.numbers import exact, in_words, typed

GERMAN = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{2}|\d{4})", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", re.ASCII)
NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?", re.ASCII)


#: How official statistics write what is no number (DIN 55301): never 0.
NO_NUMBER = {
    ".": "geheim oder unbekannt", "•": "geheim oder unbekannt", "·": "geheim oder unbekannt", "-": "nichts vorhanden", "x": "nicht sinnvoll",
    "/": "nicht sicher genug", "...": "kommt später", "…": "kommt später",
}  # fmt: skip
MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
WRITTEN = re.compile(r"(\d{1,2})\.? ?([A-Za-zä]{3,9})\.? (\d{4})")
FIRST_DAY = date(1899, 12, 30)  # from which spreadsheets count
DASHES = str.maketrans("–—−", "---")


class Wrong(Exception):
    """What is wrong with a cell and what would be right. `mend`: what to put there instead, when somebody agrees; `keep`: the words of a
    button by which somebody says that it is right as it stands, and `value` what it means then."""

    def __init__(self, text: str, *, mend: str = "", keep: str = "", value: object = None):
        super().__init__(text)
        self.mend, self.keep, self.value = mend, keep, value


def no_number(text: str) -> str:
    """What a sign of official statistics means; empty for everything else."""
    return NO_NUMBER.get(text.translate(DASHES).strip().lower(), "")


def quoted(text: str) -> str:
    """The cell as it stands in the sentence, not longer than a line."""
    return f"„{text[:40]}…“" if len(text) > 41 else f"„{text}“"


def plain(text: str, longest: int) -> str:
    if text.startswith(("=", "@")):
        raise Wrong(f"{quoted(text)} ist eine Formel ohne Ergebnis. Bitte tragen Sie den Wert selbst ein.")
    if re.fullmatch(r"#(?:[A-Z0-9ÜÄÖ/]+[!?]?|N/A)", text):
        raise Wrong(f"{quoted(text)} ist ein Fehler aus der Tabellenkalkulation. Bitte tragen Sie den Wert selbst ein.")
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
        lost = f"0{text}" if len(text) == 4 and text[0] in "467" else ""  # Thüringen and its neighbours: 04, 06, 07
        hint = " Vorn fehlt wohl die Null." if lost else ""
        raise Wrong(f"{quoted(text)} hat {count}. Eine Postleitzahl hat fünf, zum Beispiel 98693.{hint}", mend=lost)
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
    if re.fullmatch(r"[1-9][\d /-]{7,}", text):
        mend = f"+{text}" if text.startswith("49") and len(text) > 10 else f"0{text}"
        raise Wrong(f"Bei {quoted(text)} fehlt vorn wohl die Null der Vorwahl.", mend=mend, keep="Stimmt so", value=text)
    return text


def day(text: str, today: date) -> date:
    """A day that has been, written as 3.4.26, 03.04.2026, 3. April 2026 or 2026-04-03; two figures mean a year from 1990 on."""
    if german := GERMAN.fullmatch(text):
        numbers = int(german[3]), int(german[2]), int(german[1])
        year = numbers[0] if len(german[3]) == 4 else 2000 + numbers[0] - (100 if 1900 + numbers[0] >= FIRST_YEAR else 0)
    elif iso := ISO.fullmatch(text):
        numbers = year, _, _ = int(iso[1]), int(iso[2]), int(iso[3])
    elif (written := WRITTEN.fullmatch(text)) and written[2].casefold()[:3].replace("mrz", "mär") in MONTHS:
        numbers = year, _, _ = int(written[3]), MONTHS.index(written[2].casefold()[:3].replace("mrz", "mär")) + 1, int(written[1])
    elif re.fullmatch(r"[12]\d{4}|[3-6]\d{4}", text) and (meant := FIRST_DAY + timedelta(days=int(text))) <= today:
        raise Wrong(f"{quoted(text)} ist wohl die Zahl, mit der Excel einen Tag zählt.", mend=as_shown(meant))
    elif re.fullmatch(r"(?:19|20)\d\d", text) and int(text) < today.year:
        raise Wrong(f"{quoted(text)} ist ein Jahr. Gebraucht wird ein Tag.", mend=f"31.12.{text}")
    else:
        raise Wrong(f"{quoted(text)} ist kein Datum. Richtig wäre zum Beispiel 3.4.2026.")
    try:
        given = date(year, numbers[1], numbers[2])
    except ValueError:
        raise Wrong(f"Den Tag {quoted(text)} gibt es nicht. Richtig wäre zum Beispiel 3.4.2026.") from None
    if given > today:
        raise Wrong(f"{quoted(text)} liegt in der Zukunft. Bitte geben Sie an, wann es war.")
    if given.year < FIRST_YEAR:
        raise Wrong(f"{quoted(text)} liegt vor {FIRST_YEAR}. Bitte prüfen Sie das Jahr.")
    return given


def number(text: str) -> Decimal:
    """A number as Germans write it: 1.234,5; at most two places, below a billion."""
    tight = re.sub(r"\s", "", text).replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"-?\d+\.\d+", tight) and not NUMBER.fullmatch(tight):
        comma = tight.replace(".", ",")
        raise Wrong(f"{quoted(text)} hat einen Punkt. Vor Nachkommastellen steht ein Komma, zum Beispiel {comma}.", mend=comma)
    if worded := re.fullmatch(rf"({NUMBER.pattern})[A-Za-zäöüÄÖÜß€.]{{2,20}}", tight):
        raise Wrong(f"In {quoted(text)} stehen Zahl und Wort. Gebraucht wird nur die Zahl.", mend=worded[1])
    if not NUMBER.fullmatch(tight):
        raise Wrong(f"{quoted(text)} ist keine Zahl. Richtig wäre zum Beispiel 1234 oder 95,8.")
    value = Decimal(tight.replace(".", "").replace(",", "."))
    if abs(value) >= 10**9:
        raise Wrong(f"{quoted(text)} ist zu groß. Möglich sind Zahlen unter einer Milliarde.")
    if value != round(value, 2):
        mend = typed(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
        raise Wrong(f"{quoted(text)} hat mehr als zwei Stellen nach dem Komma. Bitte runden Sie.", mend=mend)
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
        return exact(value)
    return str(value)
