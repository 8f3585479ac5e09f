"""What happens to a table on its way in: read and checked, mended, written all at once when a person confirms, taken back or thrown away."""

from collections.abc import Callable, Mapping
from itertools import islice, takewhile
from pathlib import PureWindowsPath
from typing import Any, BinaryIO, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from planning.models import ColumnAssignment, ImportRun
from planning.rules.imports.body import read_body
from planning.rules.imports.checking import check, given_again
from planning.rules.imports.columns import Kind, bare, listed, names_of
from planning.rules.imports.grid import Grid, Unreadable, clean, from_stored
from planning.rules.imports.heads import LEFT_OUT, Head, find_head, head_as_said, refuse_narrow, what_lacks
from planning.rules.imports.known import Known
from planning.rules.imports.lines import CHANGED, LEFT, NEW, SAME, WRONG, Checked
from planning.rules.imports.reading import read_table as read_file
from planning.services.import_writing import write
from sites.core.access import Access
from sites.core.journal import record
from sites.core.numbers import with_noun
from sites.models import County

MOST_PROBLEMS = 500  # are shown; all are counted


# Reading ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def read_table(*, access: Access, county: County, kind: str, upload: "UploadedFile[Any]") -> ImportRun:
    """Read an uploaded file and keep what was understood with what it would do. Nothing else is written.

    Raises ValidationError when the file as a whole cannot be read; what is wrong with single rows stands at the run, and a table whose columns
    are not known waits there until somebody has assigned them.
    """
    filename = clean(PureWindowsPath(upload.name or "").name)[-160:] or "Tabelle"
    run = ImportRun(place_id=county.pk, kind=kind, filename=filename, person=access.user)
    try:
        grid = read_file(cast(BinaryIO, upload.file), upload.size or 0)
        head = find_head(kind, grid, _assigned(county, kind), _is_indicator(kind, county, access))
        refuse_narrow(kind, head)
        run.grid = {**grid.stored(), "head": head.place}
        _understand(run, county, access, head)
    except Unreadable as error:
        raise ValidationError({"upload": str(error)}) from error
    run.save()
    text = f"Tabelle „{filename}“ eingelesen: {run.get_kind_display()}"
    record(access, run, "read", text=text, rows=len(run.rows), problems=run.problem_count)
    return run


def _assigned(county: County, kind: str) -> dict[str, str]:
    """What somebody has said of heads in earlier tables of this county and kind."""
    return dict(ColumnAssignment.objects.filter(place=county.pk, kind=kind).values_list("head", "column"))


def _is_indicator(kind: str, county: County, access: Access) -> Callable[[str], bool]:
    return Known(county, access.today).is_indicator if kind == Kind.FIGURES else lambda text: False


def _understand(run: ImportRun, county: County, access: Access, head: Head) -> None:
    """Read the rows below a head, unless it lacks what the table cannot do without."""
    is_indicator = _is_indicator(run.kind, county, access)
    run.columns = {str(at): name for at, name in head.columns.items()}
    run.missing = what_lacks(run.kind, head, run.fixed, is_indicator)
    body = read_body(run.kind, _grid(run), head, names_of(run.kind), run.fixed, is_indicator)
    if "Quelle" in run.missing and body.source:
        run.fixed = {**run.fixed, "source": body.source}
        run.missing = what_lacks(run.kind, head, run.fixed, is_indicator)
        body = read_body(run.kind, _grid(run), head, names_of(run.kind), run.fixed, is_indicator)
        body.note("source", f"Als Quelle gilt für alle Zeilen: „{body.source}“.")
    run.notes = body.notes
    _remember(run, check(run.kind, county, [] if run.missing else body.entries, access.today))


def _grid(run: ImportRun) -> Grid:
    return from_stored({name: value for name, value in run.grid.items() if name != "head"})


def _remember(run: ImportRun, checked: Checked) -> None:
    problems = checked.problems
    run.rows, run.problems, run.problem_count = [line.stored() for line in checked.lines], problems[:MOST_PROBLEMS], len(problems)
    run.creates, run.updates, run.unchanged = checked.count(NEW), checked.count(CHANGED), checked.count(SAME)
    run.left_out = checked.count(LEFT)


def head_of(run: ImportRun) -> Head:
    """The head of a table that is not taken over yet, as its columns are assigned now."""
    return head_as_said(_grid(run), run.grid["head"], {int(at): name for at, name in run.columns.items()})


# Mending ----------------------------------------------------------------------------------------------------------


def _refuse_applied(run: ImportRun) -> None:
    if run.applied:  # guard: import-mended -> if False:
        raise ValidationError("Diese Tabelle ist schon übernommen.")


@transaction.atomic
def assign_columns(*, access: Access, run: ImportRun, county: County, columns: Mapping[int, str], fixed: Mapping[str, str]) -> ImportRun:
    """Say what the columns hold. It is kept for the next table of this county and kind; what was mended in this one is read anew."""
    _refuse_applied(run)
    head = head_as_said(_grid(run), run.grid["head"], columns)
    run.fixed = {name: text for name, text in fixed.items() if text}
    try:
        _understand(run, county, access, head)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    if run.missing:
        missing, which = listed("Es fehlt noch die Spalte", "Es fehlen noch die Spalten", run.missing), "ist" if len(run.missing) == 1 else "sind"
        raise ValidationError(f"{missing}. Bitte wählen Sie aus, welche das {which}.")
    run.save()
    known, kept = names_of(run.kind), {bare(head.texts[at]): name for at, name in columns.items() if at < len(head.texts) and bare(head.texts[at])}
    for word, name in kept.items():
        if known.get(word, LEFT_OUT) != name or ColumnAssignment.objects.filter(place=county.pk, kind=run.kind, head=word[:160]).exists():
            ColumnAssignment.objects.update_or_create(place_id=county.pk, kind=run.kind, head=word[:160], defaults={"column": name})
    record(access, run, "assigned", text=f"Spalten der Tabelle „{run.filename}“ zugeordnet", columns=kept)
    return run


@transaction.atomic
def accept_mends(*, access: Access, run: ImportRun, county: County, at: int | None = None, column: str = "") -> int:
    """Put what we propose in place of what stands there: in one cell, or in all for which there is a proposal. How many were put."""
    _refuse_applied(run)
    mends = [problem for problem in _checked(run, county, access).problems if problem.get("mend")]
    wanted = [mend for mend in mends if at is None or (mend["at"], mend["name"]) == (at, column)]
    for mend in wanted:
        for row in _sharing(run.rows, mend["at"], mend["name"]):
            row["cells"][mend["name"]] = mend["mend"]
    if not wanted:
        raise ValidationError("Dazu gibt es keinen Vorschlag mehr. Bitte sehen Sie sich die Tabelle noch einmal an.")
    _check_again(run, county, access)
    record(access, run, "mended", text=f"In der Tabelle „{run.filename}“ Vorschläge angenommen: {len(wanted)}", cells=len(wanted))
    return len(wanted)


@transaction.atomic
def keep_cell(*, access: Access, run: ImportRun, county: County, at: int, column: str) -> None:
    """Somebody says that a cell is right as it stands, although it looks like a mistake."""
    _refuse_applied(run)
    problems = _checked(run, county, access).problems
    if not any(problem.get("keep") and (problem["at"], problem["name"]) == (at, column) for problem in problems):
        raise ValidationError("Diese Zelle braucht keine Entscheidung mehr. Bitte sehen Sie sich die Tabelle noch einmal an.")
    for row in _sharing(run.rows, at, column):
        row["kept"] = sorted({*row.get("kept", ()), column})
    _check_again(run, county, access)


def _sharing(rows: list[dict[str, Any]], at: int, column: str) -> list[dict[str, Any]]:
    """The entries that rest on one cell: all of its row, which follow each other, but for the values, of which each has its own."""
    first, number = at - 1, rows[at - 1]["row"]
    if column == "value":
        return [rows[first]]
    while first and rows[first - 1]["row"] == number:
        first -= 1
    return list(takewhile(lambda row: row["row"] == number, islice(rows, first, None)))


@transaction.atomic
def leave_out(*, access: Access, run: ImportRun, county: County, which: str, at: int | None = None) -> int:
    """Leave whole rows out, or take them in again: one (that of the entry `at`), all with problems, all that are hidden in the file.
    How many entries there were."""
    _refuse_applied(run)
    hidden = {number for note in run.notes if note["kind"] == "hidden" for number in note["rows"]}
    left = which != "back"
    wanted = [row for row in run.rows if (row["does"] == LEFT) != left]
    if at is not None:
        chosen = {row["row"] for row in wanted if row["at"] == at}
    else:
        chosen = hidden if which == "hidden" else {row["row"] for row in wanted if which == "back" or row["does"] == WRONG}
    wanted = [row for row in wanted if row["row"] in chosen]
    for row in wanted:
        row["does"] = LEFT if left else SAME
    _check_again(run, county, access)
    if wanted:
        words = "weggelassen" if left else "wieder aufgenommen"
        text = f"Aus der Tabelle „{run.filename}“ {words}: {with_noun(len(wanted), 'Zeile', 'Zeilen')}"
        record(access, run, "left", text=text, rows=[row["row"] for row in wanted][:500])
    return len(wanted)


def _checked(run: ImportRun, county: County, access: Access, *, lock: bool = False) -> Checked:
    return check(run.kind, county, given_again(run.rows), access.today, lock=lock)


def _check_again(run: ImportRun, county: County, access: Access) -> None:
    _remember(run, _checked(run, county, access))
    run.save()


# The end ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def apply_table(*, access: Access, run: ImportRun, county: County) -> bool:
    """Write everything or nothing, beside the rows that somebody has left out by name. `run` is held by the caller.

    The table is checked again against what is there now: False when that is no longer what the person has seen. Then the run shows
    the new state and nothing is written. Raises ValidationError for a table with problems or one that is in already.
    """
    if run.applied:  # guard: import-once -> if False:
        raise ValidationError("Diese Tabelle ist schon übernommen.")
    if run.problem_count:  # guard: import-problems -> if False:
        raise ValidationError("Die Tabelle hat noch Probleme. Bitte verbessern Sie sie hier oder in der Datei, oder lassen Sie die Zeilen weg.")
    if run.missing:
        raise ValidationError("Die Spalten dieser Tabelle sind noch nicht zugeordnet.")
    checked = _checked(run, county, access, lock=True)
    if [line.stored() for line in checked.lines] != run.rows:  # guard: import-seen -> if False:
        _remember(run, checked)
        run.save()
        return False
    run.written = write(access, county, checked.lines)
    run.applied, run.grid = timezone.now(), {}
    run.save(update_fields=["applied", "grid", "written"])
    text = f"Tabelle „{run.filename}“ übernommen: {run.creates} neu, {run.updates} geändert"
    left: list[int] = [row["row"] for row in run.rows if row["does"] == LEFT]
    record(access, run, "applied", text=text[-200:], new=run.creates, changed=run.updates, unchanged=run.unchanged, left_out=left)
    return True


@transaction.atomic
def discard_table(*, access: Access, run: ImportRun) -> None:
    """Throw a table away that was never written; the log keeps that it was there."""
    if run.applied:  # guard: import-stays -> if False:
        raise ValidationError("Diese Tabelle ist schon übernommen und bleibt als Nachweis stehen.")
    record(access, run, "discarded", text=f"Tabelle „{run.filename}“ verworfen")
    run.delete()
