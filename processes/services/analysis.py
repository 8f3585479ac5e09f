"""What writes an analysis: a round with its parts, what its views say, its release item by item, its end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from planning.models import Goal
from processes.models import AnalysisFigure, AnalysisPart, AnalysisRound, Conditions, FieldRating, Finding
from sites.core.access import Access
from sites.core.flow import advance
from sites.core.journal import Changes, record, record_saved

FIXED = "Diese Runde ist abgeschlossen und bleibt, wie sie ist. Bitte beginnen Sie eine neue."
KINDS = AnalysisPart.Kind


@dataclass(frozen=True)
class Said:
    """What a view says to a field: the key of a level, or none where nobody was asked, and some words."""

    level: int | None
    words: str


def _open(found: AnalysisRound) -> None:
    """A closed round stays as it is. Locked, so that nobody writes while somebody closes it."""
    now = AnalysisRound.objects.select_for_update().get(pk=found.pk)
    if now.state != AnalysisRound.State.OPEN:  # guard: round-closed -> if False:
        raise ValidationError(FIXED)


@transaction.atomic
def save_round(*, access: Access, row: AnalysisRound, copied: AnalysisRound | None, changes: Changes) -> AnalysisRound:
    """Keep a round; a new one has all its parts at once, empty or with the texts of the one before (R189). Levels are seen anew."""
    created = row._state.adding
    if not created:
        _open(row)
    row.save()
    if created:
        new = [AnalysisPart(site_id=row.site_id, round=row, kind=kind, number=number) for number, kind in enumerate(KINDS.values, 1)]
        AnalysisPart.objects.bulk_create(new)
        if copied:
            _copy(copied, row)
    record_saved(access, row, created=created, text=f"{row} der Ausgangsanalyse", changes=changes)
    return row


def _copy(old: AnalysisRound, new: AnalysisRound) -> None:
    """Texts, figures with their source, and what all together said to a field; neither levels nor findings nor releases."""
    parts = {part.kind: part for part in new.parts.all()}
    for before in old.parts.prefetch_related("figures", "ratings").select_related("conditions"):
        part = parts[before.kind]
        part.text = before.text
        AnalysisFigure.objects.bulk_create(_again(one, part) for one in before.figures.all())
        together = [one for one in before.ratings.all() if one.view == FieldRating.View.COMMON and one.words]
        FieldRating.objects.bulk_create(
            FieldRating(site_id=new.site_id, part=part, field_id=one.field_id, view=one.view, words=one.words) for one in together
        )
        if hasattr(before, "conditions"):
            _again(before.conditions, part).save()
    AnalysisPart.objects.bulk_update(parts.values(), ["text"])


def _again[Line: (AnalysisFigure, Conditions)](line: Line, part: AnalysisPart) -> Line:
    """The same line at another part."""
    values = {field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields if not field.primary_key}
    return type(line)(**{**values, "part_id": part.pk})


@transaction.atomic
def save_part(
    *, access: Access, part: AnalysisPart, figures: Iterable[Mapping[str, Any]], conditions: Conditions | None, changes: Changes
) -> AnalysisPart:
    """Keep the text of a part with its figures; the words stay out of the journal's sentence, the old and the new text are in its entry."""
    _open(part.round)
    part.save(update_fields=["text"])
    part.figures.all().delete()
    AnalysisFigure.objects.bulk_create(AnalysisFigure(site_id=part.site_id, part=part, **line) for line in figures)
    if conditions:
        conditions.save()
    record(access, part, "changed", text=f"{part.round}: Teil „{part}“ geschrieben", changes=changes)
    return part


@transaction.atomic
def save_ratings(*, access: Access, part: AnalysisPart, view: str, people: int | None, basis: str, said: Mapping[int, Said]) -> AnalysisPart:
    """Keep what one view says to the fields; a field without level and words was not asked about and has no row."""
    _open(part.round)
    asked = {field: one for field, one in said.items() if one.level or one.words}
    part.ratings.filter(view=view).delete()
    FieldRating.objects.bulk_create(
        FieldRating(site_id=part.site_id, part=part, field_id=field, view=view, level_id=one.level, words=one.words, people=people, basis=basis)
        for field, one in asked.items()
    )
    label = FieldRating.View(view).label
    record(access, part, "rated", text=f"{part.round}: Entwicklungsfelder eingeschätzt, {label}")
    return part


@transaction.atomic
def release_parts(*, access: Access, row: AnalysisRound, chosen: Iterable[int]) -> int:
    """Release exactly these parts to the county and take back the others, each with an entry; says how many are released now (R216)."""
    wanted, parts = set(chosen), list(row.parts.select_for_update())
    for part in parts:
        if (is_wanted := part.pk in wanted) == part.released:
            continue
        part.released, part.released_on = is_wanted, access.today if is_wanted else None
        part.save(update_fields=["released", "released_on"])
        kind, what = ("released", "für den Landkreis freigegeben") if is_wanted else ("withdrawn", "aus der Freigabe zurückgenommen")
        record(access, part, kind, text=f"Ausgangsanalyse, {row}: „{part}“ {what}")
    return sum(part.released for part in parts)


@transaction.atomic
def close_round(*, access: Access, row: AnalysisRound) -> AnalysisRound:
    """From today on the round stays as it is; releases may still be given and taken back."""
    _open(row)
    row.closed_on = access.today
    row.save(update_fields=["closed_on"])
    closed: AnalysisRound = advance(row, "close", access=access)
    return closed


@transaction.atomic
def save_finding(*, access: Access, finding: Finding, goal: Goal | None, changes: Changes) -> Finding:
    """Keep a finding, with the goal that was agreed on at once; goals may follow when the round is over, its findings stand."""
    created = finding._state.adding
    if created:
        _open(finding.part.round)
    if goal:
        goal.save()
        record(access, goal, "created", text=f"Ziel „{goal}“ angelegt")
        finding.goal = goal
    finding.save()
    record_saved(access, finding, created=created, text=f"Feststellung „{finding}“", changes=changes)
    return finding
