"""What family is: the definition stands where people describe families, and no field of the application presumes a form of family."""

import html
import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.forms import BaseForm
from django.utils import timezone
from django.utils.html import strip_tags

from tests.sites.reading import url

ROOT = Path(__file__).parent.parent.parent
OURS = ("sites", "planning", "offers", "processes", "reporting")
#: Words that presume who belongs to a family. In a list of target groups that people choose themselves they may stand (R073).
PRESUMING = re.compile(
    r"\b(?:Mutter|Mütter|Vater|Väter|Ehe(?:mann|frau|partner|leute)?|verheiratet|ledig|geschieden|verwitwet|Familienstand|Lebenspartner\w*"
    r"|alleinerziehend\w*|Geschlecht|Sorgerecht|Stief\w*|Pflege(?:eltern|kind)|mother|father|spouse|married|marital\w*|gender|single_parent)\b",
    re.IGNORECASE,
)


def all_forms() -> list[type[BaseForm]]:
    def below(one):
        for child in one.__subclasses__():
            yield child
            yield from below(child)

    for app in OURS:
        __import__(f"{app}.urls")  # brings every view and with it every form
    ours = {form for form in below(BaseForm) if form.__module__.split(".")[0] in OURS and hasattr(form, "base_fields")}
    return sorted(ours, key=lambda form: f"{form.__module__}.{form.__name__}")


@pytest.mark.req("R073.K")
def test_no_field_presumes_a_form_of_family():
    asked = {}
    for model in (model for app in OURS for model in apps.get_app_config(app).get_models()):
        for field in model._meta.get_fields():
            if hasattr(field, "verbose_name"):
                asked[f"{model.__name__}.{field.name}"] = f"{field.name} {field.verbose_name} {field.help_text}"
    for form in all_forms():
        for name, field in form.base_fields.items():
            asked[f"{form.__name__}.{name}"] = f"{name} {field.label} {field.help_text}"
    assert len(asked) > 300 and "ProfileForm.family_orientation" in asked  # the forms were found
    assert {where: words for where, words in asked.items() if PRESUMING.search(words)} == {}


def test_the_test_would_see_such_a_field():
    class Presuming(forms.Form):
        status = forms.CharField(label="Familienstand der Mutter")

    assert PRESUMING.search(str(Presuming.base_fields["status"].label)) and PRESUMING.search("marital_status")
    assert not PRESUMING.search("Eltern und andere Erwachsene") and not PRESUMING.search("Ehrenamt") and not PRESUMING.search("Mutterhaus")


@pytest.mark.req("R073.K")
def test_labels_of_pages_presume_none_either():
    """Labels and table heads that stand in templates and not in forms."""
    heads = re.compile(r"<(label|th|legend|dt)\b[^>]*>(.*?)</\1>", re.DOTALL)
    found = [
        f"{path.name}: {label}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for _, label in heads.findall(path.read_text())
        if PRESUMING.search(re.sub(r"\{[{%].*?[%}]\}", "", label))
    ]
    assert found == []


@pytest.mark.req("R074", "R075")
def test_where_families_are_described_the_definition_stands_beside_the_field(world, client_of):
    answer = client_of("coordinator").get(url("profile_edit", world.own.pk, timezone.localdate().year))
    source = answer.content.decode()
    beside = source[source.index('id="id_family_orientation"') : source.index('id="id_closeness"')]  # between this field and the next one
    page = " ".join(html.unescape(strip_tags(beside)).split())
    assert "1.4" in page
    assert "„Als Familie ist das zu fassen, was die Beteiligten als Familie verstehen.“" in page  # R073
    assert f"vom {date(2018, 12, 18).day}. Dezember 2018 (§ 2)" in page and "vom gewählten Lebensmodell unabhängige Gemeinschaft" in page  # R074
    assert "unabhängig von einer Eheschließung oder der Form, in der sie zusammenleben, sowie der sexuellen Orientierung" in page
    assert "„Familie ist der Lebensmittelpunkt für Kinder und somit deren erster Bildungsort.“" in page  # R075
