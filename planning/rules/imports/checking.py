"""A table compared with what is there: what would be new, changed or the same, and what is wrong, row by row. Writes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from planning.models import SocialFigure
from planning.rules.imports import values
from planning.rules.imports.columns import Kind, label_of
from planning.rules.imports.known import Known, fold
from planning.rules.imports.values import Wrong, as_shown, quoted
from sites.models import County, Kita, Municipality, Provider, Site
from sites.rules.thuringia import common_name

MOST_PROBLEMS = 500
#: What a row does.
NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"


@dataclass
class Line:
    """One row of the table: what it says, what it would write, and what is wrong with it."""

    kind: str
    number: int
    cells: dict[str, str]
    title: str = ""
    does: str = SAME
    changes: list[list[str]] = field(default_factory=list)  # label, old, new
    writes: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)  # rows to be saved: changed field → old value
    same_as: list[tuple[str, object]] = field(default_factory=list)  # (column, identity): nothing else in the table may have it
    problems: list[dict[str, Any]] = field(default_factory=list)

    def wrong(self, column: str, text: str) -> None:
        self.problems.append({"row": self.number, "column": label_of(self.kind, column), "text": text})

    def read(self, column: str, parse: Callable[[str], Any], longest: int = 200) -> Any:
        """The value of a cell; nothing when it is empty or wrong. An empty cell changes nothing."""
        text = self.cells.get(column, "")
        if not text:
            return None
        try:
            return parse(values.plain(text, longest))
        except Wrong as error:
            self.wrong(column, str(error))
            return None

    def text(self, column: str, model: type[Model], name: str = "") -> str | None:
        text: str | None = self.read(column, str, getattr(model._meta.get_field(name or column), "max_length", None) or 0)
        return text

    def missing(self, column: str, value: Any) -> None:
        """A new row needs this cell; a wrong one has had its sentence."""
        if value is None and not self.cells.get(column):
            self.wrong(column, f"Hier fehlt eine Angabe. Für einen neuen Eintrag brauchen wir „{label_of(self.kind, column)}“.")

    def plan(self, row: Any, new: dict[str, Any], column_of: dict[str, str] | None = None) -> None:
        """Put the values on a row and note what changes; an empty cell (None) changes nothing. Labels come from the columns."""
        fresh, changed = row.pk is None, {}
        for name, value in new.items():
            old = None if fresh else getattr(row, name)
            if value is None or value == old:
                continue
            setattr(row, name, value)
            changed[name] = old
            self.changes.append([label_of(self.kind, (column_of or {}).get(name, name)), as_shown(old), as_shown(value)])
        if changed:
            self.does = NEW if fresh else CHANGED
            self.writes.append((row, changed))

    def stored(self) -> dict[str, Any]:
        return {"row": self.number, "cells": self.cells, "does": self.does, "title": self.title, "changes": self.changes}


@dataclass(frozen=True)
class Checked:
    lines: list[Line]
    problems: list[dict[str, Any]]

    def count(self, does: str) -> int:
        return sum(line.does == does for line in self.lines)


def check(kind: str, county: County, rows: Iterable[tuple[int, dict[str, str]]], today: date, *, lock: bool = False) -> Checked:
    """Look at every row. The number of queries hangs on the kind alone; `lock` holds what would be changed."""
    known = Known(county, today, lock=lock)
    lines = [Line(kind, number, cells) for number, cells in rows]
    for line in lines:
        PLANS[kind](line, known)
    _refuse_doubles(lines)
    for line in lines:
        if line.problems:
            line.does, line.changes, line.writes = WRONG, [], []
            line.title = line.title or next((text for text in line.cells.values() if text), "")
    return Checked(lines, [problem for line in lines for problem in line.problems][:MOST_PROBLEMS])


def _refuse_doubles(lines: list[Line]) -> None:
    """Two rows that mean the same: both are named."""
    first: dict[tuple[str, object], Line] = {}
    noted: set[tuple[int, str]] = set()
    for line in lines:
        for identity in line.same_as:
            column, other = identity[0], first.setdefault(identity, line)
            for one, two in ((other, line), (line, other)):
                if other is not line and (one.number, column) not in noted:
                    noted.add((one.number, column))
                    one.wrong(
                        column, f"{quoted(one.cells.get(column) or one.title)} steht auch in Zeile {two.number}. Bitte lassen Sie eine davon weg."
                    )


# Municipalities ---------------------------------------------------------------------------------------------------


def _plan_municipality(line: Line, known: Known) -> None:
    ags, name = line.read("ags", known.own_ags), line.text("name", Municipality)
    line.title = name or ags or ""
    if ags:
        line.same_as.append(("ags", ags))
    if name:
        line.same_as.append(("name", fold(common_name(name))))
    row = known.municipalities_by_ags.get(ags or "")
    if row is None:
        line.missing("ags", ags)
        line.missing("name", name)
        row = Municipality(county=known.county)
    if name and any(other.pk != row.pk and not other.merged_into for other in known.municipalities_called(name)):
        line.wrong("name", f"Eine Gemeinde {quoted(name)} gibt es hier schon, mit einem anderen Schlüssel. Bitte prüfen Sie die Ziffern.")
    common = common_name(name) if name else None
    line.plan(row, {"ags": ags, "name": common, "official_name": name if name != common else None})


# Providers --------------------------------------------------------------------------------------------------------

PROVIDER_KINDS = {
    **{fold(word): value for value, label in Provider.Kind.choices for word in (label, label.split()[0])},
    "öffentlich": Provider.Kind.PUBLIC,
    "kommunal": Provider.Kind.PUBLIC,
    "frei": Provider.Kind.INDEPENDENT,
}


def _provider_kind(text: str) -> Provider.Kind:
    kind = PROVIDER_KINDS.get(fold(text))
    if kind is None:
        raise Wrong(f"{quoted(text)} kennen wir nicht. Möglich sind „öffentlicher Träger“ und „freier Träger“.")
    return Provider.Kind(kind)


def _plan_provider(line: Line, known: Known) -> None:
    name = line.text("name", Provider)
    new = {
        "kind": line.read("kind", _provider_kind),
        "email": line.read("email", values.email, 254),
        "phone": line.read("phone", values.phone, 40),
    }
    row = known.own_providers.get(fold(name or ""))
    line.title = name or ""
    if name:
        line.same_as.append(("name", fold(name)))
    if row is None:
        line.missing("name", name)
        line.missing("kind", new["kind"])
        row, new = Provider(county=known.county), {"name": name, **new}
    line.plan(row, new)
    line.changes = [[label, _kind_word(old), _kind_word(value)] for label, old, value in line.changes]


def _kind_word(text: str) -> str:
    return str(Provider.Kind(text).label) if text in Provider.Kind.values else text


# Kitas ------------------------------------------------------------------------------------------------------------


def _plan_kita(line: Line, known: Known) -> None:
    key, name = line.text("key", Kita), line.text("name", Kita)
    new = {
        "key": key,
        "name": name,
        "municipality": line.read("municipality", known.municipality),
        "provider": line.read("provider", known.provider),
        "street": line.text("street", Kita),
        "postcode": line.read("postcode", values.postcode),
        "places": line.read("places", values.places),
        "permit_number": line.text("permit_number", Kita),
        "permit_date": line.read("permit_date", lambda text: values.day(text, known.today)),
        "permit_holder": line.text("permit_holder", Kita),
        "phone": line.read("phone", values.phone, 40),
        "email": line.read("email", values.email, 254),
    }
    town = new["municipality"]
    kita, named = known.kitas_by_key.get(key or ""), known.kitas_by_name.get((town.pk, fold(name))) if town and name else None
    if kita is None and named is not None:
        kita = named
        new["name"] = None  # known by its name, however that is written
        if key and kita.key:
            line.wrong("key", f"Diese Kita hat schon den Schlüssel „{kita.key}“, in der Tabelle steht {quoted(key)}.")
    elif kita is not None and named is not None and named is not kita:
        line.wrong("name", f"Eine Kita {quoted(name or '')} gibt es in {town} schon, mit einem anderen Schlüssel oder ohne.")
    line.title = kita.name if kita else name or ""
    if kita is None:
        for column in ("name", "municipality", "provider"):
            line.missing(column, new[column])
        kita = Kita(county_id=known.county.pk)
    else:
        line.same_as.append(("name", kita.pk))
    line.same_as += [("key", key)] if key else []
    line.same_as += [("name", (town.pk, fold(name)))] if town and name else []
    line.plan(kita, new)


# Contacts ---------------------------------------------------------------------------------------------------------

OF_SITE = {"contact": "site_contact", "phone": "site_phone", "email": "site_email"}


def _plan_contact(line: Line, known: Known) -> None:
    kita = _kita_of(line, known)
    at_kita = {"phone": line.read("phone", values.phone, 40), "email": line.read("email", values.email, 254)}
    at_site = {
        "contact": line.text("site_contact", Site, "contact"),
        "phone": line.read("site_phone", values.phone, 40),
        "email": line.read("site_email", values.email, 254),
    }
    if kita is None:
        return
    line.title = kita.name
    line.same_as.append(("key" if line.cells.get("key") else "name", kita.pk))
    line.plan(kita, at_kita)
    site = known.sites.get(kita.pk)
    if site is not None:
        _agree(line, known, site, at_site)
        line.plan(site, at_site, OF_SITE)
        return
    for name, value in at_site.items():
        if value is not None:
            line.wrong(
                OF_SITE[name], f"„{kita.name}“ gehört zu keinem Standort. Bitte lassen Sie die Zelle leer oder legen Sie zuerst den Standort an."
            )


def _kita_of(line: Line, known: Known) -> Kita | None:
    key, name = line.text("key", Kita), line.text("name", Kita)
    town = line.read("municipality", known.municipality)
    if key:
        kita = known.kitas_by_key.get(key)
        if kita is None:
            line.wrong("key", f"Den Schlüssel {quoted(key)} hat hier keine Kita. Bitte lesen Sie zuerst die Kitas ein oder prüfen Sie den Schlüssel.")
        elif name and fold(name) != fold(kita.name):
            line.wrong("name", f"Der Schlüssel „{key}“ gehört zu „{kita.name}“, in der Tabelle steht {quoted(name)}.")
        return kita
    if not name:
        line.missing("name", name)
    elif town is None:
        line.missing("municipality", town)
    elif (town.pk, fold(name)) in known.kitas_by_name:
        return known.kitas_by_name[town.pk, fold(name)]
    else:
        line.wrong(
            "name", f"Eine Kita {quoted(name)} gibt es in {town} nicht. Bitte lesen Sie zuerst die Kitas ein oder prüfen Sie die Schreibweise."
        )
    return None


def _agree(line: Line, known: Known, site: Site, new: dict[str, str | None]) -> None:
    """Several Kitas of one Verbund may repeat its contact, but not name another one."""
    for name, value in new.items():
        other = known.first_lines.setdefault((site.pk, name), line) if value is not None else line
        if other is not line and fold(other.cells[OF_SITE[name]]) != fold(line.cells[OF_SITE[name]]):
            for one, two in ((other, line), (line, other)):
                one.wrong(OF_SITE[name], f"Für den Standort „{site.name}“ steht in Zeile {two.number} etwas anderes. Bitte nennen Sie nur eines.")


# Figures ----------------------------------------------------------------------------------------------------------


def _plan_figure(line: Line, known: Known) -> None:
    indicator = line.read("indicator", known.indicator, 300)
    town, space = line.read("municipality", known.municipality), line.read("planning_area", known.planning_area)
    day = line.read("day", lambda text: values.day(text, known.today))
    percent = line.cells.get("value", "").endswith("%")
    value = line.read("value", lambda text: values.number(text.removesuffix("%").strip()))
    value_of = line.read("value_of", values.number)
    source = line.text("source", SocialFigure)
    if town and space:
        line.wrong("planning_area", "Hier stehen Gemeinde und Planungsraum. Bitte nennen Sie nur eines davon.")
    if percent and line.cells.get("value_of"):
        line.wrong("value_of", "Der Wert steht schon in Prozent. Bitte lassen Sie „von“ leer.")
    if percent and value_of is None:
        value_of = values.number("100")
    line.title = " · ".join(
        str(part) for part in (indicator or line.cells.get("indicator"), space or town or known.county, day and as_shown(day)) if part
    )
    for column, given in (("indicator", indicator), ("day", day)):
        line.missing(column, given)
    identity = (indicator and indicator.pk, town and town.pk, space and space.pk, day)
    row = known.figures.get(identity)
    if row is None:
        for column, given in (("value", value), ("source", source)):
            line.missing(column, given)
    elif value_of is None:
        value_of = row.value_of
    _check_share(line, row.value if row is not None and value is None else value, value_of)
    if indicator and day:
        line.same_as.append(("indicator", identity))
    if row is not None:
        line.plan(row, {"value": value, "value_of": value_of, "source": source})
    else:
        place = {"indicator": indicator, "municipality": town, "planning_area": space}
        line.plan(SocialFigure(place_id=known.county.pk), {**place, "day": day, "value": value, "value_of": value_of, "source": source})


def _check_share(line: Line, value: Decimal | None, value_of: Decimal | None) -> None:
    if value_of is None or value is None:
        return
    if value_of <= 0:
        line.wrong("value_of", "„von“ muss größer als 0 sein. Lassen Sie die Zelle leer, wenn der Wert kein Anteil ist.")
    elif value > value_of:
        line.wrong("value", f"{as_shown(value)} von {as_shown(value_of)} sind mehr als 100 %. Ein Anteil kann nicht größer sein als das Ganze.")
    elif value < 0:
        line.wrong("value", f"{as_shown(value)} von {as_shown(value_of)}: Ein Anteil ist nie kleiner als 0.")


PLANS: dict[str, Callable[[Line, Known], None]] = {
    Kind.MUNICIPALITIES: _plan_municipality,
    Kind.PROVIDERS: _plan_provider,
    Kind.KITAS: _plan_kita,
    Kind.CONTACTS: _plan_contact,
    Kind.FIGURES: _plan_figure,
}
