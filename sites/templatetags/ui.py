"""The only place for components: each is a tag `{% name … %}` (built in, nothing to load) with its partial templates/components/<name>.html.

Blocks that wrap what you write end with `end<name>`: `{% status "Entscheidung" %} … {% endstatus %}`. All of them stand in components/gallery.html.

Forms: `<form class="stack" method="post" novalidate>{% csrf_token %}{% form_errors form %}{% form_fields form %}{% button "Speichern" %}</form>`;
`{% form_fields form "held_on" "note" %}` renders some fields in this order, `{% form_field form.note %}` one. A form says more about its fields with
HELP (names of passages), AUDIENCE ("Sichtbar für …") and LOOK = {"types": "chips", "children": "counter"}.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

from django import forms, template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from sites.core import charts as shapes
from sites.core import days, languages, notes, numbers
from sites.core.forms import Part
from sites.core.rights import roles_with

register = template.Library()

ABOUT_DAYS = (days.dayname, days.date_long, days.date_short, days.until)
for written in (*ABOUT_DAYS, numbers.number, numbers.decimal, numbers.exact, numbers.in_hours, numbers.fte, numbers.euros):
    register.filter(written.__name__, written)

JOB_WORDS = {
    "failed": "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal; es ist nichts verloren gegangen.",
    "parked": "Dieser Auftrag ist angehalten und läuft weiter, sobald er geprüft ist.",
}
TEXT_WIDGETS = (forms.TextInput, forms.DateInput, forms.TimeInput, forms.DateTimeInput)


# Fields and forms --------------------------------------------------------------------------------------------------


def _kind(bound: forms.BoundField) -> str:
    """How a field looks, from its widget and the form's LOOK."""
    widget = bound.field.widget
    look = getattr(bound.form, "LOOK", {}).get(bound.name)
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "chips" if look == "chips" else "choices"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.Select):
        return "text" if widget.allow_multiple_selected else "select"
    return "counter" if look == "counter" else "text"


def _attributes(bound: forms.BoundField, kind: str, described: Sequence[str]) -> dict[str, Any]:
    """What the control carries for assistive technology, keyboards of phones, and KERN."""
    field, widget = bound.field, bound.field.widget
    attributes: dict[str, Any] = {"aria-describedby": " ".join(described) or False, **notes.attributes(field)}
    if field.required:
        attributes["aria-required"] = "true"
    if widget.attrs.get("placeholder") == str(bound.label):
        attributes["placeholder"] = False  # a label is no example
    own = str(widget.attrs.get("class", ""))
    name = "kern-form-check__checkbox" if kind == "check" else "kern-form-input__select" if kind == "select" else "kern-form-input__input"
    if kind != "counter":
        attributes["class"] = " ".join(filter(None, [_look(name, bound), own]))
    if isinstance(field, forms.DecimalField | forms.FloatField):
        attributes.setdefault("inputmode", "decimal")
    elif isinstance(field, forms.IntegerField | forms.DateField | forms.TimeField):
        attributes.setdefault("inputmode", "numeric")
    if isinstance(field, forms.DateField | forms.TimeField | forms.IntegerField) and "autocomplete" not in widget.attrs:
        attributes["autocomplete"] = "off"
    return attributes


def _control(bound: forms.BoundField, kind: str, described: Sequence[str]) -> SafeString:
    """The control itself; the server speaks about what is missing, so the browser's own bubbles stay away."""
    bound.form.use_required_attribute = False
    attributes = _attributes(bound, kind, described)
    if kind == "file":  # without Django's list of what is stored and its checkbox: the page says what is there
        return bound.as_widget(forms.FileInput(attrs=bound.field.widget.attrs), attrs=attributes)
    return bound.as_widget(attrs=attributes)


def _field(bound: forms.BoundField) -> dict[str, Any]:
    """Everything the partial of a field shows."""
    kind, field, html_id = _kind(bound), bound.field, bound.auto_id
    passage, needed = getattr(field, "recommendation", None), getattr(field, "needed", None)
    audience, limit = getattr(field, "audience", ""), field.widget.attrs.get("data-max") if kind == "file" else None
    parts = {"hint": bound.help_text, "audience": audience, "size": limit, "error": bound.errors, "stored": getattr(field, "stored_words", "")}
    described = [f"{html_id}-{part}" for part, there in parts.items() if there]
    group = kind in {"choices", "chips"}
    choice = "" if not group else "checkbox" if field.widget.allow_multiple_selected else "radio"
    css = _look(f"kern-form-check__{choice}", bound) if kind == "choices" else ""
    return notes.shown(bound) | {
        "kind": kind,
        "id": html_id,
        "label": bound.label,
        "optional": "" if field.required or kind == "check" or field.disabled else gettext("freiwillig") if needed is None else needed,
        "hint": bound.help_text,
        "errors": bound.errors,
        "stored_words": getattr(field, "stored_words", ""),
        "audience": audience,
        "limit": limit,
        "passages": [passage] if passage else [],
        "short": isinstance(field, forms.DateField | forms.TimeField | forms.IntegerField) and isinstance(field.widget, TEXT_WIDGETS),
        "described": " ".join(described),
        "control": "" if group else _control(bound, kind, described),
        "type": choice,
        "options": [_option(option, css) for option in bound.subwidgets] if group else [],
    }


def _look(name: str, bound: forms.BoundField) -> str:
    """The class of KERN for a control, and that something is wrong with it."""
    return f"{name} {name}--error" if bound.errors else name


def _option(option: forms.boundfield.BoundWidget, css: str) -> dict[str, Any]:
    data = option.data
    return {
        "id": data["attrs"].get("id", ""),
        "name": data["name"],
        "value": data["value"],
        "label": data["label"],
        "checked": data["selected"],
        "disabled": bool(data["attrs"].get("disabled")),
        "css": css,
    }


@register.inclusion_tag("components/form_field.html")
def form_field(bound: forms.BoundField) -> dict[str, Any]:
    """One field with label, hint, error, audience and what the recommendations say."""
    return {"field": _field(bound)}


@register.inclusion_tag("components/form_fields.html")
def form_fields(form: forms.BaseForm, *names: str) -> dict[str, Any]:
    """All visible fields, or those named in this order; hidden ones come along when all are rendered."""
    if names:
        return {"parts": [_part(form, Part(names))], "hidden": []}
    layout, visible = getattr(form, "LAYOUT", ()), [bound.name for bound in form.visible_fields()]
    placed = {name for part in layout for name in part.names}
    parts = [*layout, *(Part((name,)) for name in visible if name not in placed)]
    return {"parts": [part for part in (_part(form, part) for part in parts) if part["fields"]], "hidden": form.hidden_fields()}


def _part(form: forms.BaseForm, part: Part) -> dict[str, Any]:
    """Fields that stand together; a folded part is open once one of its fields says something or is wrong."""
    bound = [form[name] for name in part.names if name in form.fields]
    is_open = any(field.errors or field.value() for field in bound)
    return {"fields": [_field(field) for field in bound], "title": part.title, "pair": part.pair, "folded": part.folded, "is_open": is_open}


def _first_id(bound: forms.BoundField) -> str:
    """Where the line of the summary leads: to the field, or to its sentence where there is nothing to choose; a hidden field cannot be reached."""
    if bound.is_hidden or _kind(bound) not in {"choices", "chips"}:
        return "" if bound.is_hidden else bound.auto_id
    return f"{bound.auto_id}_0" if len(bound.subwidgets) else f"{bound.auto_id}-error"


type Shown = forms.BaseForm | forms.BaseFormSet[Any] | list[forms.BaseForm]


def single_forms(of: Iterable[Shown]) -> list[Any]:
    """Every form of what a page shows as one: forms, sets of forms, lists of forms."""
    return [form for given in of for form in (given if isinstance(given, list) else getattr(given, "forms", [given]))]


@register.inclusion_tag("components/form_errors.html")
def form_errors(*of: Shown) -> dict[str, Any]:
    """The summary of what is wrong, above the form (and its lines): every line leads to its field.

    A form that saves nothing says in `refused` what has not happened.
    """
    lines = []
    for form in single_forms(of):
        if form.is_bound and form.errors:
            lines += [{"id": "", "text": str(error)} for error in form.non_field_errors()]
            for bound in form:
                known, texts = bound.is_hidden, map(str, bound.errors)
                lines += [{"id": _first_id(bound), "text": text if known or str(bound.label) in text else f"{bound.label}: {text}"} for text in texts]
    fields = len({line["id"] for line in lines if line["id"]})
    refused = (form.refused for form in single_forms(of) if form.errors and hasattr(form, "refused"))
    return {"lines": lines, "title": _to_check(fields) if fields else next(refused, gettext("Das ist noch nicht gespeichert"))}


def _to_check(fields: int) -> str:
    """How many fields are to be looked at; one with two faults is one."""
    said = ngettext("Bitte prüfen Sie eine Angabe", "Bitte prüfen Sie %(figure)s Angaben", fields)
    return said % {"figure": languages.in_words(fields)}


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(context: template.Context, form: forms.BaseForm, label: str, submit: str = "Anzeigen") -> dict[str, Any]:
    """Filters of a list, sent by GET beside its order and view; those a form names in MORE are folded away until one of them is in use."""
    asked = context["request"].GET if "request" in context else {}
    names = getattr(form, "MORE", "").split()
    fields = [(bound.name in names, {**_field(bound), "optional": ""}) for bound in form.visible_fields()]
    return {
        "fields": [field for folded, field in fields if not folded],
        "more": [field for folded, field in fields if folded],
        "is_open": any(form.initial.get(name) for name in names),
        "hidden": form.hidden_fields(),
        "kept": [(name, asked[name]) for name in ("sort", "show", "ended") if name in asked and name not in form.fields],
        "label": label,
        "submit": submit,
    }


@register.inclusion_tag("components/active_filters.html")
def active_filters(items: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What narrows a list now: (label, address without it)."""
    return {"items": list(items)}


# Buttons and words -------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/button.html")
def button(
    label: str,
    kind: str = "primary",
    *,
    icon: str = "",
    name: str = "",
    value: str = "",
    reason: str = "",
    about: str = "",
    wide: bool = False,
    form: str = "",
) -> dict[str, Any]:
    """A submit button; with a `reason` it stays visible and says why. `about` is read out after the label; `form`: the id of a form elsewhere."""
    shown = {"label": label, "kind": kind, "icon": icon, "name": name, "value": value, "reason": reason, "about": about, "wide": wide}
    return {**shown, "form": form, "reason_id": f"why-{crc32(f'{label}{reason}'.encode()):x}" if reason else ""}


@register.inclusion_tag("components/link_button.html")
def link_button(url: str, label: str, kind: str = "secondary", *, icon: str = "", about: str = "", wide: bool = False) -> dict[str, Any]:
    """A link that looks like a button."""
    return {"url": url, "label": label, "kind": kind, "icon": icon, "about": about, "wide": wide}


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: template.Context, url: str, label: str, kind: str = "secondary", *, icon: str = "", reason: str = "", about: str = ""
) -> dict[str, Any]:
    """A form of one button: what it does is sent by POST."""
    return {"request": context.get("request"), "url": url, **button(label, kind, icon=icon, reason=reason, about=about)}


@register.inclusion_tag("components/icon.html")
def icon(name: str, state: str = "") -> dict[str, str]:
    """A sign beside a word, never alone. `state`: good, warn, bad, off."""
    return {"name": name, "state": state}


@register.inclusion_tag("components/badge.html")
def badge(kind: str, word: str) -> dict[str, str]:
    """Colour, sign and word of a state: success, info, warning, danger."""
    return {"kind": kind, "word": word}


@register.inclusion_tag("components/why.html")
def why(text: str, icon: str = "info", *, url: str = "", label: str = "") -> dict[str, str]:
    """One sentence of reason under something, perhaps with the way to what it speaks of."""
    return {"text": text, "icon": icon, "state": "warn" if icon == "warning" else "", "url": url, "label": label}


@register.inclusion_tag("components/why.html")
def visible_for(action: str = "", text: str = "") -> dict[str, str]:
    """Who can see this, from the rights table: {% visible_for "offers.view" %}, or in words: {% visible_for text="Team und Leitung" %}."""
    return why(f"Sichtbar für {text or roles_with(action)}.", "visibility")


@register.inclusion_tag("components/crumb_trail.html")
def crumb_trail(crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Where the page lies: (label, url); the last one is the page itself."""
    return {"before": list(crumbs)[:-1], "here": list(crumbs)[-1][0]}


# Objects -----------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def status(content: str, title: str, facts: Sequence[tuple[str, object]] = (), html_id: str = "h-status") -> SafeString:
    """The status box: what it is about, facts (term, value), and inside what remains to be done."""
    return render_to_string("components/status.html", {"content": content, "title": title, "facts": facts, "html_id": html_id})


@register.simple_block_tag
def scroll(content: str, label: str) -> SafeString:
    """A wide table that may be moved sideways, with a keyboard stop and a name."""
    return render_to_string("components/scroll.html", {"content": content, "label": label})


@register.inclusion_tag("components/todo.html")
def todo(items: Iterable[str | dict[str, Any]]) -> dict[str, Any]:
    """What remains: sentences, or dicts with text, url, who, done."""
    blank = {"text": "", "url": "", "who": "", "done": False}
    return {"items": [{**blank, **(item if isinstance(item, dict) else {"text": item})} for item in items]}


@register.inclusion_tag("components/strip.html")
def strip(items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Readiness: dicts with kind (given, required, none), title, text."""
    signs = {"given": ("success", "good"), "required": ("warning", "warn"), "none": ("close", "off")}
    return {"items": [{**item, "icon": signs[item["kind"]][0], "state": signs[item["kind"]][1]} for item in items]}


@register.inclusion_tag("components/figure.html")
def figure(label: str, value: object, unit: str = "", *, trend: str = "", direction: str = "", source: str = "", url: str = "") -> dict[str, Any]:
    """A key figure inside <dl class="figures">, with unit, comparison (direction: up, down), n or date, and the way to its rows."""
    return {"label": label, "value": value, "unit": unit, "trend": trend, "direction": direction, "source": source, "url": url}


@register.inclusion_tag("components/timeline.html")
def timeline(rows: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first: entries of the log, or dicts with title, when, note, audience, now."""
    blank = {"title": "", "when": "", "note": "", "audience": "", "now": False}
    return {"rows": [{**blank, **(row if isinstance(row, dict) else _entry(row))} for row in rows]}


def _entry(entry: Any) -> dict[str, str]:
    return {"title": entry.text, "when": f"{entry.person_label}, {days.date_long(entry.at)}", "note": entry.note}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Any, label: str) -> dict[str, Any]:
    """The end of a long list (sites.lists.Page): what is shown, back to the beginning, on."""
    query = context["request"].GET.copy()
    query.pop("after", None)
    first = "?" + query.urlencode()
    return {"shown": len(page.rows), "next_url": page.next_url, "is_first": page.is_first, "first_url": first, "label": label}


# Work in the background --------------------------------------------------------------------------------------------


@register.inclusion_tag("components/stage.html")
def stage(title: str, done: int, total: int, text: str, html_id: str = "stage") -> dict[str, Any]:
    """Progress as a bar with the stage in words."""
    return {"title": title, "done": done, "total": total, "text": text, "html_id": html_id}


@register.inclusion_tag("components/job_box.html")
def job_box(job: Any, poll_url: str = "", file_url: str = "") -> dict[str, Any]:
    """A job a person watches: asks anew every two seconds with htmx, a reload shows the same; at the end the file or what went wrong."""
    shown = {"job": job, "state": str(job.state), "html_id": f"stage-{job.pk}", "text": _job_words(job, bool(file_url))}
    return {**shown, "poll_url": "" if job.is_over else poll_url, "file_url": file_url}


def _job_words(job: Any, has_file: bool) -> str:
    if job.state == "done":
        at = f" um {days.clock_time(timezone.localtime(job.finished).time())} Uhr" if job.finished else ""
        return f"Fertig{at}{' · liegt sieben Tage bereit' if has_file else ''}"
    return JOB_WORDS.get(str(job.state), "") or job.stage or "Wird vorbereitet"


# Pictures ----------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/tile_map.html")
def tile_map(title: str, counties: Sequence[dict[str, Any]], legend: Sequence[tuple[str, str]], html_id: str = "map") -> dict[str, Any]:
    """The counties as tiles: dicts with ags, short, value, class (q0 hidden, q1–q4 steps, k1–k5 kinds), title, url; legend of (class, words)."""
    return {"title": title, "map": shapes.tiles(counties), "legend": legend, "html_id": html_id}


@register.inclusion_tag("components/columns.html")
def stacked_chart(
    title: str, keys: Sequence[str], rows: Sequence[tuple[str, Sequence[object]]], html_id: str = "chart", *, kinds: bool = False
) -> dict[str, Any]:
    """Columns of two to four parts: rows of (label, one value per key); `kinds` where the parts have no order."""
    return {"chart": shapes.columns(title, keys, rows, kinds=kinds), "html_id": html_id}


@register.inclusion_tag("components/picture.html")
def sparkline(values: Sequence[float]) -> dict[str, Any]:
    """A line without axis beside a sentence that says the figures."""
    return {"picture": shapes.spark(values)}


@register.inclusion_tag("components/picture.html")
def meter(value: object, target: object = None, baseline: object = None, whole: float | None = None) -> dict[str, Any]:
    """Value against target and baseline, or as a share of a whole, beside a sentence that says the figures."""
    return {"picture": shapes.meter(value, target, baseline, whole=whole)}


@register.inclusion_tag("components/drawing.html")
def drawing(name: str) -> dict[str, str]:
    """A line drawing of the family pages, beside words: phone, place, letter."""
    return {"name": name}


@register.inclusion_tag("components/family_picture.html")
def family_picture() -> dict[str, Any]:
    """The picture beside the greeting of a family page: houses, hills, people of all kinds, the golden thread."""
    return {}
