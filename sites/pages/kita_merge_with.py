"""Two rows of the same Kita side by side, before one of them stays."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.models import Kita, SiteKita
from sites.pages.merge_with import NOTHING, MergeWith, beside
from sites.rules.spans import from_to

LABELS = ("Gemeinde", "Träger", "Standorte", "Anschrift", "Telefon, E-Mail", "Plätze", "Schlüssel", "Betriebserlaubnis")


def kita_merge_with(request: Request, kita: Kita, other: Kita) -> MergeWith:
    links = list(rows(request, SiteKita).filter(kita__in=[kita, other]).select_related("site").order_by("starts"))
    own, others = ([link for link in links if link.kita_id == row.pk] for row in (kita, other))
    return MergeWith(
        names=(kita.name, other.name),
        facts=beside(LABELS, _facts(kita, own), _facts(other, others)),
        is_shared=not {link.site_id for link in own}.isdisjoint(link.site_id for link in others),
        differs=(kita.municipality_id, kita.provider_id) != (other.municipality_id, other.provider_id),
    )


def _facts(kita: Kita, links: list[SiteKita]) -> tuple[Any, ...]:
    """What one row says, in the order of the labels."""
    sites = format_html_join("", "<p>{}<small>{}</small></p>", ((link.site.name, from_to(link.starts, link.ends)) for link in links))
    issued = f"vom {date_long(kita.permit_date)}" if kita.permit_date else ""
    return (
        kita.municipality.name,
        kita.provider.name,
        sites or "keiner",
        ", ".join(part for part in (kita.street or NOTHING, kita.postcode) if part),
        _with_small(kita.phone, kita.email),
        NOTHING if kita.places is None else kita.places,
        kita.key or NOTHING,
        _with_small(kita.permit_number, issued),
    )


def _with_small(text: str, beside: str) -> SafeString | str:
    return format_html("{}<small>{}</small>", text or NOTHING, beside) if beside else text or NOTHING
