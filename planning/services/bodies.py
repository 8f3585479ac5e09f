"""What happens around a meeting beside its row: the invitation of the members by mail."""

from django.core.exceptions import ValidationError
from django.db import transaction

from planning.models import Meeting
from sites.core.access import Access
from sites.core.jobs import queue
from sites.core.journal import record
from sites.core.numbers import with_noun


@transaction.atomic
def invite_members(*, access: Access, meeting: Meeting) -> int:
    """Ask the members of the day by mail to a meeting that is still to come (R026, R114); returns how many have an address."""
    if meeting.held_on < access.today:  # guard: past-meeting -> if False:
        raise ValidationError("Die Sitzung war schon. Einladen geht nur zu einer Sitzung, die noch kommt.")
    invited: int = meeting.body.members.on(meeting.held_on).exclude(email="").count()
    if not invited:
        raise ValidationError("Bei keinem Mitglied steht eine E-Mail-Adresse. Bitte tragen Sie sie zuerst ein.")
    queue("planning.mail_meeting", place=meeting.place_id, title=f"Einladung {meeting.body.name}", access=access, meeting=meeting.pk)
    people = with_noun(invited, "Mitglied", "Mitglieder")
    record(access, meeting, "invited", text=f"{people} zur Sitzung am {meeting.held_on:%d.%m.%Y} eingeladen: {meeting.body.name}")
    return invited
