"""What changes the register of municipalities: the one it begins with, new and changed ones, and mergers."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sites.core.access import Access
from sites.core.days import date_long
from sites.core.jobs import queue_all
from sites.core.journal import record, subject_of
from sites.models import County, Entry, FormerName, Kita, Municipality, Site
from sites.rules.names import former_names
from sites.rules.thuringia import EISENACH, EISENACH_JOINED, EISENACH_TODAY, common_name, municipalities_of_2021
from sites.services.fields import save_fields
from sites.services.names import keep_name

DAY = timedelta(days=1)


@transaction.atomic
def register_thuringia(counties: Iterable[County]) -> list[Municipality]:
    """The municipalities a new installation begins with. Eisenach stands twice: as what it is, and by its old key, which old tables still name."""
    by_key = {county.ags: county for county in counties}

    def town(ags: str, official: str, county: str = "", **fields: Any) -> Municipality:
        return Municipality(county=by_key[county or ags[:5]], ags=ags, name=common_name(official), official_name=official, **fields)

    towns = [town(ags, official) for ags, official in municipalities_of_2021()]
    eisenach = town(EISENACH_TODAY, "Eisenach, Stadt", starts=EISENACH_JOINED)
    stored = Municipality.objects.bulk_create([*towns, eisenach])
    old = town(EISENACH, "Stadt Eisenach", eisenach.county.ags, ends=EISENACH_JOINED - DAY, merged_into=eisenach)
    return [*stored, *Municipality.objects.bulk_create([old])]


@transaction.atomic
def save_municipality(*, access: Access, municipality: Municipality, name: str, ags: str, starts: date | None = None) -> Municipality:
    """A municipality of the county, new or changed; a new name keeps the old one (R011, R321). With its addition it is the official one."""
    is_new, common = municipality.pk is None, common_name(name)
    official = municipality.official_name if common == common_name(municipality.official_name) and name == common else name
    changes = save_fields(municipality, name=common, official_name=official, ags=ags, starts=starts)
    if "name" in changes:
        keep_name(access=access, row=municipality, old=changes["name"][0], place=municipality.county_id)
    text = f"Gemeinde „{common}“ {'angelegt' if is_new else 'geändert'}"
    record(access, municipality, "registered" if is_new else "changed", text=text)
    return municipality


@transaction.atomic
def merge_municipality(*, access: Access, municipality: Municipality, into: Municipality, day: date) -> Municipality:
    """From `day` on it is a part of another one: its Kitas and sites lie there, its name, key and figures stay to be read (R011)."""
    if municipality.merged_into_id:
        raise ValidationError(f"„{municipality.name}“ gehört schon zu „{municipality.merged_into}“.")
    if into.starts and day < into.starts:
        raise ValidationError({"day": f"„{into.name}“ gibt es erst seit {date_long(into.starts)}."})
    municipality.ends, municipality.merged_into = day - DAY, into
    municipality.full_clean(exclude=["official_name"])
    municipality.save(update_fields=["ends", "merged_into"])
    moved = {kind: list(rows.filter(municipality=municipality).values_list("pk", flat=True)) for kind, rows in _lying().items()}
    moved["earlier"] = list(Municipality.objects.filter(merged_into=municipality).values_list("pk", flat=True))
    _move(access, moved, into)
    FormerName.objects.bulk_create(
        FormerName(place_id=municipality.county_id, subject=subject, name=name, ends=ends)
        for subject in _places_of(moved["sites"])
        for name, ends in _names_until(municipality)
    )
    text = f"Gemeinde „{municipality.name}“ gehört seit {day:%d.%m.%Y} zu „{into.name}“"
    record(access, municipality, "merged", text=text, kitas=moved["kitas"], sites=moved["sites"], earlier=moved["earlier"])
    return municipality


@transaction.atomic
def undo_merger(*, access: Access, municipality: Municipality) -> Municipality:
    """A merger entered by mistake: what it has moved goes back, unless it has been moved on since."""
    into = municipality.merged_into
    entry = Entry.objects.filter(subject=subject_of(municipality), kind="merged").first()
    if into is None or entry is None:
        raise ValidationError(f"Für „{municipality.name}“ ist kein Zusammenschluss eingetragen, der sich zurücknehmen lässt.")
    for name, ends in _names_until(municipality):
        FormerName.objects.filter(subject__in=_places_of(entry.details["sites"]), name=name, ends=ends).delete()
    municipality.ends = municipality.merged_into = None
    municipality.save(update_fields=["ends", "merged_into"])
    _move(access, entry.details, municipality, still=into)
    record(access, municipality, "unmerged", text=f"Zusammenschluss von „{municipality.name}“ mit „{into.name}“ zurückgenommen")
    return municipality


def _places_of(sites: Iterable[int]) -> list[str]:
    """Under which the former places of sites are kept: what the municipality was called in which they lay."""
    return [f"sites.site.municipality:{pk}" for pk in sites]


def _names_until(municipality: Municipality) -> list[tuple[str, date]]:
    """What one that has ended was called, each with its last day."""
    earlier = [(one.name, one.ends) for one in former_names(municipality) if municipality.ends and one.ends < municipality.ends]
    return [*earlier, (municipality.name, municipality.ends)] if municipality.ends else []


def _lying() -> dict[str, Any]:
    return {"kitas": Kita.objects.all(), "sites": Site.objects.all()}


def _move(access: Access, moved: dict[str, list[int]], to: Municipality, still: Municipality | None = None) -> None:
    """Kitas, sites and what became part of it earlier; `still`: only what lies there now. What families read follows."""
    for kind, rows in _lying().items():
        found = rows.filter(pk__in=moved[kind], **({"municipality": still} if still else {}))
        if kind == "sites":
            queue_all("offers.publish", titles={site.pk: f"Familienseite von {site.name}" for site in found}, access=access)
        found.update(municipality=to)
    Municipality.objects.filter(pk__in=moved["earlier"]).update(merged_into=to)
