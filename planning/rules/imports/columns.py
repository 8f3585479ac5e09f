"""Which columns a table of each kind has, how else they may be called, and which must be there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planning.models import ImportRun


@dataclass(frozen=True)
class Column:
    """One column: its name in code, its German head, what stands in it, an example ({county}: its key); `needed` must be in every table."""

    name: str
    label: str
    means: str
    example: str = ""
    needed: bool = False
    aliases: tuple[str, ...] = ()
    is_blank: bool = True  # stands in the empty table


Kind = ImportRun.Kind
OF_SITE = "Des Standorts, zu dem die Kita gehört; steht auf der Familienseite."
COLUMNS: dict[str, tuple[Column, ...]] = {
    Kind.MUNICIPALITIES: (
        Column(
            "ags",
            "AGS",
            "Acht Ziffern. Daran wird die Gemeinde wiedererkannt.",
            "{county}999",
            needed=True,
            aliases=("Gemeindeschlüssel", "Amtlicher Gemeindeschlüssel"),
        ),
        Column("name", "Name", "", "Musterdorf", needed=True, aliases=("Gemeinde", "Gemeindename")),
    ),
    Kind.PROVIDERS: (
        Column("name", "Name", "Daran wird der Träger wiedererkannt.", "Beispielträger e. V.", needed=True, aliases=("Träger", "Name des Trägers")),
        Column("kind", "Art", "„öffentlicher Träger“ oder „freier Träger“", "freier Träger", needed=True, aliases=("Trägerart",)),
        Column("email", "E-Mail", "", "kita@beispiel.de", aliases=("E-Mail-Adresse", "Mail")),
        Column("phone", "Telefon", "", "03677 123456", aliases=("Telefonnummer",)),
    ),
    Kind.KITAS: (
        Column(
            "key",
            "Schlüssel",
            "Ihr eigener Schlüssel. Daran wird die Kita wiedererkannt, auch wenn sie anders heißt.",
            "K-001",
            aliases=("Einrichtungsnummer", "Kita-Nr."),
        ),
        Column(
            "name",
            "Name",
            "Ohne Schlüssel wird die Kita an Name und Gemeinde wiedererkannt.",
            "Kita Beispiel",
            needed=True,
            aliases=("Kita", "Einrichtung", "Name der Kita", "Name der Einrichtung"),
        ),
        Column("municipality", "Gemeinde", "Name oder achtstelliger AGS", needed=True, aliases=("AGS", "Gemeinde oder AGS", "Ort", "Gemeindename")),
        Column("provider", "Träger", "Name, wie er im Verzeichnis steht", needed=True, aliases=("Name des Trägers", "Einrichtungsträger")),
        Column("street", "Straße und Hausnummer", "", "Lindenweg 8", aliases=("Straße", "Anschrift", "Straße und Nr.")),
        Column("house_number", "Hausnummer", "", aliases=("Hausnr.", "Haus-Nr.", "HNr."), is_blank=False),
        Column("postcode", "Postleitzahl", "Fünf Ziffern", "98693", aliases=("PLZ",)),
        Column("places", "Plätze", "Laut Betriebserlaubnis", "96", aliases=("Platzzahl", "Kapazität", "Anzahl Plätze")),
        Column("permit_number", "Nummer der Betriebserlaubnis", "", "IK-2014-007", aliases=("Betriebserlaubnis Nummer", "Betriebserlaubnis")),
        Column(
            "permit_date",
            "Datum der Betriebserlaubnis",
            "Zum Beispiel 3.4.2014",
            "3.4.2014",
            aliases=("Betriebserlaubnis vom", "Betriebserlaubnis Datum"),
        ),
        Column("permit_holder", "Inhaber*in der Betriebserlaubnis", "", "Beispielträger e. V.", aliases=("Inhaber der Betriebserlaubnis",)),
        Column("phone", "Telefon", "", "03677 123456", aliases=("Telefonnummer",)),
        Column("email", "E-Mail", "", "kita@beispiel.de", aliases=("E-Mail-Adresse", "Mail")),
    ),
    Kind.CONTACTS: (
        Column("key", "Schlüssel", "Oder Name und Gemeinde der Kita", "K-001"),
        Column("name", "Kita", "Mit der Gemeinde zusammen, wenn es keinen Schlüssel gibt", "Kita Beispiel", aliases=("Name",)),
        Column("municipality", "Gemeinde", "Name oder achtstelliger AGS", aliases=("AGS", "Gemeinde oder AGS", "Ort", "Gemeindename")),
        Column("phone", "Telefon der Kita", "", "03677 123456", aliases=("Telefon",)),
        Column("email", "E-Mail der Kita", "", "kita@beispiel.de", aliases=("E-Mail",)),
        Column("site_contact", "Ansprechperson des Standorts", OF_SITE, "Jana Beispiel", aliases=("Ansprechperson",)),
        Column("site_phone", "Telefon des Standorts", OF_SITE, "03677 123457"),
        Column("site_email", "E-Mail des Standorts", OF_SITE, "familien@beispiel.de"),
    ),
    Kind.FIGURES: (
        Column("indicator", "Kennzahl", "Bezeichnung oder Kürzel aus der Liste", needed=True, aliases=("Indikator",)),
        Column(
            "municipality",
            "Gemeinde",
            "Name oder AGS; leer, wenn die Zahl für den ganzen Landkreis gilt",
            aliases=("AGS", "Ort", "Gemeindename", "Gebiet"),
        ),
        Column(
            "planning_area",
            "Planungsraum",
            "Oder Sozialraum; nicht zusammen mit einer Gemeinde",
            aliases=("Sozialraum", "Planungsraum oder Sozialraum"),
        ),
        Column("day", "Stichtag", "Zum Beispiel 31.12.2025", "31.12.2025", needed=True, aliases=("Datum", "Jahr", "Stand")),
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


def names_of(kind: str) -> dict[str, str]:
    """How a head may be written → name of its column."""
    return {bare(word): column.name for column in reversed(COLUMNS[kind]) for word in (*column.aliases, column.label, column.name)}


def lacking(kind: str, names: set[str]) -> list[str]:
    """The labels of the columns without which a table of this kind says nothing."""
    missing = [column.label for column in COLUMNS[kind] if column.needed and column.name not in names]
    if kind == Kind.CONTACTS and "key" not in names and not {"name", "municipality"} <= names:
        missing.append("Schlüssel (oder Kita und Gemeinde)")
    return missing


def bare(text: str) -> str:
    """A head without case, spaces and signs: "E-Mail " and "email" are the same."""
    return re.sub(r"[\W_]", "", text.casefold())


def listed(one: str, several: str, words: Sequence[str]) -> str:
    """Es fehlt die Spalte „A“. Es fehlen die Spalten „A“ und „B“."""
    quoted = [f"„{word}“" for word in words]
    return f"{one} {quoted[0]}" if len(quoted) == 1 else f"{several} {', '.join(quoted[:-1])} und {quoted[-1]}"
