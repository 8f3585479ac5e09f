"""The only place that says what somebody has typed into a form of ours, in words: for pages that give it back because it is not saved."""

from collections.abc import Iterable

from django.apps import apps
from django.http import HttpRequest

from sites.core import once

OUR_APPS = {"sites", "planning", "offers", "processes", "reporting"}
ELSEWHERE = ("/konto/", "/betreuung/")  # passwords and codes are typed there, into forms that are not ours
SECRET = ("password", "passwort", "code", "secret")
MARKS = "marks"


def typed(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Label and value of what was typed; not what is empty, and not what a form carries and nobody types."""
    return [(label_of(name), value) for name, value in fields if value.strip() and not carried(name)]


def unsaved(request: HttpRequest) -> list[tuple[str, str]]:
    """What a POST has brought that could not be looked at; of our own forms alone, and never a password or a code."""
    # guard: unsaved-ours -> if request.method != "POST":
    if request.method != "POST" or not request.POST.get(once.FIELD) or request.path.startswith(ELSEWHERE):
        return []
    sent = [(name, value) for name in request.POST if name != "csrfmiddlewaretoken" for value in request.POST.getlist(name)]
    return typed((name, value) for name, value in sent if not is_secret(name))


def is_secret(name: str) -> bool:
    """Somebody who accepts an invitation chooses a password in a form of ours."""
    return name.rpartition("-")[2].rstrip("0123456789") in SECRET  # guard: unsaved-secret -> return False


def carried(name: str) -> bool:
    """What a form carries and nobody types."""
    return name == once.FIELD or name.split("-")[-1] == MARKS


def label_of(name: str) -> str:
    """The German name of a typed field, where all models of ours that know it call it the same."""
    known = {
        str(field.verbose_name)
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.fields
        if field.name == name and str(field.verbose_name) != name.replace("_", " ")
    }
    return known.pop() if len(known) == 1 else "Angabe"
