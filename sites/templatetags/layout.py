"""The only place for the frame of pages: head, sections, facts, tables, and what every form carries. Built in like ui, nothing to load.

{% page_head title pre=site.name lead="…" %} buttons {% endpage_head %}
{% words as lead %} … {% endwords %}                words too long or too rich for an argument, by a name
{% section "Stammdaten" %} … {% endsection %}
{% facts rows %}                                   rows: (label, value) pairs; empty values are left out
{% sums rows %}                                    rows: (label, figure) pairs
{% data_table "Termine des Jahres" "Termin:up" "Teilnahmen:n" "" %}
  <tr><th scope="row">…</th><td>…</td><td>…</td></tr>
{% enddata_table %}
{% options choices %}                              the few views of a list, side by side
<form method="post" …>{% form_head form %}{% form_fields form %}{% button "Speichern" %}</form>
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from sites.core import once
from sites.core.forms import MARKS
from sites.core.lists import Head, Option
from sites.core.passages import passages
from sites.core.removal import Removal
from sites.templatetags.ui import Shown, form_errors, single_forms, why

register = template.Library()
CELL = re.compile(r"<(td|th)\b([^>]*)>")


@register.inclusion_tag("components/form_head.html", takes_context=True)
def form_head(context: template.Context, *of: Shown) -> dict[str, Any]:
    """What a form carries (its number, the version of what it shows) and, when it was refused, the summary of what is wrong."""
    versions = [(form.add_prefix(MARKS), form.marks()) for form in single_forms(of) if hasattr(form, "marks")]
    person = getattr(context.get("request"), "user", None)
    return {"once": once.new_number(person and person.pk), "versions": [pair for pair in versions if pair[1]], **form_errors(*of)}


@register.inclusion_tag("components/removal.html", takes_context=True)
def removal_fold(context: template.Context, removal: Removal, form: Any) -> dict[str, Any]:
    """The fold below a form that takes its row away; sent with what the form has shown, so that nothing newer goes unseen."""
    return {"request": context.get("request"), "removal": removal, "marks": (form.add_prefix(MARKS), form.marks())}


def _inside(html: str) -> SafeString:
    """What stood between the tags of a component: the template has escaped it, and trimming or dressing it has only lost the mark."""
    return mark_safe(html)  # escaped by the template


@register.simple_block_tag
def page_head(content: str, title: str, pre: str = "", lead: str = "", css: str = "") -> SafeString:
    """The head of a page: small line, title, one sentence, and inside its buttons."""
    shown = {"content": _inside(content.strip()), "title": title, "pre": pre, "lead": lead, "css": css}
    return render_to_string("components/page_head.html", shown)


@register.simple_block_tag
def words(content: str) -> SafeString:
    """What stands between the tags, for an argument of a component: {% words as lead %} … {% endwords %}."""
    return _inside(" ".join(content.split()))


@register.simple_block_tag
def section(
    content: str,
    title: str,
    level: int = 2,
    css: str = "stack",
    html_id: str = "",
    *,
    url: str = "",
    label: str = "",
    about: str = "",
    note: str = "",
    may: bool = True,
    hide_title: bool = False,
) -> SafeString:
    """A part of a page under its heading, which names it for assistive technology.

    Beside the heading a small note, or a link with its address for those who may (`about`: what is read aloud after its label).
    """
    shown = {
        "content": content,
        "title": title,
        "tag": f"h{level}",
        "css": css,
        "html_id": html_id or f"h-{slugify(title) or f'{crc32(title.encode()):x}'}",
    }
    beside = {"url": url if may else "", "label": label, "about": about, "note": note}
    return render_to_string("components/section.html", {**shown, **beside, "hide_title": hide_title})


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Labels with their values; a label without value is left out."""
    return {"rows": [(label, value) for label, value in rows if value not in (None, "")]}


@register.inclusion_tag("components/sums.html")
def sums(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Labels with their figures, in columns with a rule between the lines."""
    return {"rows": rows}


@register.inclusion_tag("components/options.html")
def options(choices: Iterable[Option], css: str = "", *, label: str = "Auswahl") -> dict[str, Any]:
    """The few views of a list side by side (sites.core.lists.options). `label`: what they are called where a page has two of them."""
    return {"choices": choices, "css": css, "label": label}


@register.simple_block_tag
def data_table(
    content: str,
    caption: str,
    *heads: str | Head | Sequence[str | Head],
    css: str = "",
    cards: bool = True,
    show_caption: bool = False,
    hide_heads: bool = False,
) -> SafeString:
    """A table with caption and heads; "Wort:n" is a column of figures, "Wort:up" the one by which it is sorted; heads that lead to
    another order come from the page of the list (sites.core.lists.Head). Heads may come as a list.

    With `cards` its rows become cards on phones, each cell with its head, or with the shorter one it brings as `data-l`. Inside stand plain
    rows, or <tbody> and <tfoot> with plain rows; the class of a figure and the head on phones are added here. The roles that rows and
    cells need as cards are set by the script, because HTML allows none there.
    """
    names = [_head(name) for head in heads for name in ([head] if isinstance(head, str | Head) else head)]
    columns = [(name.text, name.is_figure) for name in names]
    shown = {
        "content": _inside(_dressed(content, columns, cards)),
        "has_groups": content.lstrip().startswith("<tbody"),
        "caption": caption,
        "show_caption": show_caption,
        "hide_heads": hide_heads,
        "columns": names,
        "css": css,
        "cards": cards,
    }
    return render_to_string("components/data_table.html", shown)


def _head(name: str | Head) -> Head:
    if isinstance(name, Head):
        return name
    return Head(name.removesuffix(":n").removesuffix(":up"), name.endswith(":n"), "", "ascending" if name.endswith(":up") else "")


def _dressed(content: str, columns: list[tuple[str, bool]], cards: bool) -> str:
    """Rows as they were written, with the class of their column and, for cards, its head."""
    return "".join(_dressed_row(part, columns, cards) for part in re.split(r"(?=<tr\b)", content))


def _dressed_row(row: str, columns: list[tuple[str, bool]], cards: bool) -> str:
    position = -1

    def dress(match: re.Match[str]) -> str:
        nonlocal position
        position += 1
        tag, attributes = match.groups()
        head, is_figure = columns[position] if position < len(columns) else ("", False)
        if is_figure:
            attributes = _with_class(attributes, "number")
        if cards and tag == "td" and head and "data-l=" not in attributes:
            attributes += f' data-l="{head}"'
        return f"<{tag}{attributes}>"

    return CELL.sub(dress, row)


def _with_class(attributes: str, name: str) -> str:
    return attributes.replace('class="', f'class="{name} ') if 'class="' in attributes else f'{attributes} class="{name}"'


@register.simple_block_tag
def nothing_yet(content: str, title: str, url: str = "", label: str = "", level: int = 3) -> SafeString:
    """Nothing here yet: what would stand here, and the way to it."""
    shown = {"content": _inside(content.strip()), "title": title, "url": url, "label": label, "tag": f"h{level}"}
    return render_to_string("components/nothing_yet.html", shown)


@register.simple_block_tag
def hint(content: str, icon: str = "info") -> SafeString:
    """Some sentences of reason; `why` says one that stands in Python."""
    return render_to_string("components/why.html", why(_inside(content.strip()), icon))


@register.inclusion_tag("components/recommendation.html", takes_context=True)
def recommendation(context: template.Context, *names: str, css: str = "space-above-s", about: str = "") -> dict[str, Any]:
    """What the recommendations say to a part of a page, by the names of their passages."""
    known = passages(context["request"])
    return {"passages": [known[name] for name in names if name in known], "css": css, "about": about}


@register.simple_tag(takes_context=True)
def quoted(context: template.Context, name: str) -> str:
    """A passage of the recommendations in a line, with its paragraph."""
    passage = passages(context["request"]).get(name)
    return f"{passage.text} ({passage.paragraph})" if passage else ""
