"""One Kita: master data, operating permit, its sites and providers over time, former names, entries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.days import is_valid
from sites.core.journal import subject_of
from sites.models import Entry, FormerName, FormerProvider, Kita, SiteKita
from sites.rules.names import former_names
from sites.rules.spans import from_to

SHOWN_ENTRIES = 20
UNKNOWN = "noch nicht eingetragen"
PERMIT_IS_MISSING = (
    "Die Nummer der Betriebserlaubnis fehlt. „Die Kindertageseinrichtung hat nach § 45 SGB VIII i. V. m. § 9 ThürKigaG eine "
    "Betriebserlaubnis“ (Fachliche Empfehlungen 1.6)."
)


@dataclass(frozen=True)
class SiteLine:
    """A site that the Kita belongs or belonged to."""

    link: SiteKita
    days: str
    is_now: bool


@dataclass(frozen=True)
class ProviderLine:
    """Who ran the Kita before; `elsewhere`: the name of the row where it was entered, when that was another one."""

    name: str
    days: str
    elsewhere: str


@dataclass(frozen=True)
class KitaDetail:
    """`lacks_permit`: what to say when the number of the permit is missing."""

    kita: Kita
    pre: str
    lead: str
    facts: list[tuple[str, Any]]
    sites: list[SiteLine]
    former_names: list[FormerName]
    former_providers: list[ProviderLine]
    merged: list[Kita]
    entries: list[Entry]
    shows_permit: bool
    lacks_permit: str
    may_permit: bool
    may_register: bool
    opens_provider: bool
    crumbs: list[tuple[str, str]]


def kita_detail(request: Request, pk: int) -> KitaDetail:
    """A Kita within reach, or a 404."""
    access = request.access
    kita = fetch(request, rows(request, Kita).select_related("municipality", "provider", "county", "merged_into"), pk=pk)
    entries = rows(request, Entry).filter(subject=subject_of(kita)).order_by("-at", "-pk")
    links = rows(request, SiteKita).filter(kita=kita).select_related("site").order_by("-starts")
    is_gone, in_county = bool(kita.merged_into_id), kita.county_id in access.reach("sites.view").places
    above = county_crumbs(kita.county_id) if in_county else [(kita.provider.name, reverse("sites:provider_detail", args=[kita.provider_id]))]
    return KitaDetail(
        kita=kita,
        pre=f"Kita in {kita.municipality.name}, {kita.county.name}",
        lead=f"{kita.provider.name}, {kita.provider.get_kind_display()}",
        facts=_facts(kita, in_county),
        sites=[_site_line(link, access.today) for link in links],
        former_names=former_names(kita),
        former_providers=[_provider_line(former, kita) for former in former_providers(kita)],
        merged=list(kita.merged.select_related("municipality")),
        entries=list(entries[:SHOWN_ENTRIES]) if access.holds("entries.view") else [],
        shows_permit=bool(kita.permit_number or kita.permit_holder or kita.permit_rooms),
        lacks_permit="" if kita.permit_number or is_gone else PERMIT_IS_MISSING,
        may_permit=not is_gone and access.may("sites.permit", kita),
        may_register=not is_gone and kita.county_id in access.reach("sites.register").places,
        opens_provider=access.may("sites.view", kita.provider),
        crumbs=[*above, (kita.name, "")],
    )


def _facts(kita: Kita, in_county: bool) -> list[tuple[str, Any]]:
    """Master data with their labels; the key is the county's own."""
    return [
        ("Anschrift", kita.address or UNKNOWN),
        ("Gemeinde", f"{kita.municipality.name}, AGS {kita.municipality.ags}"),
        ("Plätze", UNKNOWN if kita.places is None else kita.places),
        ("Telefon", kita.phone and format_html('<a href="tel:{}">{}</a>', kita.phone.replace(" ", ""), kita.phone)),
        ("E-Mail", kita.email and format_html('<a href="mailto:{0}">{0}</a>', kita.email)),
        ("Schlüssel im Bestand des Landkreises", (kita.key or "keiner") if in_county else ""),
    ]


def county_crumbs(county: int) -> list[tuple[str, str]]:
    """The way to the pages of the register of a county."""
    return [navigation.SITES.crumb(), navigation.KITAS.crumb(county)]


def former_providers(kita: Kita) -> list[FormerProvider]:
    """Who ran the Kita before, newest first, also as far as it was entered twice."""
    return list(FormerProvider.objects.filter(Q(kita=kita) | Q(kita__merged_into=kita)).select_related("provider", "kita"))


def _site_line(link: SiteKita, today: date) -> SiteLine:
    return SiteLine(link, from_to(link.starts, link.ends), is_valid(link, today))


def _provider_line(former: FormerProvider, kita: Kita) -> ProviderLine:
    return ProviderLine(former.provider.name, from_to(former.starts, former.ends), former.kita.name if former.kita_id != kita.pk else "")
