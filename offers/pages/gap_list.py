"""What stands on the page of the gaps of a site: needs that no offer of today answers, and offers that answer none (UF1, R048)."""

from dataclasses import dataclass

from django.urls import reverse

from offers.models import Offer
from planning.models import Need
from planning.rules.needs import source_of, unanswered, urgent_first
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import valid_on
from sites.core.places import site_within
from sites.models import Site

MOST = 300  # of each list
LEAD = "Wo das eine noch ohne das andere ist. Gezählt werden offene Bedarfe und Angebote, die heute laufen."


@dataclass(frozen=True)
class Gap:
    """A row without its counterpart; `url`: where the gap is filled, with what is known; empty for those who may not."""

    title: str
    small: str
    page_url: str
    url: str


@dataclass(frozen=True)
class GapList:
    """The page."""

    site: Site
    needs: list[Gap]
    offers: list[Gap]
    lead: str = LEAD

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.GOALS.crumb(self.site.pk), ("Lücken", "")]

    @property
    def needs_title(self) -> str:
        return f"Bedarfe ohne Angebot: {len(self.needs)}"

    @property
    def offers_title(self) -> str:
        return f"Angebote ohne Bedarf: {len(self.offers)}"


def gap_list_page(request: Request, pk: int) -> GapList:
    """A site within reach, or a 404; three queries."""
    access, today = request.access, request.access.today
    site = site_within(request, "offers.view", pk)
    may_change = site.pk in access.reach("offers.change").places
    thread, plan = reverse("planning:goal_list", args=[site.pk]), reverse("offers:offer_create", args=[site.pk])
    needs = rows(request, Need).filter(unanswered(today), site=site).annotate(rank=urgent_first()).order_by("rank")[:MOST]
    offers = rows(request, Offer).filter(valid_on(today), site=site, need_links=None).order_by("title", "pk")[:MOST]
    return GapList(
        site=site,
        needs=[
            Gap(need.title, source_of(need), f"{thread}?need={need.pk}", f"{plan}?need={need.pk}" if may_change else "") for need in needs
        ],
        offers=[
            Gap(offer.title, ", ".join(offer.type_labels()), offer.get_absolute_url(), _edit(offer) if may_change else "") for offer in offers
        ],
    )  # fmt: skip


def _edit(offer: Offer) -> str:
    return reverse("offers:offer_edit", args=[offer.pk])
