"""What happens to a table on its way in: read and checked, written all at once when a person confirms, or thrown away."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import PureWindowsPath
from typing import Any, BinaryIO, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from planning.models import ImportRun
from planning.rules.imports.checking import CHANGED, NEW, SAME, Checked, Line, check
from planning.rules.imports.columns import match_head
from planning.rules.imports.reading import Unreadable, clean
from planning.rules.imports.reading import read_table as read_file
from sites.core.access import Access
from sites.core.jobs import queue_all
from sites.core.journal import Change, record, record_all, subject_of
from sites.models import County, FormerName, FormerProvider, Kita, Municipality, Place, Provider, Site, SiteKita

BATCH = 1000
DAY = timedelta(days=1)


@transaction.atomic
def read_table(*, access: Access, county: County, kind: str, upload: "UploadedFile[Any]") -> ImportRun:
    """Read an uploaded file and keep what was understood with what it would do. Nothing else is written.

    Raises ValidationError when the file as a whole cannot be read; what is wrong with single rows stands at the run.
    """
    try:
        table = read_file(cast(BinaryIO, upload.file), upload.size or 0)
        used = {position for row in table.rows for position, text in enumerate(row.cells) if text}
        columns = match_head(kind, table.head + [""] * (max(used) + 1 - len(table.head)), used)
    except Unreadable as error:
        raise ValidationError({"upload": str(error)}) from error
    rows = [(row.number, {columns[position]: text for position, text in enumerate(row.cells) if text and position in columns}) for row in table.rows]
    filename = clean(PureWindowsPath(upload.name or "").name)[-160:] or "Tabelle"
    run = ImportRun(place_id=county.pk, kind=kind, filename=filename, person=access.user)
    _remember(run, check(kind, county, rows, access.today))
    record(access, run, "read", text=f"Tabelle „{filename}“ eingelesen: {run.get_kind_display()}", rows=len(rows), problems=len(run.problems))
    return run


def _remember(run: ImportRun, checked: Checked) -> None:
    run.rows, run.problems = [line.stored() for line in checked.lines], checked.problems
    run.creates, run.updates, run.unchanged = checked.count(NEW), checked.count(CHANGED), checked.count(SAME)
    run.save()


@transaction.atomic
def apply_table(*, access: Access, run: ImportRun, county: County) -> bool:
    """Write everything or nothing. `run` is held by the caller.

    The table is checked again against what is there now: False when that is no longer what the person has seen. Then the run shows
    the new state and nothing is written. Raises ValidationError for a table with problems or one that is in already.
    """
    if run.applied:  # guard: import-once -> if False:
        raise ValidationError("Diese Tabelle ist schon übernommen.")
    if run.problems:  # guard: import-problems -> if False:
        raise ValidationError("Die Tabelle hat noch Probleme. Bitte verbessern Sie die Datei und lesen Sie sie noch einmal ein.")
    checked = check(run.kind, county, [(row["row"], row["cells"]) for row in run.rows], access.today, lock=True)
    if [line.stored() for line in checked.lines] != run.rows:  # guard: import-seen -> if False:
        _remember(run, checked)
        return False
    _write(access, county, checked.lines)
    run.applied = timezone.now()
    run.save(update_fields=["applied"])
    text = f"Tabelle „{run.filename}“ übernommen: {run.creates} neu, {run.updates} geändert"
    record(access, run, "applied", text=text[-200:], new=run.creates, changed=run.updates, unchanged=run.unchanged)
    return True


@transaction.atomic
def discard_table(*, access: Access, run: ImportRun) -> None:
    """Throw a table away that was never written; the log keeps that it was there."""
    if run.applied:  # guard: import-stays -> if False:
        raise ValidationError("Diese Tabelle ist schon übernommen und bleibt als Nachweis stehen.")
    record(access, run, "discarded", text=f"Tabelle „{run.filename}“ verworfen")
    run.delete()


# Writing ----------------------------------------------------------------------------------------------------------


def _write(access: Access, county: County, lines: list[Line]) -> None:
    """A few queries for each kind of row, however many rows there are."""
    new: dict[type[Model], list[Any]] = {}
    changed: dict[type[Model], dict[int, Any]] = {}
    fields: dict[type[Model], set[str]] = {}
    for line in lines:
        for row, old in line.writes:
            if line.does == NEW:
                new.setdefault(type(row), []).append(row)
            else:
                changed.setdefault(type(row), {})[row.pk] = row
                fields.setdefault(type(row), set()).update(old)
    for provider, place in zip(new.get(Provider, []), Place.objects.bulk_create(Place(kind="provider") for _ in new.get(Provider, [])), strict=True):
        provider.place = place
    for model, rows in new.items():
        model._default_manager.bulk_create(rows, batch_size=BATCH)
    for model, by_key in changed.items():
        model._default_manager.bulk_update(by_key.values(), sorted(fields[model]), batch_size=BATCH)
    written = [(line, row, old) for line in lines for row, old in line.writes]
    sites = _sites_of(access, county, [row for _, row, _ in written if isinstance(row, Kita)])
    renamed = [(row, old) for line, row, old in written if line.does == CHANGED and isinstance(row, Kita | Municipality)]
    _keep_history(access, county, renamed, sites)
    shown = {row.pk: row for _, row, _ in written if isinstance(row, Site)} | {site.pk: site for site in sites.values()}
    queue_all("offers.publish", titles={pk: f"Familienseite von {site.name}" for pk, site in sorted(shown.items())}, access=access)
    record_all(access, _entries(written, sites))


def _sites_of(access: Access, county: County, kitas: list[Kita]) -> dict[int, Site]:
    """Kita → its site of today, where it has one."""
    links = SiteKita.objects.on(access.today).filter(county=county, kita__in=[kita.pk for kita in kitas]).select_related("site")
    return {link.kita_id: link.site for link in links}


def _place_of(row: Any, sites: dict[int, Site]) -> int:
    """Where its entry lies: a Kita's at its site, which office and provider both read, else at the county, as when it is changed by hand."""
    if isinstance(row, Kita) and row.pk in sites:
        row = sites[row.pk]
    place: int = row.county_id if isinstance(row, Kita | Municipality | Provider) else row.place_id
    return place


def _entries(written: list[tuple[Line, Any, dict[str, Any]]], sites: dict[int, Site]) -> Iterator[Change]:
    """One entry for each written row, with old and new values."""
    for line, row, old in written:
        new = line.does == NEW
        title = f"{row._meta.verbose_name} „{row if isinstance(row, Site) else line.title}“ aus einer Tabelle {'angelegt' if new else 'geändert'}"
        values = {name: [str(before or ""), str(getattr(row, name) or "")] for name, before in old.items()}
        yield row, "registered" if new else "changed", _place_of(row, sites), title, values


def _keep_history(access: Access, county: County, changed: list[tuple[Any, dict[str, Any]]], sites: dict[int, Site]) -> None:
    """What a Kita or municipality was called and who ran a Kita until yesterday (R010, R321); what held for less than a day is no history."""
    until = access.today - DAY
    named = {subject_of(row): (row, old["name"]) for row, old in changed if "name" in old}
    kept = set(FormerName.objects.filter(subject__in=named, ends=until).values_list("subject", flat=True))
    FormerName.objects.bulk_create(
        FormerName(place_id=_place_of(row, sites), subject=subject, name=name, ends=until)
        for subject, (row, name) in named.items()
        if subject not in kept
    )
    handed = [(kita, old["provider"]) for kita, old in changed if "provider" in old]
    before = FormerProvider.objects.filter(kita__in=[kita.pk for kita, _ in handed])
    last = dict(before.order_by("ends").values_list("kita", "ends"))
    FormerProvider.objects.bulk_create(
        FormerProvider(county=county, kita=kita, provider=provider, starts=last[kita.pk] + DAY if kita.pk in last else None, ends=until)
        for kita, provider in handed
        if kita.pk not in last or last[kita.pk] < until
    )
