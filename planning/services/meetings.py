"""What happens around a meeting beside its row: invitations, changes and cancellations by mail, and what is taken onto its agenda."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from planning.models import AgendaItem, Meeting
from sites.core.access import Access
from sites.core.flow import advance
from sites.core.jobs import queue
from sites.core.journal import record
from sites.core.numbers import with_noun

#: What the invited have in their calendars: a change of these is told to them.
IN_CALENDARS = {"held_on", "starts_at", "ends_at", "where", "digital", "link"}
MOST = 99


@dataclass(frozen=True)
class Proposed:
    """Something that could stand on an agenda. `origin` names its row ("need:12"), `words` says where it comes from, `site` whom it is about."""

    origin: str
    title: str
    words: str
    site: int | None = None


@transaction.atomic
def invite_members(*, access: Access, meeting: Meeting) -> int:
    """Ask the members of the day by mail to a meeting that is still to come (R026, R114, R201); returns how many have an address."""
    if meeting.held_on < access.today:  # guard: past-meeting -> if False:
        raise ValidationError("Die Sitzung war schon. Einladen geht nur zu einer Sitzung, die noch kommt.")
    if meeting.state != Meeting.State.PLANNED:
        raise ValidationError("Einladen geht nur zu einer Sitzung, die geplant ist.")
    invited = _reachable(meeting)
    if not invited:
        raise ValidationError("Bei keinem Mitglied steht eine E-Mail-Adresse. Bitte tragen Sie sie zuerst ein.")
    Meeting.objects.filter(pk=meeting.pk).update(invited_on=access.today)
    _mail(access, meeting, "Einladung")
    people = with_noun(invited, "Mitglied", "Mitglieder")
    record(access, meeting, "invited", text=f"{people} zur Sitzung am {meeting.held_on:%d.%m.%Y} eingeladen: {meeting.body.name}")
    return invited


def tell_change(*, access: Access, meeting: Meeting, changed: Iterable[str]) -> bool:
    """Who was invited hears of another time or place, and the entry in the calendar moves along; whether anybody was told."""
    if not meeting.invited_on or meeting.held_on < access.today or not IN_CALENDARS & set(changed) or not _reachable(meeting):
        return False
    Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1)
    _mail(access, meeting, "Geänderte Einladung")
    return True


@transaction.atomic
def cancel_meeting(*, access: Access, meeting: Meeting, reason: str) -> Meeting:
    """Call a meeting off, with the reason; who was invited hears of it, and the entry in the calendar goes."""
    cancelled: Meeting = advance(meeting, "cancel", access=access, note=reason)
    Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1)
    if cancelled.invited_on and cancelled.held_on >= access.today and _reachable(meeting):
        _mail(access, meeting, "Absage")
    return cancelled


def refuse_invited(meeting: Meeting, access: Access) -> None:
    """A meeting to which people were invited is called off before it is taken away, so that nobody comes in vain."""
    if meeting.invited_on and meeting.state == Meeting.State.PLANNED and meeting.held_on >= access.today:
        raise ValidationError("Zu dieser Sitzung haben Sie schon eingeladen. Bitte sagen Sie sie ab, dann erfahren es die Eingeladenen.")


@transaction.atomic
def add_items(*, access: Access, meeting: Meeting, proposed: Iterable[Proposed]) -> list[AgendaItem]:
    """Take what was chosen onto the agenda, after what stands there; what stands there already is not taken twice."""
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    known = set(AgendaItem.objects.filter(meeting=locked).values_list("origin", flat=True))
    last = AgendaItem.objects.filter(meeting=locked).aggregate(last=Max("number"))["last"] or 0
    new = [one for one in proposed if one.origin not in known][: MOST - last]
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=locked, place_id=locked.place_id, number=number, title=one.title[:200], site_id=one.site,
            origin=one.origin, origin_words=one.words[:160],
        )
        for number, one in enumerate(new, last + 1)
    )  # fmt: skip
    if items:
        points = with_noun(len(items), "Punkt", "Punkte")
        record(access, locked, "changed", text=f"{points} auf die Tagesordnung der Sitzung am {locked.held_on:%d.%m.%Y} genommen")
    return items


def host() -> str:
    """Ours, for keys in calendars that nobody else uses."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _reachable(meeting: Any) -> int:
    number: int = meeting.body.members.on(meeting.held_on).exclude(email="").count()
    return number


def _mail(access: Access, meeting: Meeting, what: str) -> None:
    queue("planning.mail_meeting", place=meeting.place_id, title=f"{what} {meeting.body.name}", access=access, meeting=meeting.pk)
