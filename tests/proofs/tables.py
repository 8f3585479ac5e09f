"""Tables as offices have them: sixty shapes, each read into the rows or refused with the sentence that stands beside it here.

Half of them stand in table_shapes.py.
"""

import io
from typing import Any

from tests.proofs.base import database, end
from tests.proofs.table_shapes import HEAD, SHAPES, A, B, Read, Refused, Shape, figures, kita, shape, text, xlsx

# Figures ----------------------------------------------------------------------------------------------------------


@shape
def a_column_for_each_year() -> Shape:
    data = text(["Kennzahl", "Gemeinde", "2023", "2024", "Quelle"], ["unemployment", "Ilmenau", "310", "298", "Amt"])
    wanted = figures(
        {"municipality": "Ilmenau", "day": "31.12.2023", "value": "310"}, {"municipality": "Ilmenau", "day": "31.12.2024", "value": "298"}
    )
    notes = ["Die Jahre in den Überschriften gelten als Stichtage „31.12.2023“ und „31.12.2024“."]
    return Shape("figures", data, Read(wanted, notes))


@shape
def a_column_for_each_indicator() -> Shape:
    data = text(["Gemeinde", "Stichtag", "unemployment", "children_under_7", "Quelle"], ["Ilmenau", "31.12.2024", "310", "1412", "Amt"])
    base = {"municipality": "Ilmenau", "day": "31.12.2024", "source": "Amt"}
    wanted = [{**base, "indicator": "unemployment", "value": "310"}, {**base, "indicator": "children_under_7", "value": "1412"}]
    return Shape("figures", data, Read(wanted))


@shape
def years_below_indicators() -> Shape:
    def join(sheet: Any) -> None:
        sheet.merge_cells("B1:C1")

    data = xlsx(["Gemeinde", "unemployment", None, "Quelle"], [None, 2023, 2024, None], ["Ilmenau", 310, 298, "Amt"], change=join)
    base = {"municipality": "Ilmenau"}
    return Shape("figures", data, Read(figures({**base, "day": "31.12.2023", "value": "310"}, {**base, "day": "31.12.2024", "value": "298"})))


@shape
def the_source_in_a_footnote() -> Shape:
    data = text(["Kennzahl", "2023", "2024"], ["unemployment", "310", "298"], ["Quelle: Bundesagentur für Arbeit"])
    wanted = figures({"day": "31.12.2023", "value": "310"}, {"day": "31.12.2024", "value": "298"}, source="Bundesagentur für Arbeit")
    return Shape("figures", data, Read(wanted, ["Als Quelle gilt für alle Zeilen: „Bundesagentur für Arbeit“."]))


@shape
def signs_of_official_statistics() -> Shape:
    data = text(["Kennzahl", "Gemeinde", "2022", "2023", "2024", "Quelle"], ["unemployment", "Ilmenau", ".", "–", "12", "Amt"])
    base = {"municipality": "Ilmenau"}
    values = [("31.12.2022", "."), ("31.12.2023", "–"), ("31.12.2024", "12")]
    return Shape("figures", data, Read(figures(*({**base, "day": day, "value": value} for day, value in values)), does=["none", "none", "new"]))


@shape
def a_total_of_the_county() -> Shape:
    data = text(
        ["Kennzahl", "Gemeinde", "2024", "Quelle"], ["unemployment", "Ilmenau", "12", "Amt"], ["unemployment", "Ilm-Kreis insgesamt", "99", "Amt"]
    )
    wanted = figures({"municipality": "Ilmenau", "day": "31.12.2024", "value": "12"})
    return Shape("figures", data, Read(wanted, ["Zeile 3 ist eine Summe und wird nicht gelesen"]))


@shape
def a_year_instead_of_a_day() -> Shape:
    data = text(["Kennzahl", "Jahr", "Wert", "Quelle"], ["unemployment", "2024", "12", "Amt"])
    problem = (2, "„2024“ ist ein Jahr. Gebraucht wird ein Tag.", "31.12.2024")
    return Shape("figures", data, Read(figures({"day": "2024", "value": "12"}), problems=[problem]))


@shape
def a_point_instead_of_a_comma() -> Shape:
    data = text(["Kennzahl", "Stichtag", "Wert", "Quelle"], ["care_rate_3_6", "31.12.2024", "5.4 %", "Amt"])
    wanted = figures({"indicator": "care_rate_3_6", "day": "31.12.2024", "value": "5.4 %"})
    return Shape("figures", data, Read(wanted, problems=[(2, "hat einen Punkt", "5,4 %")]))


@shape
def less_than_none() -> Shape:
    data = text(["Kennzahl", "Gemeinde", "2024", "Quelle"], ["unemployment", "Ilmenau", "-5", "Amt"])
    problem = (2, "Eine Zahl der Statistik ist nie kleiner als 0.", "")
    return Shape("figures", data, Read(figures({"municipality": "Ilmenau", "day": "31.12.2024", "value": "-5"}), problems=[problem]))


@shape
def shares_and_halves_of_people() -> Shape:
    data = text(["Kennzahl", "Gemeinde", "2023", "2024", "Quelle"], ["unemployment", "Ilmenau", "11,5 %", "1.234,5", "Amt"])
    base = {"municipality": "Ilmenau"}
    wanted = figures({**base, "day": "31.12.2023", "value": "11,5 %"}, {**base, "day": "31.12.2024", "value": "1.234,5"})
    problems = [(2, "„Arbeitslose“ wird gezählt. Gebraucht wird die Anzahl, keine Prozentzahl", ""), (2, "eine ganze Zahl, nicht 1.234,5", "")]
    return Shape("figures", data, Read(wanted, problems=problems))


@shape
def a_rate_without_its_sign() -> Shape:
    data = text(["Kennzahl", "Stichtag", "Wert", "Quelle"], ["care_rate_3_6", "31.12.2024", "95,8", "Amt"])
    wanted = figures({"indicator": "care_rate_3_6", "day": "31.12.2024", "value": "95,8"})
    return Shape("figures", data, Read(wanted, problems=[(2, "ist ein Anteil", "95,8 %")]))


@shape
def the_row_of_the_county_itself() -> Shape:
    rows = [["unemployment", "Ilmenau", "310", "298", "Amt"], ["unemployment", "Ilm-Kreis", "4100", "3900", "Amt"]]
    wanted = figures(*({"municipality": row[1], "day": f"31.12.{year}", "value": row[at]} for row in rows for at, year in ((2, 2023), (3, 2024))))
    return Shape("figures", text(["Kennzahl", "Gemeinde", "2023", "2024", "Quelle"], *rows), Read(wanted, does=["new"] * 4))


@shape
def an_unknown_municipality_in_a_wide_table() -> Shape:
    data = text(["Kennzahl", "Gemeinde", "2023", "2024", "Quelle"], ["unemployment", "Nirgends", "310", "298", "Amt"])
    base = {"municipality": "Nirgends"}
    wanted = figures({**base, "day": "31.12.2023", "value": "310"}, {**base, "day": "31.12.2024", "value": "298"})
    return Shape("figures", data, Read(wanted, problems=[(2, "Die Gemeinde „Nirgends“ gibt es hier nicht", "")]))


@shape
def the_source_below_a_column_that_is_not_read() -> Shape:
    data = text(
        ["Nr.", "Gemeinde", "Kennzahl", "Stichtag", "Wert"], ["1", "Ilmenau", "unemployment", "31.12.2024", "310"], ["Quelle: TLS", "", "", "", ""]
    )
    notes = ["Zeile 3 ist eine Fußnote oder Zwischenüberschrift und wird nicht gelesen: „Quelle: TLS“.", "Als Quelle gilt für alle Zeilen: „TLS“."]
    return Shape("figures", data, Read(figures({"municipality": "Ilmenau", "day": "31.12.2024", "value": "310"}, source="TLS"), notes))


# The same one, written otherwise ----------------------------------------------------------------------------------


@shape
def a_provider_written_nearly_so() -> Shape:
    row = [*A[:2], "Sozialwerk  Ilmtal e.V."]
    problem = (2, "ist wohl „Sozialwerk Ilmtal e. V.“. Ist es derselbe Träger?", "Sozialwerk Ilmtal e. V.")
    return Shape("kitas", text(HEAD, row), Read([kita([*A[:2], "Sozialwerk Ilmtal e.V."])], problems=[problem]))


@shape
def curly_and_straight_quotes() -> Shape:
    data = text(["Name", "Art"], ['Verein "Bunte Welt" e.V.', "frei"], ["Verein „Bunte Welt“ e. V.", "frei"])
    wanted = [{"name": 'Verein "Bunte Welt" e.V.', "kind": "frei"}, {"name": "Verein „Bunte Welt“ e. V.", "kind": "frei"}]
    return Shape("providers", data, Read(wanted, problems=[(2, "steht auch in Zeile 3", ""), (3, "steht auch in Zeile 2", "")]))


@shape
def the_town_as_the_register_of_the_state_writes_it() -> Shape:
    row = [A[0], "Ilmenau, Stadt", A[2]]
    return Shape("kitas", text(HEAD, row), Read([kita(row)]))


@shape
def the_town_written_nearly_so() -> Shape:
    row = [A[0], "Ilmenau.", A[2]]
    problem = (2, "„Ilmenau.“ ist wohl die Gemeinde „Ilmenau“.", "Ilmenau")
    return Shape("kitas", text(HEAD, row), Read([kita(row)], problems=[problem]))


@shape
def the_same_name_with_two_keys() -> Shape:
    data = text(["Schlüssel", *HEAD], ["K-1", *A], ["K-2", *A])
    return Shape("kitas", data, Read([kita(A, key="K-1"), kita(A, key="K-2")], does=["new", "new"]))


# Formats and hostile files ----------------------------------------------------------------------------------------


@shape
def older_windows_and_commas() -> Shape:
    return Shape("kitas", text(HEAD, A, B, separator=",", encoding="cp1252"), Read([kita(A), kita(B)]))


@shape
def tabs() -> Shape:
    return Shape("kitas", text(HEAD, A, separator="\t"), Read([kita(A)]))


@shape
def an_opendocument_with_a_title() -> Shape:
    from sites.core.sheets import content_of
    from sites.core.tables import Book, Cell, Own, Sheet

    rows = [[Cell(Own(word)) for word in row] for row in (["Kitabestand"], HEAD, A)]
    return Shape("kitas", content_of("ods", Book([Sheet("Kitas", rows)])), Read([kita(A)], ["Die Überschrift steht in Zeile 2."]))


@shape
def several_sheets() -> Shape:
    data = xlsx(HEAD, A, change=lambda sheet: sheet.parent.create_sheet("Alt").append(["x"]))
    return Shape("kitas", data, Read([kita(A)], ["Gelesen wird das Blatt „Sheet“, nicht das Blatt „Alt“."]))


@shape
def a_bomb() -> Shape:
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
        for _ in range(100):
            part.write(b" " * 1_048_576)
    return Shape("kitas", target.getvalue(), Refused("Die Datei ist ausgepackt zu groß."))


@shape
def a_million_rows() -> Shape:
    return Shape("providers", b"Name;Art\n" + b"A;frei\n" * 1_000_000, Refused("Die Tabelle hat mehr als 20.000 Zeilen."))


@shape
def only_a_title() -> Shape:
    return Shape("kitas", text(["Kitabestand"], ["Stand 2026"]), Refused("Es fehlen die Spalten „Name“, „Gemeinde“ und „Träger“."))


@shape
def an_old_excel_file() -> Shape:
    return Shape("kitas", b"\xd0\xcf\x11\xe0" + bytes(100), Refused("Das ist eine alte Excel-Datei (.xls)"))


# Trying them ------------------------------------------------------------------------------------------------------


def tried(client: Any, county: Any, case: Shape) -> list[str]:
    """What differs from what is wanted; empty when nothing does."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    from planning.models import ImportRun
    from tests.conftest import as_owner

    upload = SimpleUploadedFile("tabelle", case.data)
    answer = client.post(reverse("planning:import_create", args=[county.pk]), {"kind": case.kind, "upload": upload})
    if isinstance(case.wanted, Refused):
        words = answer.content.decode()
        return [] if answer.status_code == 422 and case.wanted.words in words else [f"{answer.status_code}, not refused with „{case.wanted.words}“"]
    if answer.status_code != 302:
        return [f"answer {answer.status_code}: {answer.content.decode().split('kern-error')[-1][:300]}"]
    with as_owner():
        run = ImportRun.objects.latest("pk")
    return differences(run, case.wanted) + ([] if client.get(answer["Location"]).status_code == 200 else ["its page does not open"])


def differences(run: Any, wanted: Read) -> list[str]:
    found, notes = [row["cells"] for row in run.rows], [note["text"] for note in run.notes]
    problems = [(problem["row"], problem["text"], problem.get("mend", "")) for problem in run.problems]
    wrong = [] if found == wanted.rows else [f"rows {found}"]
    wrong += [f"no note „{words}“ among {notes}" for words in wanted.notes if not any(words in note for note in notes)]
    if wanted.missing != run.missing:
        wrong.append(f"missing {run.missing}")
    if wanted.does and wanted.does != [row["does"] for row in run.rows]:
        wrong.append(f"does {[row['does'] for row in run.rows]}")
    same = len(problems) == len(wanted.problems) and all(
        (row, mend) == (number, proposal) and words in sentence
        for (row, sentence, mend), (number, words, proposal) in zip(problems, wanted.problems, strict=True)
    )
    return wrong if same else [*wrong, f"problems {problems}"]


def main() -> None:
    with database():
        from tests import factories as make
        from tests.client import Client
        from tests.conftest import as_owner, make_world

        world = make_world()
        client = Client()
        client.force_login(world.people["social_planner"])
        with as_owner():
            keyed = make.make_kita(world.town, world.provider, "Kita Mit Schlüssel")
            type(keyed).objects.filter(pk=keyed.pk).update(key="0017")
        failed = [f"{name}: {words}" for name, make_shape in SHAPES.items() for words in tried(client, world.county, make_shape())]
    end("tables", len(SHAPES), failed)


if __name__ == "__main__":
    main()
