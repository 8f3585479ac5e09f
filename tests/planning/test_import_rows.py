"""Bad rows of tables on their way in: row, column and what to do, in words; nothing is written."""

from datetime import date

import pytest

from sites.models import Kita
from tests import factories as make
from tests.conftest import as_owner
from tests.planning.test_imports import KITA_HEAD, PROVIDER, problems, read_in
from tests.texts import differences

FIGURE_HEAD = "Kennzahl;Gemeinde;Planungsraum;Stichtag;Wert;von;Quelle\n"
BAD_ROWS = [
    ("municipalities", "AGS;Name\n16075001;Ort\n", [(2, "AGS", "Richtig sind acht Ziffern, die mit 16070 beginnen.")]),
    ("municipalities", "AGS;Name\n1607001;Ort\n", [(2, "AGS", "ist kein Gemeindeschlüssel von Ilm-Kreis")]),
    ("municipalities", "AGS;Name\n16070999;ilmenau\n", [(2, "Name", "gibt es hier schon, mit einem anderen Schlüssel")]),
    ("municipalities", "AGS;Name\n16070998;\n", [(2, "Name", "Hier fehlt eine Angabe")]),
    ("municipalities", "AGS;Name\n16070998;A\n16070998;B\n", [(2, "AGS", "auch in Zeile 3"), (3, "AGS", "auch in Zeile 2")]),
    ("providers", "Name;Art\nA;Verein\n", [(2, "Art", "„Verein“ kennen wir nicht. Möglich sind „öffentlicher Träger“")]),
    ("providers", "Name;Art\nA;\n", [(2, "Art", "Hier fehlt eine Angabe")]),
    ("providers", "Name;Art\n;frei\n", [(2, "Name", "Hier fehlt eine Angabe")]),
    ("providers", "Name;Art;E-Mail\nA;frei;kein Postfach\n", [(2, "E-Mail", "ist keine E-Mail-Adresse")]),
    ("providers", "Name;Art;Telefon\nA;frei;siehe oben\n", [(2, "Telefon", "ist keine Telefonnummer")]),
    ("providers", "Name;Art\nA;frei\nB;frei\na ;frei\n", [(2, "Name", "auch in Zeile 4"), (4, "Name", "auch in Zeile 2")]),
    ("providers", f"Name;Art\n{'x' * 121};frei\n", [(2, "Name", "hat 121 Zeichen. Möglich sind höchstens 120.")]),
    ("providers", 'Name;Art\n"=HYPERLINK(""x"")";frei\n', [(2, "Name", "ist eine Formel")]),
    ("providers", "Name;Art\n@SUM(A1);frei\n", [(2, "Name", "ist eine Formel")]),
    ("providers", "Name;Art\nTr�ger;frei\n", [(2, "Name", "Buchstaben verloren")]),
    ("kitas", f"{KITA_HEAD}\nK-1;Kita A;Ilmenau;Niemand;;;\n", [(2, "Träger", "Bitte lesen Sie zuerst die Träger ein")]),
    ("kitas", f"{KITA_HEAD}\nK-1;Kita A;Nirgendwo;{PROVIDER};;;\n", [(2, "Gemeinde", "gibt es hier nicht (Ilm-Kreis)")]),
    ("kitas", f"Name;AGS;Träger\nKita A;1607;{PROVIDER}\n", [(2, "Gemeinde", "Ein AGS hat acht Ziffern, zum Beispiel 16070001.")]),
    ("kitas", f"{KITA_HEAD}\nK-1;Kita A;Ilmenau;{PROVIDER};9869A;;\n", [(2, "Postleitzahl", "ist keine Postleitzahl")]),
    ("kitas", f"{KITA_HEAD}\nK-1;Kita A;Ilmenau;{PROVIDER};;1000;\n", [(2, "Plätze", "von 0 bis 999")]),
    ("kitas", f"{KITA_HEAD}\nK-1;Kita A;Ilmenau;{PROVIDER};;viele;\n", [(2, "Plätze", "ist keine Zahl")]),
    (
        "kitas",
        f"{KITA_HEAD}\nK-1;Kita A;Ilmenau;{PROVIDER};;;\n\nK-1;Kita B;Ilmenau;{PROVIDER};;;\n",
        [(2, "Schlüssel", "„K-1“ steht auch in Zeile 4"), (4, "Schlüssel", "„K-1“ steht auch in Zeile 2")],
    ),
    (
        "kitas",
        f"{KITA_HEAD}\nK-1;Kita A;Ilmenau;{PROVIDER};;;\n;kita a;Ilmenau;{PROVIDER};;;\n",
        [(2, "Name", "auch in Zeile 3"), (3, "Name", "auch in Zeile 2")],
    ),
    (
        "kitas",
        f"Name;Gemeinde;Träger;Betriebserlaubnis vom\nKita A;Ilmenau;{PROVIDER};31.2.2020\n",
        [(2, "Datum der Betriebserlaubnis", "gibt es nicht")],
    ),
    (
        "kitas",
        f"Name;Gemeinde;Träger;Betriebserlaubnis vom\nKita A;Ilmenau;{PROVIDER};1.1.2999\n",
        [(2, "Datum der Betriebserlaubnis", "in der Zukunft")],
    ),
    (
        "kitas",
        f"Name;Gemeinde;Träger;Betriebserlaubnis vom\nKita A;Ilmenau;{PROVIDER};03/04/2020\n",
        [(2, "Datum der Betriebserlaubnis", "ist kein Datum")],
    ),
    ("figures", f"{FIGURE_HEAD}Glück;;;1.1.2025;5;;Amt\n", [(2, "Kennzahl", "steht nicht in der Liste")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.2025;120;100;Amt\n", [(2, "Wert", "120 von 100 sind mehr als 100 %")]),
    ("figures", f"{FIGURE_HEAD}care_rate_3_6;;;1.1.2025;120 %;;Amt\n", [(2, "Wert", "mehr als 100 %")]),
    ("figures", f"{FIGURE_HEAD}care_rate_3_6;;;1.1.2025;12 %;80;Amt\n", [(2, "von", "schon in Prozent")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.2025;-1;80;Amt\n", [(2, "Wert", "nie kleiner als 0")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.2025;0;0;Amt\n", [(2, "von", "größer als 0")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.2025;-5;;Amt\n", [(2, "Wert", "nie kleiner als 0")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.2025;11,5 %;;Amt\n", [(2, "Wert", "wird gezählt. Gebraucht wird die Anzahl, keine Prozentzahl")]),
    ("figures", f"{FIGURE_HEAD}population;;;1.1.2025;1.234,5;;Amt\n", [(2, "Wert", "eine ganze Zahl, nicht 1.234,5")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.2025;5;80,5;Amt\n", [(2, "von", "eine ganze Zahl, nicht 80,5")]),
    ("figures", f"{FIGURE_HEAD}care_rate_3_6;;;1.1.2025;412;;Amt\n", [(2, "von", "ist ein Anteil")]),
    ("figures", f"{FIGURE_HEAD}care_rate_3_6;;;1.1.2025;95,8;;Amt\n", [(2, "Wert", "ist ein Anteil")]),
    ("figures", f"{FIGURE_HEAD}minutes_to_advice;;;1.1.2025;12,5 %;;Amt\n", [(2, "Wert", "ist kein Anteil")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.1019;5;;Amt\n", [(2, "Stichtag", "liegt vor 1990")]),
    ("kitas", f"Name;Gemeinde;Träger;Straße;Hausnummer\nA;Ilmenau;{PROVIDER};{'x' * 119};8a\n", [(2, "Straße und Hausnummer", "höchstens 120")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.2025;12.5;;Amt\n", [(2, "Wert", "steht ein Komma, zum Beispiel 12,5")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.2025;1,234;;Amt\n", [(2, "Wert", "mehr als zwei Stellen")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.2025;{'9' * 90};;Amt\n", [(2, "Wert", "ist zu groß")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;;1.1.2025;5;;\n", [(2, "Quelle", "Hier fehlt eine Angabe")]),
    ("figures", f"{FIGURE_HEAD}unemployment;;Nebenan;1.1.2025;5;;Amt\n", [(2, "Planungsraum", "gibt es noch nicht")]),
    (
        "figures",
        f"{FIGURE_HEAD}unemployment;Ilmenau;;1.1.2025;5;;Amt\nArbeitslose;Ilmenau;;01.01.2025;6;;Amt\n",
        [(2, "Kennzahl", "auch in Zeile 3"), (3, "Kennzahl", "auch in Zeile 2")],
    ),
]


@pytest.mark.parametrize(("kind", "text", "wanted"), BAD_ROWS)
def test_a_wrong_cell_is_told_with_row_and_column(world, client_of, kind, text, wanted):
    found = problems(client_of("social_planner"), world.county, kind, text)
    assert [problem[:2] for problem in found] == [problem[:2] for problem in wanted], found
    for (_, _, sentence), (_, _, part) in zip(found, wanted, strict=True):
        assert part in sentence


CONTACT_HEAD = "Schlüssel;Kita;Gemeinde;Ansprechperson des Standorts"
#: Where Lindenhof has the key K-1 and a second house, Neustadt is there twice, and Kita Allein belongs to no site.
MEANT_OTHERWISE = [
    ("kitas", f"{KITA_HEAD}\nK-5;Kita Lindenhof;Ilmenau;Stadt Schleiz;;;\n"),
    ("kitas", f"{KITA_HEAD}\nK-1;Kita Märchenwald;Ilmenau;Stadt Schleiz;;;\n"),
    ("kitas", f"{KITA_HEAD}\nK-7;Kita Neu;Neustadt;Stadt Schleiz;986930;;\n"),
    ("kitas", f"Name;Gemeinde;Träger;Betriebserlaubnis vom\nKita Neu;Ilmenau;{PROVIDER};1.1.1890\n"),
    ("contacts", f"{CONTACT_HEAD}\nK-9;;;Jana Seidel\n"),
    ("contacts", f"{CONTACT_HEAD}\nK-1;Kita Anders;;Jana Seidel\n"),
    ("contacts", f"{CONTACT_HEAD}\n;Kita Nirgends;Ilmenau;Jana Seidel\n"),
    ("contacts", f"{CONTACT_HEAD}\n;Kita Lindenhof;;Jana Seidel\n"),
    ("contacts", f"{CONTACT_HEAD}\n;Kita Allein;Ilmenau;Jana Seidel\n"),
    ("contacts", f"{CONTACT_HEAD}\n;Kita Lindenhof;Ilmenau;Jana Seidel\n;Kita Zweites Haus;Ilmenau;Ute Kern\n"),
    ("figures", f"{FIGURE_HEAD}unemployment;Ilmenau;Planungsraum Nord;1.1.2025;5;;Amt\n"),
]


def test_problems_are_whole_sentences(world, client_of):
    """Kept in tests/texts/problems.txt, renewed like the texts of pages."""
    with as_owner():
        Kita.objects.filter(name="Kita Lindenhof").update(key="K-1")
        make.make_kita_link(world.own, make.make_kita(world.town, world.provider, "Kita Zweites Haus"))
        make.make_kita(world.town, world.provider, "Kita Allein")
        make.make_area(world.county)
        for _ in range(2):
            make.make_municipality(world.county, "Neustadt")
    planner, parts = client_of("social_planner"), {}
    for number, (kind, text, *_) in enumerate([*BAD_ROWS, *MEANT_OTHERWISE], 1):
        parts[f"{kind} {number}"] = [f"Zeile {row}, {column}: {words}" for row, column, words in problems(planner, world.county, kind, text)]
    assert not differences("problems", parts)


GOOD_TABLES = [
    ("municipalities", "AGS;Name\n16070058;Geratal\n16070057;Ilmtal\n"),
    ("providers", f"Name;Art;E-Mail;Telefon\n{PROVIDER};frei;info@ilmtal.example;03677 1234\nStadt Neu;öffentlich;;\nStadt Schleiz;frei;;\n"),
    (
        "kitas",
        f"{KITA_HEAD};Straße;Betriebserlaubnis;Betriebserlaubnis vom\n"
        f"K-1;Kita Lindenhof;Ilmenau;{PROVIDER};98693;96;03677 99;Lindenweg 8;IK-7;3.4.2014\n"
        f";Kita Zweites Haus;Ilmenau;{PROVIDER};;;;;;\nK-2;Kita Neu;Ilmenau;Stadt Schleiz;98693;40;;;;\n",
    ),
    ("contacts", f"{CONTACT_HEAD};Telefon des Standorts;Telefon der Kita\nK-1;;;Jana Seidel;03677 555;03677 99\n"),
    (
        "figures",
        f"{FIGURE_HEAD}care_rate_3_6;Ilmenau;;1.1.2025;5,5 %;;Amt\nunemployment;;Planungsraum Nord;1.1.2025;5;80;Amt\n"
        "unemployment;;;1.1.2025;412;2180;Amt\nchildren_under_7;Ilmenau;;31.12.2025;412;;Amt\n",
    ),
]


def test_what_tables_would_change_is_written_down(world, client_of):
    """Kept in tests/texts/previews.txt, renewed like the texts of pages."""
    with as_owner():
        Kita.objects.filter(name="Kita Lindenhof").update(key="K-1")
        make.make_kita_link(world.own, make.make_kita(world.town, world.provider, "Kita Zweites Haus"))
        make.make_area(world.county)
        make.make_figure(world.county, municipality=world.town, day=date(2025, 12, 31), value=400)
    planner, parts = client_of("social_planner"), {}
    for number, (kind, text) in enumerate(GOOD_TABLES, 1):
        _, run = read_in(planner, world.county, kind, text)
        lines = [f"{run.creates} neu, {run.updates} geändert, {run.unchanged} gleich", *(str(row) for row in [*run.problems, *run.rows])]
        parts[f"{kind} {number}"] = lines
    assert not differences("previews", parts)


def test_a_key_and_a_name_that_mean_two_kitas_are_refused(world, client_of):
    with as_owner():
        Kita.objects.filter(name="Kita Lindenhof").update(key="K-1")
    planner = client_of("social_planner")
    found = problems(planner, world.county, "kitas", f"{KITA_HEAD}\nK-1;Kita Märchenwald;Ilmenau;Stadt Schleiz;;;\n")
    assert found[0][:2] == (2, "Name") and "gibt es in Ilmenau schon" in found[0][2]
