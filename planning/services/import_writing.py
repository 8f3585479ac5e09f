"""What a confirmed table writes: rows of registers and figures in a few queries, their history, their entries; and what can be taken back of it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model

from planning.rules.imports.lines import CHANGED, NEW, Line
from sites.core.access import Access
from sites.core.jobs import queue_all
from sites.core.journal import Change, record_all, subject_of
from sites.models import County, FormerName, FormerProvider, Kita, Municipality, Place, Provider, Site, SiteKita

BATCH = 1000
DAY = timedelta(days=1)

type Written = list[dict[str, Any]]


def write(access: Access, county: County, lines: list[Line]) -> Written:
    """A few queries for each kind of row, however many rows there are; returns what was written, as a run keeps it."""
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
    sites = sites_of(access, [row.pk for _, row, _ in written if isinstance(row, Kita)])
    renamed = [(row, old) for line, row, old in written if line.does == CHANGED and isinstance(row, Kita | Municipality)]
    history = _keep_history(access, county, renamed, sites)
    shown = {row.pk: row for _, row, _ in written if isinstance(row, Site)} | {site.pk: site for site in sites.values()}
    queue_all("offers.publish", titles={pk: f"Familienseite von {site.name}" for pk, site in sorted(shown.items())}, access=access)
    record_all(access, _entries(written, sites))
    rows = [kept(row, None if line.does == NEW else set(old), old, line.title) for line, row, old in written]
    return [*rows, *(kept(row, None, {}, title) for row, title in history)]


def place_of(row: Any, sites: dict[int, Site]) -> int:
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
        yield row, "registered" if new else "changed", place_of(row, sites), title, values


def _keep_history(access: Access, county: County, changed: list[tuple[Any, dict[str, Any]]], sites: dict[int, Site]) -> list[tuple[Any, str]]:
    """What a Kita or municipality was called and who ran a Kita until yesterday (R010, R321); what held for less than a day is no history."""
    until = access.today - DAY
    named = {subject_of(row): (row, old["name"]) for row, old in changed if "name" in old}
    kept = set(FormerName.objects.filter(subject__in=named, ends=until).values_list("subject", flat=True))
    names = FormerName.objects.bulk_create(
        FormerName(place_id=place_of(row, sites), subject=subject, name=name, ends=until)
        for subject, (row, name) in named.items()
        if subject not in kept
    )
    handed = [(kita, old["provider"]) for kita, old in changed if "provider" in old]
    before = FormerProvider.objects.filter(kita__in=[kita.pk for kita, _ in handed])
    last = dict(before.order_by("ends").values_list("kita", "ends"))
    providers = FormerProvider.objects.bulk_create(
        FormerProvider(county=county, kita=kita, provider=provider, starts=last[kita.pk] + DAY if kita.pk in last else None, ends=until)
        for kita, provider in handed
        if kita.pk not in last or last[kita.pk] < until
    )
    return [(row, named[row.subject][0].name) for row in names] + [(row, row.kita.name) for row in providers]


# Taking back ------------------------------------------------------------------------------------------------------


def kept(row: Any, fields: set[str] | None, old: dict[str, Any], title: str) -> dict[str, Any]:
    """A written row as its run keeps it: the values it has now and those it had; `fields` None: it is new, and every value counts."""
    columns = [field for field in row._meta.concrete_fields if not field.generated and (fields is None or field.name in fields)]
    before = {field.attname: plain(getattr(old[field.name], "pk", old[field.name])) for field in columns} if fields is not None else None
    now = {field.attname: plain(getattr(row, field.attname)) for field in columns}
    return {"model": row._meta.label, "pk": row.pk, "title": title, "new": now, "old": before}


def plain(value: Any) -> Any:
    """A value as JSON keeps it, the same for the same value."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def sites_of(access: Access, kitas: Iterable[int]) -> dict[int, Site]:
    """Kita → its site of today, where it has one."""
    links = SiteKita.objects.on(access.today).filter(kita__in=list(kitas)).select_related("site")
    return {link.kita_id: link.site for link in links}
