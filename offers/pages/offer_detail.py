"""What stands on the page of an offer: the thread from need to sessions, the sessions of a year by month, hints from the recommendations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from offers.models import Offer, Session
from offers.rules import figures
from offers.rules.hints import hints
from planning.models import Indicator, LegalBasis, Measure, Need, Term
from sites.core.access import Request, fetch, rows
from sites.core.lists import choice
from sites.models import SiteProfile


@dataclass(frozen=True)
class OfferDetail:
    """`about`: what it is about, list by list in words; `next`: the coming session."""

    offer: Offer
    today: date
    needs: list[Need]
    indicators: list[Indicator]
    bases: list[LegalBasis]
    hints: list[str]
    audience: list[str]
    about: list[tuple[str, str]]
    months: list[dict[str, Any]]
    sums: dict[str, int]
    next: Session | None
    year: int
    years: list[int]
    may_posts: bool
    may_change: bool


def offer_detail_page(request: Request, pk: int) -> OfferDetail:
    """An offer within reach, or a 404."""
    access, today = request.access, request.access.today
    offer = fetch(request, _with_surroundings(request), pk=pk)
    own = rows(request, Session).filter(offer=offer)
    years = sorted({day.year for day in own.order_by().dates("held_on", "year")} | {today.year}, reverse=True)
    year = int(choice(request, "year", set(map(str, years))) or today.year)
    sessions = list(own.filter(held_on__year=year).order_by("-held_on", "-starts_at"))
    needs, bases = [link.need for link in offer.need_links.select_related("need")], list(offer.legal_bases.all())
    return OfferDetail(
        offer=offer,
        today=today,
        needs=needs,
        indicators=list(offer.goal.indicators.all()) if offer.goal else [],
        bases=bases,
        hints=hints(offer, needs, bases),
        audience=[Offer.Audience(value).label for value in offer.audience],
        about=_by_list(offer.terms.all()),
        months=figures.months(sessions),
        sums=figures.sums(sessions),
        next=next((row for row in reversed(sessions) if row.held_on >= today and not row.logged and not row.cancelled), None),
        year=year,
        years=years,
        may_posts=offer.site_id in access.reach("posts.view").places,
        may_change=access.may("offers.change", offer),
    )


def _with_surroundings(request: Request) -> Any:
    """Offers with the room, partner and person they name, and with what they are part of: measure and goal of the plan, concept (R085)."""
    measures = rows(request, Measure).filter(site=OuterRef("site"), funding_year=request.access.today.year)
    profiles = rows(request, SiteProfile).filter(site=OuterRef("site")).order_by("-year")
    offers = rows(request, Offer).select_related("site", "action_field", "goal__need", "venue", "partner", "carried_by")
    return offers.annotate(
        measure=Subquery(measures.values(found=JSONObject(title="title", goal="plan_goal__title"))[:1]),
        concept=Subquery(profiles.values("concept")[:1]),
    )


def _by_list(terms: Iterable[Term]) -> list[tuple[str, str]]:
    labels: dict[str, list[str]] = {}
    for term in terms:
        labels.setdefault(term.get_catalogue_display(), []).append(term.label)
    return [(title, ", ".join(found)) for title, found in labels.items()]
