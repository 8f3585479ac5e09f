"""A decision that was entered wrongly: corrected or taken back while nothing later rests on it; the old row stays in the history."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from planning.models import Application, Decision
from planning.rules.decisions import refuse_contradiction
from planning.services.cases import take_step
from planning.services.decisions import lock_site
from planning.services.effects import phase_after, resting_on, take_effect, undo
from sites.core.access import Access
from sites.core.journal import record
from sites.models import Site, SiteForm, SitePhase

#: What a correction takes over: who was decided about, and what. Another decision is entered anew after this one is taken back.
FIXED = ("site_id", "application_id", "kind", "phase", "departures", "plan_id", "signatory_id", "agenda_item_id")
#: What has consequences at the site; the rest is how the decision was written down.
CONSEQUENCES = ("effective_from", "forms", "coordinator_fte")
#: The step that puts an application back to the state in which it was decided.
REOPENS = {"submitted": "undecide", "open": "reopen", "returned": "reopen_returned"}
SUPERSEDED = "Diese Entscheidung hat inzwischen jemand anderes berichtigt. Bitte laden Sie die Seite neu."
TAKEN_BACK = "Diese Entscheidung ist inzwischen zurückgenommen. Bitte laden Sie die Seite neu."
OTHER_CASE = "Für diesen Standort läuft inzwischen ein anderer Antrag. Solange kann dieser nicht wieder offen sein."


def _locked(access: Access, decision: Decision) -> tuple[Site, Decision]:
    """The decision as it stands, after whoever is at it now."""
    site = lock_site(decision.site_id)
    locked = Decision.objects.get(pk=decision.pk)
    if not access.may("applications.decide", locked):  # guard: correct-right -> if False:
        raise PermissionDenied
    if locked.superseded_by_id:  # guard: superseded-once -> if False:
        raise ValidationError(SUPERSEDED)
    if locked.taken_back:  # guard: taken-back-once -> if False:
        raise ValidationError(TAKEN_BACK)
    return site, locked


@transaction.atomic
def correct_decision(*, access: Access, old: Decision, corrected: Decision, note: str) -> Decision:
    """Replace a decision: the old row stays and points to the new one. Another day, form or coordination is undone and set anew.

    A decision whose body, date or number is corrected no longer rests on the resolution it was taken from.
    """
    site, locked = _locked(access, old)
    for name in FIXED:
        setattr(corrected, name, getattr(locked, name))
    corrected.resolution_id = locked.resolution_id if resting_on(corrected) == resting_on(locked) else None
    corrected.recorded_by, corrected.effects = access.user, locked.effects
    refuse_contradiction(corrected, instead_of=locked.pk)
    changed = any(getattr(corrected, name) != getattr(locked, name) for name in CONSEQUENCES)
    sets_anew = changed and ("phase" in locked.effects or not phase_after(locked))
    if sets_anew:
        undo(access, site, locked)
    locked.superseded_by = locked  # out of the way of "one valid decision", until the new row has its number
    locked.save(update_fields=["superseded_by"])
    corrected.save()
    locked.superseded_by = corrected
    locked.save(update_fields=["superseded_by"])
    if sets_anew:
        take_effect(access, site, corrected, sets_post="fte" in locked.effects)
    else:
        for model, name in ((SitePhase, "resting_on"), (SiteForm, "reason")):
            model.objects.filter(site_id=locked.site_id, **{name: resting_on(locked)}).update(**{name: resting_on(corrected)})
    record(access, corrected, "corrected", text=f"Entscheidung berichtigt: {resting_on(corrected)}", note=note, replaces=resting_on(locked))
    return corrected


@transaction.atomic
def take_back(*, access: Access, decision: Decision, reason: str) -> Decision:
    """Take a decision back: its site is as it was, its case waits again, the row stays in the history with the reason."""
    site, locked = _locked(access, decision)
    undo(access, site, locked)
    case: Application | None = locked.application
    if case and case.state == Application.State.DECIDED:
        running = Application.objects.filter(site=site, state__in=Application.PENDING)
        if running.exists():
            raise ValidationError(OTHER_CASE)
        take_step(access=access, obj=case, name=REOPENS[locked.effects.get("case", "submitted")], note=reason)
    locked.taken_back, locked.taken_back_by, locked.take_back_reason = access.today, access.user, reason
    locked.save(update_fields=["taken_back", "taken_back_by", "take_back_reason"])
    record(access, locked, "taken_back", text=f"Entscheidung zurückgenommen: {resting_on(locked)}", note=reason)
    return locked
