"""Where consultation sites are and who asks them, for offices: counties with none or several, and visits in numbers alone."""

from dataclasses import dataclass
from datetime import date

from processes.rules.consultation import Counts, Coverage, consultation_coverage, visit_counts
from sites.core.access import Request
from sites.core.numbers import with_noun
from sites.core.rights import ACTIONS


@dataclass(frozen=True)
class ConsultationCoverage:
    """`lines`: the counties of the reach; `counts`: visits of this year in all of them."""

    year: int
    lines: list[Coverage]
    counts: Counts

    @property
    def title(self) -> str:
        return "Konsultationseinrichtungen"

    @property
    def lead(self) -> str:
        without = sum(line.sites == 0 for line in self.lines)
        if len(self.lines) == 1:
            return self.lines[0].hint or "Empfohlen ist eine Konsultationseinrichtung je Landkreis (3.2)."
        return f"Empfohlen ist eine je Landkreis (3.2). {with_noun(without, 'Landkreis hat', 'Landkreise haben')} noch keine."

    @property
    def heads(self) -> list[str]:
        return ["Landkreis", "Einrichtungen:n", "Profil öffentlich:n", "mit festen Zeiten:n", "Hinweis"]


def consultation_coverage_page(request: Request) -> ConsultationCoverage:
    """The counties that this person reads figures of; two queries."""
    access, today = request.access, request.access.today
    places = access.reach("figures.view").places
    top = next(held.place for held in access.held if held.role in ACTIONS["figures.view"].roles)
    return ConsultationCoverage(
        year=today.year,
        lines=[line for line in consultation_coverage(today) if line.county in places],
        counts=visit_counts(top, date(today.year, 1, 1), date(today.year, 12, 31)),
    )
