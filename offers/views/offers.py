"""Views of offers: the list of a site, one offer with its thread and its sessions, the form."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Func, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Collate, JSONObject
from django.shortcuts import redirect, render

from offers.forms.offers import OfferFilter, OfferForm
from offers.models import Offer, OfferType, Session
from offers.rules import figures
from offers.rules.hints import hints
from offers.services import offers as services
from planning.models import Measure
from sites.core.access import allow, fetch, keep, rows
from sites.core.days import not_over
from sites.core.forms import page_with_form
from sites.core.lists import choice, page, word
from sites.core.places import site_within
from sites.models import SiteProfile

#: Only additional offers count for the ThEKiZ (R033); among them those open to the social space (R036).
COUNTED = {
    "all": Count("pk"),
    "counting": Count("pk", filter=Q(additional=True)),
    "open": Count("pk", filter=Q(additional=True) & ~Q(origin=Offer.Origin.CENTRE)),
}


@allow("offers.view", reads=("sessions.view", "sites.view"))
def offer_list(request, site):
    """The offers of a site with next date, sessions of the year and last figures."""
    site, today = site_within(request, "offers.view", site), request.access.today
    kind, state = choice(request, "type", OfferType.values), choice(request, "state", {"ended", "all"})
    sessions = rows(request, Session).filter(offer=OuterRef("pk")).order_by()
    planned = sessions.filter(held_on__gte=today, logged__isnull=True, cancelled=False).order_by("held_on", "starts_at")
    last = sessions.held().order_by("-held_on", "-starts_at")
    year = sessions.held().filter(held_on__year=today.year).values("offer").annotate(number=Count("pk")).values("number")
    offers = rows(request, Offer).filter(site=site)
    if state != "all":
        offers = offers.exclude(not_over(today)) if state == "ended" else offers.filter(not_over(today))
    if kind:
        offers = offers.filter(types__contains=[kind])
    if word(request):
        offers = offers.search(word(request))
    offers = offers.annotate(
        sort_key=Collate(Func("title", function="thekiz_sort", output_field=TextField()), "C"),
        next_on=Subquery(planned.values("held_on")[:1]),
        held_this_year=Subquery(year),
        last=Subquery(last.values(found=JSONObject(day="held_on", centre="adults_centre", space="adults_space", children="children"))[:1]),
    )
    found = page(request, offers, "sort_key")
    for offer in found.rows:
        offer.last_day = date.fromisoformat(offer.last["day"]) if offer.last else None
    context = {
        "site": site,
        "today": today,
        "page": found,
        "form": OfferFilter(initial={"q": word(request), "type": kind, "state": state}, auto_id="filter_%s"),
        "filtered": bool(kind or state or word(request)),
        "counted": rows(request, Offer).filter(site=site).filter(not_over(today)).aggregate(**COUNTED),
        "may_change": site.pk in request.access.reach("offers.change").places,
    }
    return render(request, "offers/offer_list.html", context)


def _with_surroundings(request, offers):
    """An offer with the room, partner and person it names, and with what it is part of: measure and goal of the plan, concept (R085)."""
    measures = rows(request, Measure).filter(site=OuterRef("site"), funding_year=request.access.today.year)
    profiles = rows(request, SiteProfile).filter(site=OuterRef("site")).order_by("-year")
    return (
        offers.named()
        .select_related("site", "action_field", "goal__need", "carried_by")
        .annotate(
            measure=Subquery(measures.values(found=JSONObject(title="title", goal="plan_goal__title"))[:1]),
            concept=Subquery(profiles.values("concept")[:1]),
        )
    )


def _by_list(terms) -> list[tuple[str, str]]:
    """What an offer is about, list by list in words."""
    labels: dict[str, list[str]] = {}
    for term in terms:
        labels.setdefault(term.get_catalogue_display(), []).append(term.label)
    return [(title, ", ".join(found)) for title, found in labels.items()]


@allow("offers.view", reads=("sessions.view", "needs.view", "goals.view", "measures.view", "profiles.view", "sites.view"))
def offer_detail(request, pk):
    """One offer: the thread from need to sessions, the sessions of a year by month, hints from the recommendations."""
    offer = fetch(request, _with_surroundings(request, rows(request, Offer)), pk=pk)
    today = request.access.today
    years = sorted({day.year for day in rows(request, Session).filter(offer=offer).order_by().dates("held_on", "year")} | {today.year}, reverse=True)
    year = int(choice(request, "year", {str(year) for year in years}) or today.year)
    sessions = list(rows(request, Session).filter(offer=offer, held_on__year=year).order_by("-held_on", "-starts_at"))
    needs, bases = [link.need for link in offer.need_links.select_related("need")], list(offer.legal_bases.all())
    context = {
        "offer": offer,
        "today": today,
        "needs": needs,
        "indicators": list(offer.goal.indicators.all()) if offer.goal else [],
        "bases": bases,
        "hints": hints(offer, needs, bases),
        "audience": [Offer.Audience(value).label for value in offer.audience],
        "about": _by_list(offer.terms.all()),
        "may_posts": offer.site_id in request.access.reach("posts.view").places,
        "months": figures.months(sessions),
        "sums": figures.sums(sessions),
        "next": next((row for row in reversed(sessions) if row.held_on >= today and not row.logged and not row.cancelled), None),
        "year": year,
        "years": years,
        "may_change": request.access.may("offers.change", offer),
    }
    return render(request, "offers/offer_detail.html", context)


@allow("offers.change", "GET", "POST", reads=("needs.view", "goals.view", "measures.view", "sites.view"))
def offer_create(request, site):
    """Plan a new offer: the need first, then what it rests on."""
    return _offer_form(request, "offers/offer_create.html", Offer(site=site_within(request, "offers.change", site)))


@allow("offers.change", "GET", "POST", reads=("needs.view", "goals.view", "measures.view", "sites.view"))
def offer_edit(request, pk):
    """Change an offer; sessions that have been keep the facts of their day."""
    return _offer_form(
        request, "offers/offer_edit.html", fetch(request, rows(request, Offer).select_related("site"), pk=pk, lock=request.method == "POST")
    )


def _offer_form(request, template: str, offer: Offer):
    created = offer.pk is None
    form = OfferForm(request.POST or None, instance=offer, request=request)
    if request.method == "POST" and form.is_valid():
        offer = keep(request, form)
        dropped = services.complete_offer(access=request.access, offer=offer, needs=form.cleaned_data["needs"], created=created)
        messages.success(request, f"„{offer.title}“ ist gespeichert." + (" Als Nächstes legen Sie die Termine an." if created else ""))
        if dropped:
            messages.warning(request, f"{dropped} geplante Termin{'e' if dropped > 1 else ''} nach dem {offer.ends:%d.%m.%Y} sind entfallen.")
        return redirect("offers:offer_detail", offer.pk)
    return page_with_form(request, template, form, offer=offer, site=offer.site)
