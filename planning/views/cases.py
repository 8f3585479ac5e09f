"""Applications: the list, the page of a case, its dossier, its steps, the statements of the parties."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, CharField, Count, Q, Value, When
from django.db.models.functions import Collate, Concat
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from planning.forms.cases import ApplicationFilter, DossierForm, NoteForm, StatementForm
from planning.models import Application, Interest, Party
from planning.pages.application_detail import OPEN, READS, cases, page_of, waiting_for
from planning.services.cases import case_heard_by, note_dossier, place_of_statement, record_statement, refusal, take_step, voice_of, writes_now
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.journal import changes_of
from sites.core.lists import choice, page, word
from sites.core.rights import ACTIONS

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
    access = request.access
    waits = waiting_for(request)
    found = rows(request, Application).select_related("site__municipality", "site__county")
    state, show = choice(request, "state", Application.State.values), choice(request, "show", {"waiting"})
    if state:
        found = found.filter(state=state)
    if show:
        found = found.filter(waits)
    if q := word(request):
        found = found.filter(Q(site__name__icontains=q) | Q(site__municipality__name__icontains=q) | Q(file_number__icontains=q))
    rank = Case(When(waits, then=Value("0")), When(state__in=OPEN, then=Value("1")), default=Value("2"), output_field=CharField())
    there = Count("statements", filter=Q(statements__stance__in=["given", "not_needed"]))
    found = found.annotate(rank=rank, there=there).annotate(order=Collate(Concat("rank", "site__sort_key", output_field=CharField()), "C"))
    interests = rows(request, Interest).filter(state="received").select_related("municipality").order_by("created")
    filtered = bool(state or show or q)
    context = {
        "page": page(request, found, "order"),
        "form": ApplicationFilter(initial={"q": q, "state": state, "show": show}, auto_id="filter_%s"),
        "filtered": filtered,
        "interests": interests[:50] if access.holds("interests.view") and not filtered else [],
        "may_confirm": access.holds("interests.confirm"),
        "may_invite": access.holds("applications.invite"),
        "county": next((held.place for held in access.held if held.kind == "county" and held.role in ACTIONS["applications.decide"].roles), None),
        "parties": len(Party),
    }
    return render(request, "planning/application_list.html", context)


@allow("applications.view", reads=READS)
def application_detail(request, pk):
    """One case on one page: readiness, dossier, statements, history, and what can be done now."""
    application = fetch(request, cases(request), pk=pk)
    return render(request, "planning/application_detail.html", page_of(request, application))


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
        crumbs=_crumbs(application),
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


def _crumbs(application: Application) -> list[tuple[str, str]]:
    return [navigation.CASES.crumb(), (application.site.name, application.get_absolute_url())]


@allow("applications.view", "POST", reads=READS)
def application_step(request, pk, name):
    """Submit, hand back, withdraw; the flow asks for the right of each step."""
    if name not in STEPS:
        raise Http404
    application = fetch(request, cases(request), pk=pk)
    form = NoteForm(request.POST, step=name, request=request, auto_id=f"{name}_%s") if name != "submit" else None
    problems: list[str] = []
    if form is None or form.is_valid():
        try:
            take_step(access=request.access, obj=application, name=name, note=form.cleaned_data["note"] if form else "")
        except ValidationError as error:
            problems = error.messages
        else:
            messages.success(request, STEPS[name])
            return redirect(application)
    application = fetch(request, cases(request), pk=pk)  # as it stands now: somebody else may have gone ahead
    context = page_of(request, application, note_form=form)
    return render(request, "planning/application_detail.html", {**context, "problems": problems, "refused_form": form}, status=422)


@allow("statements.change", "GET", "POST", reads=("documents.view", "sites.view"))
def statement_edit(request, pk, party):
    """What a party says: by itself, or recorded on its behalf with the paper it rests on."""
    application = case_heard_by(request.access, pk)
    if application is None or party not in Party.values:
        raise Http404
    voice = voice_of(request.access, application, party)
    statement = place_of_statement(application, party)
    if statement.pk is None:
        statement.stated_on = request.access.today
    label, reads_case = Party(party).label, request.access.may("applications.view", application)
    reason = refusal(party) if not voice else "" if application.is_open else "Der Antrag ist abgeschlossen."
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
        crumbs=_crumbs(application) if reads_case else (),
        title=f"Stellungnahme {label}",
        pre=f"Antrag von {application.site.name}, {application.site.municipality.name}",
        lead=leads.get(voice, reason),
        submit="Stellungnahme speichern",
        why_not=reason,
        audience="statements.view",
    )
