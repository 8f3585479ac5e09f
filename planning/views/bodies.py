"""Bodies of a county or of a house: members with their terms, meetings with agenda and minutes, invitations."""

from django.db.models import Max
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from planning.forms.bodies import AgendaItemForm, BodyForm, BodyMemberForm, MeetingForm
from planning.models import AgendaItem, Body, BodyMember, Meeting
from planning.pages.body_detail import audience_of, body_detail_page, body_url, trail_of, trail_to
from planning.pages.body_list import body_list_page
from planning.pages.meeting_detail import evidence_of_meeting, meeting_detail_page
from planning.services.bodies import invite_members
from planning.services.plans import attach
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal
from sites.models import Place

NAMED = ("place__county", "place__site")


def place_of(request, pk) -> Place:
    """A county or a site in the reach of the view's own action: bodies lie nowhere else."""
    place = place_within(request, pk)
    if place.kind not in {Place.Kind.COUNTY, Place.Kind.SITE}:
        raise Http404
    return place


def _at_county(row) -> bool:
    return row.place.kind == Place.Kind.COUNTY


def _body(request, pk, *, lock: bool = False) -> Body:
    return fetch(request, rows(request, Body).select_related(*NAMED), pk=pk, lock=lock)


def _meeting(request, pk, *, lock: bool = False) -> Meeting:
    return fetch(request, _meetings(request), pk=pk, lock=lock)


def _meetings(request):
    return rows(request, Meeting).select_related("body", "minutes", *NAMED)


# Bodies -----------------------------------------------------------------------------------------------------------


@allow("bodies.view", reads=("sites.view",))
def body_list(request, place):
    """The bodies of a county or of a house, with how many sit in them and when they last met."""
    place = place_of(request, place)
    return render_page(request, "row_list.html", body_list_page(request, place, place.label))


@allow("bodies.view", reads=("sites.view", "plans.view", "members.view"))
def body_detail(request, pk):
    """A body with its members of today and before, and its meetings."""
    return render_page(request, "planning/body_detail.html", body_detail_page(request, _body(request, pk)))


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_create(request, place):
    """Enter a body of the own place."""
    place = place_of(request, place)
    return _form(request, BodyForm, Body(place=place), place, "Gremium eintragen", body_url, trail_of(place))


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_edit(request, pk):
    """Change a body of the own place."""
    body = _body(request, pk, lock=request.method == "POST")
    return _form(
        request, BodyForm, body, body.place, "Gremium ändern", body_url, trail_to(body), removal=Removal(body, to=trail_of(body.place)[-1][1])
    )


def _named(row) -> str:
    return f"{row._meta.verbose_name} „{row}“"


def _form(request, form_class, row, place, title, target, trail, *, words=_named, removal=None):
    """The page of one row: save, one entry, on to where it shows. `words`: what it is once it is saved; else its German name and itself."""
    return form_page(
        request,
        form_class(*posted(request), instance=row, request=request, at_county=place.kind == Place.Kind.COUNTY),
        save=lambda form: keep(request, form, words(form.instance)),
        done=lambda row: f"{words(row)} ist gespeichert.",
        to=target,
        crumbs=trail,
        title=title,
        pre=trail[-1][0],
        audience=audience_of(place),
        removal=removal,
    )


# Members ----------------------------------------------------------------------------------------------------------


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_member_create(request, body):
    """Enter who sits in a body."""
    body = _body(request, body)
    return _member_form(request, BodyMember(body=body, place=body.place, starts=request.access.today), body, "Mitglied eintragen")


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_member_edit(request, pk):
    """Change a member, or enter the last day."""
    member = fetch(request, rows(request, BodyMember).select_related("body"), pk=pk, lock=request.method == "POST")
    return _member_form(request, member, _body(request, member.body_id), "Mitglied ändern oder beenden")


def _member_form(request, member, body, title):
    target = body_url(body)
    return _form(request, BodyMemberForm, member, body.place, title, target, trail_to(body), removal=Removal(member, about=body))


# Meetings ---------------------------------------------------------------------------------------------------------


@allow("bodies.change", "GET", "POST", reads=("sites.view", "documents.change"))
def meeting_create(request, body):
    """Enter a meeting, before it takes place or afterwards."""
    body = _body(request, body)
    return _meeting_form(request, Meeting(body=body, place=body.place), body, "Sitzung eintragen")


@allow("bodies.change", "GET", "POST", reads=("sites.view", "documents.change"))
def meeting_edit(request, pk):
    """Change a meeting, or put down its minutes."""
    meeting = _meeting(request, pk, lock=request.method == "POST")
    return _meeting_form(request, meeting, meeting.body, "Sitzung ändern oder Protokoll ablegen")


def _meeting_form(request, meeting, body, title):
    body.place = meeting.place  # the meeting of an edit has brought it
    return form_page(
        request,
        MeetingForm(*posted(request), instance=meeting, request=request, at_county=_at_county(meeting)),
        save=lambda form: _keep_meeting(request, form),
        done=lambda meeting: f"Die Sitzung am {meeting.held_on:%d.%m.%Y} ist gespeichert.",
        to=_address,
        back=_address(meeting) if meeting.pk else "",
        crumbs=trail_to(body),
        title=title,
        pre=body.name,
        submit="Sitzung speichern",
        audience=audience_of(meeting.place),
        removal=Removal(meeting, to=body_url(body), name=f"Sitzung am {meeting.held_on:%d.%m.%Y}" if meeting.pk else "", about=body),
    )


def _keep_meeting(request, form) -> Meeting:
    """With its minutes, when they are there."""
    body, day = form.instance.body.name, f"{form.instance.held_on:%d.%m.%Y}"
    meeting = keep(request, form, f"Sitzung {body} am {day}")
    attach(access=request.access, row=meeting, upload=form.cleaned_data["upload"], title=f"Protokoll {body} {day}", name="minutes")
    return meeting


def _address(meeting: Meeting) -> str:
    return reverse("planning:meeting_detail", args=[meeting.pk])


@allow("bodies.view", reads=("sites.view", "documents.view", "entries.view", "decisions.view", "evidence.view"))
def meeting_detail(request, pk):
    """A meeting: when and where, its agenda with results, its minutes, what shows it, and the invitation."""
    meeting = fetch(request, _meetings(request).annotate(shown=evidence_of_meeting()), pk=pk)
    return render_page(request, "planning/meeting_detail.html", meeting_detail_page(request, meeting))


@allow("bodies.change", "POST", reads=("sites.view",))
def meeting_invite(request, pk):
    """Invite the members of a county's body by mail."""
    meeting = _meeting(request, pk)
    if not _at_county(meeting):  # guard: house-meeting -> if False:
        raise Http404
    carry_out(request, lambda: invite_members(access=request.access, meeting=meeting), _invited)
    return redirect("planning:meeting_detail", meeting.pk)


def _invited(number: int) -> str:
    return f"Die Einladung geht an {'ein Mitglied' if number == 1 else f'{number} Mitglieder'}."


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
    trail = [*trail_to(meeting.body), (f"Sitzung am {meeting.held_on:%d.%m.%Y}", _address(meeting))]
    removal = Removal(item, name=_item_words(item), about=meeting)
    return _form(request, AgendaItemForm, item, meeting.place, title, _address(meeting), trail, words=_item_words, removal=removal)


def _item_words(item) -> str:
    return f"Tagesordnungspunkt {item.number}"
