"""Views of offers: the list of a site, one offer with its thread and its sessions, the form."""

from django.contrib import messages

from offers.forms.classification import ClassificationForm
from offers.forms.offers import OfferForm
from offers.models import Offer
from offers.pages.offer_detail import offer_detail_page
from offers.pages.offer_list import offer_list_page
from offers.services.offers import complete_offer, drop_planned
from offers.services.publishing import publish
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal


@allow("offers.view", reads=("sessions.view", "sites.view"))
def offer_list(request, site):
    """The offers of a site with next date, sessions of the year and last figures."""
    return render_page(request, "offers/offer_list.html", offer_list_page(request, site))


@allow("offers.view", reads=("sessions.view", "needs.view", "goals.view", "measures.view", "profiles.view", "surveys.view", "sites.view"))
def offer_detail(request, pk):
    """One offer: the thread from need to sessions, the sessions of a year by month, hints from the recommendations."""
    return render_page(request, "offers/offer_detail.html", offer_detail_page(request, pk))


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
        removal=Removal(
            offer,
            to=navigation.OFFERS.url(offer.site_id),
            before=lambda: drop_planned(offer),
            after=lambda: publish(site=offer.site_id, today=request.access.today),
        ),
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
