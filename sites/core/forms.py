"""The only place for what all forms share: errors that speak, paragraphs and audience at the field, the page of a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.shortcuts import render
from django.utils import timezone

FIRST_YEAR = 1990
WRONG_YEAR = "Bitte prüfen Sie das Jahr: möglich sind {} bis {}."
MESSAGES = {
    forms.DateField: {"invalid": "Bitte als Datum eingeben, zum Beispiel 3.4.2026."},
    forms.TimeField: {"invalid": "Bitte als Uhrzeit eingeben, zum Beispiel 9:30."},
    forms.EmailField: {"invalid": "Bitte als E-Mail-Adresse eingeben, zum Beispiel name@beispiel.de."},
    forms.IntegerField: {"invalid": "Bitte als ganze Zahl eingeben, zum Beispiel 12."},
    forms.DecimalField: {"invalid": "Bitte als Zahl eingeben, zum Beispiel 0,5."},
    forms.ChoiceField: {"invalid_choice": "Diese Auswahl gibt es nicht. Bitte wählen Sie neu."},
    forms.ModelChoiceField: {"invalid_choice": "Diese Auswahl gibt es nicht (mehr). Bitte wählen Sie neu."},
}


def _name_no_choice(field: Any) -> None:
    """The first line of a select when nothing is chosen: the framework has no German word for it."""
    words = "Bitte wählen" if field.required else "keine Angabe"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == BLANK_CHOICE_LABEL:
            field.empty_label = words
    elif (choices := list(field.choices)) and choices[0] == ("", BLANK_CHOICE_LABEL):
        field.choices = [("", words), *choices[1:]]


class Speaking:
    """Errors that name the field, what is wrong and what is right; help texts with their paragraph; the audience at the field.

    HELP = {"needs_text": ("3.1", "Grundlage …")} shows "Was die Fachlichen Empfehlungen dazu sagen".
    AUDIENCE = {"note": "Sichtbar für Team und Leitung."} is printed under the field.
    """

    HELP: dict[str, tuple[str, str]] = {}
    AUDIENCE: dict[str, str] = {}

    def __init__(self, *args, request=None, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # the form beside brings them
            field.error_messages["required"] = f"Bitte füllen Sie „{field.label or name}“ aus."
            for kind, messages in MESSAGES.items():
                if isinstance(field, kind):
                    field.error_messages.update(messages)
            if isinstance(field, forms.ChoiceField):
                _name_no_choice(field)
            if isinstance(field, forms.DateField):
                field.widget.attrs.setdefault("placeholder", "TT.MM.JJJJ")
            field.recommendation, field.audience = self.HELP.get(name), self.AUDIENCE.get(name, "")


class Form(Speaking, forms.Form):
    pass


class ModelForm(Speaking, forms.ModelForm):
    def validate_constraints(self):
        """Also the constraints that join fields of the form with the place the view has set: the database would refuse them later."""
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as error:
            self._update_errors(error)


def page_with_form(request, template: str, form, **context):
    """The page of a form: 200 when it is fresh, 422 with every entered text when it is refused."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound and form.errors else 200)


def not_in_future(day):
    """For facts: what has not happened yet cannot be logged."""
    if day and day > timezone.localdate():
        raise ValidationError("Das Datum liegt in der Zukunft. Bitte geben Sie ein, wann es war.")
    return day


def plausible(day, today):
    """A typing error in the year is the usual cause of days far away."""
    if day and not FIRST_YEAR <= day.year <= today.year + 10:
        raise ValidationError(WRONG_YEAR.format(FIRST_YEAR, today.year + 10))
    return day


def postcode(text: str) -> str:
    """Five digits or nothing."""
    if text and not (len(text) == 5 and text.isascii() and text.isdigit()):
        raise ValidationError("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 98693.")
    return text


def refuse(form, error: ValidationError) -> None:
    """The refusal of a service at the fields it names; what names no field of the form stands above it."""
    told = error.error_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, errors in told.items():
        form.add_error(name if name in form.fields else None, errors)


def posted(request) -> tuple:
    """What a form with a paper is bound to; nothing when the page is fresh."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
