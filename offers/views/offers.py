"""Views of offers: the list of a site, one offer with its thread and its sessions, the form."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Func, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Collate, JSONObject
from django.shortcuts import render

from offers.forms.classification import ClassificationForm
from offers.forms.offers import OfferFilter, OfferForm
from offers.models import Offer, OfferType, Session
from offers.pages.offer_facts import classified, facts_of, state_of
from offers.rules import figures
from offers.rules.hints import hints
from offers.services.offers import complete_offer
from offers.services.publishing import publish
from planning.models import Measure
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.lists import choice, options, page, word
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
        over = Q(ends__lt=today)
        offers = offers.filter(over) if state == "ended" else offers.exclude(over)
    if kind:
        offers = offers.filter(types__contains=[kind])
    if q := word(request):
        offers = offers.search(q)
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
        "counted_words": _counted(**rows(request, Offer).filter(site=site).exclude(ends__lt=today).aggregate(**COUNTED)),
        "heads": ["Angebot", "Nächster Termin", f"Termine {today.year}:n", "Zuletzt: Kita · Sozialraum · Kinder:n"],
        "may_change": site.pk in request.access.reach("offers.change").places,
    }
    return render(request, "offers/offer_list.html", context)


def _counted(all: int, counting: int, open: int) -> str:
    """How many offers run or are planned, and which of them count; nothing where there are none."""
    if not all:
        return ""
    offers = "laufendes oder geplantes Angebot" if all == 1 else "laufende und geplante Angebote"
    among = f"; von diesen {'ist' if counting == 1 else 'sind'} {open} auch für Familien aus dem Sozialraum offen" if counting else ""
    return f"{all} {offers}, davon {counting} zusätzlich{among}."


def _with_surroundings(request, offers):
    """An offer with the room, partner and person it names, and with what it is part of: measure and goal of the plan, concept (R085)."""
    measures = rows(request, Measure).filter(site=OuterRef("site"), funding_year=request.access.today.year)
    profiles = rows(request, SiteProfile).filter(site=OuterRef("site")).order_by("-year")
    return offers.select_related("site", "action_field", "goal__need", "venue", "partner", "carried_by").annotate(
        measure=Subquery(measures.values(found=JSONObject(title="title", goal="plan_goal__title"))[:1]),
        concept=Subquery(profiles.values("concept")[:1]),
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
    for row in sessions:
        row.state_words, row.action = state_of(row, today)
    coming = next((row for row in reversed(sessions) if row.held_on >= today and not row.logged and not row.cancelled), None)
    needs, bases = [link.need for link in offer.need_links.select_related("need")], list(offer.legal_bases.all())
    context = {
        "offer": offer,
        "today": today,
        "needs": needs,
        "indicators": list(offer.goal.indicators.all()) if offer.goal else [],
        "facts": facts_of(offer, coming, bases),
        "classified": classified(offer, _by_list(offer.terms.all()), offer.site_id in request.access.reach("posts.view").places),
        "hints": hints(offer, needs, bases),
        "months": figures.months(sessions),
        "sums": figures.sums(sessions),
        "sessions_title": f"Termine {year}",
        "no_sessions": f"Noch keine Termine {year}",
        "heads": ["Tag", "Kita:n", "Sozialraum:n", "Kinder:n", "Zusammen:n"],
        "year": year,
        "years": options(str(year), {str(known): str(known) for known in years}, "year"),
        "crumbs": [navigation.OFFERS.crumb(offer.site_id), (offer.title, "")],
        "may_change": request.access.may("offers.change", offer),
    }
    return render(request, "offers/offer_detail.html", context)


WRITES = ("needs.view", "goals.view", "measures.view", "sites.view")


@allow("offers.change", "GET", "POST", reads=WRITES)
def offer_create(request, site):
    """Plan a new offer: the need first, then what it rests on."""
    site = site_within(request, "offers.change", site)
    return _offer_form(request, Offer(site=site), "Neues Angebot", [navigation.OFFERS.crumb(site.pk)])


@allow("offers.change", "GET", "POST", reads=WRITES)
def offer_edit(request, pk):
    """Change an offer; sessions that have been keep the facts of their day."""
    offer = fetch(request, rows(request, Offer).select_related("site"), pk=pk, lock=request.method == "POST")
    return _offer_form(request, offer, "Angebot ändern", [navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url())])


def _offer_form(request, offer: Offer, title: str, crumbs: list[tuple[str, str]]):
    created = offer.pk is None

    def save(form):
        saved = keep(request, form)
        dropped = complete_offer(access=request.access, offer=saved, needs=form.cleaned_data["needs"], created=created)
        if dropped:
            messages.warning(request, f"{dropped} geplante Termin{'e' if dropped > 1 else ''} nach dem {saved.ends:%d.%m.%Y} sind entfallen.")
        return saved

    next_step = " Als Nächstes legen Sie die Termine an." if created else ""
    return form_page(
        request,
        OfferForm(*posted(request), instance=offer, request=request),
        save=save,
        done=lambda saved: f"„{saved.title}“ ist gespeichert.{next_step}",
        to=lambda saved: saved.get_absolute_url(),
        crumbs=crumbs,
        title=title,
        pre=offer.site.name,
        lead="Zuerst der Bedarf, dann Ziel und Grundlage. Fehlt etwas, gibt es einen Hinweis; gespeichert wird trotzdem.",
        submit="Angebot speichern",
    )


@allow("offers.change", "GET", "POST", reads=("needs.view", "rooms.view", "partners.view", "posts.view", "sites.view"))
def offer_classify(request, pk):
    """Say for whom and with whom an offer is; what is missing stands at the offer as a hint."""
    offer = fetch(request, rows(request, Offer).select_related("site"), pk=pk, lock=request.method == "POST")
    return form_page(
        request,
        ClassificationForm(*posted(request), instance=offer, request=request),
        save=lambda form: _save_classified(request, form),
        done=f"„{offer.title}“ ist gespeichert.",
        crumbs=[navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url())],
        title="Für wen und mit wem",
        pre=offer.title,
        lead="Alles freiwillig. Was fehlt, steht danach als Hinweis am Angebot.",
        audience="offers.view",
    )


def _save_classified(request, form: ClassificationForm) -> Offer:
    """The family page names the room that may have been chosen here."""
    saved = keep(request, form, f"Angebot „{form.instance.title}“: für wen und mit wem")
    publish(site=saved.site_id, today=request.access.today)
    return saved
