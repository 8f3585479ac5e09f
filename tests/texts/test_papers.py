"""Every printed paper and every sheet says what it said: from snapshots with a number of its own for everything, and from the demo world.

Renewed like the pages beside it.
"""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from planning.models import Decision, Measure
from planning.rules.imports.blank import blank
from planning.rules.imports.columns import COLUMNS
from reporting import documents
from reporting.documents.letter import letter_html
from reporting.documents.letter_words import letter_of
from reporting.documents.money import money_document
from reporting.documents.money_lines import money_snapshot
from reporting.documents.snapshots import report_snapshot
from reporting.models import LszReport, Report, ReportSnapshot
from reporting.tasks import approvals_of
from sites.core.access import Access
from sites.models import County, User
from tests.conftest import as_owner
from tests.files import csv_rows, ods_rows, xlsx_rows
from tests.reporting import snapshots
from tests.reporting.papers import LETTER, MONEY
from tests.reporting.snapshots import APPROVALS
from tests.texts import Parts, differences, logged_in, read
from tests.texts.conftest import THAT_DAY
from thekiz.demo.accounts import DOMAIN

ROWS = {"csv": csv_rows, "xlsx": xlsx_rows, "ods": ods_rows}


def printed(title: str, html: str) -> Parts:
    return {title: read(html)}


def table(title: str, content: bytes) -> Parts:
    return {title: content.decode("utf-8-sig").splitlines()}


def workbook(title: str, content: bytes) -> Parts:
    """Every sheet of an XLSX file: its name, then its rows with the values as they are stored; those without any are left out."""
    lines = []
    for sheet in load_workbook(BytesIO(content)):
        lines += [f"[{sheet.title}]", *(repr([*row]) for row in sheet.iter_rows(values_only=True) if any(value is not None for value in row))]
    return {title: lines}


def report(title: str, data: documents.Data, approvals: list[documents.Data]) -> Parts:
    return printed(title, documents.report_html(data, approvals)) | table(f"{title}, CSV", documents.report_csv(data))


def lsz(title: str, data: documents.Data) -> Parts:
    shown = printed(title, documents.lsz_html(data)) | table(f"{title}, CSV", documents.lsz_csv(data))
    return shown | workbook(f"{title}, XLSX", documents.lsz_xlsx(data))


def money(title: str, data: documents.Data) -> Parts:
    return printed(title, documents.html(money_document(data, documents.snapshot_hash(data))))


def frozen(title: str, data: documents.Data) -> Parts:
    """A snapshot with every key, line by line."""
    return {title: json.dumps(data, ensure_ascii=False, indent=1).splitlines()}


def test_papers_of_written_snapshots():
    """A year with a year before it, one without, a draft, a house and a county that have only just begun."""
    alone, draft = snapshots.lindenhof(), snapshots.lindenhof()
    alone["previous"] = None
    draft |= {"notice": "Entwurf: noch nicht eingereicht.", "status": "noch nicht eingereicht", "version": "2 (Entwurf)"}
    parts = report("Sachbericht", snapshots.lindenhof(), APPROVALS) | report("Sachbericht ohne Vorjahr", alone, [])
    parts |= printed("Sachbericht im Entwurf", documents.report_html(draft, []))
    parts |= report("Sachbericht des Anfangs", snapshots.empty_report(), [])
    parts |= lsz("LSZ-Bericht", snapshots.ilm_kreis()) | lsz("LSZ-Bericht des Anfangs", snapshots.empty_county())
    parts |= printed("Brief", letter_html(LETTER)) | money("Zahlenmäßiger Nachweis", MONEY)
    assert not differences("papers", parts)


def access_of(account: str) -> Access:
    return Access(User.objects.get(email=f"{account}@{DOMAIN}"), THAT_DAY.date())


@as_owner()
def test_reports_of_the_demo_world(db):
    access, parts = access_of("leitung"), {}
    for row in Report.objects.filter(site__name="Kita Lindenhof").select_related("measure", "site__county", "site__municipality").order_by("year"):
        parts |= frozen(f"Datenstand {row.year}", report_snapshot(access=access, report=row, now=THAT_DAY, draft=row.year == THAT_DAY.year))
    for row in ReportSnapshot.objects.filter(site__name="Kita Lindenhof").select_related("report").order_by("report__year", "version"):
        parts |= report(f"Sachbericht {row.report.year}/{row.version}", row.data, approvals_of(access, row.report, row.version))
    assert not differences("reports", parts)


@as_owner()
def test_papers_of_an_office_in_the_demo_world(db):
    access, parts = access_of("planung"), {}
    for row in LszReport.objects.filter(county__short="IK").order_by("year", "version"):
        parts |= frozen(f"Datenstand LSZ {row.year}", row.data) | lsz(f"LSZ-Bericht {row.year}/{row.version}", row.data)
    known = Decision.objects.select_related("site__county", "site__municipality", "application", "plan").order_by("kind", "site__name", "decided_on")
    letters = [letter_of(row, THAT_DAY.date()) for row in known.filter(site__county__short="IK")]
    for letter in letters:
        parts |= printed(f"{letter['subject']}: {letter['verdict']}", letter_html(letter))
    for row in Measure.objects.filter(site__county__short="IK").select_related("site__county").order_by("funding_year", "site__name")[:4]:
        data = money_snapshot(access=access, measure=row)
        parts |= frozen(f"Datenstand {row.site.name} {row.funding_year}", data) | money(f"Nachweis {row.site.name} {row.funding_year}", data)
    assert not differences("offices", parts)


@pytest.mark.parametrize("kind", ROWS)
def test_sheets_of_the_demo_world(kind, db):
    browser, parts = logged_in("planung"), {}
    with as_owner():
        measure = Measure.objects.filter(site__name="Kita Lindenhof", funding_year=2026).select_related("site").get()
    urls = (f"/sites/export/{kind}/", f"/measures/{measure.pk}/export/{kind}/", f"/counties/{measure.site.county_id}/money/export/{kind}/?year=2026")
    for url in urls:
        answer = browser.get(url)
        name = answer.headers["Content-Disposition"].partition("filename=")[2].strip('"')
        parts |= {name: [repr(row) for row in ROWS[kind](answer.content)]}
    assert not differences(f"sheets-{kind}", parts)


def test_empty_tables_to_fill_in(db):
    with as_owner():
        county = County.objects.get(short="IK")
        parts: Parts = {}
        for kind in COLUMNS:
            book, text = (blank(form, kind, county, THAT_DAY.date()) for form in ("xlsx", "csv"))
            parts |= workbook(kind, book) | table(f"{kind}, CSV", text)
    assert not differences("tables", parts)
