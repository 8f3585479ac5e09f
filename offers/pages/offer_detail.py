"""What stands on the page of an offer: the thread from need to sessions, the sessions of a year by month, hints from the recommendations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject

from offers.models import Offer, OfferStep, Session
from offers.pages.feedback_form import Echo, echo_of, said_of_offers
from offers.pages.offer_facts import Facts, classified, facts_of, state_of
from offers.pages.thread_line import line_of_offer
from offers.rules import figures
from offers.rules.commissions import commission_hints, with_commissions
from offers.rules.crises import rules_at
from offers.rules.hints import fields as theme_hints
from offers.rules.hints import hints
from offers.rules.signups import signup_words, with_signups
from planning.models import LegalBasis, Measure, Need, Term
from planning.pages.thread_line import ThreadLine
from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.days import now_here
from sites.core.lists import Option, choice, options
from sites.models import SiteProfile


@dataclass(frozen=True)
class OfferDetail:
    """`facts`: the short description; `classified`: for whom and with whom it is; `years`: the views of its sessions, a year each;
    `steps`: its way from idea to end, the last one first."""

    offer: Offer
    today: date
    thread_line: ThreadLine
    facts: Facts
    classified: Facts
    hints: list[str]
    months: list[dict[str, Any]]
    sums: dict[str, int]
    year: int
    years: list[Option]
    steps: list[OfferStep]
    may_change: bool
    may_name: bool
    echo: Echo
    hygiene: list[str]
    heads = ("Tag", "Kita:n", "Sozialraum:n", "Kinder:n", "Zusammen:n")

    @property
    def again(self) -> str:
        """What the address of a new offer carries that begins with this one."""
        return f"?from={self.offer.pk}"

    @property
    def sessions_title(self) -> str:
        return f"Termine {self.year}"

    @property
    def no_sessions(self) -> str:
        return f"Noch keine Termine {self.year}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.OFFERS.crumb(self.offer.site_id), (self.offer.title, "")]


#: What an offer is part of or names.
SHOWN_WITH = ("site", "action_field", "goal__need", "venue", "partner", "carried_by", "crisis_format", "channel", "continues")


def offer_detail_page(request: Request, pk: int) -> OfferDetail:
    """An offer within reach, or a 404."""
    access, today = request.access, request.access.today
    offer = fetch(request, _with_surroundings(request), pk=pk)
    own = rows(request, Session).filter(offer=offer)
    held = {day.year for day in own.order_by().dates("held_on", "year")}
    years = sorted(held | {today.year}, reverse=True)
    soonest = min((year for year in held if year >= today.year), default=today.year)
    year = int(choice(request, "year", set(map(str, years))) or soonest)
    takes_signups, sees_signups = offer.registration != Offer.Registration.NONE, access.may("signups.view", offer)
    shown = own.filter(held_on__year=year).select_related("venue", "makes_up").order_by("-held_on", "-starts_at")
    sessions: list[Any] = list(with_signups(shown) if sees_signups else shown)
    reads_notes = offer.site_id in access.reach("sessions.log").places
    for row in sessions:
        row.note_shown = row.note if reads_notes else ""  # guard: session-notes -> row.note_shown = row.note
        row.elsewhere = row.venue.name if row.venue else row.place
        row.state_words, row.action = state_of(row, today)
        tells = sees_signups and (takes_signups or row.coming or row.waiting)
        row.signup_words = signup_words(row.coming, row.waiting, offer.capacity) if tells else ""
    planned = rows(request, Session.objects.coming(now_here())).filter(offer=offer, logged__isnull=True, cancelled=False)
    needs: list[Need] = [link.need for link in offer.need_links.select_related("need")]
    bases, terms = offer.base_citations, list(offer.terms.all())
    return OfferDetail(
        offer=offer,
        today=today,
        thread_line=line_of_offer(request, offer.pk, "offer"),
        facts=facts_of(offer, needs, planned.first(), bases),
        classified=classified(offer, _by_list(terms), offer.site_id in access.reach("posts.view").places),
        hints=hints(offer, needs, bases) + theme_hints(offer, [term.code for term in terms]) + commission_hints(offer, today),
        months=figures.months(sessions),
        sums=figures.sums(sessions),
        year=year,
        years=options(str(year), {str(known): str(known) for known in years}, "year"),
        steps=list(rows(request, OfferStep).filter(offer=offer)),
        may_change=access.may("offers.change", offer),
        may_name=offer.site_id in access.reach("namedlists.change").places,
        echo=echo_of(offer.said, today.year, reads_words=offer.site_id in access.reach("surveys.words").places),
        hygiene=list(dict.fromkeys(vars(offer)["rules"])),
    )


def _with_surroundings(request: Request) -> Any:
    """Offers with the room, partner and person they name, and with what they are part of: measure and goal of the plan, concept (R085)."""
    of_year = Q(funding_year=request.access.today.year)
    measures = rows(request, Measure).filter(Q(pk=OuterRef("measure")) | of_year, site=OuterRef("site"))
    measures = measures.annotate(rank=Case(When(pk=OuterRef("measure"), then=0), default=1)).order_by("rank")  # the chosen one, else the year's
    profiles = rows(request, SiteProfile).filter(site=OuterRef("site")).order_by("-year")
    offers = rows(request, Offer).select_related(*SHOWN_WITH)
    bases = LegalBasis.objects.filter(pk__in=Offer.legal_bases.through.objects.filter(offer=OuterRef(OuterRef("pk"))).values("legalbasis"))
    return with_commissions(offers, request.access.today).annotate(
        base_citations=ArraySubquery(bases.values("citation")),
        embedded=Subquery(measures.values(found=JSONObject(title="title", goal="plan_goal__title"))[:1]),
        rules=rules_at(request.access.today),
        concept=Subquery(profiles.values("concept")[:1]),
        said=said_of_offers(request, request.access.today.year),
    )


def _by_list(terms: Iterable[Term]) -> list[tuple[str, str]]:
    labels: dict[str, list[str]] = {}
    for term in terms:
        labels.setdefault(term.get_catalogue_display(), []).append(term.label)
    return [(title, ", ".join(found)) for title, found in labels.items()]
