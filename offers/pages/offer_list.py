"""What stands in the list of offers of a site: next date, sessions of the year and last figures of each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from offers.forms.offers import OfferFilter
from offers.models import Offer, OfferType, Session
from offers.pages.offer_week import views
from offers.rules.signups import counted_words, with_signups
from planning.models import Goal, Need
from sites.core.access import Request, rows
from sites.core.days import not_over, now_here
from sites.core.keys import day, figure, named
from sites.core.lists import Counted, Head, Option, Page, Sort, choice, page, word
from sites.core.numbers import with_noun
from sites.core.places import site_within
from sites.core.search import searched
from sites.models import Site

#: Only additional offers count for the ThEKiZ (R033); among them those open to the social space (R036).
COUNTED = {
    "all": Count("pk", filter=Q(starts__isnull=False)),
    "counting": Count("pk", filter=Q(starts__isnull=False, additional=True)),
    "open": Count("pk", filter=Q(starts__isnull=False, additional=True) & ~Q(origin=Offer.Origin.CENTRE)),
    "drafts": Count("pk", filter=Q(starts__isnull=True)),
}


@dataclass(frozen=True)
class OfferList:
    """`counted`: how many run or are planned, how many of them count, and how many of those are open to the social space."""

    site: Site
    today: date
    page: Page
    form: OfferFilter
    filtered: bool
    counted: dict[str, int]
    may_change: bool

    @property
    def caption(self) -> str:
        return f"Angebote von {self.site.name} nach {self.page.order}"

    @property
    def heads(self) -> list[str | Head]:
        return [*self.page.heads, "Zuletzt: Kita · Sozialraum · Kinder:n"]

    @property
    def views(self) -> list[Option]:
        return views(self.site.pk, "offers:offer_list")

    @property
    def counted_words(self) -> str:
        return _counted(**self.counted)


def offer_list_page(request: Request, pk: int) -> OfferList:
    """A site within reach, or a 404."""
    site, today, q = site_within(request, "offers.view", pk), request.access.today, word(request)
    kind, state = choice(request, "type", OfferType.values), choice(request, "state", {"draft", "ended", "all"})
    sessions = rows(request, Session.objects.filter(offer=OuterRef("pk")).order_by())
    own = Session.objects.filter(offer=OuterRef("pk"), logged__isnull=True, cancelled=False)
    planned: Any = rows(request, own.coming(now_here()))
    last = sessions.held().order_by("-held_on", "-starts_at")
    year = sessions.held().filter(held_on__year=today.year).values("offer").annotate(number=Count("pk")).values("number")
    offers = rows(request, Offer.objects.filter(site=site))
    chosen = searched(offers, q, "title", "text", "room", "venue__name")
    if state == "draft":
        chosen = chosen.filter(starts__isnull=True)
    elif state != "all":
        chosen = chosen.filter(~not_over(today) if state == "ended" else not_over(today))
    if kind:
        chosen = chosen.filter(types__contains=[kind])
    answered = rows(request, Need).filter(offer_links__offer=OuterRef("pk")).order_by("pk")
    listed = chosen.annotate(
        need_titles=ArraySubquery(answered.values("title")),
        goal_title=Subquery(rows(request, Goal).filter(pk=OuterRef("goal")).values("title")),
        next_on=Subquery(planned.values("next_on")[:1]),
        next_signups=Subquery(with_signups(planned).values(found=JSONObject(pk="pk", coming="coming", waiting="waiting"))[:1]),
        held_this_year=Subquery(year),
        last=Subquery(last.values(found=JSONObject(day="held_on", centre="adults_centre", space="adults_space", children="children"))[:1]),
    )
    sorts = {
        "name": Sort("Angebot", named("title"), "Name"),
        "next": Sort("Nächster Termin", day("next_on", coming=True), "nächstem Termin"),
        "held": Sort(f"Termine {today.year}:n", figure("held_this_year"), f"Zahl der Termine {today.year}"),
    }
    shown = page(request, listed, sorts=sorts, counted=Counted(offers, "Angebot", "Angebote", "Angeboten"))
    reads_signups = site.pk in request.access.reach("signups.view").places
    for offer in shown.rows:
        offer.signups = counted_words(offer, offer.next_signups) if reads_signups else ""
    return OfferList(
        site=site,
        today=today,
        page=shown,
        form=OfferFilter(initial={"q": q, "type": kind, "state": state}, auto_id="filter_%s"),
        filtered=bool(kind or state or q),
        counted=offers.filter(not_over(today)).aggregate(**COUNTED),
        may_change=site.pk in request.access.reach("offers.change").places,
    )


def _counted(all: int, counting: int, open: int, drafts: int) -> str:
    """How many offers run or are planned, which of them count, and how many drafts there are; nothing where there are none."""
    kept = with_noun(drafts, "Entwurf", "Entwürfe") + "." if drafts else ""
    if not all:
        return kept
    offers = "laufendes oder geplantes Angebot" if all == 1 else "laufende und geplante Angebote"
    among = f"; von diesen {'ist' if counting == 1 else 'sind'} {open} auch für Familien aus dem Sozialraum offen" if counting else ""
    return f"{all} {offers}, davon {counting} zusätzlich{among}. {kept}".strip()
