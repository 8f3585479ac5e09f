"""What stands on the page of a body: its members of today and before, its meetings; and where bodies lie and who reads them."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from planning.models import Body, BodyMember, Meeting
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_long, is_over
from sites.core.lists import Page, latest, page
from sites.core.rights import roles_with
from sites.models import Place, RefusedAddress

OFFICES = "Sozialplanung, Jugendamt und Kita-Fachberatung"


def audience_of(place: Place) -> str:
    """Who reads the bodies of a place: those of a county the offices, those of a house all around it."""
    return OFFICES if place.kind == Place.Kind.COUNTY else roles_with("bodies.view")


def trail_of(place: Place) -> list[tuple[str, str]]:
    """The way to the bodies of a place."""
    house = [] if place.kind == Place.Kind.COUNTY else [(place.site.name, place.site.get_absolute_url())]
    return [*house, navigation.BODIES.crumb(place.pk)]


def trail_to(body: Body) -> list[tuple[str, str]]:
    """The way to a body, which comes with its place."""
    return [*trail_of(body.place), (body.name, body_url(body))]


def body_url(body: Body) -> str:
    return reverse("planning:body_detail", args=[body.pk])


@dataclass(frozen=True)
class MeetingLine:
    """A meeting of the list."""

    meeting: Meeting
    items: int
    is_coming: bool

    @property
    def about(self) -> str:
        meeting = self.meeting
        where = "digital" if meeting.digital else meeting.where
        minutes = "Protokoll liegt vor" if meeting.minutes_id else "" if self.is_coming else "noch kein Protokoll"
        return " · ".join(filter(None, [f"{self.items} Tagesordnungspunkt{'' if self.items == 1 else 'e'}", where, minutes]))


@dataclass(frozen=True)
class MemberLine:
    """Who sits in the body, or sat there. `refused`: no invitation arrives at the address."""

    member: BodyMember
    refused: bool = False

    @property
    def about(self) -> str:
        member = self.member
        ends = f" bis {member.ends:%d.%m.%Y}" if member.ends else ""
        return " · ".join(filter(None, [member.organisation, member.function, f"ab {member.starts:%d.%m.%Y}{ends}"]))

    @property
    def about_former(self) -> str:
        return f"{self.member.organisation} · {self.member.starts:%d.%m.%Y} bis {self.member.ends:%d.%m.%Y}"


@dataclass(frozen=True)
class BodyDetail:
    """`rows`: the meetings of this page of the list, newest first."""

    body: Body
    members: list[MemberLine]
    former: list[MemberLine]
    page: Page
    rows: list[MeetingLine]
    may_change: bool

    @property
    def overline(self) -> str:
        place = self.body.place
        where = place.county.name if place.kind == Place.Kind.COUNTY else place.site.name
        return f"{where} · {self.body.get_kind_display()}"

    @property
    def lead(self) -> str:
        starts, ends = self.body.starts, self.body.ends
        return " ".join(filter(None, [f"seit {date_long(starts)}" if starts else "", f"bis {date_long(ends)}" if ends else ""]))

    @property
    def no_meeting(self) -> str:
        return "Tragen Sie die nächste Sitzung mit ihrer Tagesordnung ein, oder eine vergangene mit ihrem Protokoll."

    @property
    def audience(self) -> str:
        return audience_of(self.body.place)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [*trail_of(self.body.place), (self.body.name, "")]


def body_detail_page(request: Request, body: Body) -> BodyDetail:
    """`body` comes with its place."""
    today = request.access.today
    members = list(rows(request, BodyMember).filter(body=body))
    refused = set(rows(request, RefusedAddress).filter(place=body.place_id).values_list("email", flat=True))
    meetings = rows(request, Meeting).filter(body=body).annotate(item_count=Count("items"), newest=latest("held_on"))
    listed = page(request, meetings, "newest")
    return BodyDetail(
        body=body,
        members=[MemberLine(member, member.email.lower() in refused) for member in members if not is_over(member, today)],
        former=[MemberLine(member) for member in members if is_over(member, today)],
        page=listed,
        rows=[MeetingLine(meeting, meeting.item_count, meeting.held_on >= today) for meeting in listed.rows],
        may_change=body.place_id in request.access.reach("bodies.change").places,
    )
