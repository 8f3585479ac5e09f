"""What the screens and papers say, whichever page it is: people are named without leaving anybody out, and nobody is called certified."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.forms import BaseForm
from django.utils.html import strip_tags

from sites.core.roles import Role
from sites.models import OfficeName
from tests.conftest import as_owner

ROOT = Path(__file__).parent.parent
OURS = ("sites", "planning", "offers", "processes", "reporting")
#: People in the masculine alone; "Mitarbeiter*innen" and compounds such as "Partnerliste" are none.
MASCULINE = re.compile(
    r"\b(?:Mitarbeiter|Teilnehmer|Koordinator|Berater|Ansprechpartner|Kooperationspartner|Netzwerkpartner|Partner|Prozessbegleiter|Begleiter"
    r"|Elternbegleiter|Sozialplaner|Vertreter|Leiter|Erzieher|Pädagoge|Bezugspädagoge|Unterstützer|Bürger|Nutzer|Leser|Besucher|Bewerber|Senior"
    r"|Nachbar|Verantwortlicher)(?:n|s|en|ern)?\b(?!\*)"
)
CERTIFIED = re.compile(r"zertifi|Zertifi|[Gg]ütesiegel|ausgezeichnete[sr]? ThEKiZ")


#: The state office under another name than its short one, which no change of its long names has touched; those are rows with their days.
OTHER_OFFICE = re.compile(r"Landeskoordination|Fach- und Forschungsstelle|Landes(?:fach)?stelle|\bFachstelle\b(?! ThEKiZ)")


def of_templates() -> dict[str, str]:
    """What stands in templates, without tags and code."""
    found = {}
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            found[path.relative_to(ROOT).as_posix()] = strip_tags(re.sub(r"\{[{%#].*?[%}#]\}", " ", path.read_text(), flags=re.DOTALL))
    return found


def of_code() -> dict[str, str]:
    """Sentences in Python: every constant of several words that is no docstring."""
    found = {}
    for app in OURS:
        for path in sorted((ROOT / app).rglob("*.py")):
            tree = ast.parse(path.read_text())
            inner = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
            docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
            found[path.relative_to(ROOT).as_posix()] = "\n".join(node.value for node in inner if id(node) not in docs and " " in node.value)
    return found


def of_fields() -> dict[str, str]:
    """Names, choices and helps of models and forms."""
    found = {}
    for model in (model for app in OURS for model in apps.get_app_config(app).get_models()):
        words = [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]
        for field in (field for field in model._meta.get_fields() if hasattr(field, "verbose_name")):
            words += [str(field.verbose_name), str(field.help_text), *(str(label) for _, label in getattr(field, "flatchoices", ()))]
        found[model.__name__] = "\n".join(words)
    for app in OURS:
        __import__(f"{app}.urls")  # brings every view and with it every form
    for form in below(BaseForm):
        if form.__module__.split(".")[0] in OURS:
            found[form.__name__] = "\n".join(f"{field.label} {field.help_text}" for field in getattr(form, "base_fields", {}).values())
    return found


def below(one: type) -> list[type]:
    return [kind for child in one.__subclasses__() for kind in (child, *below(child))]


@pytest.mark.req("R329.D")
def test_people_are_named_with_asterisk_or_neutrally():
    assert MASCULINE.search("drei Mitarbeiter") and MASCULINE.search("der Partner,")
    assert not MASCULINE.search("Partner*innen, Leitung, Partnerliste")
    texts = {**of_templates(), **of_fields(), **of_code()}
    assert len(texts) > 300 and "Prozessbegleiter*in" in texts["Contract"]  # they were found
    assert {place: found[0] for place, text in texts.items() if (found := MASCULINE.search(text))} == {}


@pytest.mark.req("R063.K")
def test_nothing_is_called_certified():
    texts = {**of_templates(), **of_fields(), **of_code()}
    assert CERTIFIED.search("ein zertifiziertes ThEKiZ") and len(texts) > 300
    assert {place: found[0] for place, text in texts.items() if (found := CERTIFIED.search(text))} == {}


@pytest.mark.req("R002.H")
def test_the_state_office_has_one_name_wherever_no_day_is_asked(db):
    assert OTHER_OFFICE.search("die Fachstelle hilft") and not OTHER_OFFICE.search("die Fachstelle ThEKiZ, eine Beratungsstelle")
    texts = {**of_templates(), **of_fields(), **of_code()}
    assert {place: found[0] for place, text in texts.items() if (found := OTHER_OFFICE.search(text)) and "/migrations/" not in place} == {}
    with as_owner():
        names = set(OfficeName.objects.filter(office=OfficeName.Office.STATE_OFFICE).values_list("short", flat=True))
    assert names == {Role.STATE_OFFICE.label, OfficeName.Office.STATE_OFFICE.label}
