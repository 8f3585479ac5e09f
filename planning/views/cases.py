"""Applications: the list, the page of a case, its dossier, its steps, the statements of the parties."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from planning.forms.cases import DossierForm, FileNumberForm, StatementForm
from planning.models import Application, Party
from planning.pages.application_detail import READS, application_detail_page, cases, note_form
from planning.pages.application_list import application_list_page
from planning.pages.statement_edit import hearing_facts
from planning.rules.decisions import when_decided
from planning.services.cases import (
    case_heard_by,
    may_be_stated,
    note_dossier,
    place_of_statement,
    record_statement,
    refusal,
    take_step,
    voice_of,
    writes_now,
)
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.journal import changes_of
from sites.core.pages import render_page

LATE = "Über den Antrag ist schon entschieden. Die Stellungnahme wird dazu festgehalten, mit dem Hinweis „nach der Entscheidung“."
STEPS = {
    "submit": "Der Antrag ist eingereicht.",
    "take_back": "Der Antrag liegt wieder bei Ihnen. Sie können ihn ändern und neu einreichen.",
    "hand_back": "Der Antrag ist zurück zur Ergänzung.",
    "take_back_return": "Der Antrag liegt wieder bei Ihnen.",
    "withdraw": "Der Antrag ist zurückgezogen.",
}


@allow("applications.view", reads=("statements.view", "interests.view", "sites.view"))
def application_list(request):
    """Applications within reach, what waits for me first."""
    return render_page(request, "planning/application_list.html", application_list_page(request))


@allow("applications.view", reads=READS)
def application_detail(request, pk):
    """One case on one page: readiness, dossier, statements, history, and what can be done now."""
    return render_page(request, "planning/application_detail.html", application_detail_page(request, pk))


@allow("applications.change", "GET", "POST", reads=("sites.view", "assessments.view"))
def application_edit(request, pk):
    """Write the dossier; everything may be saved half done, hints never stop it."""
    found = rows(request, Application).select_related("site__municipality")
    application = fetch(request, found, pk=pk, lock=request.method == "POST")
    closed = "Der Antrag ist eingereicht oder abgeschlossen. Zum Ändern gibt ihn die Sozialplanung zurück."
    return form_page(
        request,
        DossierForm(*posted(request), instance=application, request=request),
        save=lambda form: _save_dossier(request, form),
        done="Der Antrag ist gespeichert.",
        crumbs=_crumbs(application, application.site.name),
        title="Antrag bearbeiten",
        pre=f"{application.site.name} · {application.get_state_display()}",
        lead="Sie können jederzeit zwischenspeichern. Hinweise verhindern nichts.",
        submit="Antrag speichern",
        why_not="" if writes_now(request.access, application) else closed,
    )


def _save_dossier(request, form: DossierForm) -> Application:
    application, labels = form.save(), [str(form.fields[name].label) for name in form.changed_data]
    note_dossier(access=request.access, application=application, labels=labels, changes=changes_of(form))
    return application


def _crumbs(application: Application, site: str) -> list[tuple[str, str]]:
    return [navigation.CASES.crumb(), (site, application.get_absolute_url())]


@allow("applications.decide", "GET", "POST", reads=("decisions.view", "sites.view"))
def application_number(request, pk):
    """The file number of a case, given or changed at any time."""
    application = fetch(request, rows(request, Application), pk=pk, lock=request.method == "POST")
    site = when_decided(application, request.access.today).name
    return form_page(
        request,
        FileNumberForm(*posted(request), instance=application, request=request),
        save=lambda form: keep(request, form, "Aktenzeichen"),
        done="Das Aktenzeichen ist gespeichert.",
        crumbs=_crumbs(application, site),
        title="Aktenzeichen",
        pre=f"Antrag von {site}",
        lead="Sie können es jederzeit vergeben oder ändern, auch nach der Entscheidung. Es steht in jedem Schreiben, das danach entsteht.",
        submit="Aktenzeichen speichern",
        audience="applications.view",
    )


@allow("applications.view", "POST", reads=READS)
def application_step(request, pk, name):
    """Submit, hand back, withdraw; the flow asks for the right of each step."""
    if name not in STEPS:
        raise Http404
    application = fetch(request, cases(request), pk=pk)
    form = note_form(request, name, request.POST) if name != "submit" else None
    problems: list[str] = []
    if form is None or form.is_valid():
        try:
            take_step(access=request.access, obj=application, name=name, note=form.cleaned_data["note"] if form else "")
        except ValidationError as error:
            problems = error.messages
        else:
            messages.success(request, STEPS[name])
            return redirect(application)
    now = application_detail_page(request, pk, refused=form, problems=problems)  # somebody else may have gone ahead
    return render_page(request, "planning/application_detail.html", now, status=422)


@allow("statements.change", "GET", "POST", reads=("decisions.view", "documents.view", "sites.view"))
def statement_edit(request, pk, party):
    """What a party says: by itself, or recorded on its behalf with the paper it rests on."""
    application = case_heard_by(request.access, pk)
    if application is None or party not in Party.values:
        raise Http404
    voice = voice_of(request.access, application, party)
    statement = place_of_statement(application, party)
    if statement.pk is None:
        statement.stated_on = request.access.today
    then = when_decided(application, request.access.today)
    label, reads_case = Party(party).label, request.access.may("applications.view", application)
    known = statement if statement.pk else None
    reason = refusal(party) if not voice else "" if may_be_stated(application, known) else "Der Antrag ist abgeschlossen."
    leads = {
        "behalf": "Sie halten fest, was Ihnen gesagt wurde. Ihr Name und das Papier, auf dem es beruht, stehen dabei.",
        "own": "Sie geben die Stellungnahme selbst ab.",
    }
    return form_page(
        request,
        StatementForm(*posted(request), instance=statement, voice=voice, request=request),
        save=lambda form: record_statement(access=request.access, statement=form.instance, upload=form.cleaned_data.get("upload")),
        done=f"Die Stellungnahme „{label}“ ist festgehalten.",
        back=application.get_absolute_url() if reads_case else reverse("reporting:home"),
        crumbs=_crumbs(application, then.name) if reads_case else (),
        title=f"Stellungnahme {label}",
        pre=f"Antrag von {then.name}, {then.municipality}",
        lead=leads.get(voice, reason) if application.is_open or not voice else LATE,
        submit="Stellungnahme speichern",
        why_not=reason,
        audience="statements.view",
        template="planning/statement_edit.html",
        about=[] if reads_case else hearing_facts(application),
    )
