"""The Sachbericht for a word processor: the frozen version with its texts and tables, and nothing else."""

import io
import zipfile

import docx
import pytest
from django.urls import reverse

from reporting import documents
from reporting.documents.word import to_docx
from sites.core import jobs
from tests import factories as make
from tests.conftest import as_owner
from tests.reporting.snapshots import lindenhof
from tests.reporting.test_tasks import file_of, last_job, submitted

__all__ = ["submitted"]


@pytest.mark.req("R248.D2", "R325.D2")
@pytest.mark.parametrize("role", ["social_planner", "coordinator"])
def test_the_word_file_comes_from_the_frozen_version(client_of, world, submitted, role):
    with as_owner():  # live rows change after the freeze
        submitted.report.chapters.update(text="Nachträglich geändert")
        make.make_session(make.make_offer(world.own, "Spät"), make.date(2025, 6, 6), figures=(99, 99, 99))
    assert "Als Word-Datei" in client_of(role).get(reverse("reporting:snapshot_detail", args=[submitted.pk])).content.decode()
    assert client_of(role).post(reverse("reporting:snapshot_docx", args=[submitted.pk])).status_code == 302
    assert jobs.run(last_job().pk) == "done"
    document, content = file_of(last_job())
    assert document.owner == world.people[role] and document.filename.endswith("fassung-1.docx")
    paper = docx.Document(io.BytesIO(content))
    said = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert "Sachbericht 2025" in said and submitted.data["site"]["name"] in said and "Nachträglich" not in said
    assert {"Elterncafé", "11", "4", "6"} <= cells and "Spät" not in cells and "99" not in cells
    for number, chapter in enumerate(submitted.data["chapters"], 1):
        assert f"{number} {chapter['title']}" in said


def test_heads_are_headings_tables_have_heads_and_the_language_is_german():
    content = documents.report_docx(lindenhof())
    paper = docx.Document(io.BytesIO(content))
    headings = [paragraph.text for paragraph in paper.paragraphs if paragraph.style.name == "Heading 1"]
    assert len(headings) == len({*headings}) >= 13 and headings[0].startswith("1 ")
    assert paper.tables and all(table.rows[0]._tr.trPr.find(docx.oxml.ns.qn("w:tblHeader")) is not None for table in paper.tables)
    assert all(len({len(row.cells) for row in table.rows}) == 1 for table in paper.tables)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert 'w:val="de-DE"' in parts.read("word/styles.xml").decode() and not [name for name in parts.namelist() if "vba" in name.lower()]
    assert paper.core_properties.title.startswith("Sachbericht") and "http" not in "".join(one.text for one in paper.sections[0].footer.paragraphs)


@pytest.mark.parametrize("typed", ["\x0bA", "a\x00b", "\ud800", "\uffff", "😀 عربي", "</w:t>&amp;"])
def test_whatever_was_typed_makes_a_file_that_opens(typed):
    data = lindenhof()
    data["chapters"][0]["text"] = typed.encode("utf-8", "ignore").decode() + " Ende"
    data["needs"][0]["title"] = typed.encode("utf-8", "ignore").decode() + " Bedarf"
    said = [paragraph.text for paragraph in docx.Document(io.BytesIO(documents.report_docx(data))).paragraphs]
    assert any(line.endswith("Ende") for line in said)


def test_a_document_without_tables_is_written_as_well():
    from reporting.documents.report import report_document

    document = report_document(lindenhof(), None, "0" * 64)
    document.chapters = []
    assert docx.Document(io.BytesIO(to_docx(document))).tables == []
