"""What a change of a house brings about: three proposals, and what becomes of each (UF3)."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from processes.models import ActionStep, ChangeEvent, ChangeProposal
from sites.core.access import Access
from sites.core.flow import advance
from sites.core.journal import Changes, record_saved

#: What is taken up becomes a step of the house, with so many days for it.
DAYS_FOR_IT = timedelta(days=28)
STEPS = {
    ChangeProposal.Kind.MEETING: "Zusätzliche Sitzung des Steuerungsteams vereinbaren",
    ChangeProposal.Kind.ANALYSIS: "Neue Runde der Ausgangsanalyse beginnen",
}


@transaction.atomic
def save_change(*, access: Access, event: ChangeEvent, changes: Changes) -> ChangeEvent:
    """Save a change; a new one brings its proposals along."""
    is_new = event._state.adding
    if is_new:
        event.person_label = access.signature(event)
    event.save()
    if is_new:
        ChangeProposal.objects.bulk_create(
            ChangeProposal(site_id=event.site_id, event=event, kind=kind, made_on=access.today) for kind in ChangeProposal.Kind
        )
    record_saved(access, event, created=is_new, text=f"Veränderung „{event}“", changes=changes)
    return event


@transaction.atomic
def answer_proposal(*, access: Access, proposal: ChangeProposal, step: str, note: str = "") -> ChangeProposal:
    """Take a proposal up or decline it with a sentence. A meeting and an analysis become a step of the house, once."""
    answered: ChangeProposal = advance(proposal, step, access=access, note=note)
    answered.sentence, answered.answered_on = note.strip(), access.today
    answered.save(update_fields=["sentence", "answered_on"])
    if step == "accept" and answered.kind in STEPS:
        title = f"{STEPS[ChangeProposal.Kind(answered.kind)]}: {answered.event}"[:160]
        ActionStep.objects.get_or_create(
            site_id=answered.site_id, title=title, closed_on=None, defaults={"owner": access.user.name[:80], "due": access.today + DAYS_FOR_IT}
        )
    return answered


def refuse_removing(event: ChangeEvent) -> None:
    """What stands against taking a change out: that a proposal of it has been answered."""
    if event.proposals.exclude(state=ChangeProposal.State.OPEN).exists():  # guard: answered-change -> if False:
        raise ValidationError("Zu dieser Veränderung ist schon ein Vorschlag beantwortet. Tragen Sie ein Ende ein, statt sie zu entfernen.")
