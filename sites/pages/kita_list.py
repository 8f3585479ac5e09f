"""The Kitas of a county with provider, site of today and operating permit."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long
from sites.core.keys import figure
from sites.core.lists import Counted, Sort, choice, page, without, word
from sites.core.pages import Cell, Empty, RowList
from sites.core.search import searched
from sites.forms.kitas import KitaFilterForm
from sites.models import County, Kita, Municipality, SiteKita
from sites.pages.provider_list import REGISTRY_AUDIENCE

SORTS = {
    "name": Sort("Kita", "sort_key", "Name"),
    "provider": Sort("Träger", "provider__sort_key"),
    "permit": Sort("Betriebserlaubnis", "permit_number"),
    "places": Sort("Plätze:n", figure("places"), "Zahl der Plätze"),
}


def kita_list_page(request: Request, county: int) -> RowList:
    """The county within reach, or a 404."""
    place, q = fetch(request, County, pk=county), word(request)
    kitas = rows(request, Kita).filter(county=place, merged_into__isnull=True)
    standing = rows(request, Municipality.objects.on(request.access.today)).filter(county=place)
    towns = [(str(pk), name) for pk, name in standing.values_list("pk", "name")]
    running = kitas.order_by("provider__sort_key").values_list("provider", "provider__name").distinct()
    providers = [(str(pk), name) for pk, name in running]
    names = {"municipality": dict(towns), "provider": dict(providers), "without": dict(KitaFilterForm.WITHOUT)}
    chosen = {name: choice(request, name, known) for name, known in names.items()}
    active = [(f"„{q}“", without(request, "q"))] if q else []
    active += [(names[name][value], without(request, name)) for name, value in chosen.items() if value]
    links = rows(request, SiteKita.objects.on(request.access.today)).filter(kita=OuterRef("pk"))
    site = {"site_pk": Subquery(links.values("site")[:1]), "site_name": Subquery(links.values("site__name")[:1])}
    listed = _narrowed(kitas, q, chosen, links).select_related("municipality", "provider").annotate(**site)
    shown = page(request, listed, sorts=SORTS, counted=Counted(kitas, "Kita", "Kitas", "Kitas"))
    new_url = reverse("sites:kita_create") if request.access.holds("sites.permit") else ""
    return RowList(
        title="Kitas",
        pre=place.name,
        lead="Alle Kitas im Register, auch die ohne Standort.",
        new_url=new_url,
        new_label="Kita anlegen",
        crumbs=[navigation.SITES.crumb(), ("Kitas", "")],
        tabs=navigation.REGISTRY_TABS.at(request.access, place.pk, navigation.KITAS),
        form=KitaFilterForm(initial={"q": q, **chosen}, municipalities=towns, providers=providers, request=request),
        active=active,
        caption=f"Kitas in {place.name} nach {shown.order}",
        heads=(shown.head("name"), shown.head("provider"), "Standort", shown.head("permit"), shown.head("places")),
        page=shown,
        row=_row,
        empty=_empty(place, new_url, is_filtered=bool(active)),
        audience=REGISTRY_AUDIENCE,
    )


def _row(kita: Any) -> tuple[Cell | str, ...]:
    """A Kita with its site of today (`site_pk`, `site_name`)."""
    key = f" · Schlüssel {kita.key}" if kita.key else ""
    site = Cell(kita.site_name, url=reverse("reporting:site_sheet", args=[kita.site_pk])) if kita.site_pk else Cell("keiner", quiet=True)
    dated = f"vom {date_long(kita.permit_date)}" if kita.permit_date else ""
    return (
        Cell(kita.name, f"{kita.municipality.name}{key}", url=reverse("sites:kita_detail", args=[kita.pk])),
        kita.provider.name,
        site,
        Cell(kita.permit_number, dated) if kita.permit_number else Cell("fehlt", sign="warning"),
        Cell("–" if kita.places is None else kita.places),
    )


def _empty(county: County, new_url: str, *, is_filtered: bool) -> Empty:
    if is_filtered:
        return Empty("Keine Kita passt zu diesen Filtern", "Nehmen Sie einen Filter zurück.", navigation.KITAS.url(county.pk), "Alle anzeigen")
    if new_url:
        return Empty("Noch keine Kita", "Legen Sie die erste Kita des Landkreises an.", new_url, "Kita anlegen")
    return Empty("Noch keine Kita", "Hier stehen die Kitas, sobald die Sozialplanung sie anlegt.")


def _narrowed(kitas: QuerySet[Kita], q: str, chosen: dict[str, str], links: QuerySet[SiteKita]) -> QuerySet[Kita]:
    """`links`: the sites of a Kita today."""
    kitas = searched(kitas, q, "name", "municipality__name", "key")
    kitas = kitas.filter(**{name: chosen[name] for name in ("municipality", "provider") if chosen[name]})
    if chosen["without"]:
        kitas = kitas.filter(~Exists(links) if chosen["without"] == "site" else Q(permit_number=""))
    return kitas
