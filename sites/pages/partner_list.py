"""The directory of a site: who, what families find there, how far the cooperation is, until when it is agreed."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.lists import Counted, Page, choice, page, word
from sites.core.navigation import Links
from sites.core.places import site_within
from sites.core.search import searched
from sites.forms.partners import PartnerFilter
from sites.models import Cooperation, Partner, Site
from sites.rules.cooperations import DUE, due, with_agreements


@dataclass(frozen=True)
class PartnerList:
    site: Site
    tabs: Links
    page: Page
    form: PartnerFilter
    filtered: bool
    may_change: bool


def cooperations(request: Request) -> QuerySet[Cooperation]:
    """Those within reach, with what their agreements say today."""
    found: QuerySet[Cooperation] = with_agreements(rows(request, Cooperation), request.access.today)
    return found


def partner_list_page(request: Request, pk: int) -> PartnerList:
    """The site within reach, or a 404."""
    site, q = site_within(request, "partners.view", pk), word(request)
    chosen = {
        "kind": choice(request, "kind", Partner.Kind.values),
        "stage": choice(request, "stage", Cooperation.Stage.values),
        "due": choice(request, "due", DUE),
    }
    known = rows(request, Partner).filter(site=site)
    partners = _narrowed(request, known, q, chosen).prefetch_related(Prefetch("cooperations", cooperations(request)))
    return PartnerList(
        site=site,
        tabs=navigation.PARTNER_TABS.at(request.access, site.pk, navigation.PARTNERS),
        page=page(request, partners, counted=Counted(known, "Partner*in", "Partner*innen", "Partner*innen")),
        form=PartnerFilter(initial={"q": q, **chosen}, auto_id="filter_%s"),
        filtered=bool(q or any(chosen.values())),
        may_change=site.pk in request.access.reach("partners.change").places,
    )


def _narrowed(request: Request, partners: QuerySet[Partner], q: str, chosen: dict[str, str]) -> QuerySet[Partner]:
    partners = searched(partners, q, "name", "text", "contact", "languages")
    if chosen["kind"]:
        partners = partners.filter(kind=chosen["kind"])
    if chosen["stage"]:
        partners = partners.filter(pk__in=rows(request, Cooperation).filter(stage=chosen["stage"]).values("partner"))
    if chosen["due"]:
        partners = partners.filter(pk__in=cooperations(request).filter(due(chosen["due"])).values("partner"))
    return partners
