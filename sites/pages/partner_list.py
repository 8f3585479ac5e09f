"""The directory of a site: who, what families find there, how far the cooperation is, until when it is agreed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, OuterRef, Prefetch, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.keys import day, figure, place_in
from sites.core.lists import Counted, Head, Page, Sort, choice, page, word
from sites.core.navigation import Links
from sites.core.places import site_within
from sites.core.search import searched
from sites.forms.partners import PartnerFilter
from sites.models import Cooperation, Partner, Site
from sites.rules.cooperations import DUE, due, with_agreements

#: As far as `furthest` sees it: an ended cooperation only when nothing else is left.
STAGES = (Cooperation.Stage.ENDED, *(stage for stage in Cooperation.Stage if stage != Cooperation.Stage.ENDED))


@dataclass(frozen=True)
class PartnerList:
    site: Site
    tabs: Links
    page: Page
    form: PartnerFilter
    filtered: bool
    may_change: bool

    @property
    def caption(self) -> str:
        return f"Partner*innen von {self.site.name} nach {self.page.order}"

    @property
    def heads(self) -> list[str | Head]:
        head = self.page.head
        return [head("name"), "Was Familien dort finden", "Erreichbar", head("stage"), head("until")]


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
        page=page(request, partners, sorts=_sorts(request), counted=Counted(known, "Partner*in", "Partner*innen", "Partner*innen")),
        form=PartnerFilter(initial={"q": q, **chosen}, auto_id="filter_%s"),
        filtered=bool(q or any(chosen.values())),
        may_change=site.pk in request.access.reach("partners.change").places,
    )


def _sorts(request: Request) -> dict[str, Sort]:
    """How far the furthest cooperation is, and until when it is agreed."""
    known = cooperations(request).filter(partner=OuterRef("pk")).annotate(rank=place_in("stage", STAGES)).order_by("-rank", "pk")
    agreed = Case(When(in_force=True, then=Coalesce("until", Value(date.max))), default=None, output_field=DateField())
    return {
        "name": Sort("Partner*in", "sort_key", "Name"),
        "stage": Sort("Kooperation", figure(Subquery(known.values("rank")[:1])), "Stand der Kooperation"),
        "until": Sort("Vereinbarung", day(Subquery(known.values(agreed=agreed)[:1])), "Ende der Vereinbarung"),
    }


def _narrowed(request: Request, partners: QuerySet[Partner], q: str, chosen: dict[str, str]) -> QuerySet[Partner]:
    partners = searched(partners, q, "name", "text", "contact", "languages")
    if chosen["kind"]:
        partners = partners.filter(kind=chosen["kind"])
    if chosen["stage"]:
        partners = partners.filter(pk__in=rows(request, Cooperation).filter(stage=chosen["stage"]).values("partner"))
    if chosen["due"]:
        partners = partners.filter(pk__in=cooperations(request).filter(due(chosen["due"])).values("partner"))
    return partners
