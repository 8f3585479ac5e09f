"""Meetings of a body: entered, invited to, changed and called off, with agenda and minutes."""

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.forms.bodies import AgendaItemForm, MeetingCancelForm, MeetingForm
from planning.models import AgendaItem, Body, Meeting
from planning.pages.body_detail import audience_of, body_url, trail_to
from planning.pages.meeting_detail import evidence_of_meeting, meeting_detail_page
from planning.rules.calendar import meeting_file
from planning.services.meetings import cancel_meeting, host, invite_members, refuse_invited, tell_change
from planning.services.plans import attach
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.mails import link
from sites.core.pages import render_page
from sites.core.removal import Removal
from sites.models import Place

NAMED = ("place__county", "place__site")
CLOSED = "Die Sitzung ist abgeschlossen. Ihr Protokoll bleibt, wie es ist."


def _meetings(request):
    return rows(request, Meeting).select_related("body", "minutes", *NAMED)


def _meeting(request, pk, *, lock: bool = False) -> Meeting:
    return fetch(request, _meetings(request), pk=pk, lock=lock)


def _at_county(row) -> bool:
    return row.place.kind == Place.Kind.COUNTY


def _address(meeting: Meeting) -> str:
    return meeting.get_absolute_url()


@allow("bodies.change", "GET", "POST", reads=("sites.view", "documents.change"))
def meeting_create(request, body):
    """Enter a meeting, before it takes place or afterwards."""
    body = fetch(request, rows(request, Body).select_related(*NAMED), pk=body)
    return _meeting_form(request, Meeting(body=body, place=body.place), body, "Sitzung eintragen")


@allow("bodies.change", "GET", "POST", reads=("sites.view", "documents.change"))
def meeting_edit(request, pk):
    """Change a meeting, or put down its minutes; who was invited hears of another time or place."""
    meeting = _meeting(request, pk, lock=request.method == "POST")
    return _meeting_form(request, meeting, meeting.body, "Sitzung ändern oder Protokoll ablegen")


def _meeting_form(request, meeting, body, title):
    body.place = meeting.place  # the meeting of an edit has brought it
    name = f"Sitzung am {meeting.held_on:%d.%m.%Y}" if meeting.pk else ""
    return form_page(
        request,
        MeetingForm(*posted(request), instance=meeting, request=request, at_county=_at_county(meeting)),
        save=lambda form: _keep_meeting(request, form),
        done=_saved,
        to=_address,
        back=_address(meeting) if meeting.pk else "",
        crumbs=trail_to(body),
        title=title,
        pre=body.name,
        submit="Sitzung speichern",
        audience=audience_of(meeting.place),
        removal=Removal(meeting, to=body_url(body), name=name, about=body, before=lambda: refuse_invited(meeting, request.access)),
    )


def _saved(meeting: Meeting) -> str:
    told = " Die Eingeladenen bekommen die Änderung per E-Mail." if vars(meeting).get("is_told") else ""
    return f"Die Sitzung am {meeting.held_on:%d.%m.%Y} ist gespeichert.{told}"


def _keep_meeting(request, form) -> Meeting:
    """With its minutes, when they are there."""
    body, day = form.instance.body.name, f"{form.instance.held_on:%d.%m.%Y}"
    meeting = keep(request, form, f"Sitzung {body} am {day}")
    attach(access=request.access, row=meeting, upload=form.cleaned_data["upload"], title=f"Protokoll {body} {day}", name="minutes")
    vars(meeting)["is_told"] = tell_change(access=request.access, meeting=meeting, changed=form.changed_data)
    return meeting


@allow("bodies.view", reads=("sites.view", "documents.view", "entries.view", "decisions.view", "evidence.view", "steps.view"))
def meeting_detail(request, pk):
    """A meeting: when and where, its agenda with results, its minutes, what shows it, and the invitation."""
    meeting = fetch(request, _meetings(request).annotate(shown=evidence_of_meeting()), pk=pk)
    return render_page(request, "planning/meeting_detail.html", meeting_detail_page(request, meeting))


@allow("bodies.change", "POST", reads=("sites.view",))
def meeting_invite(request, pk):
    """Invite the members of a body by mail."""
    meeting = _meeting(request, pk)
    carry_out(request, lambda: invite_members(access=request.access, meeting=meeting), _invited)
    return redirect("planning:meeting_detail", meeting.pk)


def _invited(number: int) -> str:
    return f"Die Einladung geht an {'ein Mitglied' if number == 1 else f'{number} Mitglieder'}."


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def meeting_cancel(request, pk):
    """Call a planned meeting off, with a reason for those who were invited."""
    meeting = _meeting(request, pk)
    meeting.body.place = meeting.place
    return form_page(
        request,
        MeetingCancelForm(*posted(request), request=request),
        save=lambda form: cancel_meeting(access=request.access, meeting=meeting, reason=form.cleaned_data["note"]),
        done="Die Sitzung ist abgesagt." + (" Die Eingeladenen bekommen eine E-Mail." if meeting.invited_on else ""),
        to=_address(meeting),
        crumbs=[*trail_to(meeting.body), (str(meeting), _address(meeting))],
        title="Sitzung absagen",
        pre=meeting.body.name,
        submit="Sitzung absagen",
        audience=audience_of(meeting.place),
    )


@allow("bodies.view", reads=("sites.view",))
def meeting_calendar(request, pk):
    """A meeting as a file for the own calendar."""
    meeting = _meeting(request, pk)
    content = meeting_file(meeting, link("planning:meeting_detail", meeting.pk), host=host(), now=timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="sitzung-{meeting.held_on:%Y-%m-%d}.ics"'
    return answer


# Agenda -----------------------------------------------------------------------------------------------------------


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def agenda_item_create(request, meeting):
    """Enter an item of the agenda; the next number stands there already."""
    meeting = _meeting(request, meeting)
    last = rows(request, AgendaItem).filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    return _item_form(request, AgendaItem(meeting=meeting, place=meeting.place, number=min(last + 1, 99)), meeting, "Tagesordnungspunkt eintragen")


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def agenda_item_edit(request, pk):
    """Change an item, or enter its result."""
    item = fetch(request, AgendaItem, pk=pk, lock=request.method == "POST")
    return _item_form(request, item, _meeting(request, item.meeting_id), "Tagesordnungspunkt ändern")


def _item_form(request, item, meeting, title):
    meeting.body.place = meeting.place
    item.meeting = meeting
    trail = [*trail_to(meeting.body), (f"Sitzung am {meeting.held_on:%d.%m.%Y}", _address(meeting))]
    return form_page(
        request,
        AgendaItemForm(*posted(request), instance=item, request=request, at_county=_at_county(meeting)),
        save=lambda form: keep(request, form, _item_words(form.instance)),
        done=lambda row: f"{_item_words(row)} ist gespeichert.",
        to=_address(meeting),
        crumbs=trail,
        title=title,
        pre=trail[-1][0],
        why_not=CLOSED if meeting.state == Meeting.State.CLOSED else "",
        audience=audience_of(meeting.place),
        removal=Removal(item, name=_item_words(item), about=meeting),
    )


def _item_words(item) -> str:
    return f"Tagesordnungspunkt {item.number}"
