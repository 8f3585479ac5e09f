"""Dates are planned: one, or a series with the days that its planner has left out; nothing is half saved and nothing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from offers.models import Offer, OfferStep, Series, Session
from offers.rules.dates import by_week
from offers.services.publishing import publish
from sites.core.access import Access
from sites.core.days import clock_time
from sites.core.journal import record
from sites.core.numbers import with_noun
from sites.models import Room

STILL_A_DRAFT = "Dieses Angebot ist noch ein Entwurf. Bitte planen Sie es zuerst zu Ende."


@dataclass(frozen=True)
class Planned:
    """The chosen days with their hours. `rhythm`: in words; `left_out`: day and reason; `standing`: one row a week; a place of its own or none."""

    days: Sequence[date]
    starts_at: time
    ends_at: time
    rhythm: str = ""
    left_out: Mapping[date, str] = field(default_factory=dict)
    standing: bool = False
    venue: Room | None = None
    place: str = ""
    makes_up: Session | None = None

    def rows(self) -> list[tuple[date, list[int]]]:
        """The first day of each row with its open weekdays: of standing hours a row a week, else a row a day and no weekdays."""
        if not self.standing:
            return [(day, []) for day in self.days]
        return [(week[0], [day.isoweekday() for day in week]) for week in by_week(self.days)]


@transaction.atomic
def plan_sessions(*, access: Access, offer: Offer, planned: Planned) -> list[Session]:
    """Plan one date or a series; a date that exists already is refused, nothing is half saved."""
    # a double click waits here and then finds its dates
    # guard: dates-lock -> held = Offer.objects.get(pk=offer.pk)
    held = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if held.is_draft:  # guard: draft-no-dates -> if False:
        raise ValidationError(STILL_A_DRAFT)
    refuse_dates(offer, planned.days, planned.starts_at)
    rows, series = planned.rows(), None
    if len(planned.days) > 1 or planned.left_out:
        left_out = [[day.isoformat(), reason] for day, reason in sorted(planned.left_out.items())]
        series = Series.objects.create(site_id=offer.site_id, offer=offer, rhythm=planned.rhythm, left_out=left_out)
    sessions = Session.objects.bulk_create(
        Session(
            site_id=offer.site_id,
            county_id=offer.site.county_id,
            offer=offer,
            offer_type=offer.types[0],
            action_field_id=offer.action_field_id,
            additional=offer.additional,
            held_on=day,
            starts_at=planned.starts_at,
            ends_at=planned.ends_at,
            open_days=open_days,
            series=series,
            venue=planned.venue,
            place=planned.place,
            makes_up=planned.makes_up,
        )
        for day, open_days in rows
    )
    record(access, offer, "planned", text=f"„{offer.title}“: {_words(sessions)} geplant", left_out=[f"{day}" for day in planned.left_out])
    publish(site=offer.site_id, today=access.today)
    return sessions


def take_step(*, access: Access, offer: Offer, stage: OfferStep.Stage) -> None:
    """A stage that an offer reaches by being kept: a draft is an idea, whatever is planned from it is planned. Once each."""
    if not OfferStep.objects.filter(offer=offer, stage=stage).exists():
        OfferStep.objects.create(site_id=offer.site_id, offer=offer, stage=stage, taken_on=access.today)


def _words(sessions: Sequence[Session]) -> str:
    first, last = sessions[0].held_on, sessions[-1].held_on
    if len(sessions) == 1:
        return f"Termin am {first:%d.%m.%Y}"
    number = with_noun(len(sessions), "Woche", "Wochen") if sessions[0].open_days else f"{len(sessions)} Termine"
    return f"{number} vom {first:%d.%m.%Y} bis {last:%d.%m.%Y}"


def refuse_dates(offer: Offer, days: Sequence[date], starts_at: time) -> None:
    """What stands against days with their hour: those of the offer, and dates that exist already."""
    if not days:
        raise ValidationError("Kein Termin bleibt übrig. Bitte kreuzen Sie an, was doch stattfinden soll, oder ändern Sie die Reihe.")
    refuse_outside(offer, days[0], days[-1], last_field="until" if len(days) > 1 else "held_on")
    if offer.pk:
        refuse_taken(Session.objects.filter(offer=offer), days, starts_at)


def refuse_outside(offer: Offer, first: date, last: date, *, last_field: str = "held_on") -> None:
    """Dates lie within the days of their offer."""
    if offer.starts and first < offer.starts:  # guard: early-session -> if False:
        raise ValidationError({"held_on": f"Das Angebot läuft erst ab dem {offer.starts:%d.%m.%Y}. Bitte wählen Sie einen späteren Tag."})
    if offer.ends and last > offer.ends:  # guard: late-session -> if False:
        raise ValidationError({last_field: f"Das Angebot läuft nur bis zum {offer.ends:%d.%m.%Y}. Bitte wählen Sie einen früheren Tag."})


def refuse_taken(others: QuerySet[Session], days: Sequence[date], starts_at: time) -> None:
    """No offer has two dates that begin at the same minute."""
    taken = others.filter(held_on__in=days, starts_at=starts_at).order_by("held_on").values_list("held_on", flat=True)
    if taken:
        known = ", ".join(f"{day:%d.%m.%Y}" for day in taken[:5]) + (" und weitere" if len(taken) > 5 else "")
        raise ValidationError({"held_on": f"Um {clock_time(starts_at)} Uhr gibt es dieses Angebot schon am {known}. Es wurde nichts gespeichert."})
