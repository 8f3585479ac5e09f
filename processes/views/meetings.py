"""A meeting that runs, written by several at once: begin, who is there, item by item, close; and what goes onto its agenda before."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from planning.models import AgendaItem, Meeting
from planning.pages.body_detail import audience_of, trail_to
from planning.services.meetings import add_items
from processes.forms.meetings import AgendaChoiceForm, AttendanceForm, MeetingCloseForm, MinutesForm
from processes.pages.meeting_agenda import proposals
from processes.pages.meeting_run import attendance_of, before_closing, first_open, meeting_run_page
from processes.services.meetings import close_meeting, keep_attendance, refuse_over, refuse_unopened, reopen_meeting
from sites.core.access import allow, fetch, keep, rows
from sites.core.days import valid
from sites.core.flow import advance
from sites.core.forms import Note, carry_out, form_page, posted
from sites.core.pages import names_of

NAMED = ("body", "place__county", "place__site")
SOURCES = (
    "sites.view", "needs.view", "wishes.view", "contributions.view", "concepts.view", "inquiries.view", "steps.view", "applications.view",
)  # fmt: skip


def _meeting(request, pk, *, lock: bool = False) -> Meeting:
    meeting = fetch(request, rows(request, Meeting).select_related(*NAMED), pk=pk, lock=lock)
    meeting.body.place = meeting.place
    return meeting


def _trail(meeting: Meeting) -> list[tuple[str, str]]:
    return [*trail_to(meeting.body), (str(meeting), meeting.get_absolute_url())]


def _run_url(item: AgendaItem) -> str:
    return reverse("processes:meeting_run", args=[item.pk])


@allow("bodies.minutes", "POST", reads=("sites.view",))
def meeting_open(request, pk):
    """Begin a meeting: from now on several write its minutes at once."""
    meeting = _meeting(request, pk)
    carry_out(request, lambda: advance(meeting, "open", access=request.access), "Die Sitzung läuft. Mitschreiben können mehrere zugleich.")
    return _go_on(request, meeting)


def _go_on(request, meeting: Meeting):
    """To the first item that waits; where none does, to the page of the meeting."""
    waiting = first_open(list(rows(request, AgendaItem).filter(meeting=meeting)))
    return redirect(_run_url(waiting) if waiting else meeting.get_absolute_url())


@allow("bodies.minutes", "GET", "POST", reads=("sites.view", "steps.view"))
def meeting_run(request, pk):
    """The page of a running meeting, at one of its items: what was discussed, what is decided, who, until when."""
    item = fetch(request, AgendaItem, pk=pk, lock=request.method == "POST")
    meeting = item.meeting = _meeting(request, item.meeting_id)
    if meeting.state != Meeting.State.RUNNING and request.method == "GET":
        return redirect(meeting.get_absolute_url())
    members, known = attendance_of(request, meeting)
    attendance = AttendanceForm(request=request, edits=meeting, members=valid(members, meeting.held_on), known=known)
    page = meeting_run_page(request, meeting, item, members, attendance)

    def save(form: MinutesForm) -> AgendaItem:
        refuse_unopened(meeting)  # guard: closed-minutes -> pass
        return keep(request, form, f"Protokoll zu TOP {item.number}")

    return form_page(
        request,
        MinutesForm(*posted(request), instance=item, request=request),
        save=save,
        done=f"TOP {item.number} ist festgehalten.",
        to=page.next_url,
        crumbs=_trail(meeting),
        submit=page.submit,
        template="processes/meeting_run.html",
        audience=audience_of(meeting.place),
        **{name: value for name, value in names_of(page).items() if name not in {"crumbs", "submit", "audience"}},
    )


@allow("bodies.minutes", "GET", "POST", reads=("sites.view",))
def meeting_attend(request, pk):
    """Who is there, on site or by video, and who has excused themselves."""
    meeting = _meeting(request, pk, lock=request.method == "POST")
    members, known = attendance_of(request, meeting)

    def save(form: AttendanceForm) -> Meeting:
        refuse_unopened(meeting)
        return keep_attendance(access=request.access, meeting=meeting, chosen=form.chosen())

    waiting = first_open(list(rows(request, AgendaItem).filter(meeting=meeting)))
    return form_page(
        request,
        AttendanceForm(*posted(request), request=request, edits=meeting, members=valid(members, meeting.held_on), known=known),
        save=save,
        done="Die Anwesenheit ist gespeichert.",
        to=_run_url(waiting) if waiting else meeting.get_absolute_url(),
        crumbs=_trail(meeting),
        title="Wer ist da?",
        pre=meeting.body.name,
        audience=audience_of(meeting.place),
    )


@allow("bodies.minutes", "GET", "POST", reads=("sites.view", "steps.change"))
def meeting_close(request, pk):
    """Close a running meeting: decisions become steps, what is open goes on to the next meeting."""
    meeting = _meeting(request, pk)
    return form_page(
        request,
        MeetingCloseForm(*posted(request), instance=meeting, request=request),
        save=lambda form: close_meeting(access=request.access, meeting=meeting, guests=form.cleaned_data["guests"]),
        done="Die Sitzung ist abgeschlossen. Das Protokoll liegt bereit.",
        to=meeting.get_absolute_url(),
        crumbs=_trail(meeting),
        title="Sitzung abschließen",
        pre=meeting.body.name,
        lead=before_closing(list(rows(request, AgendaItem).filter(meeting=meeting))),
        submit="Sitzung abschließen",
        audience=audience_of(meeting.place),
    )


@allow("bodies.minutes", "POST", reads=("sites.view",))
def meeting_reopen(request, pk):
    """Write on at a closed meeting whose minutes were not sent yet."""
    meeting = _meeting(request, pk)
    carry_out(request, lambda: reopen_meeting(access=request.access, meeting=meeting), "Die Sitzung ist wieder offen.")
    return redirect(meeting.get_absolute_url())


@allow("bodies.minutes", "GET", "POST", reads=SOURCES)
def meeting_agenda(request, pk):
    """What is open in the house or the county, to be taken onto the agenda."""
    meeting = _meeting(request, pk)
    proposed = {one.origin: one for one in proposals(request, meeting)}
    may_add = meeting.place_id in request.access.reach("bodies.change").places
    own_url = reverse("planning:agenda_item_create", args=[meeting.pk]) if may_add else ""
    if not proposed:
        messages.info(request, "Es ist nichts offen, das nicht schon auf der Tagesordnung steht.")
        return redirect(own_url or meeting.get_absolute_url())

    def save(form: AgendaChoiceForm) -> Meeting:
        refuse_over(meeting)
        add_items(access=request.access, meeting=meeting, proposed=[proposed[origin] for origin in form.cleaned_data["chosen"]])
        return meeting

    return form_page(
        request,
        AgendaChoiceForm(*posted(request), request=request, proposed=proposed.values()),
        save=save,
        done="Die Punkte stehen auf der Tagesordnung.",
        to=meeting.get_absolute_url(),
        crumbs=_trail(meeting),
        title="Tagesordnung vorschlagen lassen",
        pre=meeting.body.name,
        lead="Offen sind zurzeit diese Anliegen, Bedarfe und Punkte. Was Sie ankreuzen, lesen alle, die diese Sitzung sehen.",
        submit="Auf die Tagesordnung nehmen",
        note=Note("Etwas anderes?", ("Eigenen Punkt eintragen", own_url)) if own_url else "",
        audience=audience_of(meeting.place),
    )
