"""Contacts without a name: one more, one fewer, by channel and by topic."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from offers.models import OutreachCount, TopicCount
from planning.models import Term
from sites.models import Site

MOST = 9999


def _add(row: OutreachCount | TopicCount) -> None:
    if not type(row)._default_manager.filter(pk=row.pk, number__lt=MOST).update(number=F("number") + 1):
        raise ValidationError(f"Mehr als {MOST} in einer Woche zählt diese Seite nicht.")
    row.refresh_from_db(fields=["number"])


@transaction.atomic
def count_contact(*, site: Site, week: date, channel: str) -> OutreachCount:
    """One contact more in this week. No entry is written: it would be the moment of a single family."""
    row, _ = OutreachCount.objects.get_or_create(site=site, week=week, channel=channel)
    _add(row)
    return row


@transaction.atomic
def count_topic(*, site: Site, week: date, topic: Term) -> TopicCount:
    """A topic came up once more; with whom is nowhere."""
    row, _ = TopicCount.objects.get_or_create(site=site, week=week, topic=topic)
    _add(row)
    return row


@transaction.atomic
def take_back(*, row: OutreachCount | TopicCount, seen: int | None) -> None:
    """One fewer, never below nothing. `seen`: the number when the button was shown; tapped twice it takes back once."""
    if seen and row.number < seen:  # guard: outreach-undo-once -> if False:
        return
    if not type(row)._default_manager.filter(pk=row.pk, number__gt=0).update(number=F("number") - 1):
        raise ValidationError("Hier steht schon null.")
