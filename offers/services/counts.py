"""Counts without a name: referrals and help in everyday matters, one more, one fewer, and what became of them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from offers.models import ReferralCount, SupportCount
from planning.models import Term
from sites.core.access import Access
from sites.core.days import MONTHS
from sites.core.journal import record
from sites.core.roles import Role
from sites.models import Partner, Site

MOST = 9999
FULL = f"Mehr als {MOST} in einem Monat zählt diese Seite nicht. Bitte melden Sie sich bei der Fachstelle ThEKiZ."


def function_of(access: Access, site: Site) -> str:
    """In which function somebody refers: the first that the person has at this site."""
    held = access.roles_at(site)
    return next(value for value in ReferralCount.ReferredBy.values if Role(value) in held)


def _add_one(row: ReferralCount | SupportCount) -> None:
    if not type(row)._default_manager.filter(pk=row.pk, number__lt=MOST).update(number=F("number") + 1):
        raise ValidationError(FULL)
    row.refresh_from_db(fields=["number"])


@transaction.atomic
def count_referral(*, access: Access, site: Site, partner: Partner, theme: Term) -> ReferralCount:
    """One family more was passed on this month (UF7). No entry is written: it would be the moment of a single family."""
    row, _ = ReferralCount.objects.get_or_create(
        site=site, month=access.today.replace(day=1), partner=partner, theme=theme, referred_by=function_of(access, site)
    )
    _add_one(row)
    return row


@transaction.atomic
def take_back_referral(*, referral: ReferralCount, seen: int | None = None) -> None:
    """One fewer; not below what is already known to have arrived or stayed away. `seen`: the number when the button was shown; twice is once."""
    if seen and referral.number < seen:  # guard: undo-once -> if False:
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
    _add_one(row)
    return row


@transaction.atomic
def take_back_support(*, support: SupportCount, seen: int | None = None) -> None:
    """One fewer; never below nothing. `seen`: the number when the button was shown; twice is once."""
    if seen and support.number < seen:  # guard: support-undo-once -> if False:
        return
    if not SupportCount.objects.filter(pk=support.pk, number__gt=0).update(number=F("number") - 1):
        raise ValidationError("Hier steht schon null.")
