"""A table compared with what is there: what would be new, changed or the same, and what is wrong, row by row. Writes nothing."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from planning.models import SocialFigure, Term
from planning.rules.figures import faults
from planning.rules.imports import values
from planning.rules.imports.body import Given
from planning.rules.imports.columns import Kind
from planning.rules.imports.known import Known, fold
from planning.rules.imports.lines import LEFT, NONE, WRONG, Checked, Line, refuse_doubles
from planning.rules.imports.values import Wrong, as_shown, quoted
from sites.models import County, Kita, Municipality, Provider, Site
from sites.rules.names import near
from sites.rules.thuringia import common_name


def check(kind: str, county: County, entries: Iterable[Given], today: date, *, lock: bool = False) -> Checked:
    """Look at every entry. The number of queries hangs on the kind alone; `lock` holds what would be changed."""
    known = Known(county, today, lock=lock)
    lines = []
    for at, given in enumerate(entries, 1):
        line = Line(kind, given.number, given.cells, at, given.kept, given.head)
        lines.append(line)
        if given.left:
            line.leave()
    for line in lines:
        if line.does != LEFT:
            PLANS[kind](line, known)
    refuse_doubles(lines)
    for line in lines:
        if line.problems:
            line.does, line.changes, line.writes = WRONG, [], []
            line.title = line.title or line.first
    return Checked(lines)


def given_again(rows: Iterable[dict[str, Any]]) -> list[Given]:
    """The entries of a run as they stand in it."""
    return [Given(row["row"], row["cells"], tuple(row.get("kept", ())), row["does"] == LEFT, row.get("head", "")) for row in rows]


# Municipalities ---------------------------------------------------------------------------------------------------


def _plan_municipality(line: Line, known: Known) -> None:
    ags, name = line.read("ags", known.own_ags), line.text("name", Municipality)
    line.title = name or ags or ""
    if ags:
        line.same_as.append(("ags", ags))
    if name:
        line.same_as.append(("name", (fold(common_name(name)), ags if "name" in line.kept else "")))
    row = known.municipalities_by_ags.get(ags or "")
    if row is None:
        line.missing("ags", ags)
        line.missing("name", name)
        row = Municipality(county=known.county)
    others = known.municipalities_called(name) if name and "name" not in line.kept else []
    if any(other.pk != row.pk and not other.merged_into for other in others):
        text = f"Eine Gemeinde {quoted(name or '')} gibt es hier schon, mit einem anderen Schlüssel. Bitte prüfen Sie die Ziffern."
        line.wrong("name", text, keep="Es sind zwei Gemeinden")
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
    line.title = row.name if row else name or ""
    if name:
        line.same_as.append(("name", fold(name) if row or "name" in line.kept else near(name)))
        if row is None and "name" not in line.kept and (alike := known.provider_like(name)):
            line.wrong("name", f"{quoted(name)} ist wohl „{alike.name}“. Ist es derselbe Träger?", mend=alike.name, keep="Es ist ein anderer Träger")
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
        "places": line.read("places", values.places) if not values.no_number(line.cells.get("places", "")) else None,
        "permit_number": line.text("permit_number", Kita),
        "permit_date": line.read("permit_date", lambda text: values.day(text, known.today)),
        "permit_holder": line.text("permit_holder", Kita),
        "phone": line.read("phone", values.phone, 40),
        "email": line.read("email", values.email, 254),
    }
    _add_house_number(line, new)
    town = new["municipality"]
    kita = known.kita_with_key(line, key)
    named = known.kitas_called(town, name) if town and name else []
    if kita is None and named:
        kita = next((row for row in named if not key or not row.key), None)  # the same name with another key is another Kita
        if kita is not None and not key and len(named) > 1:
            line.wrong("key", f"{quoted(name or '')} gibt es in {town} mehrmals. Bitte nennen Sie den Schlüssel.")
        new["name"] = None if kita else new["name"]  # known by its name, however that is written
    elif kita is not None and any(row is not kita and not row.key for row in named):
        line.wrong("name", f"Eine Kita {quoted(name or '')} gibt es in {town} schon, mit einem anderen Schlüssel oder ohne.")
    if kita is None and town and name and "name" not in line.kept and not named and (alike := known.kita_like(town, name, key)):
        line.wrong("name", f"{quoted(name)} ist wohl „{alike.name}“. Ist es dieselbe Kita?", mend=alike.name, keep="Es ist eine andere Kita")
    line.title = kita.name if kita else name or ""
    if kita is None:
        for column in ("name", "municipality", "provider"):
            line.missing(column, new[column])
        kita = Kita(county_id=known.county.pk)
    else:
        line.same_as.append(("name", kita.pk))
    line.same_as += [("key", key)] if key else []
    if town and name:
        _tell_apart(line, known, (town.pk, fold(name) if "name" in line.kept else near(name)), key)
    line.plan(kita, new)


def _tell_apart(line: Line, known: Known, called: tuple[int, str], key: str | None) -> None:
    """The same name twice is one Kita unless both have keys."""
    for other, its_key in known.first_names.setdefault(called, []):
        if not key or not its_key:
            line.same_as.append(("name", called))
            other.same_as.append(("name", called))
    known.first_names[called].append((line, key))


def _add_house_number(line: Line, new: dict[str, Any]) -> None:
    number = line.read("house_number", str, 20)
    if number and new["street"]:
        longest = Kita._meta.get_field("street").max_length or 0
        new["street"] = line.read("street", lambda street: values.plain(f"{street} {number}", longest))
    elif number:
        line.wrong("house_number", "Hier steht eine Hausnummer ohne Straße. Bitte nennen Sie die Straße, oder lassen Sie die Zelle leer.")


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
        kita = known.kita_with_key(line, key)
        if kita is None and not line.problems:
            line.wrong("key", f"Den Schlüssel {quoted(key)} hat hier keine Kita. Bitte lesen Sie zuerst die Kitas ein oder prüfen Sie den Schlüssel.")
        elif kita is not None and name and near(name) != near(kita.name):
            line.wrong("name", f"Der Schlüssel „{key}“ gehört zu „{kita.name}“, in der Tabelle steht {quoted(name)}.")
        return kita
    if not name:
        line.missing("name", name)
    elif town is None:
        line.missing("municipality", town)
    elif len(named := known.kitas_called(town, name)) == 1:
        return named[0]
    elif named:
        line.wrong("name", f"{quoted(name)} gibt es in {town} mehrmals. Bitte nennen Sie den Schlüssel.")
    elif alike := known.kita_like(town, name, key):
        line.wrong("name", f"{quoted(name)} ist wohl „{alike.name}“. Ist es dieselbe Kita?", mend=alike.name)
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
    town, space = line.read("municipality", known.municipality_or_county), line.read("planning_area", known.planning_area)
    is_placed = not line.problems
    day = line.read("day", lambda text: values.day(text, known.today))
    none = values.no_number(line.cells.get("value", ""))
    percent = line.cells.get("value", "").endswith("%")
    value = None if none else line.read("value", _share_or_count)
    value_of = line.read("value_of", values.number)
    source = line.text("source", SocialFigure)
    if town and space:
        line.wrong("planning_area", "Hier stehen Gemeinde und Planungsraum. Bitte nennen Sie nur eines davon.")
    is_twice = percent and bool(line.cells.get("value_of"))
    if is_twice:
        line.wrong("value_of", "Der Wert steht schon in Prozent. Bitte lassen Sie „von“ leer.")
    if percent and value_of is None:
        value_of = values.number("100")
    place = space or town or (known.county if is_placed else line.cells.get("planning_area") or line.cells.get("municipality"))
    line.title = " · ".join(str(part) for part in (indicator or line.cells.get("indicator"), place, day and as_shown(day)) if part)
    for column, given in (("indicator", indicator), ("day", day)):
        line.missing(column, given)
    if none:  # stored as nothing, and never as 0
        line.does, line.changes = NONE, [["Wert", "", f"{line.cells['value']} ({none}, wird nicht eingetragen)"]]
        return
    identity = (indicator and indicator.pk, town and town.pk, space and space.pk, day)
    row = known.figures.get(identity)
    if row is None:
        for column, given in (("value", value), ("source", source)):
            line.missing(column, given)
    elif value_of is None:
        value_of = row.value_of
    if not is_twice:
        _check_kind(line, indicator, row.value if row is not None and value is None else value, value_of, in_percent=percent)
    if indicator and day and is_placed:
        line.same_as.append(("indicator", identity))
    if row is not None:
        line.plan(row, {"value": value, "value_of": value_of, "source": source})
    else:
        place = {"indicator": indicator, "municipality": town, "planning_area": space}
        line.plan(SocialFigure(place_id=known.county.pk), {**place, "day": day, "value": value, "value_of": value_of, "source": source})


def _share_or_count(text: str) -> Decimal:
    """A number, also one with a per cent sign behind it; a mend keeps the sign."""
    try:
        return values.number(text.removesuffix("%").strip())
    except Wrong as error:
        error.mend = f"{error.mend} %" if error.mend and text.endswith("%") else error.mend
        raise


def _check_kind(line: Line, indicator: Term | None, value: Decimal | None, value_of: Decimal | None, *, in_percent: bool) -> None:
    """What the form asks as well. A share that can only be a percentage has lost its sign, and is offered with it."""
    is_bare = value is not None and value_of is None and 1 < value <= 100 and value != int(value)
    for column, sentence in faults(indicator, value, value_of, in_percent=in_percent):
        if column == "value_of" and is_bare:
            line.wrong("value", sentence, mend=f"{line.cells['value']} %")
        else:
            line.wrong(column, sentence)


PLANS: dict[str, Callable[[Line, Known], None]] = {
    Kind.MUNICIPALITIES: _plan_municipality,
    Kind.PROVIDERS: _plan_provider,
    Kind.KITAS: _plan_kita,
    Kind.CONTACTS: _plan_contact,
    Kind.FIGURES: _plan_figure,
}
