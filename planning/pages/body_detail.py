"""What stands on the page of a body: its members of today and before, its meetings; and where bodies lie and who reads them.

Of a steering team also which of the eleven functions are there, from how many levels, and whether it meets often enough (R197, R198, R201).
"""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from planning.models import Body, BodyMember, BodyNotice, BodySite, Meeting
from planning.rules.calendar import is_coming
from planning.rules.shared import other_houses
from planning.rules.steering import LEVELS, Hint, Seat, held_in_year, hints, levels, missing, seats, was_held
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_long, is_over
from sites.core.lists import Page, latest, page
from sites.core.navigation import Links
from sites.core.numbers import with_noun
from sites.core.rights import roles_with
from sites.models import Place, RefusedAddress

IDEAL = "Elf Funktionen sind die ideale Zusammensetzung (3.1). Die Aufstellung entspricht den jeweiligen Gegebenheiten: ein Hinweis, kein Muss."
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
    def sign(self) -> tuple[str, str] | None:
        """How it stands, for the badge: nothing where it is over and done."""
        if self.meeting.state == Meeting.State.RUNNING:
            return "warning", "läuft"
        if self.meeting.state == Meeting.State.CANCELLED:
            return "", "abgesagt"
        return ("info", "kommt noch") if self.is_coming else None

    @property
    def about(self) -> str:
        meeting = self.meeting
        where = "digital" if meeting.digital else meeting.where
        written = meeting.minutes_id or meeting.state == Meeting.State.CLOSED
        unwritten = "" if self.is_coming or meeting.state == Meeting.State.CANCELLED else "noch kein Protokoll"
        minutes = "Protokoll liegt vor" if written else unwritten
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
        side = member.get_function_of_display()
        return " · ".join(filter(None, [*dict.fromkeys([side, member.organisation]), member.function, f"ab {member.starts:%d.%m.%Y}{ends}"]))

    @property
    def about_former(self) -> str:
        return f"{self.member.organisation} · {self.member.starts:%d.%m.%Y} bis {self.member.ends:%d.%m.%Y}"


@dataclass(frozen=True)
class Team:
    """What is worth knowing of a steering team. `numbers`: meetings of twelve months and the target."""

    body: Body
    seats: list[Seat]
    hints: list[Hint]
    number: int
    shared_with: list[str]
    may_change: bool
    why: str = IDEAL

    @property
    def note(self) -> str:
        return f"{len(self.seats) - len(missing(self.seats))} von {len(self.seats)} Funktionen"

    @property
    def levels_words(self) -> str:
        found = levels(self.seats)
        return f"{len(found)} von {len(LEVELS)} Ebenen sind vertreten: {', '.join(found)}." if found else "Noch keine Ebene ist vertreten."

    @property
    def is_without_functions(self) -> bool:
        return len(missing(self.seats)) == len(self.seats)

    @property
    def meetings_words(self) -> str:
        held = with_noun(self.number, "Sitzung", "Sitzungen")
        target = self.body.target
        meant = f", vorgenommen {'ist' if target == 1 else 'sind'} {target}" if target else ""
        return f"{held} in zwölf Monaten{meant}"

    @property
    def hint_lines(self) -> list[tuple[str, str]]:
        """Each hint with the address at which it is laid aside, empty for those who do not."""
        kinds = [(hint.words, hint.kind) for hint in self.hints]
        return [(words, reverse("planning:body_notice_create", args=[self.body.pk, kind]) if self.may_change else "") for words, kind in kinds]

    @property
    def shared_words(self) -> str:
        return f"Gemeinsam mit {', '.join(self.shared_with)}." if self.shared_with else ""


@dataclass(frozen=True)
class BodyDetail:
    """`rows`: the meetings of this page of the list, newest first. `team`: of a steering team alone, as are the `tabs`."""

    body: Body
    members: list[MemberLine]
    former: list[MemberLine]
    page: Page
    rows: list[MeetingLine]
    may_change: bool
    team: Team | None
    tabs: Links | None

    @property
    def overline(self) -> str:
        place = self.body.place
        where = place.county.name if place.kind == Place.Kind.COUNTY else place.site.name
        return f"{where} · {self.body.get_kind_display()}"

    @property
    def lead(self) -> str:
        starts, ends = self.body.starts, self.body.ends
        days = " ".join(filter(None, [f"seit {date_long(starts)}" if starts else "", f"bis {date_long(ends)}" if ends else ""]))
        return ", ".join(filter(None, [days, f"organisiert von: {self.body.organiser}" if self.body.organiser else ""]))

    @property
    def no_meeting(self) -> str:
        return "Tragen Sie die nächste Sitzung mit ihrer Tagesordnung ein, oder eine vergangene mit ihrem Protokoll."

    @property
    def audience(self) -> str:
        return audience_of(self.body.place)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [*trail_of(self.body.place), (self.body.name, "")]


def is_team(body: Body) -> bool:
    return body.kind == Body.Kind.STEERING_TEAM


def team_tabs(request: Request, body: Body) -> Links | None:
    """The tabs of the development of a house, on the pages of its steering team."""
    return navigation.GROWTH_TABS.at(request.access, body.place_id, navigation.STEERING) if is_team(body) else None


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
        rows=[MeetingLine(meeting, meeting.item_count, is_coming(meeting, today)) for meeting in listed.rows],
        may_change=body.place_id in request.access.reach("bodies.change").places,
        team=_team(request, body, members) if is_team(body) else None,
        tabs=team_tabs(request, body),
    )


def _team(request: Request, body: Body, members: list[BodyMember]) -> Team:
    today = request.access.today
    found = rows(request, Meeting).filter(body=body).only("held_on", "state", "minutes")
    held = [meeting.held_on for meeting in found if was_held(meeting, today)]
    return Team(
        body=body,
        seats=seats(members, today),
        hints=hints(body, held, rows(request, BodyNotice).filter(body=body), today),
        number=held_in_year(held, today),
        shared_with=_sharing(request, body),
        may_change=body.place_id in request.access.reach("bodies.change").places,
    )


def _sharing(request: Request, body: Body) -> list[str]:
    """The names of the houses that share it, where it is shared at all."""
    sites = set(rows(request, BodySite).filter(body=body).values_list("site", flat=True))
    return [name for pk, name in other_houses(body.place_id) if pk in sites] if sites else []
