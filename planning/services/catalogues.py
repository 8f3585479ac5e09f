"""What changes the lists: entries and their successors, editions, links. What an old entry meant never changes (R320)."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils.text import slugify

from planning.models import ActionField, Edition, LegalBasis, Link, Term
from planning.rules.catalogues import ListEntry, edition_on, entries, stem
from sites.core.access import Access
from sites.core.journal import record

DAY = timedelta(days=1)


def _note(access: Access, row: Model, kind: str, text: str, **details: Any) -> None:
    """Lists lie at no place; their entries in the log stand at the state."""
    state = next(held.place for held in access.held if held.kind == "state")
    record(access, row, kind, text=text, place=state, **details)


def _identify(row: ListEntry, day: date) -> None:
    """Give a new entry its edition and, beside others of that edition, a key of its own."""
    if isinstance(row, Term):
        row.edition, kept = edition_on(day), stem(row.code)
        taken = Term.objects.filter(edition=row.edition, catalogue=row.catalogue, code=kept).exists()
        row.code = f"{kept}-{day}" if taken else kept
    else:
        same = type(row).objects.filter(number=row.number)
        row.edition = str(day) if same.filter(edition=str(day.year)).exists() else str(day.year)


@transaction.atomic
def create_entry[E: (Term, LegalBasis, ActionField)](*, access: Access, row: E, name: str, catalogue: str) -> E:
    """Put a new entry at the end of a list. `name`: the words by which it is chosen; its key is made of them."""
    row.number = (entries(catalogue).aggregate(last=Max("number"))["last"] or 0) + 1
    if isinstance(row, Term):
        row.catalogue = catalogue
    if hasattr(row, "code"):
        row.code = slugify(name)[:29].strip("-") or f"entry-{row.number}"
    _identify(row, row.starts)
    row.save()
    _note(access, row, "created", f"Eintrag „{name}“ aufgenommen, gilt ab {row.starts:%d.%m.%Y}")
    return row


@transaction.atomic
def succeed[E: (Term, LegalBasis, ActionField)](*, access: Access, row: E, since: date, changes: dict[str, Any]) -> E:
    """Let another entry follow on an entry from a day on; the old one ends the day before and keeps its words.

    `row` is the old entry as it stands in the database; `changes` are the fields of the new one that differ.
    """
    new = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.fields if not field.primary_key})
    for name, value in changes.items():
        setattr(new, name, value)
    new.starts = since
    _identify(new, since)
    row.ends = since - DAY
    row.save(update_fields=["ends"])
    new.save()
    _note(access, new, "succeeded", f"„{new}“ folgt ab {since:%d.%m.%Y} auf „{row}“", before=row.pk)
    return new


@transaction.atomic
def save_entry[E: (Term, LegalBasis, ActionField)](*, access: Access, row: E, since: date | None = None, **fields: Any) -> E:
    """Keep what was changed at an entry: with a day another one follows on it, without one it is a correction of the row."""
    old = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if since:
        return succeed(access=access, row=old, since=since, changes=fields)
    changed = [name for name, value in fields.items() if getattr(old, name) != value]
    for name in changed:
        setattr(old, name, fields[name])
    if changed:
        old.save(update_fields=changed)
        _note(access, old, "changed", f"Eintrag „{old}“ berichtigt", fields=changed)
    return old


@transaction.atomic
def open_edition(*, access: Access, edition: Edition) -> Edition:
    """A new edition of the recommendations; the ones before end the day before. Entries of the lists go on until they are changed."""
    edition.save()
    for before in Edition.objects.exclude(pk=edition.pk).filter(ends__isnull=True):
        before.ends = edition.starts - DAY
        before.save(update_fields=["ends"])
    _note(access, edition, "created", f"Fassung {edition.code} gilt ab {edition.starts:%d.%m.%Y}")
    return edition


@transaction.atomic
def save_link(*, access: Access, link: Link) -> Link:
    """Keep an official link; a new one counts as looked at today."""
    created = link._state.adding
    if created:
        link.checked_on = access.today
    link.save()
    _note(access, link, "created" if created else "changed", f"Verweis „{link.title}“ {'aufgenommen' if created else 'geändert'}")
    return link


@transaction.atomic
def check_link(*, access: Access, link: Link, gone: bool) -> Link:
    """Somebody has opened the address today: it is there, or it is gone (R322)."""
    link.checked_on, link.gone = access.today, gone
    link.save(update_fields=["checked_on", "gone"])
    _note(access, link, "checked", f"Verweis „{link.title}“ geprüft: {'gibt es nicht mehr' if gone else 'erreichbar'}")
    return link
