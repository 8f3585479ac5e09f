"""A meeting that runs: who is there, and what closing it makes of decisions and open items (R199, R201)."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from planning.models import AgendaItem, Attendance, Meeting
from planning.services.meetings import Proposed, add_items
from processes.models import ActionStep
from sites.core.access import Access
from sites.core.days import date_long
from sites.core.flow import advance
from sites.core.journal import record
from sites.models import Place

LONGEST = 160  # letters of a step
FIRST_SENTENCE = re.compile(r"(?s)^\s*(.+?(?<!\d)[.!?])(?=\s|$)")  # the dot of a day ends no sentence


@transaction.atomic
def keep_attendance(*, access: Access, meeting: Meeting, chosen: Mapping[int, str]) -> Meeting:
    """Who was there, as it was ticked; members of whom nobody knows have no row."""
    known = {row.member_id: row for row in Attendance.objects.filter(meeting=meeting)}
    for member, how in chosen.items():
        row = known.get(member)
        if not how and row:
            row.delete()
        elif how and row is None:
            Attendance.objects.create(meeting=meeting, place_id=meeting.place_id, member_id=member, how=how)
        elif how and row and row.how != how:
            Attendance.objects.filter(pk=row.pk).update(how=how)
    record(access, meeting, "changed", text=f"Anwesenheit in der Sitzung am {meeting.held_on:%d.%m.%Y} eingetragen")
    return meeting


@transaction.atomic
def close_meeting(*, access: Access, meeting: Meeting, guests: str) -> Meeting:
    """Close a running meeting: decisions with owner and day become steps of the house, what is open goes on to the next meeting."""
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state == Meeting.State.RUNNING:
        locked.guests, locked.closed_at, locked.closed_by = guests, timezone.now(), access.signature(locked)
        locked.save(update_fields=["guests", "closed_at", "closed_by"])
    closed: Meeting = advance(locked, "close", access=access)
    items = list(AgendaItem.objects.filter(meeting=closed).order_by("number"))
    if Place.objects.filter(pk=closed.place_id, kind=Place.Kind.SITE).exists():
        for item in items:
            _make_step(access, item)
    _move_on(access, closed, [item for item in items if item.is_open])
    return closed


@transaction.atomic
def reopen_meeting(*, access: Access, meeting: Meeting) -> Meeting:
    """Write on at a closed meeting, until its minutes were sent."""
    opened: Meeting = advance(meeting, "reopen", access=access)
    opened.closed_at, opened.closed_by = None, ""
    opened.save(update_fields=["closed_at", "closed_by"])
    return opened


def title_of(result: str) -> str:
    """A decision as the title of a step: its first sentence, or as much of it as a title holds."""
    found = FIRST_SENTENCE.match(result)
    words = " ".join((found[1] if found else result).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 2].rsplit(" ", 1)[0] + " …"


def _make_step(access: Access, item: AgendaItem) -> None:
    """One step for each decision, also when the meeting is closed a second time; what somebody has finished meanwhile stays."""
    step = ActionStep.objects.filter(agenda_item=item).first()
    is_task = bool(item.result and item.owner and not item.deferred)
    if step is None and is_task:
        step = ActionStep.objects.create(
            site_id=item.place_id,
            agenda_item=item,
            title=title_of(item.result),
            owner=item.owner,
            due=item.due,  # type: ignore[misc]  # both or none
        )
        record(access, step, "created", text=f"Schritt „{step}“ aus der Sitzung angelegt")
    elif step and not step.closed_on and not is_task:
        record(access, step, "removed", text=f"Schritt „{step}“ entfernt: der Beschluss wurde geändert")
        step.delete()
    elif step and not step.closed_on and (step.title, step.owner, step.due) != (title_of(item.result), item.owner, item.due):
        ActionStep.objects.filter(pk=step.pk).update(title=title_of(item.result), owner=item.owner, due=item.due)
        record(access, step, "changed", text=f"Schritt „{step}“ aus der Sitzung geändert")


def _move_on(access: Access, closed: Meeting, left: list[AgendaItem]) -> None:
    """To the next planned meeting; without one they are proposed as soon as there is."""
    AgendaItem.objects.filter(pk__in=[item.pk for item in left]).update(deferred=True)
    following: Any = Meeting.objects.filter(body=closed.body_id, state=Meeting.State.PLANNED, held_on__gt=closed.held_on).order_by("held_on").first()
    if following:
        add_items(access=access, meeting=following, proposed=[carried(item, closed) for item in left])


def carried(item: AgendaItem, closed: Meeting) -> Proposed:
    """An item that was left open, as it comes onto the next agenda: it stays what it was taken from."""
    return Proposed(item.origin or f"item:{item.pk}", item.title, f"offen aus der Sitzung am {date_long(closed.held_on)}", item.site_id)


def refuse_unopened(meeting: Meeting) -> None:
    """Minutes are written while a meeting runs."""
    if meeting.state != Meeting.State.RUNNING:
        raise ValidationError(f"Die Sitzung ist {meeting.get_state_display()}. Mitschreiben geht, solange sie läuft.")


def refuse_over(meeting: Meeting) -> None:
    """Nothing comes onto the agenda of a meeting that is over or called off."""
    if meeting.state not in {Meeting.State.PLANNED, Meeting.State.RUNNING}:
        raise ValidationError(f"Die Sitzung ist {meeting.get_state_display()}. Auf ihre Tagesordnung kommt nichts mehr.")
