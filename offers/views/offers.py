"""Views of offers: the list of a site, one offer with its thread and its sessions, the form."""

from django.contrib import messages

from offers.forms.classification import ClassificationForm
from offers.forms.offers import OfferForm
from offers.forms.planning import OfferPlanForm
from offers.models import Offer
from offers.pages.offer_create import offer_create_page, source_of
from offers.pages.offer_detail import offer_detail_page
from offers.pages.offer_list import offer_list_page
from offers.pages.offer_month import offer_month_page
from offers.pages.offer_week import offer_week_page
from offers.rules.concerned import families_at, told
from offers.rules.dates import planned_since
from offers.services.offers import complete_offer, copy_kind, drop_planned
from offers.services.planning import plan_sessions
from offers.services.publishing import publish
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.numbers import with_noun
from sites.core.pages import names_of, render_page
from sites.core.places import site_within
from sites.core.removal import Removal


@allow("offers.view", reads=("sessions.view", "needs.view", "goals.view", "sites.view"))
def offer_list(request, site):
    """The offers of a site with next date, sessions of the year and last figures."""
    return render_page(request, "offers/offer_list.html", offer_list_page(request, site))


SHOWN = ("sessions.view", "sites.view")


@allow("offers.view", reads=SHOWN)
def offer_week(request, site):
    """The dates of a house in a week, by day, with what falls away and what goes on."""
    return render_page(request, "offers/offer_week.html", offer_week_page(request, site))


@allow("offers.view", reads=SHOWN)
def offer_month(request, site):
    """The dates of a house in a month."""
    return render_page(request, "offers/offer_month.html", offer_month_page(request, site))


RESTS_ON = ("sessions.view", "needs.view", "goals.view", "evidence.view", "measures.view", "profiles.view", "surveys.view", "sites.view")


@allow("offers.view", reads=RESTS_ON)
def offer_detail(request, pk):
    """One offer: the thread from need to sessions, the sessions of a year by month, hints from the recommendations."""
    return render_page(request, "offers/offer_detail.html", offer_detail_page(request, pk))


WRITES = ("needs.view", "goals.view", "measures.view", "sites.view")


@allow("offers.change", "GET", "POST", reads=(*WRITES, "rooms.view", "sessions.view"))
def offer_create(request, site):
    """Plan a new offer in five answers, with its dates; all days are shown before anything is saved. `?from=`: begin with those of another one."""
    site = site_within(request, "offers.change", site)
    source = source_of(request, site)
    form = OfferPlanForm(*posted(request), instance=Offer(site=site), source=source, request=request)
    form.is_valid()  # what it shows depends on what was typed
    page = offer_create_page(request, site, form, source)
    return form_page(
        request,
        form,
        save=lambda form: _plan(request, form, source),
        done=_planned_words,
        to=lambda saved: saved.get_absolute_url(),
        crumbs=[navigation.OFFERS.crumb(site.pk)],
        title="Neues Angebot",
        pre=site.name,
        lead="Fünf Angaben genügen. Alles andere ist vorbelegt.",
        template="offers/offer_create.html",
        **{name: value for name, value in names_of(page).items() if name != "form"},
    )


def _plan(request, form: OfferPlanForm, source: Offer | None) -> Offer:
    saved = keep(request, form)
    if source:
        copy_kind(source, saved)
    complete_offer(access=request.access, offer=saved, needs=form.cleaned_data["needs"], created=True)
    planned = form.planned()
    saved.planned_dates = plan_sessions(access=request.access, offer=saved, planned=planned) if planned else []
    return saved


def _planned_words(saved) -> str:
    if not saved.planned_dates:
        return f"„{saved.title}“ ist gespeichert. Als Nächstes legen Sie die Termine an."
    return f"„{saved.title}“ ist gespeichert, mit {with_noun(len(saved.planned_dates), 'Termin', 'Terminen')}."


@allow("offers.change", "GET", "POST", reads=WRITES)
def offer_edit(request, pk):
    """Change an offer; sessions that have been keep the facts of their day."""
    offer = fetch(request, rows(request, Offer).select_related("site"), pk=pk, lock=request.method == "POST")
    return _offer_form(request, offer, [navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url())])


def _offer_form(request, offer: Offer, crumbs: list[tuple[str, str]]):

    def save(form):
        saved = keep(request, form)
        dropped = complete_offer(access=request.access, offer=saved, needs=form.cleaned_data["needs"], created=False)
        if dropped:
            messages.warning(request, f"{dropped} geplante Termin{'e' if dropped > 1 else ''} nach dem {saved.ends:%d.%m.%Y} sind entfallen.")
        return saved

    return form_page(
        request,
        OfferForm(*posted(request), instance=offer, request=request),
        save=save,
        done=lambda saved: f"„{saved.title}“ ist gespeichert.",
        to=lambda saved: saved.get_absolute_url(),
        crumbs=crumbs,
        title="Angebot ändern",
        pre=offer.site.name,
        lead="Zuerst der Bedarf, dann Ziel und Grundlage. Fehlt etwas, gibt es einen Hinweis; gespeichert wird trotzdem.",
        submit="Angebot speichern",
        removal=Removal(
            offer,
            to=navigation.OFFERS.url(offer.site_id),
            note=told(families_at(planned_since(offer, request.access.today))),
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
