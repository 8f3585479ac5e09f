"""What happens to a case before its decision: steps with their notices, the dossier, the statements of the parties."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from planning.models import Application, Interest, Party, Statement
from sites.core.access import Access
from sites.core.flow import advance
from sites.core.jobs import queue
from sites.core.journal import record, subject_of
from sites.core.roles import Role
from sites.services.records import store_document

EDITABLE = ("open", "returned")
OFFICES = {Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE}
OVER = "Dieser Antrag ist inzwischen {}. Er lässt sich nicht mehr ändern. Ihr Text steht noch hier, damit nichts verloren geht."
#: Which role speaks for a party. The municipality has no account: the planner records what it says.
OWN_VOICE = {
    Party.PROVIDER: Role.PROVIDER,
    Party.TEAM: Role.HEAD,
    Party.YOUTH_WELFARE_OFFICE: Role.YOUTH_WELFARE_OFFICE,
    Party.PARENTS: Role.PARENT_REPRESENTATIVE,
}


@transaction.atomic
def take_step(*, access: Access, obj: Application | Interest, name: str, note: str = "") -> Any:
    """Take a step of a case or an interest and queue the notices of that step."""
    done = advance(obj, name, access=access, note=note)
    if name in {"submit", "take_back"}:
        done.submitted = access.today if name == "submit" else None
        done.save(update_fields=["submitted"])
    if name == "hand_back":
        queue("planning.mail_returned", place=done.site_id, title="Nachricht: zurück zur Ergänzung", access=access, application=done.pk)
    if name == "decline":
        queue("planning.mail_declined", place=done.place_id, title=f"Nachricht an {done.contact}", access=access, interest=done.pk)
    return done


# Dossier ----------------------------------------------------------------------------------------------------------


def writes_now(access: Access, application: Application) -> bool:
    """The house writes until it submits and after a return; the offices as long as nothing is decided."""
    if not access.may("applications.change", application) or not application.is_open:  # guard: closed-case -> if False:
        return False
    return application.state in EDITABLE or by_office(access, application)  # guard: submitted-case -> return True


def by_office(access: Access, application: Application) -> bool:
    """Which side acts. Entries carry it: a step may be taken back until the other side has acted."""
    return not access.roles_at(application).isdisjoint(OFFICES)


def note_dossier(*, access: Access, application: Application, labels: list[str], changes: dict[str, list[str]]) -> None:
    """One entry about a saved dossier that keeps the old and the new values; refused when the case went on meanwhile."""
    if not writes_now(access, application):  # guard: dossier-right -> if False:
        raise ValidationError(OVER.format(application.get_state_display().lower()))
    if changes:
        text, office = f"Antrag geändert: {', '.join(labels)}", by_office(access, application)
        record(access, application, "changed", text=text, office=office, changes=changes)


# Statements -------------------------------------------------------------------------------------------------------


def case_heard_by(access: Access, pk: int) -> Application | None:
    """A case within the reach of giving statements: parents' representatives reach it without reading the dossier."""
    within = Application.objects.filter(access.q("statements.change", Application))
    return within.select_related("site__county", "site__municipality").filter(pk=pk).first()


def voice_of(access: Access, application: Application, party: str) -> str:
    """ "own" when the person speaks for the party, "behalf" when the planner records it, else nothing."""
    roles = access.roles_at(application)
    if OWN_VOICE.get(Party(party)) in roles:
        return "own"
    return "behalf" if Role.SOCIAL_PLANNER in roles else ""


def place_of_statement(application: Application, party: str) -> Statement:
    """The statement of a party: the one that is there, or a new one at the place of the case."""
    found = Statement.objects.filter(application=application, party=party).first()
    return found or Statement(application=application, site_id=application.site_id, party=party)


def may_be_stated(application: Application, statement: Statement | None) -> bool:
    """While a case is open everything; after its decision only what was still to come then, marked as late."""
    if application.is_open:
        return True
    pending = statement is None or statement.late or statement.stance == Statement.Stance.PENDING
    return application.state == Application.State.DECIDED and pending


@transaction.atomic
def record_statement(*, access: Access, statement: Statement, upload: "UploadedFile[Any] | None" = None) -> Statement:
    """Write what a party says, with who recorded it and on what paper (UF5); what stood there before stays in the entry. `upload` is its scan."""
    # guard: statement-lock -> case = Application.objects.get(pk=statement.application_id)
    case = Application.objects.select_for_update(of=("self",)).get(pk=statement.application_id)
    if not access.may("statements.change", case):  # guard: statement-right -> if False:
        raise PermissionDenied
    voice = voice_of(access, case, statement.party)
    if not voice:  # guard: statement-voice -> if False:
        raise ValidationError(refusal(statement.party))
    before = Statement.objects.filter(application=case, party=statement.party).first()
    if not may_be_stated(case, before):  # guard: statement-closed -> if False:
        raise ValidationError(OVER.format(case.get_state_display().lower()))
    statement.pk = before.pk if before else None  # written twice at the same time: the later one replaces the earlier one
    statement._state.adding = before is None
    if upload:
        title = f"Stellungnahme {statement.get_party_display()}, {statement.stated_on:%d.%m.%Y}"
        statement.document = store_document(access=access, place=statement.site_id, title=title, upload=upload, about=case)
    statement.on_behalf, statement.recorded_by, statement.late = voice == "behalf", access.user, not case.is_open
    statement.save()
    party, stance = statement.get_party_display(), statement.get_stance_display()
    how = "im Namen der Seite festgehalten" if statement.on_behalf else "selbst abgegeben"
    old: dict[str, Any] = {"before": [before.stance, str(before.stated_on), before.spoken_by, before.paper]} if before else {}
    late = ", nach der Entscheidung" if statement.late else ""
    text = f"Stellungnahme {party}: {stance}, {how}{late}"
    details = {"stance": statement.stance, "paper": statement.paper, "office": by_office(access, case), "subject": subject_of(case), **old}
    details["about"] = f"{party}, {'einverstanden' if statement.stance == Statement.Stance.GIVEN else stance}"
    record(access, statement, "stated", text=text, note=statement.text, **details)
    return statement


def refusal(party: str) -> str:
    """Who gives this statement instead, in words."""
    own = OWN_VOICE.get(Party(party))
    who = f"gibt die Rolle „{own.label}“ selbst ab, oder die Sozialplanung hält sie" if own else "hält die Sozialplanung"
    return f"Die Stellungnahme „{Party(party).label}“ {who} im Namen der Seite fest."
