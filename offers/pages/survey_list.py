"""What stands on the list of surveys of a house: what is open, what waits for an answer to the families."""

from datetime import date
from typing import Any

from django.db.models import Count, F
from django.urls import reverse

from planning.models import Survey
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.keys import named
from sites.core.lists import Sort, latest, page
from sites.core.navigation import NEEDS
from sites.core.pages import Cell, Empty, RowList
from sites.core.places import site_within
from sites.core.rights import roles_with

LEAD = "Fragen Sie Familien, kurz und ohne Namen. Wer fragt, schuldet eine Antwort."
FIRST = "Beginnen Sie mit fünf kurzen Fragen. Aushang und Bogen zum Drucken entstehen von selbst."
NEW = "Umfrage anlegen"
SORTS = {
    "newest": Sort("", latest("opens"), "Datum, die neueste zuerst"),
    "title": Sort("Umfrage", named("title"), "Überschrift"),
    "opens": Sort("Offen vom:n", "opens", "Beginn"),
    "closes": Sort("bis:n", "closes", "Ende"),
    "sheets": Sort("Bögen:n", "sheet_count", "Zahl der Bögen"),
}


def survey_list_page(request: Request, pk: int) -> RowList:
    site = site_within(request, "surveys.view", pk)
    may_change = site.pk in request.access.reach("surveys.change").places
    new_url = reverse("offers:survey_create", args=[site.pk]) if may_change else ""
    surveys = rows(request, Survey).filter(site=site).annotate(sheet_count=Count("sheets"), newest=-F("pk"))
    listed = page(request, surveys, sorts=SORTS)
    today = request.access.today
    return RowList(
        title="Umfragen",
        pre=site.name,
        lead=LEAD,
        new_url=new_url,
        new_label=NEW,
        crumbs=[NEEDS.crumb(site.pk), ("Umfragen", "")],
        caption=f"Umfragen nach {listed.order}",
        heads=[*listed.heads, "Stand"],
        page=listed,
        row=lambda survey: _row(survey, today),
        empty=Empty("Noch keine Umfrage", FIRST if may_change else "Hier stehen die Umfragen, sobald es welche gibt.", new_url, NEW),
        audience=roles_with("surveys.view"),
    )


def _row(survey: Any, today: date) -> tuple[Cell | str, ...]:
    title = Cell(survey.title, survey.get_kind_display(), url=reverse("offers:survey_detail", args=[survey.pk]))
    return title, date_figures(survey.opens), date_figures(survey.closes), survey.sheet_count, Cell(state_words(survey, today))


def state_words(survey: Survey, today: date) -> str:
    """Where a survey stands, by its days alone."""
    if survey.published_on:
        return "veröffentlicht"
    if today < survey.opens:
        return "noch nicht offen"
    return "offen" if today <= survey.closes else "wartet auf Ihre Antwort"
