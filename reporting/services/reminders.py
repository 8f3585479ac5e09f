"""Remind who has the next step of what a house waits for: one mail to each, one entry, once in seven days."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from reporting.rules.data_quality import ASKED, Missing, helper_of, reminded_on
from reporting.rules.waiting import PAUSE, House, Thing, steps_of
from sites.core.access import Access
from sites.core.days import date_long
from sites.core.jobs import queue
from sites.core.journal import REMINDED, record
from sites.core.numbers import with_noun
from sites.models import County

DONE = "Darauf wartet hier niemand mehr. Es ist inzwischen erledigt."
NOBODY = "{} hat kein Konto, und eine Adresse ist nicht bekannt. Bitte rufen Sie an."
TOO_SOON = "{} ist am {} erinnert worden. Wieder erinnern können Sie ab {}."


@transaction.atomic
def remind(*, access: Access, house: House, thing: Thing, role: str = "") -> str:
    """Queue the mail; the sentence says to whom it goes. `role`: whom, where several have a step. `thing` is locked by
    the caller, so that two reminders at once are one."""
    step = next((step for step in steps_of(thing) if step.role == role or not role), None)
    if step is None or step.role is None:
        raise ValidationError(DONE)
    who, number, last = house.who(step.role), house.answers(step.role), house.last(step)
    if not number:
        raise ValidationError(NOBODY.format(who))
    if last and access.today < last + PAUSE:  # guard: reminds-once -> if False:
        raise ValidationError(TOO_SOON.format(who, date_long(last), date_long(last + PAUSE)))
    queue("reporting.mail_reminder", place=house.site.pk, title=f"Erinnerung: {who}", access=access, subject=step.subject, role=step.role)
    record(access, thing, REMINDED, text=f"{who} erinnert: {step.what}", place=house.site.pk, asked=step.role)
    return f"Die Erinnerung geht an {who}, {with_noun(number, 'Person', 'Personen')}."


NOTHING_MISSING = "In {} fehlt inzwischen nichts mehr."
NO_ACCOUNT = "In {} hat niemand aus Sozialplanung oder Jugendamt ein Konto. Bitte rufen Sie an."


@transaction.atomic
def remind_county(*, access: Access, county: County, missing: Sequence[Missing]) -> str:
    """Queue the mail about what is missing in the data of a county of `with_quality`, locked by the caller; the sentence says to whom it goes."""
    role, last = helper_of(county), reminded_on(county)
    if not missing:
        raise ValidationError(NOTHING_MISSING.format(county.name))
    if role is None:
        raise ValidationError(NO_ACCOUNT.format(county.name))
    who = f"{role.label} {county.name}"
    if last and access.today < last + PAUSE:  # guard: reminds-county-once -> if False:
        raise ValidationError(TOO_SOON.format(who, date_long(last), date_long(last + PAUSE)))
    queue("reporting.mail_county_reminder", place=county.pk, title=f"Erinnerung: {county.name}", access=access)
    record(access, county, REMINDED, text=f"{who} erinnert: {missing[0].what}", asked=ASKED)
    return f"Die Erinnerung geht an {who}."
