"""Two rows of the same provider side by side, before one of them stays."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join

from sites.core.access import Request, rows
from sites.models import Kita, Provider

NOTHING = "–"
LABELS = ("Art", "E-Mail", "Telefon", "Kitas")


@dataclass(frozen=True)
class ProviderMergeWith:
    """`facts`: what both say about the same thing. `differs`: in kind, so that they may be two providers after all."""

    names: tuple[str, str]
    facts: list[tuple[str, list[Any]]]
    differs: bool


def provider_merge_with(request: Request, provider: Provider, other: Provider) -> ProviderMergeWith:
    kitas = list(rows(request, Kita).filter(provider__in=[provider, other], merged_into__isnull=True).select_related("municipality"))
    columns = [_facts(row, [kita for kita in kitas if kita.provider_id == row.pk]) for row in (provider, other)]
    return ProviderMergeWith(
        names=(provider.name, other.name),
        facts=[(label, list(values)) for label, *values in zip(LABELS, *columns, strict=True)],
        differs=provider.kind != other.kind,
    )


def _facts(provider: Provider, kitas: list[Kita]) -> tuple[Any, ...]:
    """What one row says, in the order of the labels."""
    listed = format_html_join("", "<p>{}<small>{}</small></p>", ((kita.name, kita.municipality.name) for kita in kitas))
    return provider.get_kind_display(), provider.email or NOTHING, provider.phone or NOTHING, listed or "keine"
