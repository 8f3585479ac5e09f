"""What changes the planning of a county: strategy and targets, the next version of a plan, representative, deadlines; and papers of its rows."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from planning.models import Deadline, Plan, PlanEntry, PlanGoal, ProjectClass, Representative, Strategy
from sites.core.access import Access
from sites.core.days import is_over
from sites.core.journal import record
from sites.models import Phase, SitePhase
from sites.services.entries import note_saved
from sites.services.records import store_document

DAY = timedelta(days=1)


def attach(*, access: Access, row, upload, title: str, name: str = "document") -> None:
    """Store a paper at the row's place and let the row point at it; nothing without a file. Refuses what is no PDF or picture."""
    if upload:
        document = store_document(access=access, place=row.place_id, title=title[:120], upload=upload, about=row)
        setattr(row, name, document)
        row.save(update_fields=[name])


# Strategy ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_strategy(*, access: Access, form) -> Strategy:
    """The strategy with its targets; the lines of the form replace those before, the entry keeps both."""
    created = form.instance.pk is None
    strategy = form.save()
    before = {target.year: [target.sites, target.consultation_sites] for target in strategy.targets.all()}
    strategy.targets.all().delete()
    targets = form.targets()
    for target in targets:
        target.strategy, target.place_id = strategy, strategy.place_id
        target.save()
    attach(access=access, row=strategy, upload=form.cleaned_data["upload"], title=str(strategy))
    after = {target.year: [target.sites, target.consultation_sites] for target in targets}
    text = f"Strategie „{strategy.title}“ {'angelegt' if created else 'geändert'}"
    record(access, strategy, "created" if created else "changed", text=text[:200], before=before, after=after, goals=strategy.goals)
    return strategy


# Plans ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def renew_plan(*, access: Access, old: Plan, form) -> Plan:
    """The next version: the old one ends the day before, goals and entries come along with a note that they are to be looked at.

    Pages and sections belong to the old paper and stay there; sites that have ended do not come along.
    """
    before = Plan.objects.select_for_update(of=("self",)).get(pk=old.pk)
    new = form.instance
    if new.starts <= before.starts:
        raise ValidationError(
            {"starts": f"Die Fassung {before.version} gilt erst seit {before.starts:%d.%m.%Y}. Bitte wählen Sie einen späteren Tag."}
        )
    if not is_over(before, new.starts):
        before.ends = new.starts - DAY
        before.save(update_fields=["ends"])
    new.validate_constraints()
    new.save()
    goals = {goal.pk: goal for goal in before.goals.all()}
    copies = {
        pk: PlanGoal.objects.create(place_id=new.place_id, plan=new, number=g.number, title=g.title, action_field=g.action_field)
        for pk, g in goals.items()
    }
    ended = SitePhase.objects.on(new.starts).filter(county_id=new.place_id, phase=Phase.ENDED).values("site")
    entries = list(before.entries.exclude(site__in=ended))
    for entry in entries:
        note = f"Aus Fassung {before.version} übernommen{f', dort {entry.section}' if entry.section else ''}. Bitte Seite und Finanzierung prüfen."
        goal = copies[entry.goal_id] if entry.goal_id else None
        PlanEntry.objects.create(place_id=new.place_id, plan=new, site_id=entry.site_id, goal=goal, funded=entry.funded, note=note)
    attach(access=access, row=new, upload=form.cleaned_data["upload"], title=str(new))
    record(access, before, "ended", text=f"Fassung {before.version} gilt bis {before.ends:%d.%m.%Y}"[:200])
    text = f"Neue Fassung {new.version} von „{new.title}“ ab {new.starts:%d.%m.%Y}, {len(entries)} Einträge übernommen"
    record(access, new, "created", text=text[:200], of=before.pk)
    return new


@transaction.atomic
def save_entry_of_plan(*, access: Access, form) -> PlanEntry:
    """A site in a plan; the entry of the log names both."""
    created = form.instance.pk is None
    entry = form.save()
    note_saved(access=access, form=form, row=entry, created=created, text=f"{entry.site.name} in „{entry.plan}“")
    return entry


@transaction.atomic
def remove_entry(*, access: Access, entry: PlanEntry) -> None:
    """A site that was entered by mistake; the log keeps what stood there."""
    record(access, entry, "removed", text=f"{entry.site.name} aus „{entry.plan}“ entfernt"[:200], section=entry.section, funded=entry.funded)
    PlanEntry.objects.filter(pk=entry.pk).delete()


# Representative ---------------------------------------------------------------------------------------------------


@transaction.atomic
def change_representative(*, access: Access, form) -> Representative:
    """A new representative; the one before ends the day before (R008: one at a time)."""
    new = form.instance
    before = Representative.objects.select_for_update().filter(place_id=new.place_id, ends__isnull=True).first()
    if before and new.starts <= before.starts:
        raise ValidationError({"starts": f"{before.name} ist erst seit {before.starts:%d.%m.%Y} eingetragen. Bitte wählen Sie einen späteren Tag."})
    if before:
        before.ends = new.starts - DAY
        before.save(update_fields=["ends"])
    new.validate_constraints()
    new.save()
    record(access, new, "created", text=f"{new.name} vertritt die ThEKiZ ab {new.starts:%d.%m.%Y} in den Steuerungsgremien"[:200])
    return new


@transaction.atomic
def end_representative(*, access: Access, representative: Representative, ends: date) -> None:
    """The last day of a representative; until a new one is entered the county is told that nobody is."""
    representative.ends = ends
    representative.validate_constraints()
    representative.save(update_fields=["ends"])
    record(access, representative, "ended", text=f"{representative.name} vertritt die ThEKiZ bis {ends:%d.%m.%Y}"[:200])


# Deadlines --------------------------------------------------------------------------------------------------------


@transaction.atomic
def set_deadlines(*, access: Access, county: int, year: int, project_class: str, dues: dict[str, date | None]) -> None:
    """All deadlines of a year and project class; an emptied one is removed. One entry with the old and the new days."""
    known = {row.kind: row for row in Deadline.objects.select_for_update().filter(place_id=county, funding_year=year, project_class=project_class)}
    changes: dict[str, Any] = {}
    changed = None
    for kind, due in dues.items():
        row = known.get(kind)
        if (row.due if row else None) == due:
            continue
        changes[kind] = [f"{row.due:%d.%m.%Y}" if row else "", f"{due:%d.%m.%Y}" if due else ""]
        if due is not None:
            changed = row or Deadline(place_id=county, funding_year=year, project_class=project_class, kind=kind)
            changed.due = due
            changed.save()
        elif row is not None:
            changed = row
            Deadline.objects.filter(pk=row.pk).delete()
    if changed:
        record(access, changed, "changed", text=f"Fristen {year}, {ProjectClass(project_class).label}, geändert", changes=changes)


def report_due(county: int, year: int, project_class: str) -> date:
    """When the Sachbericht of a funding year is due: the county's deadline, else 31 March of the year after (usual, never hard-wired)."""
    kinds = Deadline.objects.filter(place_id=county, funding_year=year, project_class=project_class, kind=Deadline.Kind.REPORT)
    return kinds.values_list("due", flat=True).first() or date(year + 1, 3, 31)
