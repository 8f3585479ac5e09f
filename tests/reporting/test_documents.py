"""The only place that tests the documents: what the HTML, CSV, XLSX and PDF of a snapshot say, and what they refuse."""

import csv
import io
import json
import re
from datetime import UTC, datetime

import pikepdf
import pytest
from openpyxl import load_workbook

from reporting import documents
from reporting.documents import goals, pdf
from reporting.documents.lsz import lsz_document
from reporting.documents.money import money_document
from reporting.documents.parts import Cell, Column, Document, Figure, Items, Row, Table, paragraphs
from reporting.documents.report import report_document
from sites.core.tables import clean, is_risky
from tests.reporting import papers, snapshots

CHAPTERS = [
    "Zusammenfassung",
    "Ausgangslage und Bedarfe",
    "Ziele und Indikatoren",
    "Angebote",
    "Beteiligung und Rückmeldung",
    "Netzwerk und Kooperationen",
    "Steuerung, Begleitung, Koordination",
    "Fortbildungen und Veranstaltungen",
    "Öffentlichkeitsarbeit",
    "Abweichungen und Erkenntnisse",
    "Ausblick",
    "Zahlenmäßiger Nachweis",
    "Erklärung und Freigaben",
    "Definitionen",
    "Verdeckte kleine Zahlen und Zeichen",
]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def document_of(snapshot: dict) -> Document:
    made = {
        "lsz/1": lambda: lsz_document(snapshot, "0" * 64),
        "money/1": lambda: money_document(snapshot, "0" * 64),
        "sachbericht/1": lambda: report_document(snapshot, snapshots.APPROVALS, "0" * 64),
    }
    return made[snapshot["format"]]()


def tables_of(snapshot: dict) -> list[Table]:
    return [block for chapter in document_of(snapshot).chapters for block in chapter.blocks if isinstance(block, Table)]


# ---------- goals ----------
@pytest.mark.parametrize(
    ("baseline", "target", "value", "less", "verdict"),
    [
        (44, 70, 62, False, goals.PARTLY),
        (44, 70, 70, False, goals.REACHED),
        (44, 70, 40, False, goals.MISSED),
        (10, 4, 6, True, goals.PARTLY),
        (10, 4, 4, True, goals.REACHED),
        (10, 4, 10, True, goals.MISSED),
        (10, 8, 9, False, goals.REACHED),  # a level to be kept
        (None, 4, 3, True, goals.REACHED),
        (None, 4, 3, False, goals.MISSED),
        (44, None, 62, False, goals.OPEN),
        (44, 70, None, False, goals.OPEN),
    ],
)
def test_an_indicator_is_judged_by_its_direction(baseline, target, value, less, verdict):
    assert goals.verdict(baseline, target, value, less=less) == verdict


def test_a_document_says_direction_and_scale_and_draws_a_scale_from_its_lowest_step():
    days = {"on": "2026-06-30", "den": None}
    scale = {"title": "Fühlen sich sicher", "unit": "Punkte (Skala 1–5)", "kind": "scale", "lowest": 1, "direction": "more"}
    scale |= {"baseline": {"num": 2, **days}, "target": {"num": 4, **days}, "values": [{"num": 3.4, **days}]}
    judged = goals.judge("1.1", scale, 4)
    assert (judged.texts, judged.verdict, judged.bottom) == (("2,0", "4,0", "3,4"), goals.PARTLY, 1)
    fewer = goals.judge("1.2", {**scale, "kind": "count", "unit": "Absagen", "direction": "less", "values": [{"num": 9, **days}]}, 4)
    assert fewer.title == "Fühlen sich sicher (Absagen), weniger ist besser" and fewer.verdict == goals.MISSED


def test_differences_within_chance_are_called_that():
    assert goals.within_chance({"num": 40, "den": 70}, {"num": 58, "den": 106})
    assert not goals.within_chance({"num": 34, "den": 71}, {"num": 90, "den": 104})
    assert not goals.within_chance(None, {"num": 1, "den": 2})


def test_rounding_never_makes_a_missed_target_look_reached():
    written = goals.written(({"num": 1, "den": 2}, {"num": 60, "den": 100}, {"num": 597, "den": 1000}), (50.0, 60.0, 59.7))
    assert written == ("50,0", "60,0", "59,7")


def test_step_seven_is_not_claimed():
    snapshot = snapshots.lindenhof()
    snapshot["goals"][0]["step"] = 7
    html = documents.report_html(snapshot, [])
    assert "nicht bewertet" in html
    assert "lässt sich für ein einzelnes Haus nicht messen" in html


# ---------- Sachbericht ----------
@pytest.mark.req("R248.D1")
def test_the_report_has_all_chapters_and_the_logged_figures():
    html = documents.report_html(snapshots.lindenhof(), snapshots.APPROVALS)
    titles = [part.partition("<")[0] for part in html.split('">')[1:]]
    assert [title for title in titles if title in CHAPTERS][: len(CHAPTERS)] == CHAPTERS
    assert html.count("<h1") == 1
    assert '<html lang="de">' in html
    for figure in ("145", "1.007", "329", "527", "62", "0,75"):
        assert re.search(rf">\s*{figure}\s*<", html)
    assert "Zurückgegeben" in html


def test_the_chapter_on_the_network_prints_what_was_recorded():
    html = documents.report_html(snapshots.lindenhof(), [])
    chapter = html.split('id="c6"')[1].split('id="c7"')[0]
    why = "• heißt: verdeckt, weil es ein oder zwei sind oder weil sich solche daraus errechnen ließen."
    for text in ("Stadtbibliothek", "im Gespräch", "01.02.2024", "Wer hat unterschrieben", "Alle Themen", why):
        assert text in chapter
    assert re.search(r">\s*18\s*<", chapter) and "keine Angaben" not in chapter
    hidden = snapshots.lindenhof()
    hidden["network"] |= {"referrals": [{"label": "Sprache und Ankommen", "count": "•"}]}
    assert "die Zahlen sind verdeckt, weil" in documents.report_html(hidden, [])
    del hidden["network"]  # a version that was frozen before
    assert "Dazu liegen für 2026 keine Angaben vor." in documents.report_html(hidden, []).split('id="c6"')[1].split('id="c7"')[0]


def test_the_cover_names_house_site_year_file_number_and_provider():
    cover = documents.report_html(snapshots.lindenhof(), []).split('class="contents"')[0]
    for text in ("ThEKiZ Lindenhof", "Kita Lindenhof", "Sachbericht 2026", "Aktenzeichen", "LSZ-2026-014", "Sozialwerk Ilmtal e. V.", "Ilm-Kreis"):
        assert text in cover
    assert "noch nicht vergeben" in documents.report_html(snapshots.empty_report(), [])


def test_a_chapter_without_text_and_data_says_so():
    html = documents.report_html(snapshots.empty_report(), [])
    assert html.count("Dazu liegen für 2026 keine Angaben vor.") == len(CHAPTERS) - 4  # summary, approvals and the annexes always speak
    assert "Bisher wurde kein Schritt festgehalten." in html


def test_everything_typed_is_escaped():
    for change_text in (lambda text: f"<b>{text}</b>", lambda text: f'"><img src="http://127.0.0.1/x">{text}'):
        html = documents.report_html(snapshots.with_text(snapshots.lindenhof(), change_text), snapshots.with_text(snapshots.APPROVALS, change_text))
        assert "<b>Kita" not in html
        assert "<img" not in html


def test_plain_text_becomes_paragraphs_and_lists():
    blocks = list(paragraphs("Eins\nzwei\n\n- a\n- b\ndrei\r\n\r\nvier"))
    assert [block.items if isinstance(block, Items) else block.lines for block in blocks] == [["Eins", "zwei"], ["a", "b"], ["drei"], ["vier"]]
    assert list(paragraphs(" \n \n")) == []


@pytest.mark.parametrize("snapshot", [snapshots.lindenhof(), snapshots.ilm_kreis()], ids=["report", "lsz"])
def test_tables_fill_the_grid_and_every_row_its_columns(snapshot):
    for table in tables_of(snapshot):
        assert round(sum(column.mm for column in table.columns), 6) in {124, 168}, table.title
        assert all(sum(cell.span or 1 for cell in row.cells) == len(table.columns) for row in table.rows), table.title


@pytest.mark.parametrize("snapshot", [snapshots.lindenhof(), snapshots.ilm_kreis(), papers.MONEY], ids=["report", "lsz", "money"])
def test_pictures_are_no_wider_than_the_column_they_stand_in(snapshot):
    made = document_of(snapshot)
    figures = [made.figure, *(block for chapter in made.chapters for block in chapter.blocks if isinstance(block, Figure))]
    for figure in figures:
        assert figure.chart.width * 25.4 / 72 <= (168 if figure.css == "wide" else 124) + 0.1, figure.title


# ---------- hash ----------
def test_the_hash_is_the_checksum_of_the_enclosed_json_and_blind_to_approvals():
    snapshot = snapshots.lindenhof()
    digest = documents.snapshot_hash(snapshot)
    assert documents.snapshot_hash(json.loads(json.dumps(snapshot))) == digest
    assert digest[:4] in documents.report_html(snapshot, [])
    snapshot["months"][0]["held"] += 1
    assert documents.snapshot_hash(snapshot) != digest


def test_a_snapshot_of_another_format_is_refused():
    with pytest.raises(ValueError, match="sachbericht/1"):
        documents.report_html(snapshots.ilm_kreis(), [])


# ---------- CSV and XLSX ----------
FORMULAS = ("=1+1", "+49 3677", "-x", "@SUMME(A1)", "＝1", "\t=1", " =1", "\r=1")


def test_the_csv_says_what_the_tables_print():
    rows = rows_of(documents.report_csv(snapshots.lindenhof()))
    assert not [line for line in rows if "Freigaben" in "".join(line)]  # they come later and stand in the PDF alone
    assert ["Stattgefunden", "11", "12", "14", "12", "13", "14", "7", "5", "14", "15", "16", "12", "145"] in rows
    assert ["4", "Krabbelgruppe (auch Begegnung)", "38", "2", "342", "137", "9,0", "361"] in rows


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_export_holds_a_formula(formula):
    def changed(text):
        return f"{formula}{text}"

    for row in rows_of(documents.report_csv(snapshots.with_text(snapshots.lindenhof(), changed))):
        assert not any(is_risky(text) and not text[1:2].isdigit() for text in row), row
    book = load_workbook(io.BytesIO(documents.lsz_xlsx(snapshots.with_text(snapshots.ilm_kreis(), changed))))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    label = clean(f"{formula}Begegnung")
    assert [cell for cell in cells if cell.value == label and bool(cell.quotePrefix) == is_risky(label)]


@pytest.mark.req("R325.D1")
def test_the_workbook_holds_numbers_as_numbers_and_prints_on_a4():
    content = documents.lsz_xlsx(snapshots.ilm_kreis())
    assert content == documents.lsz_xlsx(snapshots.ilm_kreis())
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames[:3] == ["Deckblatt", "1 Überblick", "2 Thüringer Eltern-Kind-Zentren"]
    sheet = book["4 Termine und Teilnahmen"]
    line = next(line for line in sheet.iter_rows() if line[0].value == "Jahr gesamt")
    assert [cell.value for cell in line] == ["Jahr gesamt", 1591, 124, 9011, 3430, 8043]
    assert line[3].number_format == "#,##0"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.oddFooter.right.text) == (9, 1, "Seite &P von &N")
    hidden = next(line for line in sheet.iter_rows() if line[0].value == "Beratung")
    assert hidden[3].value == "•"


# ---------- LSZ report ----------
def test_hidden_county_figures_are_neither_drawn_nor_summed():
    html = documents.lsz_html(snapshots.ilm_kreis())
    assert "verdeckt" in html
    assert "12.441" in html
    assert "Beratung •, davon • aus dem Sozialraum" in html
    assert "Dazu liegen für 2026 keine Angaben vor." in documents.lsz_html(snapshots.empty_county())


# ---------- PDF ----------
@pytest.mark.req("R325.D1", "R248.D1")
@pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")  # WeasyPrint leaves its colour profile open
def test_a_real_pdf_carries_both_norms_its_data_and_no_foreign_font():
    seen: list[tuple[str, int, int]] = []
    snapshot = snapshots.with_text(snapshots.lindenhof(), lambda text: f"{text} مقهى ☕\u202e\x00")
    content = documents.report_pdf(snapshot, snapshots.APPROVALS, progress=lambda *step: seen.append(step))
    with pikepdf.open(io.BytesIO(content)) as document:
        described = document.Root.Metadata.read_bytes().decode()
        assert "<pdfuaid:part>1<" in described
        assert described.count("</rdf:RDF>") == 1
        assert str(document.Root.Lang) == "de"
        assert documents.canonical_json(snapshot) == document.attachments["sachbericht.json"].get_file().read_bytes()
        assert documents.report_csv(snapshot) == document.attachments["sachbericht.csv"].get_file().read_bytes()
        fonts = {str(item.FontName) for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"}
    assert fonts
    assert all("Fira" in font for font in fonts)
    assert [done for _, done, _ in seen] == [0, 1, 2, 3, 4, 5]
    assert all(stage and of == 5 for stage, _, of in seen)


@pytest.mark.guard("fetcher")
@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/x", "file:///etc/passwd", "static:../../../etc/passwd", "static:/etc/passwd", "data:image/png,x", "ftp://127.0.0.1/x"],
)
def test_a_document_loads_nothing_but_our_static_files(address):
    with pytest.raises(ValueError, match="may not load"):
        pdf.to_pdf(f'<html lang="de"><title>x</title><img alt="x" src="{address}">', made_at=datetime(2027, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("characters", "rows", "css"),
    [(249, 1, ""), (259, 1, "long tall"), (1, 27, ""), (1, 28, "long"), (249, 2, ""), (249, 3, "long")],
)
def test_a_table_stays_whole_unless_it_would_fill_a_page(characters, rows, css):
    """Ten characters are a line here, and each row has one more for its padding."""
    table = Table("", [Column("Text", 17.5)], [Row([Cell("x" * characters)]) for _ in range(rows)])
    assert table.css == css


@pytest.mark.parametrize(("mm", "css"), [(130, ""), (131, "wide")])
def test_a_broad_table_reaches_into_the_margin(mm, css):
    assert Table("", [Column("Text", mm - 30), Column("Zahl", 30)], []).css == css


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    ("sample", "last"),
    [
        (snapshots.LINDENHOF, {"frozen_at": ("2026-12-31T23:59:00+01:00", "2027-01-01T00:00:00+01:00")}),
        (snapshots.ILM_KREIS, {"until": ("2026-11-30", "2026-12-31")}),
    ],
    ids=["sachbericht", "lsz"],
)
def test_a_part_of_a_year_is_not_measured_by_a_whole_one(sample, last, whole):
    """The last minute of the year, and the first of the next one; the last closed month of a county."""
    keys = next(table for table in tables_of({**sample, **{name: of[whole] for name, of in last.items()}}) if table.look == "keys")
    moved = [line.cells[3].words for line in keys.rows]
    assert any(moved) is whole and ("noch nicht ganz gezählt" in keys.note) is not whole


# ---------- sums ----------
def test_equal_counts_of_reports_have_equal_shares():
    county = snapshots.ilm_kreis()
    county["reports"] = {"due": 8, "accepted": 3, "submitted": 3, "open": 2}
    table = next(table for table in tables_of(county) if table.title.startswith("Sachberichte"))
    assert [[cell.text for cell in row.cells[1:]] for row in table.rows] == [["3", "38"], ["3", "38"], ["2", "25"], ["8", "100"]]
    assert table.note == "Die Anteile sind gerundet und ergeben deshalb zusammen nicht genau 100."
    county["reports"] = {"due": 4, "accepted": 2, "submitted": 1, "open": 1}
    table = next(table for table in tables_of(county) if table.title.startswith("Sachberichte"))
    assert [row.cells[2].text for row in table.rows] == ["50", "25", "25", "100"] and not table.note
    county["reports"] = {"due": 3, "accepted": "•", "submitted": 1, "open": "•"}
    hidden = next(table for table in tables_of(county) if table.title.startswith("Sachberichte"))
    assert {row.cells[2].text for row in hidden.rows[:3]} == {"•"}


def test_a_sum_of_money_says_what_it_leaves_out():
    costs, incomes = (table for table in tables_of(papers.MONEY) if "Maßnahme" in table.title)
    for table, label in ((costs, "Ausgaben zusammen"), (incomes, "Einnahmen zusammen")):
        assert [row.cells[1].text for row in table.rows if row.cells[0].text == label] == ["tatsächlich ohne 1 offene Zeile"]


def test_the_last_row_of_the_offers_is_the_sum_of_those_above():
    table = next(table for table in tables_of(snapshots.lindenhof()) if table.title.startswith("Angebote, Termine"))
    lines = [row.cells for row in table.rows if row.css == "" and len(row.cells) > 1]
    for at in (2, 3, 4, 5, 7):
        assert table.rows[-1].cells[at].value == sum(cells[at].value or 0 for cells in lines)
