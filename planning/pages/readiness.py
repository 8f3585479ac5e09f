"""How far the parties of a case are: the strip of what is required and given, and what each of them has said."""

from dataclasses import dataclass

from planning.models import Application, Party, Statement
from planning.rules.departures import PLANNING
from planning.services.cases import may_be_stated, voice_of
from sites.core.access import Access
from sites.core.days import date_long

Stance = Statement.Stance


@dataclass(frozen=True)
class StatementLine:
    """What a party says. `voice`: whether this person speaks for it, or holds it fast on its behalf; empty where nothing can be said any more."""

    label: str
    party: str
    row: Statement | None
    stance: str
    voice: str

    @property
    def action(self) -> str:
        return "Ändern" if self.row else "Stellung nehmen" if self.voice == "own" else "Festhalten"

    @property
    def source(self) -> str:
        """Who has written it down, and on what paper it rests."""
        if self.row is None:
            return ""
        how = "im Namen der Seite festgehalten" if self.row.on_behalf else "selbst abgegeben"
        late = ", nach der Entscheidung" if self.row.late else ""
        return f"{how} von {self.row.recorded_by.name}{late}" + (f", Grundlage: {self.row.paper}" if self.row.paper else "")


def readiness(application: Application, given: dict[str, Statement]) -> list[dict[str, str]]:
    """The strip (UF5): five parties, the assessment of needs and the plan; required, given or not needed."""
    strip = [_badge(party, given.get(party.value)) for party in Party]
    source = "liegt vor" if application.assessment_id else application.needs_source.strip()
    strip.append({"title": "Bedarfsermittlung", "kind": "given" if source else "required", "text": source or "Grundlage fehlt noch"})
    plan = next((plan for plan in application.plans if plan["stands"] and plan["kind"] in PLANNING), None)
    where = f"steht in {plan['version']}{', ' + plan['section'] if plan['section'] else ''}" if plan else "Eintrag fehlt noch"
    strip.append({"title": "Fachplan", "kind": "given" if plan else "required", "text": where})
    return strip


def _badge(party: Party, statement: Statement | None) -> dict[str, str]:
    parents = party == Party.PARENTS
    if statement is None or statement.stance == Stance.PENDING:
        return {"title": party.label, "kind": "required", "text": "Anhörung fehlt noch" if parents else "Zustimmung fehlt noch"}
    if statement.stance == Stance.NOT_NEEDED:
        return {"title": party.label, "kind": "none", "text": "nicht nötig"}
    day = date_long(statement.stated_on)
    if statement.stance == Stance.REFUSED:
        return {"title": party.label, "kind": "required", "text": f"nicht einverstanden, {day}"}
    if statement.stance == Stance.CONCERNS:
        return {"title": party.label, "kind": "given", "text": f"angehört, mit Bedenken, {day}"}
    if statement.stance == Stance.SILENT:
        return {"title": party.label, "kind": "given", "text": f"angehört, keine Stellungnahme, {day}"}
    if statement.votes_all:
        return {"title": party.label, "kind": "given", "text": f"{statement.votes_for} von {statement.votes_all} dafür, {day}"}
    return {"title": party.label, "kind": "given", "text": f"{'angehört' if parents else 'zugestimmt'} {day}"}


def statement_line(access: Access, application: Application, party: Party, statement: Statement | None) -> StatementLine:
    voice = voice_of(access, application, party) if may_be_stated(application, statement) else ""
    return StatementLine(party.label, party.value, statement, _badge(party, statement)["text"], voice)
