"""Views of the classification: for whom and with whom an offer is, and what all offers and goals of a site cover."""

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.shortcuts import redirect, render

from offers.forms.classification import ClassificationForm
from offers.models import Offer, Session
from offers.pages.coverage import coverage as covered
from offers.pages.offer_nearby import nearby, own, pairs
from offers.services.offers import publish
from planning.models import Goal
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import page_with_form
from sites.core.places import site_within
from sites.models import Site, SiteForm
from sites.services.entries import note_saved


@allow("offers.change", "GET", "POST", reads=("needs.view", "rooms.view", "partners.view", "posts.view", "sites.view"))
def offer_classify(request, pk):
    """Say for whom and with whom an offer is; what is missing stands at the offer as a hint."""
    offer = fetch(request, rows(request, Offer).select_related("site"), pk=pk, lock=request.method == "POST")
    form = ClassificationForm(request.POST if request.method == "POST" else None, instance=offer, request=request)
    if request.method == "POST" and form.is_valid():
        offer = keep(request, form)
        publish(site=offer.site_id, today=request.access.today)
        note_saved(access=request.access, form=form, row=offer, created=False, text=f"Angebot „{offer.title}“: für wen und mit wem")
        messages.success(request, f"„{offer.title}“ ist gespeichert.")
        return redirect("offers:offer_detail", offer.pk)
    return page_with_form(request, "offers/offer_classify.html", form, offer=offer, site=offer.site)


@allow("offers.view", reads=("goals.view", "sessions.view", "sites.view"))
def coverage(request, site):
    """What the current additional offers and the goals of a site cover, where they are, and what nobody covers yet."""
    access, today = request.access, request.access.today
    forms = rows(request, SiteForm).on(today).filter(site=OuterRef("pk")).order_by("-leading", "form").values("form")
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
