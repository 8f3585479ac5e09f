"""The municipalities of a county by name, with the number of their Kitas."""

from dataclasses import dataclass

from django.db.models import Count, Q

from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.lists import Page, page, word
from sites.forms.search import SearchForm
from sites.models import County, Municipality


@dataclass(frozen=True)
class MunicipalityList:
    county: County
    caption: str
    page: Page
    is_filtered: bool
    form: SearchForm
    may_register: bool
    tabs: navigation.Links
    crumbs: list[tuple[str, str]]


def municipality_list(request: Request, county: int) -> MunicipalityList:
    """The county within reach, or a 404."""
    place, q = fetch(request, County, pk=county), word(request)
    kitas = Count("kitas", filter=Q(kitas__merged_into__isnull=True))
    towns = rows(request, Municipality).filter(county=place).annotate(kita_count=kitas)
    return MunicipalityList(
        county=place,
        caption=f"Gemeinden in {place.name} nach Name",
        page=page(request, towns.filter(Q(name__icontains=q) | Q(ags__startswith=q)) if q else towns),
        is_filtered=bool(q),
        form=SearchForm(initial={"q": q}, label="Name oder Schlüssel", request=request),
        may_register=place.pk in request.access.reach("sites.register").places,
        tabs=navigation.REGISTRY_TABS.at(request.access, place.pk, navigation.MUNICIPALITIES),
        crumbs=[navigation.SITES.crumb(), ("Gemeinden", "")],
    )
