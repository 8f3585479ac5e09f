"""Bodies of a county or of a house: members with their terms, meetings with agenda and minutes, invitations."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from planning.forms.bodies import AgendaItemForm, BodyForm, BodyMemberForm, MeetingForm
from planning.models import AgendaItem, Body, BodyMember, Meeting
from planning.services.bodies import invite_members
from planning.services.plans import attach
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.journal import subject_of
from sites.core.lists import latest, page
from sites.core.places import place_within
from sites.core.rights import roles_with
from sites.models import Entry, Place

OFFICES = "Sozialplanung, Jugendamt und Kita-Fachberatung"
NAMED = ("place__county", "place__site")


def place_of(request, pk) -> Place:
    """A county or a site in the reach of the view's own action: bodies lie nowhere else."""
    place = place_within(request, pk)
    if place.kind not in {Place.Kind.COUNTY, Place.Kind.SITE}:
        raise Http404
    return place


def _trail(body: Body, *, itself: bool = True) -> list[tuple[str, str]]:
    at_county = body.place.kind == Place.Kind.COUNTY
    before = [] if at_county else [(body.place.site.name, body.place.site.get_absolute_url())]
    trail = [*before, navigation.BODIES.crumb(body.place_id)]
    return [*trail, (body.name, _body_address(body))] if itself else trail


def _body_address(body: Body) -> str:
    return reverse("planning:body_detail", args=[body.pk])


def audience(place) -> str:
    """Who reads the bodies of a place: those of a county the offices, those of a house all around it."""
    return OFFICES if place.kind == Place.Kind.COUNTY else roles_with("bodies.view")


def _at_county(row) -> bool:
    return row.place.kind == Place.Kind.COUNTY


def _body(request, pk, *, lock: bool = False) -> Body:
    return fetch(request, rows(request, Body).select_related(*NAMED), pk=pk, lock=lock)


def _meeting(request, pk, *, lock: bool = False) -> Meeting:
    return fetch(request, rows(request, Meeting).select_related("body", "minutes", *NAMED), pk=pk, lock=lock)


# Bodies -----------------------------------------------------------------------------------------------------------


@allow("bodies.view", reads=("sites.view",))
def body_list(request, place):
    """The bodies of a county or of a house, with how many sit in them and when they last met."""
    place, today = place_of(request, place), request.access.today
    at_county = place.kind == Place.Kind.COUNTY
    members = Count("members", filter=Q(members__starts__lte=today) & (Q(members__ends=None) | Q(members__ends__gte=today)), distinct=True)
    met = Max("meetings__held_on", filter=Q(meetings__held_on__lte=today))
    found = rows(request, Body).filter(place=place.pk).annotate(member_count=members, met=met)
    context = {
        "place": place,
        "at_county": at_county,
        "audience": audience(place),
        "page": page(request, found, "name"),
        "today": today,
        "may_change": place.pk in request.access.reach("bodies.change").places,
        "tabs": navigation.COUNTY_TABS.at(request.access, place.pk, navigation.BODIES) if at_county else None,
        "crumbs": [] if at_county else [(place.site.name, place.site.get_absolute_url()), ("Gremien", "")],
    }
    return render(request, "planning/body_list.html", context)


@allow("bodies.view", reads=("sites.view", "plans.view"))
def body_detail(request, pk):
    """A body with its members of today and before, and its meetings."""
    body, today = _body(request, pk), request.access.today
    members = list(rows(request, BodyMember).filter(body=body))
    meetings = rows(request, Meeting).filter(body=body).annotate(item_count=Count("items"), newest=latest("held_on"))
    context = {
        "body": body,
        "place": body.place,
        "at_county": _at_county(body),
        "audience": audience(body.place),
        "members": [member for member in members if member.ends is None or member.ends >= today],
        "former": [member for member in members if member.ends and member.ends < today],
        "page": page(request, meetings, "newest"),
        "today": today,
        "may_change": body.place_id in request.access.reach("bodies.change").places,
        "crumbs": [*_trail(body, itself=False), (body.name, "")],
    }
    return render(request, "planning/body_detail.html", context)


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_create(request, place):
    """Enter a body of the own place."""
    place = place_of(request, place)
    return _form(request, BodyForm, Body(place=place), place, "Gremium eintragen", _body_address, _listed(place))


@allow("bodies.change", "GET", "POST", reads=("sites.view",))
def body_edit(request, pk):
    """Change a body of the own place."""
    body = _body(request, pk, lock=request.method == "POST")
    return _form(request, BodyForm, body, body.place, "Gremium ändern", _body_address, _trail(body))


def _listed(place) -> list[tuple[str, str]]:
    return _trail(Body(place=place), itself=False)


def _form(request, form_class, row, place, title, target, trail, *, text=""):
    """The page of one row: save, one entry, on to where it shows. `text`: what it is, in words; else its German name and itself."""

    def words(row) -> str:
        return text or f"{row._meta.verbose_name} „{row}“"

    return form_page(
        request,
        form_class(*posted(request), instance=row, request=request, at_county=place.kind == Place.Kind.COUNTY),
        save=lambda form: keep(request, form, words(form.instance)),
        done=lambda row: f"{words(row)} ist gespeichert.",
        to=target,
        crumbs=trail,
        title=title,
        pre=trail[-1][0],
        audience=audience(place),
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
    return _form(request, BodyMemberForm, member, body.place, title, lambda member: _body_address(member.body), _trail(body))


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
        crumbs=_trail(body),
        title=title,
        pre=body.name,
        submit="Sitzung speichern",
        audience=audience(meeting.place),
    )


def _keep_meeting(request, form) -> Meeting:
    """With its minutes, when they are there."""
    body, day = form.instance.body.name, f"{form.instance.held_on:%d.%m.%Y}"
    meeting = keep(request, form, f"Sitzung {body} am {day}")
    attach(access=request.access, row=meeting, upload=form.cleaned_data["upload"], title=f"Protokoll {body} {day}", name="minutes")
    return meeting


def _address(meeting: Meeting) -> str:
    return reverse("planning:meeting_detail", args=[meeting.pk])


@allow("bodies.view", reads=("sites.view", "documents.view", "entries.view"))
def meeting_detail(request, pk):
    """A meeting: when and where, its agenda with results, its minutes, and the invitation."""
    meeting, access = _meeting(request, pk), request.access
    meeting.body.place = meeting.place
    items = list(rows(request, AgendaItem).filter(meeting=meeting).select_related("site"))
    may_change = meeting.place_id in access.reach("bodies.change").places
    coming = meeting.held_on >= access.today
    invited = rows(request, BodyMember).on(meeting.held_on).filter(body=meeting.body_id)
    context = {
        "meeting": meeting,
        "body": meeting.body,
        "place": meeting.place,
        "at_county": _at_county(meeting),
        "audience": audience(meeting.place),
        "items": items,
        "coming": coming,
        "may_change": may_change,
        "may_read": meeting.place_id in access.reach("documents.view").places,
        "may_invite": may_change and coming and _at_county(meeting),
        "invited": rows(request, Entry).filter(subject=subject_of(meeting), kind="invited").order_by("-pk").first() if may_change else None,
        "addresses": invited.aggregate(all=Count("pk"), known=Count("pk", filter=~Q(email="")))
        if may_change and coming and _at_county(meeting)
        else {},
        "crumbs": [*_trail(meeting.body), (f"Sitzung am {meeting.held_on:%d.%m.%Y}", "")],
    }
    return render(request, "planning/meeting_detail.html", context)


@allow("bodies.change", "POST", reads=("sites.view",))
def meeting_invite(request, pk):
    """Invite the members of a county's body by mail."""
    meeting = _meeting(request, pk)
    if not _at_county(meeting):
        raise Http404
    try:
        number = invite_members(access=request.access, meeting=meeting)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"Die Einladung geht an {'ein Mitglied' if number == 1 else f'{number} Mitglieder'}.")
    return redirect("planning:meeting_detail", meeting.pk)


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
    trail = [*_trail(meeting.body), (f"Sitzung am {meeting.held_on:%d.%m.%Y}", _address(meeting))]
    return _form(request, AgendaItemForm, item, meeting.place, title, _address(meeting), trail, text=f"Tagesordnungspunkt {item.number}")
