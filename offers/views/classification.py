"""Views of the classification: for whom and with whom an offer is, and what all offers and goals of a site cover."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.shortcuts import render

from offers.models import Offer, Session
from offers.pages.coverage import coverage as covered
from offers.pages.offer_nearby import nearby, own, pairs
from planning.models import Goal
from sites.core.access import allow, fetch, rows
from sites.core.days import valid_on
from sites.core.places import site_within
from sites.models import Site, SiteForm


@allow("offers.view", reads=("goals.view", "sessions.view", "sites.view"))
def coverage(request, site):
    """What the current additional offers and the goals of a site cover, where they are, and what nobody covers yet."""
    access, today = request.access, request.access.today
    forms = rows(request, SiteForm).filter(valid_on(today), site=OuterRef("pk")).order_by("-leading", "form").values("form")
    within = rows(request, Site).filter(pk__in=access.reach("offers.view").places).annotate(form_values=ArraySubquery(forms))
    site = fetch(request, within, pk=site)
    here = {model: rows(request, model).filter(site=site) for model in (Offer, Goal, Session)}
    found = covered(here[Offer], here[Goal], here[Session], today, site.form_values)
    may_change = site.pk in access.reach("offers.change").places
    return render(request, "offers/coverage.html", {"site": site, "today": today, "may_change": may_change, **found})


@allow("offers.view", reads=("sessions.view", "sites.view"))
def offer_nearby(request, site):
    """The own offers beside those of other houses in the same social space: the same theme, the same time, tuned with whom."""
    site, today = site_within(request, "offers.view", site), request.access.today
    others = nearby(site.pk, today)
    offers = own(rows(request, Offer).filter(site=site), rows(request, Session).filter(site=site), today)
    for offer in offers:
        offer.pairs = pairs(offer.themes, offer.hours, others)
    context = {
        "site": site,
        "offers": [offer for offer in offers if offer.pairs],
        "others": others,
        "may_change": site.pk in request.access.reach("offers.change").places,
    }
    return render(request, "offers/offer_nearby.html", context)
