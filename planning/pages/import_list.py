"""What stands on the page of the tables of a county: how they come in, the empty ones, and the last ones, newest first."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from planning.models import ImportRun
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.keys import labelled
from sites.core.lists import Head, Page, Sort, page
from sites.models import County

#: In the course of things, as `RunLine.state` says it.
STATES = (
    (Q(taken_back__isnull=False), 4), (Q(applied__isnull=False), 3), (~Q(missing=[]), 0), (Q(problem_count__gt=0), 1),
)  # fmt: skip
SORTS = {
    "newest": Sort("", -F("pk"), "Zeitpunkt, die neueste zuerst"),
    "kind": Sort("Tabelle", labelled("kind", ImportRun.Kind.choices), "Art der Tabelle"),
    "new": Sort("Neu:n", "creates", "Zahl der neuen Zeilen"),
    "changed": Sort("Geändert:n", "updates", "Zahl der geänderten Zeilen"),
    "state": Sort("Stand", Case(*(When(state, then=Value(at)) for state, at in STATES), default=Value(2), output_field=IntegerField())),
}


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
    def caption(self) -> str:
        return f"Eingelesene Tabellen nach {self.page.order}"

    @property
    def heads(self) -> list[Head]:
        return self.page.heads

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
    listed = page(request, runs, sorts=SORTS)
    return ImportList(county, listed, [RunLine(run) for run in listed.rows])
