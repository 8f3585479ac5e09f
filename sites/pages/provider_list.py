"""The providers of a county."""

from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sites.core import navigation
from sites.core.access import Request, fetch
from sites.core.lists import Page, page, word
from sites.forms.search import SearchForm
from sites.models import County, Kita, Provider


@dataclass(frozen=True)
class ProviderList:
    county: County
    caption: str
    page: Page
    is_filtered: bool
    form: SearchForm
    may_register: bool
    tabs: navigation.Links
    crumbs: list[tuple[str, str]]


def provider_list(request: Request, county: int) -> ProviderList:
    """The county within reach, or a 404."""
    place, q = fetch(request, County, pk=county), word(request)
    providers = providers_of(place)
    return ProviderList(
        county=place,
        caption=f"Träger in {place.name} nach Name",
        page=page(request, providers.filter(Q(name__icontains=q)) if q else providers),
        is_filtered=bool(q),
        form=SearchForm(initial={"q": q}, label="Name", request=request),
        may_register=place.pk in request.access.reach("sites.register").places,
        tabs=navigation.REGISTRY_TABS.at(request.access, place.pk, navigation.PROVIDERS),
        crumbs=[navigation.SITES.crumb(), ("Träger", "")],
    )


def providers_of(county: County) -> QuerySet[Provider]:
    """The providers with their seat or a Kita in a county, with the number of their Kitas there; a public register."""
    there = Kita.objects.filter(county=county, provider=OuterRef("pk"), merged_into__isnull=True).order_by().values("provider")
    count = Subquery(there.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    known = Provider.objects.filter(Q(county=county) | Exists(there)).select_related("county")
    return known.annotate(kita_count=Coalesce(count, 0))
