"""What stands on the page of an offer: the thread from need to sessions, the sessions of a year by month, hints from the recommendations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from offers.models import Offer, Session
from offers.pages.feedback_form import Echo, echo_of, said_of_offers
from offers.pages.offer_facts import Facts, classified, facts_of, state_of
from offers.rules import figures
from offers.rules.hints import hints
from planning.models import Indicator, Measure, Need, Term
from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.days import not_past, now_here
from sites.core.lists import Option, choice, options
from sites.models import SiteProfile


@dataclass(frozen=True)
class OfferDetail:
    """`facts`: the short description; `classified`: for whom and with whom it is; `years`: the views of its sessions, a year each."""

    offer: Offer
    today: date
    needs: list[Need]
    indicators: list[Indicator]
    facts: Facts
    classified: Facts
    hints: list[str]
    months: list[dict[str, Any]]
    sums: dict[str, int]
    year: int
    years: list[Option]
    may_change: bool
    echo: Echo
    heads = ("Tag", "Kita:n", "Sozialraum:n", "Kinder:n", "Zusammen:n")

    @property
    def sessions_title(self) -> str:
        return f"Termine {self.year}"

    @property
    def no_sessions(self) -> str:
        return f"Noch keine Termine {self.year}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.OFFERS.crumb(self.offer.site_id), (self.offer.title, "")]


def offer_detail_page(request: Request, pk: int) -> OfferDetail:
    """An offer within reach, or a 404."""
    access, today = request.access, request.access.today
    offer = fetch(request, _with_surroundings(request), pk=pk)
    own = rows(request, Session).filter(offer=offer)
    years = sorted({day.year for day in own.order_by().dates("held_on", "year")} | {today.year}, reverse=True)
    year = int(choice(request, "year", set(map(str, years))) or today.year)
    sessions: list[Any] = list(own.filter(held_on__year=year).order_by("-held_on", "-starts_at"))
    for row in sessions:
        row.state_words, row.action = state_of(row, today)
    planned = own.filter(not_past(now_here()), logged__isnull=True, cancelled=False).order_by("held_on", "starts_at")
    needs, bases = [link.need for link in offer.need_links.select_related("need")], list(offer.legal_bases.all())
    return OfferDetail(
        offer=offer,
        today=today,
        needs=needs,
        indicators=list(offer.goal.indicators.all()) if offer.goal else [],
        facts=facts_of(offer, planned.first(), bases),
        classified=classified(offer, _by_list(offer.terms.all()), offer.site_id in access.reach("posts.view").places),
        hints=hints(offer, needs, bases),
        months=figures.months(sessions),
        sums=figures.sums(sessions),
        year=year,
        years=options(str(year), {str(known): str(known) for known in years}, "year"),
        may_change=access.may("offers.change", offer),
        echo=echo_of(offer.said, today.year, reads_words=offer.site_id in access.reach("surveys.words").places),
    )


def _with_surroundings(request: Request) -> Any:
    """Offers with the room, partner and person they name, and with what they are part of: measure and goal of the plan, concept (R085)."""
    measures = rows(request, Measure).filter(site=OuterRef("site"), funding_year=request.access.today.year)
    profiles = rows(request, SiteProfile).filter(site=OuterRef("site")).order_by("-year")
    offers = rows(request, Offer).select_related("site", "action_field", "goal__need", "venue", "partner", "carried_by")
    return offers.annotate(
        measure=Subquery(measures.values(found=JSONObject(title="title", goal="plan_goal__title"))[:1]),
        concept=Subquery(profiles.values("concept")[:1]),
        said=said_of_offers(request, request.access.today.year),
    )


def _by_list(terms: Iterable[Term]) -> list[tuple[str, str]]:
    labels: dict[str, list[str]] = {}
    for term in terms:
        labels.setdefault(term.get_catalogue_display(), []).append(term.label)
    return [(title, ", ".join(found)) for title, found in labels.items()]
