"""The only place for how what is typed into a field is read, and what is said where it cannot be read or a row refuses it."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_noop

NO_SUCH_DAY = "Diesen Tag gibt es nicht. Bitte prüfen Sie Tag und Monat."
LIKE_A_DAY, MIDNIGHT = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|\d{4}-\d{2}-\d{2}"), re.compile(r"24[:.]?(00)?")
MESSAGES = {
    forms.CharField: {
        "max_length": gettext_noop("Das sind %(show_value)s Zeichen, höchstens %(limit_value)s Zeichen sind möglich. Bitte kürzen Sie den Text.")
    },
    forms.DateField: {"invalid": gettext_noop("Bitte als Datum eingeben, zum Beispiel 3.4.2026.")},
    forms.TimeField: {"invalid": gettext_noop("Bitte als Uhrzeit eingeben, zum Beispiel 9:30.")},
    forms.EmailField: {"invalid": gettext_noop("Bitte als E-Mail-Adresse eingeben, zum Beispiel name@beispiel.de.")},
    forms.IntegerField: {"invalid": gettext_noop("Bitte als ganze Zahl eingeben, zum Beispiel 12.")},
    forms.DecimalField: {"invalid": gettext_noop("Bitte als Zahl eingeben, zum Beispiel 0,5.")},
    forms.ChoiceField: {"invalid_choice": gettext_noop("Diese Auswahl gibt es nicht. Bitte wählen Sie neu.")},
    forms.ModelChoiceField: {"invalid_choice": gettext_noop("Diese Auswahl gibt es nicht (mehr). Bitte wählen Sie neu.")},
}

#: What a figure beyond its limit is told, unless the field says it better: by the code of the framework.
LIMITS = {
    "min_value": gettext_noop("Bitte geben Sie mindestens %(limit_value)s an."),
    "max_value": gettext_noop("Bitte geben Sie höchstens %(limit_value)s an."),
    "max_digits": gettext_noop("Die Zahl ist zu lang (höchstens %(digits)s)."),
    "max_whole_digits": gettext_noop("Die Zahl ist zu groß (vor dem Komma höchstens %(digits)s)."),
    "max_decimal_places": gettext_noop("Bitte runden Sie die Zahl (Stellen nach dem Komma: höchstens %(max)s)."),
}


def _finite(field: forms.DecimalField, value: Any) -> Any:
    """A number that can be compared: the framework takes "NaN" and "Infinity" for numbers too, and only refuses them later."""
    number = type(field).to_python(field, value)
    if number is not None and not number.is_finite():
        raise ValidationError(field.error_messages["invalid"], code="invalid")
    return number


def _existing(field: forms.DateField, value: Any) -> Any:
    """A day that is written as one and is none is told so: the form of what was typed is right."""
    try:
        return type(field).to_python(field, value)
    except ValidationError:
        if isinstance(value, str) and LIKE_A_DAY.fullmatch(value.strip()):
            raise ValidationError(NO_SUCH_DAY, code="invalid") from None
        raise


def _clock(field: forms.TimeField, value: Any) -> Any:
    """ "11 Uhr" is 11:00; midnight is 0:00."""
    typed = value.strip().removesuffix("Uhr").strip() if isinstance(value, str) else value
    if isinstance(typed, str) and MIDNIGHT.fullmatch(typed):
        raise ValidationError("Mitternacht schreiben Sie bitte als 0:00.", code="invalid")
    return type(field).to_python(field, typed)


#: How what was typed is read, beyond what the framework does.
READ: dict[type[forms.Field], Callable[[Any, Any], Any]] = {forms.DecimalField: _finite, forms.DateField: _existing, forms.TimeField: _clock}


def fields_of_constraints(row: models.Model, names: Sequence[str]) -> dict[str, str]:
    """For what each check constraint says in its own words: the last of these fields that it compares."""
    checks: list[Any] = [one for one in row._meta.constraints if isinstance(one, models.CheckConstraint)]
    unspoken = models.CheckConstraint.default_violation_error_message
    spoken = {one.violation_error_message: one.condition.referenced_base_fields for one in checks if one.violation_error_message != unspoken}
    return {words: [name for name in names if name in fields][-1] for words, fields in spoken.items() if fields & set(names)}
