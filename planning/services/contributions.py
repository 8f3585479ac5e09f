"""What becomes of what the team brings in: written, answered, taken up as a need."""

from django.db import transaction

from planning.models import Contribution, Need
from sites.core.access import Access
from sites.core.journal import record

TAKEN_UP, PLANNED = "Daraus wurde der Bedarf „{}“.", "Daraus wird das Angebot „{}“."


@transaction.atomic
def save_contribution(*, access: Access, contribution: Contribution) -> Contribution:
    """Keep what somebody brings in, under the own name; the words never stand in the journal."""
    created = contribution._state.adding
    contribution.save()
    kind, done = ("created", "geschrieben") if created else ("changed", "geändert")
    record(access, contribution, kind, text=f"{contribution} {done}", internal=True)
    return contribution


@transaction.atomic
def answer_contribution(*, access: Access, contribution: Contribution) -> Contribution:
    """Keep the answer with its day; an empty one takes it back, except where the contribution has become a need: that stays its answer."""
    if contribution.need and not contribution.answer:
        contribution.answer = TAKEN_UP.format(contribution.need.title)
    contribution.answered_on = access.today if contribution.answer else None
    contribution.save(update_fields=["answer", "answered_on"])
    record(access, contribution, "answered", text=f"{contribution} beantwortet", internal=True)
    return contribution


@transaction.atomic
def take_up_contribution(*, access: Access, contribution: Contribution, need: Need) -> None:
    """A contribution has become a need; that is an answer as well, where none stands yet."""
    contribution.need = need
    contribution.answer = contribution.answer or TAKEN_UP.format(need.title)
    contribution.answered_on = contribution.answered_on or access.today
    contribution.save(update_fields=["need", "answer", "answered_on"])
    record(access, contribution, "taken_up", text=f"{contribution} aufgegriffen als Bedarf „{need.title}“", internal=True)


@transaction.atomic
def plan_contribution(*, access: Access, contribution: Contribution, title: str) -> None:
    """An idea becomes an offer, named by its title; that is an answer as well, where none stands yet."""
    if not contribution.answer:
        contribution.answer, contribution.answered_on = PLANNED.format(title), access.today
        contribution.save(update_fields=["answer", "answered_on"])
        record(access, contribution, "answered", text=f"{contribution} aufgegriffen als Angebot „{title}“", internal=True)
