"""The only place that says what somebody has typed into a form of ours, in words: for pages that give it back because it is not saved."""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from sites.core import once
from sites.core.forms import MARKS, SURE, Speaking

OUR_APPS = {"sites", "planning", "offers", "processes", "reporting"}
ELSEWHERE = ("/konto/", "/betreuung/")  # passwords and codes are typed there, into forms that are not ours
SECRET = ("password", "passwort", "code", "secret")
UNNAMED = "Angabe"
FOR_DEVICE = "device_"  # what a form carries for a device that may have to send it later
#: What stands in no form and looks like this is a word of the machine, such as the value of a button.
CODE = re.compile(r"[a-z0-9_.:-]+")


def typed(fields: Iterable[tuple[str, str]], path: str) -> list[tuple[str, str]]:
    """Label and value of what was typed, as the form behind an address has asked for it; not what is empty, and not what nobody types."""
    sent = [(name, value) for name, value in fields if value.strip() and not carried(name)]
    form = _form_behind(path, {_plain(name) for name, _ in sent})
    lines = ((name, value, form.get(_plain(name))) for name, value in sent)
    said = ((_label(name, field), _in_words(field, value)) for name, value, field in lines)
    return [(label, words) for label, words in said if words]


def unsaved(request: HttpRequest) -> list[tuple[str, str]]:
    """What a POST has brought that could not be looked at; of our own forms alone, and never a password or a code."""
    # guard: unsaved-ours -> if request.method != "POST":
    if request.method != "POST" or not request.POST.get(once.FIELD) or request.path.startswith(ELSEWHERE):
        return []
    sent = [(name, value) for name in request.POST if name != "csrfmiddlewaretoken" for value in request.POST.getlist(name)]
    return typed(((name, value) for name, value in sent if not is_secret(name)), request.path)


def is_secret(name: str) -> bool:
    """Somebody who accepts an invitation chooses a password in a form of ours."""
    return name.rpartition("-")[2].rstrip("0123456789") in SECRET  # guard: unsaved-secret -> return False


def carried(name: str) -> bool:
    """What a form carries and nobody types."""
    return name == once.FIELD or name.startswith(FOR_DEVICE) or _plain(name) in {MARKS, SURE}


def _plain(name: str) -> str:
    """The name of a field without the prefix of its form."""
    return name.rpartition("-")[2]


def _form_behind(path: str, names: set[str]) -> dict[str, Any]:
    """The fields of the form that was sent to an address: of those that its view knows, by their files, the one with the most of these names.

    What it lacks may stand in the lines beside it: then another one of them has it.
    """
    try:
        view = resolve(path.partition("?")[0]).func
    except Resolver404:
        return {}
    files = {getattr(value, "__module__", "") for value in vars(sys.modules[view.__module__]).values()}
    known = [form.base_fields for form in _forms(Speaking) if form.__module__ in files]
    best_last = sorted(known, key=lambda fields: (len(names & fields.keys()), -len(fields)))
    return {name: field for fields in best_last for name, field in fields.items()}


def _forms(base: type[Any]) -> Iterator[Any]:
    for form in base.__subclasses__():
        if hasattr(form, "base_fields"):
            yield form
        yield from _forms(form)


def _label(name: str, field: Any) -> str:
    return str(field.label) if field is not None and field.label else label_of(_plain(name))


def _in_words(field: Any, value: str) -> str:
    """A typed value as it was read in the form; nothing for what was chosen from rows or carried along: its key says nothing to anybody."""
    if field is None:
        return "" if CODE.fullmatch(value) else value
    if isinstance(field.widget, forms.HiddenInput) or isinstance(field, forms.ModelChoiceField):
        return ""
    if isinstance(field, forms.BooleanField):
        return "ja"
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next((str(words) for key, words in choices if str(key) == value), "")
    return value


def label_of(name: str) -> str:
    """The German name of a typed field, where all models of ours that know it call it the same."""
    known = {
        str(field.verbose_name)
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.fields
        if field.name == name and str(field.verbose_name) != name.replace("_", " ")
    }
    return known.pop() if len(known) == 1 else UNNAMED
