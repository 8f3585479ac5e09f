"""What changes several rows when something happens: offers with their needs, sessions and their figures, the published projection."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from offers.models import Offer, OfferNeed, PublicDate, PublicPage, ReferralCount, Session, SupportCount
from offers.rules.figures import FIELDS
from planning.models import Term
from sites.core.access import Access
from sites.core.days import MONTHS, clock_time
from sites.core.journal import record
from sites.core.rights import Role
from sites.models import Partner, Site
from sites.rules.phases import RUNNING

MAX_DATES = 60
UNDO_MINUTES = 10
PUBLISHED_DAYS = 60
WEEK = timedelta(days=7)
MOST = 9999
FULL = f"Mehr als {MOST} in einem Monat zählt diese Seite nicht. Bitte melden Sie sich bei der Fachstelle."


# The published projection --------------------------------------------------------------------------------------------


@transaction.atomic
def publish(*, site: int, today: date) -> PublicPage | None:
    """Write anew what families see of a site: master data and the dates of public offers in the next weeks.

    Called by every service that changes public things. A Kita that is only interested, or a site that has ended, has no page.
    """
    row = Site.objects.with_today(today).get(pk=site)
    if row.phase_today is None or row.phase_today.phase not in RUNNING:
        PublicDate.objects.filter(site_id=site).delete()
        PublicPage.objects.filter(site_id=site).delete()
        return None
    kitas = row.kita_links.on(today).select_related("kita__provider").order_by("-leading", "kita__sort_key")
    providers = list(dict.fromkeys(link.kita.provider.name for link in kitas))
    street = ", ".join(part for part in (row.street, f"{row.postcode} {row.municipality.name}".strip()) if part) if row.street else ""
    page, _ = PublicPage.objects.update_or_create(  # holds the page's row: two publishers at once wait here
        site=row,
        defaults={
            "slug": row.slug,
            "name": row.name,
            "town": row.municipality.name,
            "county_name": row.county.name,
            "provider_names": ", ".join(providers)[:300],
            "address": street,
            "phone": row.phone,
            "email": row.email,
            "contact": row.contact,
            "directions": row.directions,
        },
    )
    coming = Session.objects.filter(site_id=site, offer__public=True, cancelled=False, held_on__range=(today, today + timedelta(days=PUBLISHED_DAYS)))
    PublicDate.objects.filter(site_id=site).delete()
    PublicDate.objects.bulk_create(
        PublicDate(
            site_id=site,
            title=session.offer.title,
            text=session.offer.text,
            room=session.offer.room_words,
            held_on=session.held_on,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
        )
        for session in coming.select_related("offer__venue")
    )
    return page


# Offers --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def complete_offer(*, access: Access, offer: Offer, needs, created: bool) -> int:
    """What belongs to a saved offer: its needs, its coming sessions, one entry, the family page. Returns how many planned dates fell away."""
    linked = {need.pk for need in needs}
    OfferNeed.objects.filter(offer=offer).exclude(need__in=linked).delete()
    known = set(OfferNeed.objects.filter(offer=offer).values_list("need_id", flat=True))
    OfferNeed.objects.bulk_create(OfferNeed(site_id=offer.site_id, offer=offer, need_id=pk) for pk in sorted(linked - known))
    dropped = 0
    if not created:
        planned = Session.objects.filter(offer=offer, held_on__gte=access.today, logged__isnull=True)
        planned.update(offer_type=offer.types[0], action_field=offer.action_field)
        if offer.ends:
            dropped, _ = planned.filter(held_on__gt=offer.ends, cancelled=False).delete()
    text = f"Angebot „{offer.title}“ {'angelegt' if created else 'geändert'}"
    record(access, offer, "created" if created else "changed", text=text, dropped_dates=dropped, needs=sorted(linked))
    publish(site=offer.site_id, today=access.today)
    return dropped


# Sessions ------------------------------------------------------------------------------------------------------------


def series(first: date, until: date | None) -> list[date]:
    """The same weekday, week after week, both ends inclusive."""
    days, day = [first], first + WEEK
    while until and day <= until:
        days.append(day)
        day += WEEK
    return days


@transaction.atomic
def plan_sessions(*, access: Access, offer: Offer, first: date, starts_at, ends_at, until: date | None = None) -> list[Session]:
    """Plan one date or a weekly series; a date that exists already is refused, nothing is half saved."""
    Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)  # a double click waits here and then finds its dates
    if first < offer.starts:
        raise ValidationError({"held_on": f"Das Angebot läuft erst ab dem {offer.starts:%d.%m.%Y}. Bitte wählen Sie einen späteren Tag."})
    days = series(first, until)
    if offer.ends and days[-1] > offer.ends:
        raise ValidationError(
            {"until" if until else "held_on": f"Das Angebot läuft nur bis zum {offer.ends:%d.%m.%Y}. Bitte wählen Sie einen früheren Tag."}
        )
    if len(days) > MAX_DATES:
        last = days[MAX_DATES - 1]
        raise ValidationError(
            {"until": f"Das wären {len(days)} Termine, höchstens {MAX_DATES} sind auf einmal möglich. Das reicht bis zum {last:%d.%m.%Y}."}
        )
    taken = Session.objects.filter(offer=offer, held_on__in=days, starts_at=starts_at).order_by("held_on").values_list("held_on", flat=True)
    if taken:
        known = ", ".join(f"{day:%d.%m.%Y}" for day in taken[:5]) + (" und weitere" if len(taken) > 5 else "")
        raise ValidationError({"held_on": f"Um {clock_time(starts_at)} Uhr gibt es dieses Angebot schon am {known}. Es wurde nichts gespeichert."})
    sessions = Session.objects.bulk_create(
        Session(
            site_id=offer.site_id,
            county_id=offer.site.county_id,
            offer=offer,
            offer_type=offer.types[0],
            action_field_id=offer.action_field_id,
            held_on=day,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for day in days
    )
    what = f"{len(days)} Termine vom {days[0]:%d.%m.%Y} bis {days[-1]:%d.%m.%Y}" if len(days) > 1 else f"Termin am {days[0]:%d.%m.%Y}"
    record(access, offer, "planned", text=f"„{offer.title}“: {what} geplant")
    publish(site=offer.site_id, today=access.today)
    return sessions


@transaction.atomic
def log_session(*, access: Access, session: Session, figures: dict[str, int], note: str = "") -> str:
    """Write the three figures of a session that has been. Returns "logged", "corrected", or "" when they stood there already.

    The same figures sent twice are one entry; other figures are a correction that keeps the old values in the entry.
    """
    if session.held_on > access.today:
        raise ValidationError(f"Dieser Termin ist erst am {session.held_on:%d.%m.%Y}. Zahlen können Sie an diesem Tag eintragen.")
    old = {name: getattr(session, name) for name in FIELDS} if session.logged else {}
    if session.logged and old == figures and session.note == note:
        return ""
    kind = "corrected" if session.logged or session.cancelled else "logged"
    details: dict[str, Any] = {"new": figures, **({"old": old} if old else {}), **({"was_cancelled": True} if session.cancelled else {})}
    if session.logged and session.note != note:
        details["note_changed"] = True  # the note itself stays out: an entry can never be erased
    if not session.logged:
        session.logged, session.logged_by = timezone.now(), access.user
    for name, value in figures.items():
        setattr(session, name, value)
    session.note, was_cancelled, session.cancelled = note, session.cancelled, False
    session.save()
    verb = "eingetragen" if kind == "logged" else "berichtigt"
    record(access, session, kind, text=f"{session}: {session.participations} Teilnahmen {verb}", **details)
    if kind == "logged" or was_cancelled:  # the window of the family page moves along with the weeks
        publish(site=session.site_id, today=access.today)
    return kind


def may_undo(session: Session, now=None) -> bool:
    """Within ten minutes a figure can be taken back as if it had never been typed."""
    return session.logged is not None and (now or timezone.now()) - session.logged <= timedelta(minutes=UNDO_MINUTES)


@transaction.atomic
def undo_session(*, access: Access, session: Session) -> Session:
    """Make a session unlogged again; the entry keeps what was taken back. Twice is once."""
    if not session.logged:
        return session
    if not may_undo(session):
        raise ValidationError(f"Rückgängig geht nur {UNDO_MINUTES} Minuten lang. Sie können die Zahlen weiterhin ändern.")
    old = {name: getattr(session, name) for name in FIELDS}
    for name in FIELDS:
        setattr(session, name, None)
    session.logged, session.logged_by, session.note = None, None, ""
    session.save()
    record(access, session, "undone", text=f"{session}: Eintrag zurückgenommen", old=old)
    return session


@transaction.atomic
def cancel_session(*, access: Access, session: Session, cancelled: bool) -> Session:
    """Say that a session does not take place, or that it does after all. Figures stand against it."""
    if session.logged:
        raise ValidationError("Für diesen Termin stehen schon Zahlen. Er kann nicht mehr ausfallen; Sie können die Zahlen ändern.")
    if session.cancelled != cancelled:
        session.cancelled = cancelled
        session.save(update_fields=["cancelled"])
        record(access, session, "cancelled" if cancelled else "restored", text=f"{session}: {'fällt aus' if cancelled else 'findet doch statt'}")
        publish(site=session.site_id, today=access.today)
    return session


# Counts without a name -----------------------------------------------------------------------------------------------


def function_of(access: Access, site: Site) -> str:
    """In which function somebody refers: the first that the person has at this site."""
    held = access.roles_at(site)
    return next(value for value in ReferralCount.ReferredBy.values if Role(value) in held)


@transaction.atomic
def count_referral(*, access: Access, site: Site, partner: Partner, theme: Term) -> ReferralCount:
    """One family more was passed on this month (UF7). No entry is written: it would be the moment of a single family."""
    row, _ = ReferralCount.objects.get_or_create(
        site=site, month=access.today.replace(day=1), partner=partner, theme=theme, referred_by=function_of(access, site)
    )
    if not ReferralCount.objects.filter(pk=row.pk, number__lt=MOST).update(number=F("number") + 1):
        raise ValidationError(FULL)
    row.refresh_from_db(fields=["number"])
    return row


@transaction.atomic
def take_back_referral(*, referral: ReferralCount, seen: int | None = None) -> None:
    """One fewer; not below what is already known to have arrived or stayed away. `seen`: the number when the button was shown; twice is once."""
    if seen and referral.number < seen:
        return
    left = ReferralCount.objects.filter(pk=referral.pk, number__gt=F("arrived") + F("not_gone"))
    if not left.update(number=F("number") - 1):
        raise ValidationError("Für alle diese Vermittlungen steht schon, wie es ausging. Bitte ändern Sie zuerst diese Zahlen.")


@transaction.atomic
def note_outcomes(*, access: Access, site: Site, month: date, outcomes: dict[ReferralCount, tuple[int, int]]) -> None:
    """How many of a month arrived and how many did not go (R067). The entry names the month, not the numbers."""
    for row, (arrived, not_gone) in outcomes.items():
        row.arrived, row.not_gone = arrived, not_gone
        row.save(update_fields=["arrived", "not_gone"])
    record(access, site, "outcomes", text=f"Weitervermittlungen {MONTHS[month.month - 1]} {month.year}: Ausgang eingetragen", internal=True)


@transaction.atomic
def count_support(*, access: Access, site: Site, kind: Term) -> SupportCount:
    """Help in everyday matters was given once more this month (R039); no entry, for the same reason."""
    row, _ = SupportCount.objects.get_or_create(site=site, month=access.today.replace(day=1), kind=kind)
    if not SupportCount.objects.filter(pk=row.pk, number__lt=MOST).update(number=F("number") + 1):
        raise ValidationError(FULL)
    row.refresh_from_db(fields=["number"])
    return row


@transaction.atomic
def take_back_support(*, support: SupportCount, seen: int | None = None) -> None:
    """One fewer; never below nothing. `seen`: the number when the button was shown; twice is once."""
    if seen and support.number < seen:
        return
    if not SupportCount.objects.filter(pk=support.pk, number__gt=0).update(number=F("number") - 1):
        raise ValidationError("Hier steht schon null.")
