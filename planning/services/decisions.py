"""What a decision changes: phase, forms, coordinator post, measure; its correction; and decisions older than the application."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from planning.models import Application, Decision, Measure, ProjectClass
from planning.rules.departures import departures, with_basis
from planning.rules.measures import main_field
from planning.services.cases import take_step
from planning.services.plans import report_due
from sites.core.access import Access
from sites.core.jobs import queue
from sites.core.journal import record
from sites.models import Phase, Site, SitePhase
from sites.rules.phases import RUNNING
from sites.services.sites import change_forms, change_phase

Kind = Decision.Kind
#: What a decision from outside the application says about the site, by the phase that follows from it.
KIND_OF_PHASE = {
    Phase.ON_THE_WAY: Kind.ESTABLISH,
    Phase.ESTABLISHED: Kind.CONTINUE,
    Phase.CONSULTATION: Kind.CONTINUE,
    Phase.ENDED: Kind.END,
}
#: What a correction takes over: the decision itself, on which nothing can be written down wrongly.
FIXED = ("site_id", "application_id", "kind", "effective_from", "departures", "plan_id")
DONE = {Kind.ESTABLISH: "Aufgenommen", Kind.CONTINUE: "Fortgeführt", Kind.END: "Beendet", Kind.REJECT: "Abgelehnt"}
REASON_MISSING = "Es gibt Hinweise aus den Fachlichen Empfehlungen. Bitte schreiben Sie, warum Sie trotzdem so entscheiden."
SUPERSEDED = "Diese Entscheidung hat inzwischen jemand anderes berichtigt. Bitte laden Sie die Seite neu."


def kinds_for(phase: str | None) -> list[str]:
    """What can be decided about a site of this phase (R208, R209)."""
    if phase not in RUNNING:
        return [Kind.ESTABLISH, Kind.REJECT]
    return [Kind.CONTINUE, Kind.END, Kind.REJECT]


def resting_on(decision: Decision) -> str:
    return f"{decision.get_body_display()}, {decision.decided_on:%d.%m.%Y}, {decision.number}"[:200]


@transaction.atomic
def decide(*, access: Access, application: Application, decision: Decision, forms: list[str], coordinator_fte: Decimal | None) -> Decision:
    """Enter the decision about an application with everything that follows from it. Two at once: one decides, the other is told."""
    locked = take_step(access=access, obj=application, name="decide")
    case = with_basis(Application.objects.filter(pk=locked.pk), access.today).get()
    decision.departures = departures(case)
    if decision.departures and decision.kind != Kind.REJECT and not decision.departure_reason.strip():
        raise ValidationError({"departure_reason": REASON_MISSING})
    decision.departure_reason = decision.departure_reason if decision.departures else ""
    site = Site.objects.select_for_update(of=("self",)).get(pk=locked.site_id)
    decision.application, decision.site, decision.recorded_by = locked, site, access.user
    decision.save()
    _follow(access, site, decision, forms, coordinator_fte)
    text = f"{DONE[Kind(decision.kind)]} ab {decision.effective_from:%d.%m.%Y}: {resting_on(decision)}"
    record(access, decision, "decided", text=text, note=decision.reasons, departures=decision.departures)
    queue("planning.mail_decided", place=site.pk, title=f"Nachricht zur Entscheidung {site.name}", access=access, decision=decision.pk)
    return decision


def _follow(access: Access, site: Site, decision: Decision, forms: list[str], fte: Decimal | None) -> None:
    """The consequences: a rejected Kita stays interested, an ended site keeps its history."""
    day = decision.effective_from
    if decision.kind == Kind.REJECT:
        return
    if decision.kind == Kind.END:
        begin_phase(access, site, Phase.ENDED, day, resting_on(decision))
    else:
        if decision.kind == Kind.ESTABLISH:
            begin_phase(access, site, Phase.ON_THE_WAY, day, resting_on(decision))
        if forms:
            _set_forms(access, site, forms, day, resting_on(decision))
        site.coordinator_fte = fte
        site.save(update_fields=["coordinator_fte"])
        measure_of(access, site, day)
    queue("offers.publish", place=site.pk, title="Familienseite", access=access)


def begin_phase(access: Access, site: Site, phase: str, day: date, paper: str) -> SitePhase:
    """A phase from a day on. An interest that the application only learned of later steps back behind the older decision."""
    current = SitePhase.objects.select_for_update().filter(site=site, ends__isnull=True).first()
    if current and current.phase == Phase.INTERESTED and current.starts >= day:
        current.starts = day - timedelta(days=1)
        current.validate_constraints()
        current.save(update_fields=["starts"])
    if current is None:
        SitePhase(site=site, county_id=site.county_id, phase=phase, starts=day).validate_constraints()
    return change_phase(access=access, site=site, phase=phase, day=day, resting_on=paper)


def _set_forms(access: Access, site: Site, forms: list[str], day: date, paper: str) -> None:
    try:
        change_forms(access=access, site=site, forms=forms, day=day, reason=paper)
    except IntegrityError:
        raise ValidationError({"forms": "Eine dieser Formen ist für den Zeitraum schon eingetragen. Bitte prüfen Sie „gilt ab“."}) from None


def measure_of(access: Access, site: Site, day: date) -> None:
    """The measure of the funding year in which the decision takes effect, mainly in action field 3 (R104)."""
    if day.year < 2019 or Measure.objects.filter(site=site, funding_year=day.year).exists():
        return
    field, title = main_field(day), f"ThEKiZ {site.name}"
    due = report_due(site.county_id, day.year, ProjectClass.EXISTING)
    measure = Measure.objects.create(site=site, funding_year=day.year, title=title, action_field=field, report_due=due)
    record(access, measure, "created", text=f"Maßnahme {day.year} angelegt, {field}")


# Correction -------------------------------------------------------------------------------------------------------


@transaction.atomic
def correct_decision(*, access: Access, old: Decision, corrected: Decision, note: str) -> Decision:
    """Replace how a decision was written down: the old row stays and points to the new one. Kind and day of effect are the decision itself.

    A decision whose body, date or number is corrected no longer rests on the resolution it was taken from.
    """
    locked = Decision.objects.select_for_update(of=("self",)).get(pk=old.pk)  # guard: correct-lock -> locked = Decision.objects.get(pk=old.pk)
    if not access.may("applications.decide", locked):  # guard: correct-right -> if False:
        raise PermissionDenied
    if locked.superseded_by_id:  # guard: superseded-once -> if False:
        raise ValidationError(SUPERSEDED)
    for name in FIXED:
        setattr(corrected, name, getattr(locked, name))
    corrected.resolution_id = locked.resolution_id if resting_on(corrected) == resting_on(locked) else None
    corrected.recorded_by = access.user
    locked.superseded_by = locked  # out of the way of "one valid decision", until the new row has its number
    locked.save(update_fields=["superseded_by"])
    corrected.save()
    locked.superseded_by = corrected
    locked.save(update_fields=["superseded_by"])
    SitePhase.objects.filter(site_id=locked.site_id, resting_on=resting_on(locked)).update(resting_on=resting_on(corrected))
    record(access, corrected, "corrected", text=f"Entscheidung berichtigt: {resting_on(corrected)}", note=note, replaces=resting_on(locked))
    return corrected


# Decisions older than the application -----------------------------------------------------------------------------


@transaction.atomic
def record_phase(*, access: Access, site: Site, phase: str, decision: Decision) -> SitePhase:
    """A phase whose decision lies outside the application; before the present phase it is a chapter of the history."""
    if decision.site_id != site.pk or not access.may("applications.decide", site):  # guard: phase-right -> if False:
        raise PermissionDenied
    locked = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    decision.kind, decision.recorded_by = KIND_OF_PHASE[Phase(phase)], access.user
    decision.reasons = decision.reasons.strip() or "Beschluss liegt außerhalb der Anwendung vor."
    decision.save()
    day, paper = decision.effective_from, resting_on(decision)
    later = SitePhase.objects.filter(site=locked, starts__gte=day).exclude(phase=Phase.INTERESTED, ends__isnull=True).order_by("starts").first()
    if later is None:
        begun = begin_phase(access, locked, phase, day, paper)
    elif later.starts == day:
        raise ValidationError({"effective_from": f"An diesem Tag beginnt schon „{later.get_phase_display()}“. Bitte prüfen Sie den Tag."})
    else:
        begun = SitePhase(site=locked, county_id=locked.county_id, phase=phase, starts=day, ends=later.starts - timedelta(days=1), resting_on=paper)
        begun.clean_fields(exclude=["site", "county"])
        begun.validate_constraints()
        begun.save()
        record(access, locked, "phase", text=f"Phase „{begun.get_phase_display()}“ nachgetragen ab {day:%d.%m.%Y}", note=paper)
    queue("offers.publish", place=site.pk, title="Familienseite", access=access)
    return begun
