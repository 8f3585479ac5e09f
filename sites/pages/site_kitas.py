"""The Kitas of a site today, later and before, with provider, permit and who leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from sites.core.access import Access, Request, fetch, rows
from sites.core.days import date_long, valid
from sites.core.numbers import with_noun
from sites.models import FormerName, Kita, OrganisationForm, Site, SiteForm, SiteKita
from sites.rules.names import former_names

LEAD = "Ein Standort hat mindestens eine Kita. Mehrere Kitas eines Sozialraums können zusammen einen Standort bilden, auch mit verschiedenen Trägern."
ALONE = "Der Standort ist als Verbundmodell eingetragen und hat eine Kita. Zu einem Verbund gehören mehrere (Fachliche Empfehlungen 1.3)."


@dataclass(frozen=True)
class KitaLine:
    """A Kita of the site. `days`: when it belongs to it. `opens`: the reader may open its page. `may_lead`: it may be chosen to lead."""

    link: SiteKita
    days: str
    opens: bool
    leads: bool
    may_lead: bool

    @property
    def kita(self) -> Kita:
        return self.link.kita


@dataclass(frozen=True)
class SiteKitas:
    """`together`: what the Kitas of a Verbund are together. `unled`: nobody leads it.

    `alone`: what to say when it is entered as a Verbund and has one Kita.
    """

    site: Site
    title: str
    lead: str
    now: list[KitaLine]
    together: str
    others: list[KitaLine]
    former_names: list[FormerName]
    may_register: bool
    unled: bool
    alone: str
    crumbs: list[tuple[str, str]]


def site_kitas(request: Request, pk: int) -> SiteKitas:
    """A site within reach, or a 404."""
    site = fetch(request, rows(request, Site).select_related("county", "municipality", "social_centre", "planning_area"), pk=pk)
    access, today = request.access, request.access.today
    known = rows(request, SiteKita).filter(site=site).select_related("kita__provider", "kita__municipality", "kita__merged_into")
    links = list(known.order_by("-leading", "-starts", "kita__sort_key"))
    now = valid(links, today)
    network = rows(request, SiteForm.objects.on(today)).filter(site=site, form=OrganisationForm.NETWORK).exists()
    is_joint = len(now) > 1
    return SiteKitas(
        site=site,
        title="Kitas im Verbund" if is_joint else "Kita des Standorts",
        lead=LEAD,
        now=[_line(access, link, _since(link), is_joint) for link in now],
        together=_together(now) if is_joint else "",
        others=[_line(access, link, _span(link), False) for link in links if link not in now],
        former_names=former_names(site),
        may_register=site.county_id in access.reach("sites.register").places,
        unled=is_joint and not any(link.leading for link in now),
        alone=ALONE if network and len(now) == 1 else "",
        crumbs=[(site.name, site.get_absolute_url()), ("Kitas", "")],
    )


def _line(access: Access, link: SiteKita, days: str, is_joint: bool) -> KitaLine:
    opens = link.kita in access.reach("sites.view")
    return KitaLine(link, days, opens, leads=is_joint and link.leading, may_lead=is_joint and not link.leading)


def _since(link: SiteKita) -> str:
    return f"seit {date_long(link.starts)}{f', bis {date_long(link.ends)}' if link.ends else ''}"


def _span(link: SiteKita) -> str:
    return f"{date_long(link.starts)}{f' bis {date_long(link.ends)}' if link.ends else ''}"


def _together(links: Sequence[SiteKita]) -> str:
    """What the Kitas of a Verbund are together: "580 Plätze in 6 Kitas von 3 Trägern"."""
    known = [link.kita.places for link in links if link.kita.places is not None]
    providers = len({link.kita.provider_id for link in links})
    kitas = with_noun(len(links), "Kita", "Kitas")
    places = f"{with_noun(sum(known), 'Platz', 'Plätze')} in {kitas}" if len(known) == len(links) else kitas
    return f"{places} {'eines Trägers' if providers == 1 else f'von {providers} Trägern'}"
