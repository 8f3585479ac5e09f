"""Rows for tests: crisis times, contacts without names, ways to the families, the duty roster, the plan, the help directory."""

from datetime import date, time, timedelta

from django.utils import timezone

from offers.models import (
    ConsentNote,
    ContactChannel,
    CrisisAnswer,
    CrisisBasic,
    CrisisFormat,
    CrisisPeriod,
    HelpEntry,
    OutreachCount,
    OutreachWeek,
    PhoneHour,
    Reachability,
    TopicCount,
)
from tests.factories.catalogues import term

HYGIENE = "Draußen höchstens zehn Personen, drinnen mit Maske."


def this_monday():
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def make_period(place, title="Kontakte sind beschränkt", **fields):
    """At a site, a county or the state; since a week ago, end open."""
    values = {"starts": timezone.localdate() - timedelta(days=7), "hygiene": HYGIENE, **fields}
    return CrisisPeriod.objects.create(place_id=place.pk, title=title, **values)


def crisis_format(code):
    return CrisisFormat.objects.get(code=code)


def make_contacts(site, channel="telephone", number=4, week=None):
    return OutreachCount.objects.create(site=site, week=week or this_monday(), channel=channel, number=number)


def make_topic(site, code="loneliness", number=4, week=None):
    return TopicCount.objects.create(site=site, week=week or this_monday(), topic=term("crisis_topic", code), number=number)


def make_families(site, reached=31, families=44, week=None):
    return OutreachWeek.objects.create(site=site, week=week or this_monday(), reached=reached, families=families)


def make_channel(site, title="Kita-App", **fields):
    return ContactChannel.objects.create(site=site, title=title, **{"purpose": "Nachrichten", **fields})


def make_consent(site, purpose="Bilder im Schaukasten", **fields):
    return ConsentNote.objects.create(site=site, purpose=purpose, **{"number": 12, "kept_by": "head", **fields})


def make_basic(site, code="responsiveness", **fields):
    values = {"how": "Das Diensthandy geht jeden Tag an jemanden.", "done_by": "head", "done_on": date(2026, 3, 1), **fields}
    return CrisisBasic.objects.create(site=site, basic=term("crisis_basic", code), **values)


def make_answer(site, code="needs", text="Ein Gesicht am Fenster.", **fields):
    return CrisisAnswer.objects.create(site=site, question=term("crisis_question", code), text=text, noted_on=date(2026, 3, 1), **fields)


def make_reachability(site, phone="0361 555 1086", **fields):
    return Reachability.objects.create(site=site, phone=phone, **{"confirmed_on": date(2026, 3, 1), **fields})


def make_phone_hour(site, weekday=0, **fields):
    values = {"starts_at": time(9), "ends_at": time(12), "who": "coordinator", "starts": date(2026, 1, 1), **fields}
    return PhoneHour.objects.create(site=site, weekday=weekday, **values)


def make_help(place, title="Notdienst des Jugendamtes", **fields):
    return HelpEntry.objects.create(place_id=place.pk, title=title, **{"kind": "emergency", "phone": "03628 555 0100", **fields})
