"""The providers of a county."""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from sites.core import navigation
from sites.core.access import Request, fetch
from sites.core.lists import Counted, Sort, page, word
from sites.core.numbers import inflected
from sites.core.pages import Cell, Empty, RowList
from sites.core.search import searched
from sites.forms.search import SearchForm
from sites.models import County, Kita, Provider

REGISTRY_AUDIENCE = "Sozialplanung, Jugendamt und Kita-Fachberatung des Landkreises"

SORTS = {
    "name": Sort("Träger", "sort_key", "Name"),
    "county": Sort("Sitz", "county__sort_key"),
    "kitas": Sort("Kitas hier:n", "kita_count", "Zahl der Kitas"),
}


def provider_list_page(request: Request, county: int) -> RowList:
    """The county within reach, or a 404."""
    place, q = fetch(request, County, pk=county), word(request)
    providers, kitas_url = providers_of(place), navigation.KITAS.url(place.pk)
    may_register = place.pk in request.access.reach("sites.register").places

    found = searched(providers, q, "name", "county__name")
    shown = page(request, found, sorts=SORTS, counted=Counted(providers, "Träger", "Träger", "Trägern"))

    def row(provider: Any) -> tuple[Cell | str, ...]:
        url = reverse("sites:provider_detail", args=[provider.pk]) if provider.county_id == place.pk else ""
        return (
            Cell(provider.name, provider.get_kind_display(), url=url),
            provider.county.name,
            Cell(provider.email or "–", provider.phone),
            number_of_kitas(provider.kita_count, f"von {provider}", f"{kitas_url}?provider={provider.pk}"),
        )

    return RowList(
        title="Träger",
        pre=place.name,
        lead="Öffentliche und freie Träger mit Sitz oder mit einer Kita im Landkreis.",
        new_url=reverse("sites:provider_create") if may_register else "",
        new_label="Träger anlegen",
        crumbs=[navigation.SITES.crumb(), ("Träger", "")],
        tabs=navigation.REGISTRY_TABS.at(request.access, place.pk, navigation.PROVIDERS),
        form=SearchForm(initial={"q": q}, label="Name", request=request),
        caption=f"Träger in {place.name} nach {shown.order}",
        heads=(shown.head("name"), shown.head("county"), "Erreichbar", shown.head("kitas")),
        page=shown,
        row=row,
        empty=_empty(place, is_filtered=bool(q)),
        audience=REGISTRY_AUDIENCE,
    )


def number_of_kitas(count: int, about: str, url: str) -> Cell:
    """How many Kitas, leading to their list where there are any."""
    return Cell(count, url=url, about=f"{inflected(count, 'Kita', 'Kitas')} {about}") if count else Cell(0)


def _empty(county: County, *, is_filtered: bool) -> Empty:
    if is_filtered:
        return Empty("Kein Träger passt dazu", "Versuchen Sie einen Teil des Namens.", navigation.PROVIDERS.url(county.pk), "Alle anzeigen")
    return Empty("Noch kein Träger", "Ein Träger entsteht mit der ersten Kita oder über „Träger anlegen“.")


def providers_of(county: County) -> QuerySet[Provider]:
    """The providers with their seat or a Kita in a county, with the number of their Kitas there; a public register."""
    there = Kita.objects.filter(county=county, provider=OuterRef("pk"), merged_into__isnull=True).order_by().values("provider")
    count = Subquery(there.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    known = Provider.objects.filter(Q(county=county) | Exists(there), merged_into__isnull=True).select_related("county")
    return known.annotate(kita_count=Coalesce(count, 0))
