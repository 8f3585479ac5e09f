"""What a decision sets at its site, and how that is undone: phase, forms, size of the coordination, measure.

`Decision.effects` keeps the rows and what stood there before: phase (the one begun), reopened and starts (of the one before), forms (begun),
ended (forms that ended with it), fte (what keeps the one before), measure (made by it), case (the state of the application that it answered).
"""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from planning.models import Decision, Measure, ProjectClass
from planning.rules.decisions import RESTS, resting_upon
from planning.rules.measures import main_field
from planning.services.plans import report_due
from sites.core.access import Access
from sites.core.jobs import queue
from sites.core.journal import record
from sites.models import Phase, Site, SiteForm, SitePhase
from sites.services.sites import change_coordination, change_forms, change_phase, undo_coordination

Kind = Decision.Kind


def resting_on(decision: Decision) -> str:
    """The words in which a phase or a form names the decision it rests on."""
    return f"{decision.get_body_display()}, {decision.decided_on:%d.%m.%Y}, {decision.number}"[:200]


def phase_after(decision: Decision) -> str:
    """The phase that begins with a decision; empty when the site stays in its own."""
    if decision.kind == Kind.ADVANCE:
        return decision.phase
    return {Kind.ESTABLISH: str(Phase.ON_THE_WAY), Kind.END: str(Phase.ENDED)}.get(Kind(decision.kind), "")


# Setting ----------------------------------------------------------------------------------------------------------


def take_effect(access: Access, site: Site, decision: Decision, *, sets_post: bool = False) -> None:
    """The consequences of a saved decision: a rejected Kita stays interested, an ended site keeps its history.

    `sets_post`: it also says in which form and with how much coordination the site works, as a case does.
    """
    if decision.kind == Kind.REJECT:
        return
    day, paper = decision.effective_from, resting_on(decision)
    effects: dict[str, Any] = {name: state for name, state in decision.effects.items() if name == "case"}
    if phase := phase_after(decision):
        effects |= begin_phase(access, site, phase, day, paper)
    if decision.kind in {Kind.ESTABLISH, Kind.CONTINUE}:
        if sets_post:
            effects |= _set_post(access, site, decision)
        if measure := measure_of(access, site, day):
            effects["measure"] = measure.pk
    decision.effects = effects
    decision.save(update_fields=["effects"])
    if phase or sets_post:
        queue("offers.publish", place=site.pk, title="Familienseite", access=access)


def begin_phase(access: Access, site: Site, phase: str, day: date, paper: str) -> dict[str, Any]:
    """A phase from a day on. An interest that the application only learned of later steps back behind the older decision."""
    current = SitePhase.objects.select_for_update().filter(site=site, ends__isnull=True).first()
    before = {"reopened": current.pk, "starts": current.starts.isoformat()} if current else {}
    if current and current.phase == Phase.INTERESTED and current.starts >= day:
        current.starts = day - timedelta(days=1)
        current.validate_constraints()
        current.save(update_fields=["starts"])
    if current is None:
        SitePhase(site=site, county_id=site.county_id, phase=phase, starts=day).validate_constraints()
    begun = change_phase(access=access, site=site, phase=phase, day=day, resting_on=paper)
    return {"phase": begun.pk, **before}


def _set_post(access: Access, site: Site, decision: Decision) -> dict[str, Any]:
    """Forms and size of the coordination from the day of effect on."""
    before = change_coordination(site=site, fte=decision.coordinator_fte, day=decision.effective_from)
    if not decision.forms:
        return {"fte": before}
    stood = set(SiteForm.objects.filter(site=site).values_list("pk", flat=True))
    was_open = set(SiteForm.objects.filter(site=site, ends__isnull=True).values_list("pk", flat=True))
    try:
        with transaction.atomic():
            change_forms(access=access, site=site, forms=decision.forms, day=decision.effective_from, reason=resting_on(decision))
    except IntegrityError:
        raise ValidationError({"forms": "Eine dieser Formen ist für den Zeitraum schon eingetragen. Bitte prüfen Sie „gilt ab“."}) from None
    now = SiteForm.objects.filter(site=site)
    begun, ended = now.exclude(pk__in=stood), now.filter(pk__in=was_open, ends__isnull=False)
    return {"fte": before, "forms": sorted(form.pk for form in begun), "ended": sorted(form.pk for form in ended)}


def measure_of(access: Access, site: Site, day: date) -> Measure | None:
    """The measure of the funding year in which the decision takes effect, mainly in action field 3 (R104); None when it was there before."""
    if day.year < 2019 or Measure.objects.filter(site=site, funding_year=day.year).exists():
        return None
    field, title = main_field(day), f"ThEKiZ {site.name}"
    due = report_due(site.county_id, day.year, ProjectClass.EXISTING)
    measure = Measure.objects.create(site=site, funding_year=day.year, title=title, action_field=field, report_due=due)
    record(access, measure, "created", text=f"Maßnahme {day.year} angelegt, {field}")
    return measure


# Undoing ----------------------------------------------------------------------------------------------------------


def undo(access: Access, site: Site, decision: Decision) -> None:
    """Put back what a decision has set; refused while anything later rests on it. What was changed by hand since stays as it is."""
    if found := list(resting_upon(decision)):  # guard: resting-decision -> if False:
        raise ValidationError(RESTS.format("; ".join(found)))
    effects = decision.effects
    if begun := effects.get("phase"):
        phase = SitePhase.objects.get(pk=begun)
        phase.delete()
        for before in SitePhase.objects.filter(pk=effects.get("reopened")):
            before.starts, before.ends = date.fromisoformat(effects["starts"]), None
            before.save(update_fields=["starts", "ends"])
        text = f"Phase „{phase.get_phase_display()}“ ab {phase.starts:%d.%m.%Y} zurückgenommen"
        record(access, site, "phase", text=text, note=resting_on(decision))
    if "fte" in effects:
        undo_coordination(site=site, former=effects["fte"], fte=decision.coordinator_fte)
    if "forms" in effects:
        SiteForm.objects.filter(pk__in=effects["forms"]).delete()
        SiteForm.objects.filter(pk__in=effects["ended"]).update(ends=None)
        record(access, site, "forms", text="Organisationsform wie vor der Entscheidung", note=resting_on(decision))
    for measure in Measure.objects.filter(pk=effects.get("measure")):
        record(access, site, "measure", text=f"Maßnahme {measure.funding_year} entfernt", note=resting_on(decision))
        measure.delete()
    queue("offers.publish", place=site.pk, title="Familienseite", access=access)
