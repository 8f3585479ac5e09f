"""Two rows of the same provider side by side, before one of them stays."""

from typing import Any

from django.utils.html import format_html_join

from sites.core.access import Request, rows
from sites.models import Kita, Provider
from sites.pages.merge_with import NOTHING, MergeWith, beside

LABELS = ("Art", "E-Mail", "Telefon", "Kitas")


def provider_merge_with(request: Request, provider: Provider, other: Provider) -> MergeWith:
    kitas = list(rows(request, Kita).filter(provider__in=[provider, other], merged_into__isnull=True).select_related("municipality"))
    columns = [_facts(row, [kita for kita in kitas if kita.provider_id == row.pk]) for row in (provider, other)]
    return MergeWith(
        names=(provider.name, other.name),
        facts=beside(LABELS, *columns),
        differs=provider.kind != other.kind,
    )


def _facts(provider: Provider, kitas: list[Kita]) -> tuple[Any, ...]:
    """What one row says, in the order of the labels."""
    listed = format_html_join("", "<p>{}<small>{}</small></p>", ((kita.name, kita.municipality.name) for kita in kitas))
    return provider.get_kind_display(), provider.email or NOTHING, provider.phone or NOTHING, listed or "keine"
