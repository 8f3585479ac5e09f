"""What stands on the page of a decision: how it was written down, its earlier wordings, and the form that corrects it."""

from dataclasses import dataclass

from planning.forms.decisions import CorrectionForm
from planning.models import Decision
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.models import Site


@dataclass(frozen=True)
class DecisionDetail:
    """`form`: None for those who may not correct it."""

    decision: Decision
    site: Site
    earlier: list[Decision]
    may_read_case: bool
    form: CorrectionForm | None

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Förderjahr", str(self.decision.funding_year or "nicht angegeben")),
            ("Beruht auf", str(self.decision.plan or "kein Plan angegeben")),
            ("Nächste Entscheidung bis", date_long(self.decision.next_due) or "nicht angegeben"),
            ("Eingetragen", f"{self.decision.recorded_by.name}, {date_long(self.decision.recorded)}"),
        ]

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (f"Entscheidung vom {date_long(self.decision.decided_on)}", "")]


def decision_detail_page(request: Request, decision: Decision, form: CorrectionForm | None = None) -> DecisionDetail:
    """`form`: a refused one, with its entered text."""
    may_correct = decision.superseded_by_id is None and request.access.may("applications.decide", decision)
    earlier = rows(request, Decision).filter(superseded_by=decision).exclude(pk=decision.pk).select_related("recorded_by")
    return DecisionDetail(
        decision=decision,
        site=decision.site,
        earlier=list(earlier),
        may_read_case=bool(decision.application_id and request.access.may("applications.view", decision)),
        form=form or (CorrectionForm(old=decision, edits=decision, request=request) if may_correct else None),
    )
