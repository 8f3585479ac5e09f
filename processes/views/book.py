"""The facilitator's book: lines of hours with their notes, corrections, closed months, and how far the tasks of the profile are."""

from django.http import Http404
from django.urls import reverse

from planning.models import Term
from processes.forms.book import CorrectionForm, HoursForm, MonthForm, TaskForm
from processes.models import Contract, FacilitationNote, FacilitationSession, FacilitationTask
from processes.pages.entry_list import entry_list_page
from processes.pages.month_close import month_close_page, own_contracts
from processes.pages.note_list import note_list_page
from processes.pages.task_list import task_list_page
from processes.rules.profile import is_goal, profile, short
from processes.services.book import change_hours, close_month, correct_hours, effective, keep_task, log_hours, refuse_removing
from sites.core.access import allow, fetch, rows
from sites.core.days import from_to, month_long
from sites.core.forms import form_page, posted
from sites.core.navigation import FACILITATION_TASKS
from sites.core.numbers import in_hours
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal
from sites.rules.as_of import day_of, history, on_day

NOT_YOURS = "Stunden trägt nur die Person ein, mit der die Vereinbarung besteht."
CASE_FREE = "Bitte keine Namen von Familien. Die Stunden und Aufgaben sehen die Beteiligten immer, die Notiz nur, wem Sie sie öffnen."
READS = ("notes.write", "contracts.view", "sites.view", "goals.view", "assessments.view")


@allow("hours.change", "GET", "POST", reads=READS)
def hours_create(request, pk):
    """One line of hours, by the facilitator of the contract."""
    places = request.access.reach("hours.change").places
    contracts = rows(request, Contract).filter(site_id__in=places).select_related("site", "facilitator")
    contract = fetch(request, contracts.annotate(history=history("site__")), pk=pk)
    line = FacilitationSession(contract=contract, site=contract.site, held_on=request.access.today)
    return form_page(
        request,
        HoursForm(*posted(request), instance=line, request=request),
        save=lambda form: log_hours(access=request.access, contract=contract, **form.cleaned_data),
        title="Stunden eintragen",
        submit="Eintragen",
        **_shown(request, contract, line),
    )


@allow("hours.change", "GET", "POST", reads=READS)
def hours_log(request):
    """The line of the start page: the contract is one of its fields."""
    contracts = list(own_contracts(request, request.access.today))
    form = HoursForm(*posted(request), instance=FacilitationSession(held_on=request.access.today), request=request, contracts=contracts)
    return form_page(
        request,
        form,
        save=lambda form: log_hours(access=request.access, kind=FacilitationSession.Kind.ADVICE, **form.cleaned_data),
        done=lambda line: _done(line, line.contract.site.name),
        warning=_late,
        back=reverse("reporting:home"),
        title="Stunden eintragen",
        lead=CASE_FREE,
        submit="Eintragen",
        why_not="" if contracts else "Zurzeit läuft keine Vereinbarung mit Ihnen.",
    )


@allow("hours.change", "GET", "POST", reads=READS)
def hours_edit(request, pk):
    """Change a line of hours or take it out, by the facilitator of the contract, until its month is closed."""
    line = _line(request, pk)
    return form_page(
        request,
        HoursForm(*posted(request), instance=line, request=request),
        save=lambda form: change_hours(access=request.access, line=line, **form.cleaned_data),
        title="Stunden ändern",
        removal=Removal(
            line,
            name=f"Eintrag „{in_hours(line.hours)} am {line.held_on:%d.%m.%Y}“",
            about=line.contract,
            before=lambda: refuse_removing(access=request.access, line=line),
        ),
        **_shown(request, line.contract, line) | {"done": "Die Stunden sind geändert."},
    )


@allow("hours.change", "GET", "POST", reads=READS)
def hours_correct(request, pk):
    """Put a line of a closed month right; the closed month stays."""
    line = _line(request, pk)
    note = rows(request, FacilitationNote).filter(session=line).first()
    now = {"hours": effective(line), "door": note.door if note else FacilitationNote.Door.SITE}
    return form_page(
        request,
        CorrectionForm(*posted(request), request=request, initial=now, edits=line),
        save=lambda form: correct_hours(access=request.access, line=line, **form.cleaned_data),
        title="Stunden berichtigen",
        note="Der abgeschlossene Monat bleibt, wie er ist. Der Unterschied steht als eigene Zeile im nächsten offenen Monat.",
        **_shown(request, line.contract, line) | {"done": "Die Stunden sind berichtigt."},
    )


@allow("hours.change", "GET", "POST", reads=("contracts.view", "sites.view"))
def month_close(request):
    """A month of all own contracts with its hours and euros; closing it makes the timesheets final."""
    page = month_close_page(request)
    return form_page(
        request,
        MonthForm(*posted(request), request=request, initial={"month": page.month.month}),
        save=lambda form: close_month(
            access=request.access, contracts=own_contracts(request, form.cleaned_data["month"]), month=form.cleaned_data["month"]
        ),
        done=lambda closed: f"Der {month_long(closed[0].month)} ist abgeschlossen.",
        to=lambda closed: f"{reverse('processes:month_close')}?monat={closed[0].month:%Y-%m}",
        back=reverse("reporting:home"),
        title=page.title,
        lead=page.lead,
        submit="Monat abschließen",
        template="processes/month_close.html",
        page=page,
    )


@allow("contracts.view", reads=("hours.view", "notes.view", "sites.view", "goals.view", "assessments.view"))
def entry_list(request, pk):
    """Every line of a contract, month by month, with what the person may read of its note."""
    return render_page(request, "processes/entry_list.html", entry_list_page(request, pk))


@allow("hours.view", reads=("sites.view",))
def task_list(request, site):
    """Goals and tasks of the profile at a site in a year: how often, how many hours, and how far each task is."""
    return render_page(request, "processes/task_list.html", task_list_page(request, site))


@allow("hours.change", "GET", "POST", reads=("sites.view",))
def task_edit(request, site, code):
    """Since when a task of the profile is worked on at a site, and when it was done."""
    site = site_within(request, "hours.change", site)
    known = rows(request, FacilitationTask).select_related("task").filter(site=site)
    row = known.filter(task__code=code).first()
    if row is None:
        row = FacilitationTask(site=site, task=_task(request, code), begun_on=request.access.today)
    return form_page(
        request,
        TaskForm(*posted(request), instance=row, request=request),
        save=lambda form: keep_task(access=request.access, row=row, **form.cleaned_data),
        done="Der Stand der Aufgabe ist gespeichert.",
        crumbs=[(site.name, site.get_absolute_url()), FACILITATION_TASKS.crumb(site.pk)],
        title=f"Stand der Aufgabe „{short(row.task)}“",
        pre=site.name,
        lead=row.task.label,
        audience="hours.view",
        removal=Removal(row, name=f"Stand der Aufgabe „{short(row.task)}“"),
    )


@allow("notes.view")
def note_list(request):
    """What facilitators have opened for county and state: day, hours and topic."""
    return render_page(request, "row_list.html", note_list_page(request))


def _line(request, pk: int) -> FacilitationSession:
    """A line that may be changed here; what puts another one right is not."""
    lines = rows(request, FacilitationSession).filter(corrects=None).select_related("contract__facilitator", "site", "contract__site")
    return fetch(request, lines.annotate(history=history("site__")), pk=pk, lock=request.method == "POST")


def _shown(request, contract: Contract, line: FacilitationSession) -> dict:
    """What the pages of a line have alike; a history is on the contract of a new line, and on a line that stands."""
    then = on_day(contract if line.pk is None else line, day_of(contract, request.access.today))
    page_of_contract = reverse("processes:contract_detail", args=[contract.pk])
    return {
        "done": lambda line: _done(line, then.name),
        "warning": _late,
        "back": page_of_contract,
        "crumbs": [(then.name, contract.site.get_absolute_url()), ("Prozessbegleitung", page_of_contract)],
        "pre": f"{then.name} · {contract.facilitator.name}",
        "lead": f"Vereinbarung vom {from_to(contract.starts, contract.ends)}. {CASE_FREE}",
        "why_not": "" if contract.facilitator_id == request.user.pk else NOT_YOURS,
    }


def _done(line: FacilitationSession, site: str) -> str:
    return f"Eingetragen: {in_hours(line.hours)} am {line.held_on:%d.%m.%Y} bei {site}."


def _late(line: FacilitationSession) -> str:
    """That a line is accounted later than it was, because its month is closed."""
    if line.corrects_id or (line.month.year, line.month.month) == (line.held_on.year, line.held_on.month):
        return ""
    return f"Der {month_long(line.held_on)} ist schon abgeschlossen. Die Zeile wird mit dem {month_long(line.month)} abgerechnet."


def _task(request, code: str) -> Term:
    """A task of the profile, or a 404; goals are never done."""
    found = next((term for term in profile(request.access.today) if term.code == code and not is_goal(term)), None)
    if found is None:
        raise Http404
    return found
