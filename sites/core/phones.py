"""The only place that says what a telephone number is: with its area code, or the short number of a help line."""

import re

from django.core.exceptions import ValidationError

SIGNS = re.compile(r"\+?[\d\s()/.–-]{3,40}")
A_DAY = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}")
NO_NUMBER = "Das ist keine Telefonnummer. Bitte geben Sie sie mit Vorwahl ein, zum Beispiel 03677 555 0114."


def is_phone(text: str) -> bool:
    """Whether somebody can be called by it: 03677 555-1079, +380 44 123 4567, 116 117."""
    digits = re.sub(r"\D", "", text)
    if not SIGNS.fullmatch(text) or A_DAY.fullmatch(text) or not digits.isascii():
        return False
    with_code = text.startswith("+") or digits.startswith("0")
    return 5 <= len(digits) <= 20 if with_code else digits.startswith("1") and 3 <= len(digits) <= 6


def phone_number(text: str) -> None:
    """For every field of the name: what is no number is a link that calls nobody."""
    if not is_phone(text.strip()):
        raise ValidationError(NO_NUMBER)
