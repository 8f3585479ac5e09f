"""The only place for what templates of public pages need of languages. Built in like ui, nothing to load; never load i18n beside it.

<p>{% translate "Alle Termine" %}</p>                    running text; what a catalogue lacks is marked as German
<a aria-label="{{ _('Alle Termine') }}">, {% section _("Termine") %}   attributes and arguments
{% blocktranslate trimmed with town=page.town %}Treffpunkt in {{ town }}{% endblocktranslate %}
{% blocktranslate trimmed count n=free with figure=free|figure %}{{ figure }} Platz frei{% plural %}{{ figure }} Plätze frei{% endblocktranslate %}
{{ page.directions|german_lines }} {{ date.title|german }}   what the house has written: German in every language, and marked so
{{ day|day_in_full }} {{ at|clock }} {{ count|figure }}      as the language writes them
"""

from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.i18n import BlockTranslateNode, TranslateNode, do_block_translate, do_translate
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from sites.core import languages
from sites.core.languages import Language

register = template.Library()

for written in (
    languages.weekday, languages.weekday_short, languages.month, languages.month_short, languages.month_and_year, languages.day_and_month,
    languages.day_in_full, languages.day_with_name, languages.clock, languages.figure, languages.money,
):  # fmt: skip
    register.filter(written.__name__, written)


def _marked(text: str) -> SafeString:
    """German on a page in another language."""
    return format_html('<span lang="de" dir="ltr">{}</span>', text)


class MarkedTranslate(TranslateNode):
    """A message; in German and marked so where the catalogue lacks it."""

    def render(self, context: template.Context) -> str:
        text = super().render(context)
        message = self.filter_expression.var
        lacking = languages.current().is_foreign and not self.asvar and languages.lacks(str(getattr(message, "literal", message)))
        return _marked(text) if lacking else text


class MarkedBlock(BlockTranslateNode):
    """Likewise, with values in it."""

    def render(self, context: template.Context, nested: bool = False) -> str:
        text = super().render(context, nested)
        lacking = languages.current().is_foreign and not self.asvar and languages.lacks(self.render_token_list(self.singular)[0])
        return _marked(mark_safe(text)) if lacking else text  # its values were escaped when they were put in


@register.tag("translate")
def translate(parser: template.base.Parser, token: template.base.Token) -> template.base.Node:
    """{% translate "…" %}: a message in running text."""
    node: Any = do_translate(parser, token)
    return MarkedTranslate(node.filter_expression, node.noop, node.asvar, node.message_context)


@register.tag("blocktranslate")
def blocktranslate(parser: template.base.Parser, token: template.base.Token) -> template.base.Node:
    """{% blocktranslate trimmed %}: a message with values or in several forms."""
    node: Any = do_block_translate(parser, token)
    return MarkedBlock(**{name: value for name, value in vars(node).items() if name not in {"token", "origin"}})


@register.simple_tag
def page_language() -> Language:
    """{% page_language as language %}: code, direction and name of the language of this page."""
    return languages.current()


@register.inclusion_tag("components/language_line.html", takes_context=True)
def language_line(context: template.Context) -> dict[str, Any]:
    """The languages of this page, each in its own words, as links."""
    return {"ways": _ways(context), "current": languages.current()}


@register.inclusion_tag("components/language_links.html", takes_context=True)
def language_links(context: template.Context) -> dict[str, Any]:
    """The same page in every language, for machines: in the head."""
    request = context.get("request")
    return {"ways": [(language, request.build_absolute_uri(url)) for language, url in _ways(context)] if request else []}


def _ways(context: template.Context) -> list[tuple[Language, str]]:
    request: HttpRequest | None = context.get("request")
    return languages.addresses(request) if request and languages.is_public(request) else []


@register.inclusion_tag("components/language_note.html")
def language_note() -> dict[str, Any]:
    """In small words what is to be known of the translation: what stays in German, and that no person has checked it yet."""
    language = languages.current()
    return {"language": language, "unchecked": languages.is_unchecked(language.code)}


@register.filter
def german(text: object) -> object:
    """What the house has written, inside a line."""
    return format_html('<bdi lang="de">{}</bdi>', text) if languages.current().is_foreign and text else text


@register.filter
def german_lines(text: str) -> SafeString:
    """What the house has written, in paragraphs."""
    paragraphs = mark_safe(linebreaks(text, autoescape=True))  # it escapes
    if not languages.current().is_foreign:
        return paragraphs
    # at the edge of the language, each in its own direction; what was typed is escaped, so only these are paragraphs
    return mark_safe(paragraphs.replace("<p>", '<p><bdi lang="de">').replace("</p>", "</bdi></p>"))  # escaped in the line above
