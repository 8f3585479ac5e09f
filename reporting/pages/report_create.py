"""What stands on the page on which a Sachbericht begins: what lies ready, and when it is due."""

from dataclasses import dataclass

from planning.models import Measure
from reporting.models import Report
from sites.core.access import Request, rows
from sites.core.days import date_long, until
from sites.core.navigation import REPORTS
from sites.rules.as_of import in_year


@dataclass(frozen=True)
class ReportCreate:
    """`existing`: the report of this measure, when it was begun before; `before`: that of the year before; `site`: its name in the year."""

    measure: Measure
    existing: Report | None
    before: Report | None
    site: str

    @property
    def title(self) -> str:
        return f"Sachbericht {self.measure.funding_year} beginnen"

    @property
    def lead(self) -> str:
        return f"{self.measure.title} · {self.measure.action_field}"

    @property
    def texts(self) -> str:
        if self.before:
            return f"Die Texte aus {self.before.year} werden übernommen; Sie ändern, was sich geändert hat."
        return "Wo die Daten schon etwas sagen, steht beim Öffnen eines Kapitels ein Vorschlag."

    @property
    def due(self) -> str:
        return f"Abgabe: {date_long(self.measure.report_due)}, {until(self.measure.report_due)}. Einreichen werden Leitung oder Träger."

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [REPORTS.crumb(), (self.title, "")]


def report_create_page(request: Request, measure: Measure) -> ReportCreate:
    """One query beside the measure."""
    year = measure.funding_year
    years = {report.year: report for report in rows(request, Report).filter(site_id=measure.site_id, year__in=[year - 1, year])}
    return ReportCreate(measure, years.get(year), years.get(year - 1), in_year(measure, year, request.access.today).name)
