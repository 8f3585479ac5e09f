"""Entering decisions: about a case, the step to a next phase, and those older than the application."""

from copy import copy
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from planning.models import Application, Decision
from planning.rules.decisions import refuse_contradiction
from planning.rules.departures import around, departures, departures_of_site, departures_of_step, forms_today, with_basis
from planning.services.cases import take_step
from planning.services.effects import begin_phase, resting_on, take_effect
from sites.core.access import Access
from sites.core.jobs import queue
from sites.core.journal import record
from sites.models import Phase, Site, SitePhase
from sites.rules.as_of import coordination_on, on_day, with_history
from sites.rules.phases import RUNNING

Kind = Decision.Kind
#: What a decision from outside the application says about the site, by the phase that follows from it.
KIND_OF_PHASE = {
    Phase.ON_THE_WAY: Kind.ESTABLISH,
    Phase.ESTABLISHED: Kind.ADVANCE,
    Phase.CONSULTATION: Kind.ADVANCE,
    Phase.ENDED: Kind.END,
}
DONE = {Kind.ESTABLISH: "Aufgenommen", Kind.CONTINUE: "Fortgeführt", Kind.END: "Beendet", Kind.REJECT: "Abgelehnt"}
REASON_MISSING = "Es gibt Hinweise aus den Fachlichen Empfehlungen. Bitte schreiben Sie, warum Sie trotzdem so entscheiden."
NO_STEP = "Der Standort ist inzwischen in einer anderen Phase. Dieser Übergang ist nicht mehr möglich."


def kinds_for(phase: str | None) -> list[str]:
    """What can be decided about a site of this phase (R208, R209)."""
    if phase not in RUNNING:
        return [Kind.ESTABLISH, Kind.REJECT]
    return [Kind.CONTINUE, Kind.END, Kind.REJECT]


def lock_site(pk: int) -> Site:
    """Who decides about a site waits for everybody else who does; always before its case is locked."""
    return Site.objects.select_for_update(of=("self",)).get(pk=pk)  # guard: decision-lock -> return Site.objects.get(pk=pk)


@transaction.atomic
def decide(*, access: Access, application: Application, decision: Decision) -> Decision:
    """Enter the decision about an application with everything that follows from it. Two at once: one decides, the other is told."""
    site = lock_site(application.site_id)
    locked = take_step(access=access, obj=application, name="decide")
    case = with_basis(Application.objects.filter(pk=locked.pk), access.today).get()
    decision.application, decision.site = locked, site
    if decision.kind not in {Kind.ESTABLISH, Kind.CONTINUE}:
        decision.forms, decision.coordinator_fte = [], None
    return enter(access, site, decision, departures(case), sets_post=True)


@transaction.atomic
def advance_phase(*, access: Access, site: Site, decision: Decision) -> Decision:
    """The step of a site to its next phase (R205, R206): a decision like every other one, with its departures and their reason."""
    locked = lock_site(site.pk)
    if not access.may("applications.decide", locked):  # guard: advance-right -> if False:
        raise PermissionDenied
    now = {"forms_now": forms_today(access.today), "fte_today": coordination_on(access.today)}
    row = around(Site.objects.filter(pk=locked.pk), access.today).annotate(**now).get()
    found = departures_of_step(row, decision.phase, decision.effective_from, access.today)
    decision.site, decision.kind = locked, Kind.ADVANCE
    decision.funding_year = decision.funding_year or decision.effective_from.year
    return enter(access, locked, decision, [*found, *departures_of_site(row, row.forms_now, row.fte_today)])


def enter(access: Access, site: Site, decision: Decision, found: list[str], *, sets_post: bool = False) -> Decision:
    """Save a decision about a locked site with what departs, with its consequences, its entry and its mail."""
    decision.recorded_by = access.user
    refuse_contradiction(decision)  # guard: contradiction -> pass
    decision.departures = found
    if found and decision.kind != Kind.REJECT and not decision.departure_reason.strip():
        raise ValidationError({"departure_reason": REASON_MISSING})
    decision.departure_reason = decision.departure_reason if found else ""
    decision.save()
    take_effect(access, site, decision, sets_post=sets_post)
    done = DONE.get(Kind(decision.kind)) or decision.get_kind_display()
    text = f"{done} ab {decision.effective_from:%d.%m.%Y}: {resting_on(decision)}"
    record(access, decision, "decided", text=text, note=decision.reasons, departures=decision.departures)
    announce_decision(access, decision)
    return decision


def announce_decision(access: Access, decision: Decision, *, again: bool = False) -> None:
    """Write to those whom it concerns; `again`: that it was corrected or taken back."""
    name, job = on_day(with_history(decision.site_id), decision.decided_on).name, "planning.mail_revised" if again else "planning.mail_decided"
    queue(job, place=decision.site_id, title=f"Nachricht zur Entscheidung {name}", access=access, decision=decision.pk)


def answer(access: Access, decision: Decision, case: Application) -> None:
    """An application that a decision about its site answers is over with it, whoever works on it; `effects` keeps the state it had."""
    decision.application = take_step(access=access, obj=case, name="decide" if case.state == Application.State.SUBMITTED else "close")
    decision.effects = {**decision.effects, "case": case.state}


def one_of_many(paper: Decision) -> Decision:
    """A decision of its own under a paper that many share."""
    decision = copy(paper)
    decision._state = copy(paper._state)
    decision._state.fields_cache = {**paper._state.fields_cache}  # the rows it points at are its own
    return decision


# Decisions older than the application -----------------------------------------------------------------------------


@transaction.atomic
def record_phase(*, access: Access, site: Site, phase: str, decision: Decision) -> SitePhase:
    """A phase whose decision lies outside the application; before the present phase it is a chapter of the history."""
    if decision.site_id != site.pk or not access.may("applications.decide", site):  # guard: phase-right -> if False:
        raise PermissionDenied
    locked = lock_site(site.pk)
    decision.kind, decision.recorded_by = KIND_OF_PHASE[Phase(phase)], access.user
    decision.phase = phase if decision.kind == Kind.ADVANCE else ""
    decision.reasons = decision.reasons.strip() or "Beschluss liegt außerhalb der Anwendung vor."
    day, paper = decision.effective_from, resting_on(decision)
    later = SitePhase.objects.filter(site=locked, starts__gte=day).exclude(phase=Phase.INTERESTED, ends__isnull=True).order_by("starts").first()
    if later and later.starts == day:
        raise ValidationError({"effective_from": f"An diesem Tag beginnt schon „{later.get_phase_display()}“. Bitte prüfen Sie den Tag."})
    refuse_contradiction(decision)
    if later is None:
        before = SitePhase.objects.on(access.today).filter(site=locked).values_list("phase", flat=True).first()
        decision.effects = begin_phase(access, locked, phase, day, paper)
        _answer_pending(access, decision, runs_newly=before not in RUNNING and phase in RUNNING)
    else:
        decision.effects = _insert_phase(access, locked, SitePhase(phase=phase, starts=day, ends=later.starts - timedelta(days=1), resting_on=paper))
    decision.save()
    queue("offers.publish", place=site.pk, title="Familienseite", access=access)
    return SitePhase.objects.get(pk=decision.effects["phase"])


def _answer_pending(access: Access, decision: Decision, *, runs_newly: bool) -> None:
    """A site that begins its way or ends by a decision from outside has no application about that any more."""
    case = Application.objects.filter(site=decision.site_id, state__in=Application.PENDING).first()
    if case and (runs_newly or decision.kind == Kind.END) and case.is_answered_for(decision.effective_from.year):
        answer(access, decision, case)


def _insert_phase(access: Access, site: Site, begun: SitePhase) -> dict[str, object]:
    """A chapter of the history that ends before the next one."""
    begun.site, begun.county_id = site, site.county_id
    begun.clean_fields(exclude=["site", "county"])
    begun.validate_constraints()
    begun.save()
    record(access, site, "phase", text=f"Phase „{begun.get_phase_display()}“ nachgetragen ab {begun.starts:%d.%m.%Y}", note=begun.resting_on)
    return {"phase": begun.pk, "until": f"{begun.ends}"}
