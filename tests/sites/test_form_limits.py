"""What a form says about figures beyond their limits: German sentences with German figures, in every form and for every field of a row."""

import re
from copy import deepcopy
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import modelform_factory
from django.template import Context, Template

from sites.core.forms import Form, ModelForm, Speaking
from tests.test_wording import OURS, below

FRAMEWORK = re.compile(r"Dieser Wert|sicherstellen|Ensure|Stelle(?:n)? (?:vor|nach)?.*sind")
NOT_GERMAN = re.compile(r"\d\.\d{1,2}(?!\d)|\d{4}")
FAR = ("-99999", "99999999999999", "9" * 400, "0,123456789")


def number_fields() -> list[tuple[type[Speaking], str, forms.IntegerField]]:
    for app in OURS:
        __import__(f"{app}.urls")  # brings every form
    found = {form: getattr(form, "base_fields", {}) for form in below(Speaking) if form.__module__.split(".")[0] in OURS}
    return [(form, name, field) for form, fields in found.items() for name, field in fields.items() if isinstance(field, forms.IntegerField)]


def refusals(form: type[Speaking], name: str, field: forms.IntegerField) -> list[str]:
    """Everything the field, and the column behind it, say about figures that are too small, too large or too long."""
    said = [text for typed in FAR for text in type("Probe", (Form,), {name: deepcopy(field)})({name: typed}).errors.get(name, [])]
    model = getattr(getattr(form, "Meta", None), "model", None)
    if model is None or name not in {column.name for column in model._meta.fields}:
        return said
    for value in (-99999, 99_999_999_999_999, Decimal("0.123456789")):
        probe = modelform_factory(model, form=ModelForm, fields=[name])({})
        probe._errors = forms.utils.ErrorDict()
        probe.cleaned_data = {}
        try:
            column = model._meta.get_field(name)
            column.run_validators(column.to_python(value))
        except ValidationError as error:
            probe._update_errors(ValidationError({name: error.error_list}))
        said += probe._errors.get(name, [])
    return said


def test_every_limit_of_a_figure_is_said_in_german():
    tried = {f"{form.__name__}.{name}": refusals(form, name, field) for form, name, field in number_fields()}
    assert len(tried) > 30 and sum(map(len, tried.values())) > 100
    wrong = {
        field: said for field, texts in tried.items() for said in texts if FRAMEWORK.search(said) or (NOT_GERMAN.search(said) and "year" not in field)
    }
    assert wrong == {}


@pytest.mark.parametrize("typed", ["NaN", "nan", "sNaN", "Infinity", "-Infinity", "inf"])
def test_what_is_no_number_is_refused_in_every_decimal_field(typed):
    decimals = [(form, name, field) for form, name, field in number_fields() if isinstance(field, forms.DecimalField)]
    assert len(decimals) > 10
    for form, name, field in decimals:
        made = type("Probe", (Form,), {name: deepcopy(field)})({name: typed}, initial={name: Decimal(1)})
        assert made.has_changed()
        assert "Bitte als Zahl eingeben, zum Beispiel 0,5." in made.errors.get(name, []), f"{form.__name__}.{name}"


@pytest.mark.parametrize(
    ("least", "most", "typed", "said"),
    [
        (Decimal("0.25"), 5000, "0,1", "Bitte geben Sie mindestens 0,25 an."),
        (Decimal("0.25"), 5000, "5001", "Bitte geben Sie höchstens 5.000 an."),
    ],
)
def test_a_limit_has_comma_and_point(least, most, typed, said):
    made = type("Probe", (Form,), {"hours": forms.DecimalField(validators=[MinValueValidator(least), MaxValueValidator(most)], localize=True)})
    assert made({"hours": typed}).errors["hours"] == [said]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12", "Die Zahl ist zu groß (vor dem Komma höchstens 1 Ziffer)."),
        ("123456", "Die Zahl ist zu lang (höchstens 3 Ziffern)."),
        ("0,123", "Bitte runden Sie die Zahl (Stellen nach dem Komma: höchstens 2)."),
    ],
)
def test_one_digit_is_one(typed, said):
    made = type("Probe", (Form,), {"fte": forms.DecimalField(max_digits=3, decimal_places=2, localize=True)})
    assert said in made({"fte": typed}).errors["fte"]


def test_a_year_has_none_and_own_words_win():
    year = type("Probe", (Form,), {"funding_year": forms.IntegerField(min_value=2019)})
    own = type("Probe", (Form,), {"hours": forms.IntegerField(min_value=1, error_messages={"min_value": "Mindestens eine."})})
    assert year({"funding_year": "1"}).errors["funding_year"] == ["Bitte geben Sie mindestens 2019 an."]
    assert own({"hours": "0"}).errors["hours"] == ["Mindestens eine."]


def test_a_field_that_comes_later_speaks_likewise():
    class Later(Form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["sites_0"] = forms.IntegerField(min_value=1000)

    assert Later({"sites_0": "1"}).errors["sites_0"] == ["Bitte geben Sie mindestens 1.000 an."]


def test_a_text_that_is_too_long_is_counted_in_german():
    made = type("Probe", (Form,), {"text": forms.CharField(max_length=5000)})
    assert "Das sind 12.345 Zeichen, höchstens 5.000 Zeichen" in made({"text": "x" * 12345}).errors["text"][0]


@pytest.mark.parametrize(
    ("errors", "title"),
    [
        ({"a": 1}, "eine Angabe"),
        ({"a": 1, "b": 1}, "zwei Angaben"),
        ({"a": 1, "b": 1, "c": 1}, "drei Angaben"),
        ({"a": 2}, "eine Angabe"),
        ({"a": 2, "b": 1, None: 1}, "zwei Angaben"),
    ],
)
def test_the_summary_counts_fields_and_not_their_faults(errors, title):
    made = type("Probe", (Form,), {name: forms.CharField(required=False, label=name.upper()) for name in "abc"})({})
    made.full_clean()
    for name, times in errors.items():
        for number in range(times):
            made.add_error(name, f"Fehler {number}")
    html = Template("{% load ui %}{% form_errors form %}").render(Context({"form": made}))
    assert f"Bitte prüfen Sie {title}</h2>" in html
    assert html.count("<li>") == sum(errors.values())
