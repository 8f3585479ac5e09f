"""Which columns a table of each kind has, how else they may be called, and which must be there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planning.models import ImportRun
from planning.rules.imports.reading import Unreadable, column_name


@dataclass(frozen=True)
class Column:
    """One column: its name in code, its German head, what stands in it, an example ({county}: its key); `needed` must be in every table."""

    name: str
    label: str
    means: str
    example: str = ""
    needed: bool = False
    aliases: tuple[str, ...] = ()


Kind = ImportRun.Kind
OF_SITE = "Des Standorts, zu dem die Kita gehört; steht auf der Familienseite."
COLUMNS: dict[str, tuple[Column, ...]] = {
    Kind.MUNICIPALITIES: (
        Column("ags", "AGS", "Acht Ziffern. Daran wird die Gemeinde wiedererkannt.", "{county}999", needed=True, aliases=("Gemeindeschlüssel",)),
        Column("name", "Name", "", "Musterdorf", needed=True, aliases=("Gemeinde",)),
    ),
    Kind.PROVIDERS: (
        Column("name", "Name", "Daran wird der Träger wiedererkannt.", "Beispielträger e. V.", needed=True, aliases=("Träger",)),
        Column("kind", "Art", "„öffentlicher Träger“ oder „freier Träger“", "freier Träger", needed=True, aliases=("Trägerart",)),
        Column("email", "E-Mail", "", "kita@beispiel.de", aliases=("E-Mail-Adresse", "Mail")),
        Column("phone", "Telefon", "", "03677 123456", aliases=("Telefonnummer",)),
    ),
    Kind.KITAS: (
        Column("key", "Schlüssel", "Ihr eigener Schlüssel. Daran wird die Kita wiedererkannt, auch wenn sie anders heißt.", "K-001"),
        Column("name", "Name", "Ohne Schlüssel wird die Kita an Name und Gemeinde wiedererkannt.", "Kita Beispiel", needed=True, aliases=("Kita",)),
        Column("municipality", "Gemeinde", "Name oder achtstelliger AGS", needed=True, aliases=("AGS", "Gemeinde oder AGS", "Ort")),
        Column("provider", "Träger", "Name, wie er im Verzeichnis steht", needed=True),
        Column("street", "Straße und Hausnummer", "", "Lindenweg 8", aliases=("Straße", "Anschrift")),
        Column("postcode", "Postleitzahl", "Fünf Ziffern", "98693", aliases=("PLZ",)),
        Column("places", "Plätze", "Laut Betriebserlaubnis", "96"),
        Column("permit_number", "Nummer der Betriebserlaubnis", "", "IK-2014-007", aliases=("Betriebserlaubnis Nummer", "Betriebserlaubnis")),
        Column("permit_date", "Datum der Betriebserlaubnis", "Zum Beispiel 3.4.2014", "3.4.2014", aliases=("Betriebserlaubnis vom",)),
        Column("permit_holder", "Inhaber*in der Betriebserlaubnis", "", "Beispielträger e. V.", aliases=("Inhaber der Betriebserlaubnis",)),
        Column("phone", "Telefon", "", "03677 123456", aliases=("Telefonnummer",)),
        Column("email", "E-Mail", "", "kita@beispiel.de", aliases=("E-Mail-Adresse", "Mail")),
    ),
    Kind.CONTACTS: (
        Column("key", "Schlüssel", "Oder Name und Gemeinde der Kita", "K-001"),
        Column("name", "Kita", "Mit der Gemeinde zusammen, wenn es keinen Schlüssel gibt", "Kita Beispiel", aliases=("Name",)),
        Column("municipality", "Gemeinde", "Name oder achtstelliger AGS", aliases=("AGS", "Gemeinde oder AGS", "Ort")),
        Column("phone", "Telefon der Kita", "", "03677 123456", aliases=("Telefon",)),
        Column("email", "E-Mail der Kita", "", "kita@beispiel.de", aliases=("E-Mail",)),
        Column("site_contact", "Ansprechperson des Standorts", OF_SITE, "Jana Beispiel", aliases=("Ansprechperson",)),
        Column("site_phone", "Telefon des Standorts", OF_SITE, "03677 123457"),
        Column("site_email", "E-Mail des Standorts", OF_SITE, "familien@beispiel.de"),
    ),
    Kind.FIGURES: (
        Column("indicator", "Kennzahl", "Bezeichnung oder Kürzel aus der Liste", needed=True, aliases=("Indikator",)),
        Column("municipality", "Gemeinde", "Name oder AGS; leer, wenn die Zahl für den ganzen Landkreis gilt", aliases=("AGS",)),
        Column(
            "planning_area",
            "Planungsraum",
            "Oder Sozialraum; nicht zusammen mit einer Gemeinde",
            aliases=("Sozialraum", "Planungsraum oder Sozialraum"),
        ),
        Column("day", "Stichtag", "Zum Beispiel 31.12.2025", "31.12.2025", needed=True, aliases=("Datum",)),
        Column("value", "Wert", "Zum Beispiel 1234 oder 95,8 %", "412", needed=True),
        Column("value_of", "von", "Das Ganze, wenn der Wert ein Anteil ist", "2180", aliases=("von insgesamt", "Grundgesamtheit")),
        Column("source", "Quelle", "Woher die Zahl kommt", "Thüringer Landesamt für Statistik", needed=True),
    ),
}


#: What a column fills beside the field of its own name.
BESIDE = {"official_name": "Amtlicher Name"}


def label_of(kind: str, name: str) -> str:
    """The German name of a column, or of a field that a column fills beside its own."""
    return next((column.label for column in COLUMNS[kind] if column.name == name), BESIDE.get(name, ""))


def match_head(kind: str, head: Sequence[str], used: set[int]) -> dict[int, str]:
    """Position → name of the column. `used` are the positions with values. Raises Unreadable with everything that does not fit."""
    known = {_bare(word): column.name for column in reversed(COLUMNS[kind]) for word in (*column.aliases, column.label, column.name)}
    columns: dict[int, str] = {}
    wrong: list[str] = []
    for position, text in enumerate(head):
        name = known.get(_bare(text))
        if not text:
            if position in used:
                wrong.append(f"Spalte {column_name(position)} hat keine Überschrift.")
        elif name is None:
            wrong.append(f"Die Spalte „{text[:60]}“ gehört nicht in diese Tabelle.")
        elif name in columns.values():
            wrong.append(f"Die Spalte „{label_of(kind, name)}“ steht zweimal da.")
        else:
            columns[position] = name
    missing = [column.label for column in COLUMNS[kind] if column.needed and column.name not in columns.values()]
    if kind == Kind.CONTACTS and "key" not in columns.values() and not {"name", "municipality"} <= set(columns.values()):
        missing.append("Schlüssel (oder Kita und Gemeinde)")
    if missing:
        wrong.insert(0, f"{_listed('Es fehlt die Spalte', 'Es fehlen die Spalten', missing)}.")
    if wrong:
        heads = ", ".join(f"„{text[:40]}“" for text in head[:20] if text)
        possible = ", ".join(column.label for column in COLUMNS[kind])
        raise Unreadable(f"{' '.join(wrong[:8])} Gefunden haben wir: {heads}. Möglich sind: {possible}.")
    return columns


def _bare(text: str) -> str:
    """A head without case, spaces and signs: "E-Mail " and "email" are the same."""
    return re.sub(r"[\W_]", "", text.casefold())


def _listed(one: str, several: str, words: list[str]) -> str:
    quoted = [f"„{word}“" for word in words]
    return f"{one} {quoted[0]}" if len(quoted) == 1 else f"{several} {', '.join(quoted[:-1])} und {quoted[-1]}"
