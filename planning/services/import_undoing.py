"""Taking a table back whole, while its rows are as it wrote them and nothing rests on them."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from planning.models import ImportRun
from planning.services.import_writing import BATCH, place_of, plain, sites_of
from sites.core.access import Access
from sites.core.jobs import queue_all
from sites.core.journal import Change, record, record_all
from sites.models import Kita, Provider, Site

SHOWN = 10


@transaction.atomic
def take_back(*, access: Access, run: ImportRun) -> None:
    """What was new goes, what was changed gets its old values. Raises ValidationError with the names of the rows that stand in the way.

    `run` is held by the caller.
    """
    if not run.applied:
        raise ValidationError("Diese Tabelle ist noch nicht übernommen. Sie können sie verwerfen.")
    if run.taken_back:  # guard: take-back-once -> if False:
        raise ValidationError("Diese Tabelle ist schon zurückgenommen.")
    rows = {label: _held(label, [kept["pk"] for kept in run.written if kept["model"] == label]) for label in {kept["model"] for kept in run.written}}
    touched = [kept["title"] for kept in run.written if _is_touched(rows[kept["model"]].get(kept["pk"]), kept)]
    if touched:  # guard: take-back-touched -> if False:
        raise ValidationError(f"{_named(touched)} seitdem geändert. Deshalb bleibt die Tabelle stehen, wie sie ist.")
    resting = set(_resting(run, really=False))
    if titles := [kept["title"] for kept in run.written if kept["old"] is None and (kept["model"], kept["pk"]) in resting]:
        raise ValidationError(f"Auf {_listed(titles)} bauen inzwischen andere Angaben auf. Deshalb bleibt die Tabelle stehen, wie sie ist.")
    changed = [(rows[kept["model"]][kept["pk"]], kept) for kept in run.written if kept["old"] is not None]
    shown = sites_of(access, [row.pk for row, _ in changed if isinstance(row, Kita)])
    try:
        with transaction.atomic():
            _restore(changed)
            _resting(run, really=True)
    except IntegrityError as error:
        raise ValidationError("Ein alter Wert ist inzwischen anders vergeben. Deshalb bleibt die Tabelle stehen, wie sie ist.") from error
    run.taken_back = timezone.now()
    run.save(update_fields=["taken_back"])
    sites = {row.pk: row for row, _ in changed if isinstance(row, Site)} | {site.pk: site for site in shown.values()}
    queue_all("offers.publish", titles={pk: f"Familienseite von {site.name}" for pk, site in sorted(sites.items())}, access=access)
    record_all(access, [_entry(row, kept, shown) for row, kept in changed])
    made = sum(kept["old"] is None for kept in run.written)
    text = f"Tabelle „{run.filename[:90]}“ zurückgenommen: {run.creates} neue entfernt, {run.updates} zurückgesetzt"
    record(access, run, "taken_back", text=text, removed=made, restored=len(changed))


def _held(label: str, keys: list[int]) -> dict[int, Any]:
    held: dict[int, Any] = apps.get_model(label)._default_manager.select_for_update(of=("self",)).in_bulk(keys)
    return held


def _is_touched(row: Any, kept: dict[str, Any]) -> bool:
    """Whether a row is no longer what the table has left."""
    return row is None or any(plain(getattr(row, name)) != value for name, value in kept["new"].items())


def _resting(run: ImportRun, *, really: bool) -> list[tuple[str, int]]:
    """The new rows on which something rests, whoever may see it; without such, `really` removes all new rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT model, pk FROM thekiz_take_back(%s, %s)", [run.pk, really])
        return [(model, pk) for model, pk in cursor.fetchall()]


def _restore(changed: list[tuple[Any, dict[str, Any]]]) -> None:
    by_model: dict[Any, list[Any]] = {}
    fields: dict[Any, set[str]] = {}
    merged = dict(Provider.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
    for row, kept in changed:
        for name, value in kept["old"].items():
            field = row._meta.get_field(name)
            setattr(row, name, merged.get(value, value) if name == "provider_id" else field.to_python(value))
            fields.setdefault(type(row), set()).add(field.name)
        by_model.setdefault(type(row), []).append(row)
    for model, rows in by_model.items():
        model._default_manager.bulk_update(rows, sorted(fields[model]), batch_size=BATCH)


def _entry(row: Any, kept: dict[str, Any], sites: dict[int, Site]) -> Change:
    values = {name: [str(kept["new"][name] or ""), str(old or "")] for name, old in kept["old"].items()}
    return row, "changed", place_of(row, sites), f"{row._meta.verbose_name} „{kept['title']}“: Tabelle zurückgenommen"[:200], values


def _listed(titles: list[str]) -> str:
    names = list(dict.fromkeys(f"„{title}“" for title in titles))
    more = f" und {len(names) - SHOWN} weiteren" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _named(titles: list[str]) -> str:
    return f"{_listed(titles)} {'wurde' if len(set(titles)) == 1 else 'wurden'}"
