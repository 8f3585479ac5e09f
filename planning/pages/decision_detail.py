"""What stands on the page of a decision: how it was written down, its earlier wordings, and the forms that correct it or take it back."""

from dataclasses import dataclass

from planning.forms.decisions import CorrectionForm, TakeBackForm
from planning.models import AgendaItem, Decision
from planning.rules.decisions import differences
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.numbers import fte
from sites.models import OrganisationForm, Site
from sites.rules.as_of import AsOf, on_day


@dataclass(frozen=True)
class Earlier:
    """A wording that was corrected into this one; `changes`: what was corrected, in lines."""

    decision: Decision
    changes: list[str]


@dataclass(frozen=True)
class DecisionDetail:
    """`form`, `back_form`: None for those who may not correct it; `item`: of the meeting that decided, for those who may read it."""

    decision: Decision
    site: Site
    earlier: list[Earlier]
    item: AgendaItem | None
    may_read_case: bool
    may_decide: bool
    form: CorrectionForm | None
    back_form: TakeBackForm | None

    @property
    def then(self) -> AsOf:
        """What the site was on the day on which it was decided."""
        return on_day(self.decision, self.decision.decided_on)

    @property
    def facts(self) -> list[tuple[str, str]]:
        decision = self.decision
        forms = [str(OrganisationForm(form).label) for form in decision.forms if form in OrganisationForm.values]
        post = f"{fte(decision.coordinator_fte)} VZÄ" if decision.coordinator_fte is not None else ""
        set_by_it = [("Organisationsform", " und ".join(forms)), ("Koordination", post)]
        return [
            *([("Träger", ", ".join(self.then.providers))] if self.then.providers else []),
            ("Förderjahr", str(decision.funding_year or "nicht angegeben")),
            *[(label, text) for label, text in set_by_it if text],
            ("Beruht auf", str(decision.plan or "kein Plan angegeben")),
            ("Nächste Entscheidung bis", date_long(decision.next_due) or "nicht angegeben"),
            ("Schreiben unterschreibt", (decision.signatory or decision.recorded_by).name),
            ("Eingetragen", f"{decision.recorded_by.name}, {date_long(decision.recorded)}"),
        ]

    @property
    def taken_back(self) -> str:
        """Who took it back and when; empty while it stands."""
        decision = self.decision
        if not decision.taken_back or not decision.taken_back_by:
            return ""
        return f"Zurückgenommen am {date_long(decision.taken_back)} von {decision.taken_back_by.name}. Sie gilt nicht mehr."

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.then.name, self.site.get_absolute_url()), (f"Entscheidung vom {date_long(self.decision.decided_on)}", "")]


def _changes(old: Decision, new: Decision) -> list[str]:
    return [f"{label}: {before} → {after}" if before else f"{label}: {after}" for label, before, after in differences(old, new)]


def decision_detail_page(
    request: Request, decision: Decision, form: CorrectionForm | None = None, back_form: TakeBackForm | None = None
) -> DecisionDetail:
    """`form`, `back_form`: refused ones, with their entered text."""
    may_decide = request.access.may("applications.decide", decision)
    may_correct = decision.is_valid and may_decide
    earlier = rows(request, Decision).filter(superseded_by=decision).exclude(pk=decision.pk).select_related("recorded_by", "plan")
    items = rows(request, AgendaItem).filter(decisions=decision).select_related("meeting__body")
    if may_correct:
        form = form or CorrectionForm(old=decision, edits=decision, request=request)
        back_form = back_form or TakeBackForm(request=request, auto_id="back_%s")
    return DecisionDetail(
        decision=decision,
        site=decision.site,
        earlier=[Earlier(row, _changes(row, decision)) for row in earlier],
        item=items.first() if decision.agenda_item_id else None,
        may_read_case=bool(decision.application_id and request.access.may("applications.view", decision)),
        may_decide=may_decide,
        form=form,
        back_form=back_form,
    )
