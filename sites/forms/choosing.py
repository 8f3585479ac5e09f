"""A line with proposals, and the choice of a provider among hundreds by one, or by a part of the name; needs no JavaScript."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join

from sites.core.lists import number
from sites.core.search import searched
from sites.models import Provider

SHOWN, PROPOSED = 10, 400


def full_name(provider: Provider) -> str:
    return f"{provider.name}, {provider.county.name}"


class ProposingInput(forms.TextInput):
    """A line to type anything in, with proposals."""

    proposals: Iterable[str] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        html_id = (attrs or {}).get("id", f"id_{name}")
        line = super().render(name, value, {**(attrs or {}), "list": f"{html_id}-own", "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.proposals))
        return format_html('{}<datalist id="{}-own">{}</datalist>', line, html_id, options)


class ProviderInput(ProposingInput):
    """The providers of the own county are proposed; below the line stands what was found, to be chosen."""

    known: QuerySet[Provider] = Provider.objects.none()
    own: QuerySet[Provider] = Provider.objects.none()
    choices: Iterable[Any] = ()
    found: Iterable[Provider] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(f"{name}-found") or data.get(name)

    def format_value(self, value: Any) -> str | None:
        """The name of what was chosen or is stored; what was typed as it was typed."""
        key = number(str(value)) if value else None
        chosen = self.known.select_related("county").filter(pk=key).first() if key is not None else None
        return full_name(chosen) if chosen else super().format_value(value)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        html_id = (attrs or {}).get("id", f"id_{name}")
        self.proposals = [full_name(row) for row in self.own.select_related("county").order_by("sort_key", "pk")[:PROPOSED]]
        line = super().render(name, value, attrs, renderer)
        choice = (
            '<div class="kern-form-check"><input class="kern-form-check__radio" type="radio" id="{0}-{1}" name="{2}-found" value="{1}">'
            '<label class="kern-label" for="{0}-{1}">{3}</label></div>'
        )
        radios = format_html_join("", choice, ((html_id, row.pk, name, full_name(row)) for row in self.found))
        group = '{}<div class="stack-s space-above-s" role="radiogroup" aria-label="Gefundene Träger">{}</div>'
        return format_html(group, line, radios) if radios else line


class ProviderField(forms.ModelChoiceField):
    """One provider: by its key, its whole name, or a part of it that leads to what is found."""

    widget = ProviderInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Tippen Sie den Namen oder einen Teil davon. Träger aus Ihrem Landkreis werden vorgeschlagen.")
        super().__init__(Provider.objects.none(), **kwargs)
        self.known, self.counties = Provider.objects.none(), list[int]()

    def offer(self, known: QuerySet[Provider], counties: Iterable[int]) -> None:
        """What may be chosen, and of which counties the proposals are."""
        self.known = self.queryset = self.widget.known = known.filter(merged_into__isnull=True)
        self.counties = list(counties)
        self.widget.own = self.known.filter(county__in=self.counties)

    def to_python(self, value: Any) -> Provider | None:
        text = value.strip() if isinstance(value, str) else value
        if not isinstance(text, str) or text in self.empty_values or number(text) is not None:
            return super().to_python(text)
        found = list(searched(self.known, text[:200], "name", "county__name").select_related("county").order_by("sort_key", "pk")[: 5 * SHOWN])
        found.sort(key=lambda row: row.county_id not in self.counties)  # the own county's first
        named = [row for row in found if text.casefold() in (row.name.casefold(), full_name(row).casefold())]
        own = [row for row in named if row.county_id in self.counties]
        if len(own or named) == 1:
            return (own or named)[0]
        self.widget.found = found[:SHOWN]
        if not found:
            raise ValidationError(f"Einen Träger „{text[:80]}“ finden wir nicht. Bitte prüfen Sie die Schreibweise, oder tippen Sie nur einen Teil.")
        more = "" if len(found) <= SHOWN else f" Gezeigt werden die ersten {SHOWN}; mehr vom Namen grenzt sie ein."
        raise ValidationError(f"Welcher Träger ist gemeint? Bitte wählen Sie ihn aus.{more}")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            chosen = self.to_python(data)
        except ValidationError:
            return True
        return super().has_changed(initial, str(chosen.pk) if chosen else "")
