"""What stands on the page of the tables of a county: how they come in, the empty ones, and the last ones, newest first."""

from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from planning.models import ImportRun
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.lists import Page, page
from sites.models import County


@dataclass(frozen=True)
class RunLine:
    """A table that was read. `state`: kind and word of its sign; the kind is empty once it is taken over."""

    run: ImportRun

    @property
    def moment(self) -> str:
        created = timezone.localtime(self.run.created)
        return f"vom {date_long(created)}, {created:%H:%M} Uhr"

    @property
    def state(self) -> tuple[str, str]:
        if self.run.taken_back:
            return "info", "zurückgenommen"
        if self.run.applied:
            return "", "übernommen"
        if self.run.missing:
            return "warning", "Spalten zuordnen"
        return ("warning", "hat Probleme") if self.run.problem_count else ("info", "wartet auf Sie")


@dataclass(frozen=True)
class ImportList:
    """`rows`: the tables of this page of the list."""

    county: County
    page: Page
    rows: list[RunLine]

    @property
    def lead(self) -> str:
        return "Gemeinden, Träger, Kitas, Kontakte und Sozialraumdaten aus Ihrer eigenen Tabelle. Sie sehen zuerst, was sich ändern würde."

    @property
    def no_table(self) -> str:
        return "Nehmen Sie eine leere Tabelle, füllen Sie sie aus und lesen Sie sie ein."

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return ImportRun.Kind.choices

    @property
    def new_url(self) -> str:
        return reverse("planning:import_create", args=[self.county.pk])


def import_list_page(request: Request, county: County) -> ImportList:
    """Without the rows of the tables: they stay in the database."""
    runs = rows(request, ImportRun).filter(place=county.pk).defer("rows", "problems", "grid", "written").select_related("person")
    runs = runs.annotate(newest=-F("pk"))
    listed = page(request, runs, "newest")
    return ImportList(county, listed, [RunLine(run) for run in listed.rows])
