"""How a steering team is made up and how often it meets, measured by the recommendations (3.1): hints, never errors (R197, R198, R201)."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planning.models import Body, BodyMember, BodyNotice, Meeting
from sites.core.days import date_long, is_valid, month_long
from sites.core.numbers import in_words, with_noun
from sites.models import User

Function = BodyMember.Function
LEVELS = {
    "Einrichtung": (Function.HEAD, Function.PROFESSIONAL, Function.COORDINATOR),
    "Träger": (Function.PROVIDER,),
    "Kommune": (Function.MUNICIPALITY,),
    "Landkreis": (Function.ADVISOR, Function.PLANNER, Function.OFFICE),
    "Kooperation": (Function.PARTNER,),
    "Eltern": (Function.PARENTS,),
}
QUIET_MONTHS, YEAR = 4, 12


@dataclass(frozen=True)
class Seat:
    """One of the eleven functions with who holds it on a day; `since`: the first day without anybody, None where nobody ever was."""

    function: BodyMember.Function
    members: list[BodyMember]
    since: date | None = None

    @property
    def title(self) -> str:
        return str(self.function.label)

    @property
    def words(self) -> str:
        if self.members:
            return ", ".join(member.name for member in self.members)
        return f"nicht besetzt seit {month_long(self.since)}" if self.since else "noch nicht besetzt"


@dataclass(frozen=True)
class Hint:
    """A hint about the meetings of a body."""

    kind: BodyNotice.Kind
    words: str


def seats(members: Iterable[BodyMember], day: date) -> list[Seat]:
    """The check-list of the eleven functions, in the order of the recommendations."""
    known = list(members)
    return [_seat(function, [one for one in known if one.function_of == function], day) for function in Function]


def _seat(function: BodyMember.Function, known: Sequence[BodyMember], day: date) -> Seat:
    now = [one for one in known if is_valid(one, day)]
    ended = [one.ends for one in known if one.ends and one.ends < day]
    return Seat(function, now, max(ended) if ended and not now else None)


def missing(found: Iterable[Seat]) -> list[Seat]:
    return [seat for seat in found if not seat.members]


def levels(found: Iterable[Seat]) -> list[str]:
    """The levels that sit at the table: of six. Process facilitation stands beside them."""
    there = {seat.function for seat in found if seat.members}
    return [level for level, functions in LEVELS.items() if there & set(functions)]


def months_before(day: date, months: int) -> date:
    """The same day so many months ago, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def was_held(meeting: Meeting, today: date) -> bool:
    """A meeting counts once somebody has written in it, or its minutes are there: not because it was planned."""
    written = meeting.state in {Meeting.State.RUNNING, Meeting.State.CLOSED} or meeting.minutes_id is not None
    return written and meeting.held_on <= today


def held_in_year(held: Iterable[date], today: date) -> int:
    """The meetings of the twelve months that end today."""
    return sum(months_before(today, YEAR) < day <= today for day in held)


def hints(body: Any, held: Sequence[date], notices: Iterable[BodyNotice], today: date) -> list[Hint]:
    """What is worth a word about how often a steering team meets. A hint that was laid aside is silent until the team has met again, or for
    as long as it took to appear."""
    if body.kind != Body.Kind.STEERING_TEAM or body.target is None or (body.ends and body.ends < today):
        return []
    last = max((day for day in held if day <= today), default=None)
    silent = {one.kind for one in notices if _is_silent(one, last, today)}
    return [hint for hint in (_quiet(body, last, today), _few(body, held, today)) if hint and hint.kind not in silent]


def _is_silent(notice: BodyNotice, last: date | None, today: date) -> bool:
    return months_before(today, QUIET_MONTHS) < notice.laid_on and (last is None or last <= notice.laid_on)


def _quiet(body: Body, last: date | None, today: date) -> Hint | None:
    """For four months: since the last meeting, before the first one since the team is there."""
    begun = last or body.starts
    if begun is None or months_before(today, QUIET_MONTHS) < begun:
        return None
    words = f"Die letzte Sitzung war am {date_long(last)}." if last else f"Seit dem {date_long(begun)} gab es noch keine Sitzung."
    return Hint(BodyNotice.Kind.QUIET, f"Seit mehr als {in_words(QUIET_MONTHS)} Monaten keine Sitzung. {words}")


def _few(body: Body, held: Sequence[date], today: date) -> Hint | None:
    """Only of a team that has been there for the whole twelve months."""
    begun = min([day for day in (body.starts, *held) if day], default=None)
    number = held_in_year(held, today)
    if begun is None or months_before(today, YEAR) < begun or number >= (body.target or 0):
        return None
    return Hint(BodyNotice.Kind.FEW, f"{with_noun(number, 'Sitzung', 'Sitzungen')} in zwölf Monaten, vorgenommen sind {body.target}.")


def without_account(members: Iterable[BodyMember]) -> list[BodyMember]:
    """Those with an address to whom no account belongs: they get minutes by mail, the others read them here."""
    known = {member.email.lower(): member for member in members if member.email}
    accounts = set(User.objects.filter(email__in=known, is_active=True).values_list("email", flat=True)) if known else set()
    return [member for email, member in known.items() if email not in accounts]
