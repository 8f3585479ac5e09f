"""The only place for what all forms share, and the forms of who and where."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone

MESSAGES = {
    forms.DateField: {"invalid": "Bitte als Datum eingeben, zum Beispiel 3.4.2026."},
    forms.TimeField: {"invalid": "Bitte als Uhrzeit eingeben, zum Beispiel 9:30."},
    forms.EmailField: {"invalid": "Bitte als E-Mail-Adresse eingeben, zum Beispiel name@beispiel.de."},
    forms.IntegerField: {"invalid": "Bitte als ganze Zahl eingeben, zum Beispiel 12."},
    forms.DecimalField: {"invalid": "Bitte als Zahl eingeben, zum Beispiel 0,5."},
    forms.ModelChoiceField: {"invalid_choice": "Diese Auswahl gibt es nicht (mehr). Bitte wählen Sie neu."},
    forms.ChoiceField: {"invalid_choice": "Diese Auswahl gibt es nicht. Bitte wählen Sie neu."},
}


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
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.error_messages["required"] = f"Bitte füllen Sie „{field.label or name}“ aus."
            for kind, messages in MESSAGES.items():
                if isinstance(field, kind):
                    field.error_messages.update(messages)
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
