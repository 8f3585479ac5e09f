"""Views of a crisis: its times, the page of a house, an offer out of a format, the plan and the guiding questions."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from offers.forms.crisis import CrisisFormatForm, CrisisOfferForm, CrisisPeriodForm, FormatEndForm
from offers.forms.offers import default_field
from offers.forms.outreach import CrisisAnswerForm, CrisisBasicForm
from offers.models import CrisisAnswer, CrisisBasic, CrisisPeriod, Offer
from offers.pages.consent_list import consent_list_page
from offers.pages.crisis import AUDIENCE, crisis_page
from offers.pages.crisis_format_list import crisis_format_list_page
from offers.pages.crisis_period_list import crisis_period_list_page
from offers.pages.crisis_worksheet import crisis_worksheet_page
from offers.rules import crises
from offers.services.crises import complete_format, end_format, prefill, save_listed
from planning.models import Measure
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.numbers import with_noun
from sites.core.pages import render_page
from sites.core.places import place_within, site_within
from sites.core.removal import Removal

AT = ("state", "county", "site")


# The time of a crisis -------------------------------------------------------------------------------------------------


@allow("outreach.view", reads=("crisis.view", "offers.view", "help.view", "sites.view"))
def crisis(request, site):
    """All a house needs to stay in touch with families, on one page."""
    return render_page(request, "offers/crisis.html", crisis_page(request, site))


@allow("crisis.view", reads=("sites.view",))
def crisis_period_list(request, place):
    """The crisis times of a place and of those above it, and the ordinances."""
    return render_page(request, "offers/crisis_period_list.html", crisis_period_list_page(request, place_within(request, place, *AT)))


@allow("crisis.change", "GET", "POST", reads=("sites.view",))
def crisis_period_create(request, place):
    """Switch the crisis mode on: from when, by which ordinance, with which rules."""
    place = place_within(request, place, *AT)
    return _period(request, CrisisPeriod(place_id=place.pk), place, "Krisenmodus einschalten", "Der Krisenmodus ist eingeschaltet.")


@allow("crisis.change", "GET", "POST", reads=("sites.view",))
def crisis_period_edit(request, pk):
    """Prolong it, end it, or change its rules."""
    row = fetch(request, rows(request, CrisisPeriod), pk=pk, lock=request.method == "POST")
    place = place_within(request, row.place_id, *AT)
    return _period(request, row, place, "Krisenmodus verlängern oder beenden", "Die Krisenzeit ist geändert.")


def _period(request, row, place, title, done):
    return form_page(
        request,
        CrisisPeriodForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, f"Krisenzeit „{form.instance.title}“"),
        done=done,
        to=navigation.CRISIS.url(place.pk) if place.kind == "site" else navigation.CRISIS_PERIODS.url(place.pk),
        crumbs=[navigation.CRISIS_PERIODS.crumb(place.pk)],
        title=title,
        pre=place.label,
        lead="Was hier steht, gilt für alle Häuser an diesem Ort. Die Regeln stehen dann an jedem Termin.",
        audience="crisis.view",
        removal=Removal(row),
    )


# The formats ----------------------------------------------------------------------------------------------------------


@allow("catalogues.view", group="crisis")
def crisis_format_list(request):
    """The 24 formats of Anhang 3 in their groups, with what each needs."""
    return render_page(request, "row_list.html", crisis_format_list_page(request))


@allow("catalogues.change", "GET", "POST", group="crisis")
def crisis_format_edit(request, pk):
    """Change what a format says of itself; its wording is that of the recommendations."""
    row = crises.formats().filter(pk=pk).first()
    if row is None:
        raise Http404
    return form_page(
        request,
        CrisisFormatForm(*posted(request), instance=row, request=request),
        save=lambda form: save_listed(access=request.access, form=form, text=f"Form „{form.instance.title}“"),
        done="Die Form ist gespeichert.",
        crumbs=[("Formen für Krisenzeiten", reverse("offers:crisis_format_list"))],
        title="Form ändern",
        pre=f"{row.code} · {row.group.label}",
        lead=f"Wortlaut der Empfehlungen: {row.wording}",
        audience="catalogues.view",
    )


@allow("offers.change", "GET", "POST", reads=("partners.view", "outreach.view", "crisis.view", "measures.view", "needs.view", "sites.view"))
def crisis_offer_create(request, site, code):
    """An offer out of a format: what the format knows stands there already."""
    site, of, today = site_within(request, "offers.change", site), _format(code), request.access.today
    field = default_field(rows(request, Measure).filter(site=site), crises.action_fields(today), today.year)
    offer, periods = prefill(Offer(site=site), of, field, today), crises.periods_on(site.pk, site.county_id, today)
    return form_page(
        request,
        CrisisOfferForm(*posted(request), instance=offer, of=of, periods=periods, request=request),
        save=lambda form: _save_offer(request, form, periods),
        done=lambda saved: f"„{saved.title}“ ist als Angebot angelegt.{_moved(saved)}",
        to=lambda saved: saved.get_absolute_url(),
        crumbs=[navigation.CRISIS.crumb(site.pk)],
        title=of.title,
        pre=f"{of.group.label} · {site.name}",
        lead=of.summary,
        submit="Angebot anlegen",
        template="offers/crisis_offer_create.html",
        audience="offers.view",
        about=crises.facts_of(of),
        hygiene=crises.hygiene_of(periods),
        questions_url=reverse("offers:format_questions", args=[site.pk, of.code]) if of.questions else "",
    )


@allow("offers.change", "GET", "POST", reads=("sessions.view", "crisis.view", "sites.view"))
def crisis_offer_end(request, pk):
    """The crisis is over: the dates of an offer take place again as the one that it carries on."""
    carrying = rows(request, Offer).filter(continues__isnull=False).select_related("site", "continues")
    offer = fetch(request, carrying, pk=pk, lock=request.method == "POST")
    periods = crises.periods_on(offer.site_id, offer.site.county_id, request.access.today)
    return form_page(
        request,
        FormatEndForm(*posted(request), offer=offer, initial={"since": crises.day_after(periods, request.access.today)}, request=request),
        save=lambda form: end_format(access=request.access, offer=offer, since=form.cleaned_data["since"]),
        done=lambda moved: f"{with_noun(moved, 'Termin findet', 'Termine finden')} wieder als „{offer.continues}“ statt.",
        to=offer.continues.get_absolute_url(),
        crumbs=[navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url())],
        title="Wieder wie vorher",
        pre=offer.title,
        lead=f"Die geplanten Termine finden dann wieder als „{offer.continues}“ statt. Wer angemeldet ist, behält den Platz.",
        submit="Termine zurückgeben",
        audience="offers.view",
    )


def _format(code):
    of = crises.format_by(code)
    if of is None:
        raise Http404
    return of


def _save_offer(request, form, periods):
    saved = keep(request, form)
    saved.moved = complete_format(access=request.access, offer=saved, replaces=form.cleaned_data["replaces"], periods=periods)
    return saved


def _moved(saved) -> str:
    return f" {with_noun(saved.moved, 'Termin findet', 'Termine finden')} jetzt in dieser Form statt." if saved.moved else ""


@allow("outreach.view", reads=("sites.view",))
def format_questions(request, site, code):
    """The questions of a format to print: the guide of a talk, or the letter that a family fills in (R296, R307)."""
    site, of = site_within(request, "outreach.view", site), _format(code)
    if not of.questions:
        raise Http404
    context = {
        "format": of, "site": site, "questions": [line for line in of.questions.splitlines() if line.strip()], "is_letter": of.group.code == "others",
        "crumbs": [navigation.CRISIS.crumb(site.pk), (of.title, "")],
    }  # fmt: skip
    return render(request, "offers/format_questions.html", context)


# The plan and the questions -------------------------------------------------------------------------------------------


@allow("outreach.view", reads=("sites.view", "offers.view"))
def consent_list(request, site):
    """For what there are consents, how many, and who keeps them."""
    return render_page(request, "row_list.html", consent_list_page(request, site_within(request, "outreach.view", site)))


@allow("outreach.change", "GET", "POST", reads=("sites.view",))
def basic_edit(request, site, code):
    """How the house keeps one of the eight basics in a crisis, who sees to it, since when."""
    site, term = site_within(request, "outreach.change", site), _term("crisis_basic", code, request.access.today)
    noted = rows(request, CrisisBasic).filter(site=site, basic=term)
    row = (noted.select_for_update(of=("self",)) if request.method == "POST" else noted).first() or CrisisBasic(site=site, basic=term)
    return form_page(
        request,
        CrisisBasicForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, f"Krisenplan, {term.label}"),
        done=f"„{term.label}“ ist beschrieben.",
        crumbs=[navigation.CRISIS.crumb(site.pk)],
        title=term.label,
        pre=f"Krisenplan · {site.name}",
        lead="Wie sichern Sie das, wenn das Haus zu ist? Ein oder zwei Sätze genügen.",
        audience=AUDIENCE,
        removal=Removal(row, name=f"Der Eintrag zu „{term.label}“"),
    )


def _term(catalogue, code, today):
    found = next((term for term in crises.terms(catalogue, today) if term.code == code), None)
    if found is None:
        raise Http404
    return found


@allow("outreach.view", reads=("sites.view", "offers.view"))
def crisis_worksheet(request, site):
    """The guiding questions of chapter 4.4 with what the team answers, and the offers that came of it."""
    return render_page(request, "offers/crisis_worksheet.html", crisis_worksheet_page(request, site_within(request, "outreach.view", site)))


@allow("outreach.change", "GET", "POST", reads=("sites.view", "offers.view"))
def answer_create(request, site, code):
    """Answer a guiding question."""
    site, term = site_within(request, "outreach.change", site), _term("crisis_question", code, request.access.today)
    return _answer(request, CrisisAnswer(site=site, question=term, noted_on=request.access.today), site.name)


@allow("outreach.change", "GET", "POST", reads=("sites.view", "offers.view"))
def answer_edit(request, pk):
    """Change an answer, or say which offer came of it."""
    row = fetch(request, rows(request, CrisisAnswer).select_related("site", "question"), pk=pk, lock=request.method == "POST")
    return _answer(request, row, row.site.name)


def _answer(request, row, name):
    worksheet = reverse("offers:crisis_worksheet", args=[row.site_id])
    return form_page(
        request,
        CrisisAnswerForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, "Antwort auf eine Leitfrage"),
        done="Die Antwort ist gespeichert.",
        crumbs=[navigation.CRISIS.crumb(row.site_id), ("Leitfragen", worksheet)],
        title=row.question.label,
        pre=name,
        audience=AUDIENCE,
        removal=Removal(row, name="Die Antwort"),
    )
