"""The facilitator's book: lines with their notes are logged and changed until their month is closed; afterwards a later line puts them right.

No word of a note reaches the journal, whose entries can never be erased and are read by others.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Sum

from planning.models import Assessment, Goal, Term
from processes.models import ClosedMonth, Contract, FacilitationNote, FacilitationSession, FacilitationTask
from processes.models.book import MOST_IN_A_DAY
from processes.rules.book import accounted_with, amount, month_of
from processes.rules.profile import short
from sites.core.access import Access
from sites.core.days import date_figures, date_long, month_long
from sites.core.journal import record, record_saved
from sites.core.numbers import euros, exact, in_hours
from sites.rules.reported import reported_years

Door = FacilitationNote.Door
OVER = "Die Vereinbarung ist inzwischen beendet. Es lässt sich nichts mehr eintragen."
ALL_CLOSED = "Alle Monate bis zum Ende der Vereinbarung sind abgeschlossen. Bitte wenden Sie sich an den Auftraggeber."
DAY_FULL = f"An diesem Tag wären es mit allen Standorten mehr als {MOST_IN_A_DAY} Stunden. Bitte prüfen Sie Tag und Stunden."
IS_CLOSED = "Der {} ist abgeschlossen. Die Zeile lässt sich nicht mehr ändern, aber berichtigen."
#: What the database says when it keeps the book (thekiz_book_line).
CLOSED_CODE, DAY_CODE = "TK001", "TK002"


@transaction.atomic
def log_hours(
    *,
    access: Access,
    contract: Contract,
    held_on: date,
    hours: Decimal,
    kind: str,
    topic: str,
    door: str = Door.SITE,
    agreements: str = "",
    tasks: Iterable[Term] = (),
    participants: Iterable[str] = (),
    goal: Goal | None = None,
    assessment: Assessment | None = None,
) -> FacilitationSession:
    """One line of hours with its note, by the facilitator of the contract. The same line sent twice is one line."""
    contract, closed = _hold(access, contract)
    _refuse_other_days(contract, held_on)
    _refuse_reported(contract.site_id, held_on)
    same = {"contract": contract, "held_on": held_on, "hours": hours, "kind": kind, "corrects": None, "note__topic": topic}
    if known := FacilitationSession.objects.filter(**same).first():
        return known
    line = FacilitationSession(
        contract=contract,
        site_id=contract.site_id,
        held_on=held_on,
        hours=hours,
        month=_month(contract, held_on, closed),
        kind=kind,
        participants=list(participants),
        goal=goal,
        assessment=assessment,
    )
    with _in_words():
        line.save()
    line.tasks.set(tasks)
    _keep_note(access, line, topic, door, agreements)
    record(access, line, "logged", text=f"{in_hours(hours)} Prozessbegleitung am {held_on:%d.%m.%Y} eingetragen")
    return line


@transaction.atomic
def change_hours(
    *,
    access: Access,
    line: FacilitationSession,
    held_on: date,
    hours: Decimal,
    kind: str,
    topic: str,
    door: str = Door.SITE,
    agreements: str = "",
    tasks: Iterable[Term] = (),
    participants: Iterable[str] = (),
    goal: Goal | None = None,
    assessment: Assessment | None = None,
) -> FacilitationSession:
    """Change a line as long as its month is open and no Sachbericht rests on it; the entry keeps which figures and days it had."""
    kept = FacilitationSession.objects.select_related("contract").get(pk=line.pk)
    contract, closed = _hold(access, kept.contract)
    _refuse_closed(kept, closed)
    _refuse_reported(kept.site_id, kept.held_on, held_on)
    _refuse_other_days(contract, held_on)
    values = {"held_on": held_on, "hours": hours, "kind": kind}
    changes = {name: [str(getattr(kept, name)), str(value)] for name, value in values.items() if getattr(kept, name) != value}
    values |= {"participants": list(participants), "goal": goal, "assessment": assessment}
    if month_of(held_on) != month_of(kept.held_on):
        values["month"] = _month(contract, held_on, closed)
    for name, value in values.items():
        setattr(line, name, value)
    with _in_words():
        line.save(update_fields=list(values))
    line.tasks.set(tasks)
    if _keep_note(access, line, topic, door, agreements):
        changes["note"] = ["", ""]  # that it was changed; its words are nobody's business there
    record_saved(access, line, created=False, text=f"{in_hours(hours)} Prozessbegleitung am {held_on:%d.%m.%Y}", changes=changes)
    return line


def _keep_note(access: Access, line: FacilitationSession, topic: str, door: str, agreements: str) -> bool:
    """The words of a line behind their door; what lies behind the third one lies at the county as well, and nothing else does.

    Returns whether they are others than before.
    """
    # guard: notes-county -> county = line.site.county_id
    county = line.site.county_id if door == Door.COUNTY else None
    values = {"door": door, "county_id": county, "topic": topic, "agreements": agreements}
    fixed = {"site_id": line.site_id, "author": access.user, "held_on": line.held_on, "hours": line.hours}
    if FacilitationNote.objects.filter(session=line, **values).exists():
        return False
    FacilitationNote.objects.update_or_create(session=line, defaults=values, create_defaults={**fixed, **values})
    return True


def effective(line: FacilitationSession) -> Decimal:
    """The hours of a line with everything that has put it right."""
    found = line.corrections.aggregate(total=Sum("hours"))["total"]
    return line.hours + (found or Decimal(0))


@transaction.atomic
def correct_hours(*, access: Access, line: FacilitationSession, hours: Decimal, door: str) -> FacilitationSession:
    """Put a line of a closed month right: a later line of the difference, accounted with the first open month; the closed one stays as it was.

    The door of its note may be another one at any time: what was told to more people than it should have been is taken back at once.
    """
    kept = FacilitationSession.objects.select_related("contract", "site").get(pk=line.pk)
    contract, closed = _hold(access, kept.contract)
    if kept.month not in closed:
        raise ValidationError("Der Monat ist noch offen. Sie können die Zeile selbst ändern.")
    note, before = FacilitationNote.objects.filter(session=kept).first(), effective(kept)
    if note and note.door != door:
        _keep_note(access, kept, note.topic, door, note.agreements)
        record(access, kept, "changed", text=f"Notiz zur Prozessbegleitung am {kept.held_on:%d.%m.%Y}: {Door(door).label}")
    elif hours == before:
        raise ValidationError({"hours": f"So steht es schon da: {in_hours(before)}."})
    if hours != before:
        _correct(access, contract, kept, before, hours, closed)
    return kept


def _correct(access: Access, contract: Contract, kept: FacilitationSession, before: Decimal, hours: Decimal, closed: set[date]) -> None:
    _refuse_reported(kept.site_id, kept.held_on)
    later = FacilitationSession(
        contract=contract,
        site_id=kept.site_id,
        held_on=kept.held_on,
        hours=hours - before,
        month=_month(contract, max(kept.held_on, access.today), closed),
        kind=kept.kind,
        corrects=kept,
    )
    with _in_words():
        later.save()
    text = f"Prozessbegleitung am {kept.held_on:%d.%m.%Y} berichtigt: {in_hours(hours)} statt {exact(before)}"
    record(access, later, "corrected", text=f"{text}, abgerechnet mit {month_long(later.month)}", hours=[str(before), str(hours)])


def refuse_removing(*, access: Access, line: FacilitationSession) -> None:
    """What stands against taking a line out: that it is somebody else's, closed, or that a Sachbericht rests on it."""
    _, closed = _hold(access, line.contract)
    _refuse_closed(line, closed)
    _refuse_reported(line.site_id, line.held_on)


@transaction.atomic
def close_month(*, access: Access, contracts: Iterable[Contract], month: date) -> list[ClosedMonth]:
    """Close a month of several contracts of a person: their figures stay from now on, and each gets an entry. What is closed stays as it is."""
    if month > access.today:
        raise ValidationError(f"Der {month_long(month)} hat noch nicht begonnen.")
    known = [_hold(access, contract) for contract in sorted(contracts, key=lambda one: one.pk)]
    if not known:
        raise ValidationError(f"Im {month_long(month)} haben Sie keine laufende Vereinbarung.")
    open_ones = [contract for contract, closed in known if month not in closed]
    if not open_ones:
        last = ClosedMonth.objects.filter(contract__in=[contract for contract, _ in known], month=month).latest("closed_on")
        raise ValidationError(f"Der {month_long(month)} ist schon abgeschlossen, am {date_long(last.closed_on)}. Es bleibt dabei.")
    return [_close(access, contract, month) for contract in open_ones]


def _close(access: Access, contract: Contract, month: date) -> ClosedMonth:
    hours = FacilitationSession.objects.filter(contract=contract, month=month).aggregate(total=Sum("hours"))["total"] or Decimal(0)
    row = ClosedMonth.objects.create(
        site_id=contract.site_id,
        contract=contract,
        month=month,
        hours=hours,
        rate=contract.rate,
        amount=amount(hours, contract.rate),
        closed_on=access.today,
    )
    money = f", {euros(row.amount)}" if row.amount is not None else ""
    record(access, contract, "closed", text=f"{month_long(month)} abgeschlossen: {in_hours(hours)}{money}")
    return row


@transaction.atomic
def keep_task(*, access: Access, row: FacilitationTask, begun_on: date, done_on: date | None) -> FacilitationTask:
    """How far a task of the profile is at a site, by its days."""
    created = row._state.adding
    changes = {} if created else _changes(FacilitationTask.objects.get(pk=row.pk), begun_on=begun_on, done_on=done_on)
    row.begun_on, row.done_on = begun_on, done_on
    row.save()
    record_saved(access, row, created=created, text=f"Stand der Aufgabe „{short(row.task)}“", changes=changes)
    return row


def _changes(kept: FacilitationTask, **values: date | None) -> dict[str, list[str]]:
    return {name: [date_figures(getattr(kept, name)), date_figures(value)] for name, value in values.items() if getattr(kept, name) != value}


def _hold(access: Access, contract: Contract) -> tuple[Contract, set[date]]:
    """The contract as it is now, held until the answer is done, with its closed months; refused for others, and once it is over."""
    # guard: hours-lock -> contract = Contract.objects.get(pk=contract.pk)
    contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    if contract.facilitator_id != access.user.pk:  # guard: foreign-hours -> if False:
        raise ValidationError("Stunden trägt nur die Person ein, mit der die Vereinbarung besteht.")
    if contract.ends < access.today:  # guard: hours-over -> if False:
        raise ValidationError(OVER)
    return contract, set(ClosedMonth.objects.filter(contract=contract).values_list("month", flat=True))


def _month(contract: Contract, held_on: date, closed: set[date]) -> date:
    month = accounted_with(held_on, contract.ends, closed)
    if month is None:
        raise ValidationError(ALL_CLOSED)
    return month


def _refuse_closed(line: FacilitationSession, closed: set[date]) -> None:
    if line.month in closed:
        raise ValidationError(IS_CLOSED.format(month_long(line.month)))


def _refuse_other_days(contract: Contract, held_on: date) -> None:
    if not contract.starts <= held_on <= contract.ends:  # guard: hours-days -> if False:
        days = f"vom {contract.starts:%d.%m.%Y} bis zum {contract.ends:%d.%m.%Y}"
        raise ValidationError({"held_on": f"Die Vereinbarung gilt {days}. Bitte wählen Sie einen Tag dazwischen."})


def _refuse_reported(site: int, *days: date) -> None:
    for year in reported_years(site) & {day.year for day in days}:  # guard: hours-reported -> for year in set[int]():
        raise ValidationError(f"Auf den Stunden von {year} beruht ein eingereichter Sachbericht. Sie bleiben, bis der Landkreis ihn zurückgibt.")


@contextmanager
def _in_words() -> Iterator[None]:
    """What the database refuses in the book, said at the field."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        code: Any = getattr(error.__cause__, "sqlstate", "")
        if code == DAY_CODE:
            raise ValidationError({"hours": DAY_FULL}) from None
        if code == CLOSED_CODE:
            raise ValidationError("Der Monat ist inzwischen abgeschlossen.") from None
        raise
