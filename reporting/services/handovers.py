"""Somebody leaves a house: the role ends on the day, and all that is open in the name passes to the successor, in one transaction."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from offers.models import Offer
from planning.models import BodyMember
from reporting.models import Handover
from reporting.rules.handover import REPLACED, TERMS, Item, Place, items_of, named, rows_in_name
from sites.core.access import Access
from sites.core.days import not_over
from sites.core.jobs import queue
from sites.core.journal import record
from sites.models import Membership, Post, Site, User
from sites.services.roles import end_membership, give_membership

WRITTEN = 100  # lines of what has passed that are kept


@transaction.atomic
def hand_over(*, access: Access, site: Site, membership: Membership, successor: User, leaves_on: date, words: str) -> Handover:
    """End the role of who leaves, give it to who goes on, and pass on everything that is open; all or nothing."""
    leaver = membership.user
    if leaver.pk == successor.pk:
        raise ValidationError({"successor": "Wer geht und wer übernimmt, sind zwei Personen."})
    role = membership.role
    if membership.ends is None or membership.ends != leaves_on:
        end_membership(access=access, membership=membership, ends=leaves_on)
    held = Membership.objects.standing().filter(not_over(leaves_on + timedelta(days=1)), place=site.pk, role=role, user=successor)
    if not held.exists():
        give_membership(access=access, place=membership.place, user=successor, role=role, starts=access.today)
    handover = Handover(site=site, role=role, leaver=leaver, leaves_on=leaves_on, successor=successor, words=words, passed_on=access.today)
    handover.passed = _pass_on(access, handover)
    handover.validate_constraints()
    handover.save()
    text = f"Übergabe von {leaver.name} an {successor.name}, letzter Tag {leaves_on:%d.%m.%Y}"
    record(access, handover, "handed_over", text=text, internal=True)
    return handover


@transaction.atomic
def hand_over_again(*, access: Access, handover: Handover) -> int:
    """What has come into the name since; how many things."""
    handover = Handover.objects.select_for_update(of=("self",)).select_related("leaver", "successor").get(pk=handover.pk)
    passed = _pass_on(access, handover)
    if passed:
        handover.passed, handover.done_on = (handover.passed + passed)[:WRITTEN], None
        handover.save(update_fields=["passed", "done_on"])
        record(access, handover, "handed_over", text=f"Nachgereicht an {handover.successor.name}: {len(passed)}", internal=True)
    return len(passed)


def arrive(*, access: Access, handover: Handover) -> None:
    """The successor has read it all."""
    if handover.successor_id != access.user.pk:  # guard: own-arrival -> if False:
        raise ValidationError("Das bestätigt nur die Person, die übernimmt.")
    if handover.done_on is None:
        handover.done_on = access.today
        handover.save(update_fields=["done_on"])
        record(access, handover, "arrived", text=f"{access.user.name} hat übernommen", internal=True)


def _pass_on(access: Access, handover: Handover) -> list[str]:
    """Put the successor in the place of who leaves, everywhere; what has passed, in words."""
    site, leaver, successor, today = handover.site_id, handover.leaver, handover.successor, access.today
    passed = [item.words[:240] for item in items_of(site, leaver, today) if not _ends_anyway(item, handover)]
    for place in REPLACED:
        for row in rows_in_name(place, site, leaver, today):
            _replace(place, row, leaver, successor)
            if place.model is Site:
                queue("offers.publish", place=site, title="Familienseite", access=access)
    for place in TERMS:
        for row in rows_in_name(place, site, leaver, today):
            _next_term(row, successor, handover.leaves_on)
    return passed[:WRITTEN]


def _ends_anyway(item: Item, handover: Handover) -> bool:
    """A term that ends with the last day or before it needs nobody to follow."""
    return item.ends is not None and item.ends <= handover.leaves_on


def _replace(place: Place, row: Any, leaver: User, successor: User) -> None:
    if place.by_account:
        setattr(row, place.field, successor)
    else:
        most = row._meta.get_field(place.field).max_length
        setattr(row, place.field, named(leaver.name).sub(lambda _: successor.name, getattr(row, place.field))[:most])
    row.save(update_fields=[place.field])


def _next_term(row: Any, successor: User, last: date) -> None:
    """The term ends with the last day, and the successor's begins on the next; one that would only begin later is the successor's at once."""
    if row.ends is not None and row.ends <= last:
        return
    begins, ends, before = last + timedelta(days=1), row.ends, row.pk
    if row.starts > last:
        row.name = successor.name
        row.save(update_fields=["name"])
        return
    row.ends = last
    row.save(update_fields=["ends"])
    same = Q(body=row.body_id) if isinstance(row, BodyMember) else Q(site=row.site_id, function=row.function)
    known = type(row).objects.filter(not_over(begins), same, name=successor.name).order_by("starts").first()
    if known is None:
        row.pk, row.name, row.starts, row.ends = None, successor.name, begins, ends
        for name in ("email", "qualification"):  # what belongs to the person
            if hasattr(row, name):
                setattr(row, name, successor.email if name == "email" else "")
        row._state.adding = True
        row.save()
        known = row
    if isinstance(row, Post):
        Offer.objects.filter(not_over(begins), carried_by=before).update(carried_by=known)
