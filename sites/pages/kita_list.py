"""The Kitas of a county with provider, site of today and operating permit."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.lists import Page, choice, page, without, word
from sites.forms.kitas import KitaFilterForm
from sites.models import County, Kita, Municipality, SiteKita


@dataclass(frozen=True)
class KitaList:
    """`active`: what narrows the list now, with the address without it."""

    county: County
    caption: str
    page: Page
    active: list[tuple[str, str]]
    form: KitaFilterForm
    may_permit: bool
    tabs: navigation.Links
    crumbs: list[tuple[str, str]]


def kita_list(request: Request, county: int) -> KitaList:
    """The county within reach, or a 404."""
    place, q = fetch(request, County, pk=county), word(request)
    kitas = rows(request, Kita).filter(county=place, merged_into__isnull=True)
    towns = [(str(pk), name) for pk, name in rows(request, Municipality).filter(county=place).values_list("pk", "name")]
    running = kitas.order_by("provider__sort_key").values_list("provider", "provider__name").distinct()
    providers = [(str(pk), name) for pk, name in running]
    names = {"municipality": dict(towns), "provider": dict(providers), "without": dict(KitaFilterForm.WITHOUT)}
    chosen = {name: choice(request, name, known) for name, known in names.items()}
    active = [(f"„{q}“", without(request, "q"))] if q else []
    active += [(names[name][value], without(request, name)) for name, value in chosen.items() if value]
    links = rows(request, SiteKita.objects.on(request.access.today)).filter(kita=OuterRef("pk"))
    site = {"site_pk": Subquery(links.values("site")[:1]), "site_name": Subquery(links.values("site__name")[:1])}
    listed = _narrowed(kitas, q, chosen, links).select_related("municipality", "provider").annotate(**site)
    return KitaList(
        county=place,
        caption=f"Kitas in {place.name} nach Name",
        page=page(request, listed),
        active=active,
        form=KitaFilterForm(initial={"q": q, **chosen}, municipalities=towns, providers=providers, request=request),
        may_permit=request.access.holds("sites.permit"),
        tabs=navigation.REGISTRY_TABS.at(request.access, place.pk, navigation.KITAS),
        crumbs=[navigation.SITES.crumb(), ("Kitas", "")],
    )


def _narrowed(kitas: QuerySet[Kita], q: str, chosen: dict[str, str], links: QuerySet[SiteKita]) -> QuerySet[Kita]:
    """`links`: the sites of a Kita today."""
    if q:
        kitas = kitas.filter(Q(name__icontains=q) | Q(municipality__name__icontains=q) | Q(key__iexact=q))
    kitas = kitas.filter(**{name: chosen[name] for name in ("municipality", "provider") if chosen[name]})
    if chosen["without"]:
        kitas = kitas.filter(~Exists(links) if chosen["without"] == "site" else Q(permit_number=""))
    return kitas
