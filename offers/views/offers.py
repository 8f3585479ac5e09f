"""Views of offers: the list of a site, one offer with its thread and its sessions, the form."""

from django.contrib import messages

from offers.forms.classification import ClassificationForm
from offers.forms.offers import OfferForm
from offers.forms.planning import OfferPlanForm
from offers.models import Offer, OfferStep
from offers.pages.offer_create import idea_of, offer_create_page, source_of
from offers.pages.offer_detail import offer_detail_page
from offers.pages.offer_list import offer_list_page
from offers.pages.offer_month import offer_month_page
from offers.pages.offer_week import offer_week_page
from offers.rules.concerned import concerned, told
from offers.services.offers import complete_offer, copy_kind, drop_planned, refuse_recount
from offers.services.planning import plan_sessions, take_step
from offers.services.publishing import publish
from planning.models import Contribution
from planning.services.contributions import plan_contribution
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.numbers import with_noun
from sites.core.pages import names_of, render_page
from sites.core.places import site_within
from sites.core.removal import Removal


@allow("offers.view", reads=("sessions.view", "signups.view", "needs.view", "goals.view", "sites.view"))
def offer_list(request, site):
    """The offers of a site with next date, sessions of the year and last figures."""
    return render_page(request, "offers/offer_list.html", offer_list_page(request, site))


SHOWN = ("sessions.view", "signups.view", "sites.view")


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


@allow("offers.change", "GET", "POST", reads=(*WRITES, "rooms.view", "sessions.view", "contributions.answer"))
def offer_create(request, site):
    """Plan a new offer in five answers, with its dates; all days are shown before anything is saved.

    `?from=`: begin with those of another one; `?idea=`: with what somebody of the team would offer.
    """
    site = site_within(request, "offers.change", site)
    source, idea = source_of(request, site), idea_of(request, site)
    return _plan_page(request, Offer(site=site), source, idea, crumbs=[navigation.OFFERS.crumb(site.pk)], title="Neues Angebot", lead=FIVE)


FIVE = "Fünf Angaben genügen. Alles andere ist vorbelegt."


def _plan_page(request, offer: Offer, source: Offer | None, idea: Contribution | None = None, **page):
    """The form of a new offer, or of one that is still a draft."""
    form = OfferPlanForm(*posted(request), instance=offer, source=source, request=request)
    form.is_valid()  # what it shows depends on what was typed
    shown = names_of(offer_create_page(request, offer.site, form, source))
    return form_page(
        request,
        form,
        save=lambda form: _plan(request, form, source, idea),
        done=_planned_words,
        to=lambda saved: saved.get_absolute_url(),
        pre=offer.site.name,
        template="offers/offer_create.html",
        idea=idea,
        **page,
        **{name: value for name, value in shown.items() if name != "form"},
    )


def _plan(request, form: OfferPlanForm, source: Offer | None, idea: Contribution | None) -> Offer:
    """Kept as an idea, or planned with its dates."""
    was_draft, created = bool(form.instance.pk), not form.instance.pk
    saved = keep(request, form)
    if source:
        copy_kind(source, saved)
    if idea:
        plan_contribution(access=request.access, contribution=idea, title=saved.title)
    complete_offer(access=request.access, offer=saved, needs=form.cleaned_data["needs"], created=created or not saved.is_draft)
    if saved.is_draft or was_draft:
        take_step(access=request.access, offer=saved, stage=OfferStep.Stage.IDEA if saved.is_draft else OfferStep.Stage.PLANNED)
    planned = form.planned()
    saved.planned_dates = plan_sessions(access=request.access, offer=saved, planned=planned) if planned else []
    return saved


def _planned_words(saved) -> str:
    if saved.is_draft:
        return f"„{saved.title}“ ist als Entwurf gemerkt. Familien sehen ihn nicht; weiter planen können Sie jederzeit."
    if not saved.planned_dates:
        return f"„{saved.title}“ ist gespeichert. Als Nächstes legen Sie die Termine an."
    return f"„{saved.title}“ ist gespeichert, mit {with_noun(len(saved.planned_dates), 'Termin', 'Terminen')}."


@allow("offers.change", "GET", "POST", reads=(*WRITES, "rooms.view", "sessions.view"))
def offer_edit(request, pk):
    """Change an offer; sessions that have been keep the facts of their day. A draft is planned to its end on the page of a new one."""
    found = rows(request, Offer).select_related("site").annotate(families=concerned(request.access.today))
    offer = fetch(request, found, pk=pk, lock=request.method == "POST")
    crumbs = [navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url())]
    if offer.is_draft:
        removal = Removal(offer, name=f"Entwurf „{offer.title}“", to=navigation.OFFERS.url(offer.site_id))
        return _plan_page(request, offer, None, crumbs=crumbs, title="Entwurf weiter planen", lead=FIVE, removal=removal)
    return _offer_form(request, offer, crumbs)


def _offer_form(request, offer, crumbs: list[tuple[str, str]]):
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
            note=told(offer.families),
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
    if "additional" in form.changed_data:
        refuse_recount(form.instance)
    saved = keep(request, form, f"Angebot „{form.instance.title}“: für wen und mit wem")
    publish(site=saved.site_id, today=request.access.today)
    return saved
