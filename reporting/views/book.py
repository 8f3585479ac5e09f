"""Papers of facilitation: timesheet and process report as PDF, and the diary of a site as page and file."""

from django.http import Http404

from reporting.documents.book import process_report_pdf, timesheet_pdf
from reporting.pages.process_report import process_report_page
from reporting.pages.site_diary import HEAD, lines_of, site_diary_page
from reporting.pages.timesheet import timesheet_page
from sites.core.access import allow
from sites.core.pages import pdf_answer, render_page
from sites.core.sheets import KINDS, file_name, list_answer

DIARY = ("notes.view", "sites.view", "concepts.view", "goals.view", "steps.view", "bodies.view", "assessments.view")


@allow("hours.view", reads=("contracts.view", "notes.view", "sites.view"))
def timesheet(request, pk, year, month):
    """The timesheet of a month for one client, with the lines of the invoice."""
    sheet = timesheet_page(request, pk, year, month)
    return pdf_answer(timesheet_pdf(sheet), file_name("stundenzettel", f"{sheet.month:%Y-%m}", sheet.client))


@allow("hours.view", reads=("contracts.view", "notes.view", "sites.view"))
def process_report(request, site, year):
    """The report of a site and year; `?fuer=landkreis` is the one that offices may have."""
    report = process_report_page(request, site, year)
    return pdf_answer(process_report_pdf(report), file_name("prozessbericht", report.site, year))


@allow("hours.view", reads=DIARY)
def site_diary(request, site):
    """What happened on the way of a site in a year, day by day, from everything the person may read."""
    return render_page(request, "reporting/site_diary.html", site_diary_page(request, site))


@allow("hours.view", reads=DIARY)
def diary_export(request, site, kind):
    """The diary of the shown year as a table."""
    if kind not in KINDS:
        raise Http404
    page = site_diary_page(request, site)
    return list_answer(kind, file_name("prozesstagebuch", page.site.name, page.year), f"Prozesstagebuch {page.year}", HEAD, lines_of(page))
