"""What changes the planning of a county: strategy and targets, the next version of a plan, representative, deadlines; and papers of its rows."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model

from planning.models import Deadline, Plan, PlanEntry, PlanGoal, ProjectClass, Representative, Strategy, StrategyTarget
from sites.core.access import Access
from sites.core.days import is_over
from sites.core.journal import record
from sites.core.numbers import with_noun
from sites.models import Phase, SitePhase
from sites.services.records import store_document

DAY = timedelta(days=1)


def attach(*, access: Access, row: Model, upload: "UploadedFile[Any] | None", title: str, name: str = "document") -> None:
    """Store a paper at the row's place and let the row point at it; nothing without a file. Refuses what is no PDF or picture.

    `name`: the key of the row that points at it.
    """
    if upload:
        place = row.place_id  # type: ignore[attr-defined]  # rows with papers lie at one place
        document = store_document(access=access, place=place, title=title[:120], upload=upload, about=row)
        setattr(row, name, document)
        row.save(update_fields=[name])


# Strategy ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_strategy(*, access: Access, strategy: Strategy, targets: Iterable[StrategyTarget], upload: "UploadedFile[Any] | None") -> Strategy:
    """The strategy as it shall be, with its targets: they replace those before, the entry keeps both."""
    created, after = strategy._state.adding, list(targets)
    strategy.save()
    before = list(strategy.targets.all())
    strategy.targets.all().delete()
    for target in after:
        target.strategy, target.place_id = strategy, strategy.place_id
        target.save()
    attach(access=access, row=strategy, upload=upload, title=str(strategy))
    text = f"Strategie „{strategy.title}“ {'angelegt' if created else 'geändert'}"
    record(access, strategy, "created" if created else "changed", text=text, before=_by_year(before), after=_by_year(after), goals=strategy.goals)
    return strategy


def _by_year(targets: Iterable[StrategyTarget]) -> dict[int, list[int]]:
    return {target.year: [target.sites, target.consultation_sites] for target in targets}


# Plans ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def renew_plan(*, access: Access, old: Plan, new: Plan, upload: "UploadedFile[Any] | None") -> Plan:
    """The next version: the old one ends the day before, goals and entries come along with a note that they are to be looked at.

    Pages and sections belong to the old paper and stay there; sites that have ended do not come along.
    """
    before = Plan.objects.select_for_update(of=("self",)).get(pk=old.pk)
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
    attach(access=access, row=new, upload=upload, title=str(new))
    record(access, before, "ended", text=f"Fassung {before.version} gilt bis {before.ends:%d.%m.%Y}")
    text = f"Neue Fassung {new.version} von „{new.title}“ ab {new.starts:%d.%m.%Y}, {with_noun(len(entries), 'Eintrag', 'Einträge')} übernommen"
    record(access, new, "created", text=text, of=before.pk)
    return new


# Representative ---------------------------------------------------------------------------------------------------


@transaction.atomic
def change_representative(*, access: Access, new: Representative) -> Representative:
    """A new representative; the one before ends the day before (R008: one at a time)."""
    before = Representative.objects.select_for_update().filter(place_id=new.place_id, ends__isnull=True).first()
    if before and new.starts <= before.starts:
        raise ValidationError({"starts": f"{before.name} ist erst seit {before.starts:%d.%m.%Y} eingetragen. Bitte wählen Sie einen späteren Tag."})
    if before:
        before.ends = new.starts - DAY
        before.save(update_fields=["ends"])
    new.validate_constraints()
    new.save()
    record(access, new, "created", text=f"{new.name} vertritt die ThEKiZ ab {new.starts:%d.%m.%Y} in den Steuerungsgremien")
    return new


@transaction.atomic
def end_representative(*, access: Access, representative: Representative, ends: date) -> Representative:
    """The last day of a representative; until a new one is entered the page says that nobody is."""
    representative.ends = ends
    representative.validate_constraints()
    representative.save(update_fields=["ends"])
    record(access, representative, "ended", text=f"{representative.name} vertritt die ThEKiZ bis {ends:%d.%m.%Y}")
    return representative


# Deadlines --------------------------------------------------------------------------------------------------------


@transaction.atomic
def set_deadlines(*, access: Access, county: int, year: int, project_class: str, dues: Mapping[str, date | None]) -> None:
    """All deadlines of a year and project class; an emptied one is removed. One entry with the old and the new days, at the oldest row left."""
    of_year = Deadline.objects.filter(place_id=county, funding_year=year, project_class=project_class)
    known = {row.kind: row for row in of_year.select_for_update()}
    changes: dict[str, list[str]] = {}
    removed: Deadline | None = None
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
            removed = row
            of_year.filter(pk=row.pk).delete()
    if about := of_year.order_by("pk").first() or removed if changes else None:
        record(access, about, "changed", text=f"Fristen {year}, {ProjectClass(project_class).label}, geändert", changes=changes)


def report_due(county: int, year: int, project_class: str) -> date:
    """When the Sachbericht of a funding year is due: the county's deadline, else 31 March of the year after (usual, never hard-wired)."""
    kinds = Deadline.objects.filter(place_id=county, funding_year=year, project_class=project_class, kind=Deadline.Kind.REPORT)
    return kinds.values_list("due", flat=True).first() or date(year + 1, 3, 31)
