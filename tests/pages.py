"""Reading forms out of pages as a browser does: their fields with what stands in them, and what could be typed instead."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils import timezone


@dataclass
class Control:
    """One control: `options` of a select, radio or list of boxes; `chosen`: what it would send as it stands."""

    name: str
    kind: str
    chosen: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    required: bool = False
    numeric: bool = False
    day: bool = False


@dataclass
class Form:
    method: str
    action: str
    controls: dict[str, Control] = field(default_factory=dict)
    button: str = ""

    @property
    def marks(self) -> list[str]:
        """What it says about the state it shows; a form in parts says it for each."""
        return [value for control in self.controls.values() if control.name.endswith("marks") for value in control.chosen]

    def sent(self) -> dict[str, list[str]]:
        """What a click on its button sends as it stands."""
        return {control.name: control.chosen for control in self.controls.values() if control.chosen and control.kind not in {"file", "submit"}}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside = False
        self.select: Control | None = None
        self.area: Control | None = None
        self.asked = False
        self.in_legend = False
        self.in_button = False

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("method", "get").lower(), given.get("action", "")))
            self.inside = True
        elif tag == "fieldset":
            self.asked = "field-set" in given.get("class", "").split()
        elif tag == "legend":
            self.in_legend = True
        elif self.inside and tag == "input" and given.get("name"):
            self._input(given)
        elif self.inside and tag == "select":
            self.select = self._control(given, "multiple" if "multiple" in given else "select")
        elif tag == "option" and self.select:
            self.select.options.append(given.get("value", ""))
            if "selected" in given:
                self.select.chosen.append(given.get("value", ""))
        elif tag == "button":
            self.in_button = self.inside
        elif self.inside and tag == "textarea":
            self.area = self._control(given, "textarea")
            self.area.chosen = [""]

    def _input(self, given):
        kind, value = given.get("type", "text"), given.get("value", "")
        control = self._control(given, kind)
        if kind in {"checkbox", "radio"}:
            control.options.append(given.get("value", "on"))
            control.required = self.asked
            if "checked" in given:
                control.chosen.append(given.get("value", "on"))
        else:
            control.chosen = [value]

    def _control(self, given, kind) -> Control:
        control = self.forms[-1].controls.setdefault(given["name"], Control(given["name"], kind))
        control.required = given.get("aria-required") == "true"
        control.day = given.get("placeholder") == "TT.MM.JJJJ"
        control.numeric = given.get("inputmode") in {"numeric", "decimal"} or kind == "number"
        return control

    def handle_data(self, data):
        if self.area:
            self.area.chosen = [self.area.chosen[0] + data]
        if self.in_button:
            self.forms[-1].button += data.strip()
        if self.in_legend and "freiwillig" in data:
            self.asked = False

    def handle_endtag(self, tag):
        if tag == "button":
            self.in_button = False
        elif tag == "form":
            self.inside = False
        elif tag == "fieldset":
            self.asked = False
        elif tag == "legend":
            self.in_legend = False
        elif tag == "select" and self.select:
            if not self.select.chosen and self.select.kind == "select" and self.select.options:
                self.select.chosen = [self.select.options[0]]
            self.select = None
        elif tag == "textarea" and self.area:
            self.area.chosen = [self.area.chosen[0].removeprefix("\n")]
            self.area = None


def forms_of(response) -> list[Form]:
    """The forms of a page, in their order."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.forms


def form_of(response, path: str) -> Form | None:
    """The form of the page itself, sent to its own address; of several the one with most to type, or None."""
    own = [form for form in forms_of(response) if form.method == "post" and form.action.split("#")[0].split("?")[0] in {"", path.split("?")[0]}]
    return max(own, key=lambda form: len(form.controls), default=None)


def filled(form: Form, **typed: str | list[str]) -> dict[str, list[str]]:
    """What a person sends who answers everything that is asked for and leaves the rest as it stands; `typed` says more."""
    data = {name: [value if isinstance(value, str) else str(value) for value in values] for name, values in form.sent().items()}
    for control in form.controls.values():
        if control.required and not any(data.get(control.name, [])):
            data[control.name] = [_answer(control)]
    return {**data, **{name: [value] if isinstance(value, str) else value for name, value in typed.items()}}


def _answer(control: Control) -> str:
    if control.options:
        return next(filter(None, control.options), "")
    if control.day:
        return f"{timezone.localdate():%d.%m.%Y}"
    if control.numeric:
        return "1"
    if control.name.endswith("phone"):
        return "03677 555 0114"
    return "name@beispiel.de" if "mail" in control.name else "Ein Satz dazu"


def first_text(form: Form) -> tuple[str, str, str]:
    """A field of words, what one person types into it, and what another one types."""
    for control in form.controls.values():
        if control.kind in {"text", "textarea"} and not control.numeric and not re.search("mail|phone$", control.name):
            return control.name, "Von der anderen Person", "Von mir selbst"
    raise LookupError("The form has no field of words: say in tests/forms.py what is to be changed.")


def fold_of(page):
    """The form that takes the row away, or None."""
    return next((form for form in forms_of(page) if form.button.endswith(" entfernen")), None)


def remove(client, url):
    """What the fold of a form sends; the answer leads on, removed or refused."""
    fold = fold_of(client.get(url))
    answer = client.post(url, {**fold.sent(), "remove": "1"}, decides=False)
    assert answer.status_code == 302
    return answer


def confirmed(client, address, values, *, every_day=True):
    """The answer to dates that were looked at: what is shown before saving is sent once more; `every_day`: also those proposed as left out."""
    answer, sent = client.post(address, values), dict(values)
    for _ in range(3):
        form = form_of(answer, address) if answer.status_code in {200, 422} else None
        if form is None or "seen" not in form.controls:
            break
        days = form.controls["day"]
        sent |= {"of": form.controls["of"].chosen, "seen": form.controls["seen"].chosen, "day": days.options if every_day else days.chosen}
        answer = client.post(address, sent)
    return answer
