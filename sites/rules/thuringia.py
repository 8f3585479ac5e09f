"""The only place for Thuringia's 22 counties and independent cities (AGS, short label, name, kind) and the municipalities it begins with.

The municipalities stand in municipalities_2021.csv by key and official name, as the annex of the ordinance of 18 August 2021 on the levels of rent
(Mietniveau-Einstufungsverordnung, BGBl. I 2021, 3738) lists them, state of 25 January 2021. Two things are mended here: the name of Unstrut-Hainich,
which the annex misspells, and Eisenach, which belongs to the Wartburgkreis with a key of its own since 1 July 2021. Later mergers are not in it; the
offices record them.
"""

import csv
import re
from datetime import date
from pathlib import Path

from sites.models import County

_RURAL, _CITY = County.Kind.RURAL, County.Kind.CITY
COUNTIES = (
    ("16051", "EF", "Erfurt", _CITY),
    ("16052", "G", "Gera", _CITY),
    ("16053", "J", "Jena", _CITY),
    ("16054", "SHL", "Suhl", _CITY),
    ("16055", "WE", "Weimar", _CITY),
    ("16061", "EIC", "Eichsfeld", _RURAL),
    ("16062", "NDH", "Nordhausen", _RURAL),
    ("16063", "WAK", "Wartburgkreis", _RURAL),
    ("16064", "UH", "Unstrut-Hainich-Kreis", _RURAL),
    ("16065", "KYF", "Kyffhäuserkreis", _RURAL),
    ("16066", "SM", "Schmalkalden-Meiningen", _RURAL),
    ("16067", "GTH", "Gotha", _RURAL),
    ("16068", "SÖM", "Sömmerda", _RURAL),
    ("16069", "HBN", "Hildburghausen", _RURAL),
    ("16070", "IK", "Ilm-Kreis", _RURAL),
    ("16071", "AP", "Weimarer Land", _RURAL),
    ("16072", "SON", "Sonneberg", _RURAL),
    ("16073", "SLF", "Saalfeld-Rudolstadt", _RURAL),
    ("16074", "SHK", "Saale-Holzland-Kreis", _RURAL),
    ("16075", "SOK", "Saale-Orla-Kreis", _RURAL),
    ("16076", "GRZ", "Greiz", _RURAL),
    ("16077", "ABG", "Altenburger Land", _RURAL),
)

REGISTER = Path(__file__).with_name("municipalities_2021.csv")
EISENACH, EISENACH_TODAY, EISENACH_JOINED = "16056000", "16063105", date(2021, 7, 1)
BEFORE = re.compile(r"^(?:Landeshauptstadt|Stadt|Gemeinde|Landgemeinde|Kurort) ")
BEHIND = re.compile(r"(?:, *(?:Landeshauptstadt|Kreisstadt|Stadt|Gemeinde|Landgemeinde|Kurort))+$")


def common_name(official: str) -> str:
    """The name without what it is beside: "Ilmenau, Stadt", "Stadt Ilmenau" → "Ilmenau"."""
    name = official.strip()
    return BEFORE.sub("", BEHIND.sub("", name)) or name


def municipalities_of_2021() -> list[tuple[str, str]]:
    """Key and official name of each, without Eisenach, which the register of today knows by another key."""
    with REGISTER.open(newline="") as file:
        return [(row["AGS"], row["Name"]) for row in csv.DictReader(file, delimiter=";") if row["AGS"] != EISENACH]
