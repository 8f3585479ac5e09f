"""Sending the minutes of a closed meeting to those members who have no account and read them nowhere else."""

from django.core.exceptions import ValidationError
from django.db import transaction

from planning.models import Meeting
from planning.rules.steering import without_account
from sites.core.access import Access
from sites.core.jobs import queue
from sites.core.journal import record
from sites.core.numbers import with_noun


@transaction.atomic
def send_minutes(*, access: Access, meeting: Meeting) -> int:
    """Once, from then on the minutes stay as they are; returns to how many they go."""
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if locked.state != Meeting.State.CLOSED:
        raise ValidationError("Verschickt wird das Protokoll, wenn die Sitzung abgeschlossen ist.")
    if locked.minutes_sent_on:  # guard: minutes-once -> if False:
        raise ValidationError("Das Protokoll ist schon verschickt.")
    number = len(without_account(locked.body.members.on(locked.held_on)))
    if not number:
        raise ValidationError("Alle Mitglieder mit E-Mail-Adresse haben ein Konto und lesen das Protokoll hier.")
    Meeting.objects.filter(pk=locked.pk).update(minutes_sent_on=access.today)
    queue("reporting.mail_minutes", place=locked.place_id, title=f"Protokoll {locked.body.name}", access=access, meeting=locked.pk)
    people = with_noun(number, "Mitglied", "Mitglieder")
    record(access, locked, "sent", text=f"Protokoll der Sitzung am {locked.held_on:%d.%m.%Y} an {people} ohne Konto verschickt")
    return number
