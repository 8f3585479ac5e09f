"""A decision that was entered wrongly: corrected or taken back while nothing later rests on it; the old row stays in the history."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from planning.models import Application, Decision
from planning.rules.decisions import differences, in_words, refuse_contradiction, refuse_overtaking
from planning.services.cases import take_step
from planning.services.decisions import announce_decision, lock_site
from planning.services.effects import phase_after, resting_on, take_effect, undo
from sites.core.access import Access
from sites.core.journal import record, subject_of
from sites.models import Entry, Job, Site, SiteForm, SitePhase

#: What a correction takes over: who was decided about, and what. Another decision is entered anew after this one is taken back.
FIXED = ("site_id", "application_id", "kind", "phase", "departures", "signatory_id", "agenda_item_id")
#: What has consequences at the site.
CONSEQUENCES = ("effective_from", "forms", "coordinator_fte")
#: What people have to know anew when it is corrected; the rest is how the decision was written down.
VERDICT = (*CONSEQUENCES, "funding_year", "conditions", "next_due")
#: The step that puts an application back to the state in which it was decided.
REOPENS = {"submitted": "undecide", "open": "reopen", "returned": "reopen_returned"}
UNCHANGED = "Sie haben nichts geändert. Bitte ändern Sie, was falsch ist, oder lassen Sie die Entscheidung, wie sie ist."
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
    if not differences(locked, corrected):
        raise ValidationError(UNCHANGED)
    refuse_contradiction(corrected, instead_of=locked.pk)
    refuse_overtaking(locked, corrected)
    changed = [name for name in VERDICT if getattr(corrected, name) != getattr(locked, name)]
    sets_anew = not set(CONSEQUENCES).isdisjoint(changed) and ("phase" in locked.effects or not phase_after(locked))
    if sets_anew:
        try:
            undo(access, site, locked)
        except ValidationError as error:
            raise ValidationError({changed[0]: error.messages}) from None
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
    text, about = f"Entscheidung berichtigt: {resting_on(corrected)}", in_words(corrected)
    record(access, corrected, "corrected", text=text, note=note, about=about, replaces=resting_on(locked))
    if _is_on_its_way(locked):
        announce_decision(access, corrected)
    elif changed and _was_announced(corrected):
        announce_decision(access, corrected, again=True)
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
    record(access, locked, "taken_back", text=f"Entscheidung zurückgenommen: {resting_on(locked)}", note=reason, about=in_words(locked))
    if _was_announced(locked) and not _is_on_its_way(locked):
        announce_decision(access, locked, again=True)
    return locked


def _is_on_its_way(decision: Decision) -> bool:
    """Whether the mail about it still waits: it finds then that the decision does not stand, and tells nobody."""
    return Job.objects.filter(name="planning.mail_decided", arguments__decision=decision.pk, state=Job.State.QUEUED).exists()


def _was_announced(decision: Decision) -> bool:
    """Whether people got a mail about it in any of its wordings; about one from outside the application nobody does."""
    versions = [decision]
    while before := Decision.objects.filter(superseded_by=versions[-1]).first():
        versions.append(before)
    return Entry.objects.filter(kind="decided", subject__in=map(subject_of, versions)).exists()
