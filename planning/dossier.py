"""What stands on the page of a case: readiness, history, what remains to be done, and the forms of those who may act."""

from django.db.models import Prefetch
from django.urls import reverse

from planning.forms import CorrectionForm, DecisionForm, NoteForm
from planning.models import Application, Decision, LocationReason, Party, Statement
from planning.services import voice_of, writes_now
from sites.access import Role, rows
from sites.flow import problems
from sites.formats import date_long
from sites.forms import CommentForm
from sites.journal import subject_of
from sites.models import Comment, Document, Entry, OrganisationForm, SiteKita, SitePhase

#: What the page reads beside the case itself; every view that shows it declares these.
READS = ("statements.view", "decisions.view", "comments.view", "entries.view", "documents.view", "sites.view")
LINES = 80
AT_SITE = "Sichtbar für alle am Antrag Beteiligten: Ämter, Träger, Leitung und Koordination."
AT_COUNTY = "Sichtbar nur für Ämter: Sozialplanung, Jugendamt und Kita-Fachberatung."
Stance = Statement.Stance


def cases(queryset):
    """Cases with everything their page needs of them: one query for the case, one for the statements."""
    statements = Statement.objects.select_related("recorded_by", "document")
    return queryset.select_related("site__county", "site__municipality", "interest").prefetch_related(Prefetch("statements", statements))


def page_of(request, application: Application, *, decision_form=None, correction_form=None, note_form=None) -> dict:
    """The context of the page; a refused form comes in with its entered text."""
    access, site = request.access, application.site
    given = {statement.party: statement for statement in application.statements.all()}
    departures = application.departures()
    phases, today = list(rows(request, SitePhase).filter(site=site)), access.today
    phase = next((row for row in phases if row.starts <= today and (row.ends is None or row.ends >= today)), None)
    decisions = list(rows(request, Decision).filter(application=application).select_related("recorded_by"))
    valid = next((decision for decision in decisions if decision.superseded_by_id is None), None)
    may_decide = access.may("applications.decide", application)
    steps = {step.name: step for step in application.flow.open_to(application, access)}
    offices = site.county_id in access.reach("comments.change").places
    if decision_form is None and may_decide and application.state == "submitted":
        decision_form = blank_decision(request, application, phase)
    if correction_form is None and may_decide and valid:
        correction_form = CorrectionForm(old=valid, request=request)
    strip = readiness(application, given)
    return {
        "case": application,
        "site": site,
        "today": today,
        "phase": phase,
        "providers": list(dict.fromkeys(link.kita.provider.name for link in _kitas(request, site))),
        "strip": strip,
        "strip_count": _count(strip),
        "statements": [_said(access, application, party, given.get(party.value)) for party in Party],
        "reasons": _labels(application, "location_reasons"),
        "wanted_forms": _labels(application, "forms"),
        "decision": valid,
        "decisions": decisions,
        "history": history(request, application, given.values(), decisions),
        "documents": rows(request, Document).filter(place=site.pk, owner__isnull=True, subject=subject_of(application))[:20],
        "departures": _todo(application, departures, access),
        "missing": list(problems(application, "submit", access)) if "submit" in steps else [],
        "facts": _facts(application, access),
        "may_decide": may_decide,
        "may_write": writes_now(access, application),
        "may_document": site.pk in access.reach("documents.change").places,
        "may_comment": site.pk in access.reach("comments.change").places,
        "steps": steps,
        "decision_form": decision_form,
        "correction_form": correction_form,
        "note_forms": [
            (steps[name], note_form if note_form and note_form.step == name else NoteForm(step=name, request=request, auto_id=f"{name}_%s"))
            for name in ("hand_back", "withdraw")
            if name in steps
        ],
        "comment_form": CommentForm(offices=offices, request=request),
        "about": subject_of(application),
    }


def blank_decision(request, application: Application, phase, data=None) -> DecisionForm:
    """The decision form of a case, fresh or filled in."""
    decision, found = Decision(site=application.site), phase.phase if phase else None
    return DecisionForm(data, instance=decision, application=application, phase=found, departures=application.departures(), request=request)


def phase_today(request, site) -> SitePhase | None:
    return rows(request, SitePhase).on(request.access.today).filter(site=site).first()


def _kitas(request, site):
    return rows(request, SiteKita).on(request.access.today).filter(site=site).select_related("kita__provider").order_by("-leading", "kita__sort_key")


def _labels(application: Application, name: str) -> list[str]:
    known = {"location_reasons": LocationReason, "forms": OrganisationForm}[name]
    return [str(known(value).label) for value in getattr(application, name) if value in known.values]


# Readiness --------------------------------------------------------------------------------------------------------


def readiness(application: Application, given: dict[str, Statement]) -> list[dict]:
    """The strip (UF5): five parties and the assessment of needs; required, given or not needed."""
    strip = [_badge(party, given.get(party.value)) for party in Party]
    source = application.needs_source.strip()
    strip.append({"title": "Bedarfsermittlung", "kind": "given" if source else "required", "text": source or "Grundlage fehlt noch"})
    return strip


def _badge(party: Party, statement: Statement | None) -> dict:
    parents = party == Party.PARENTS
    if statement is None or statement.stance == Stance.PENDING:
        return {"title": party.label, "kind": "required", "text": "Anhörung fehlt noch" if parents else "Zustimmung fehlt noch"}
    if statement.stance == Stance.NOT_NEEDED:
        return {"title": party.label, "kind": "none", "text": "nicht nötig"}
    day = date_long(statement.stated_on)
    if statement.stance == Stance.REFUSED:
        return {"title": party.label, "kind": "required", "text": f"nicht einverstanden, {day}"}
    if statement.votes_all:
        return {"title": party.label, "kind": "given", "text": f"{statement.votes_for} von {statement.votes_all} dafür, {day}"}
    return {"title": party.label, "kind": "given", "text": f"{'angehört' if parents else 'zugestimmt'} {day}"}


def _said(access, application: Application, party: Party, statement: Statement | None) -> dict:
    said = _badge(party, statement)["text"]
    return {"label": party.label, "party": party.value, "row": statement, "said": said, "voice": voice_of(access, application, party)}


def _count(strip: list[dict]) -> str:
    there, unneeded = (sum(item["kind"] == kind for item in strip) for kind in ("given", "none"))
    text = f"{there} von {len(strip) - unneeded} liegen vor"
    return f"{text}, {unneeded} nicht nötig" if unneeded else text


def _todo(application: Application, departures: list[str], access) -> list[dict]:
    """Every departure, with the way to its statement for those who can record it."""
    items = []
    for text in departures:
        party = next((party for party in Party if text.startswith(f"{party.label}:")), None)
        linked = party and application.is_open and voice_of(access, application, party)
        items.append({"text": text, "url": reverse("planning:statement_edit", args=[application.pk, party.value]) if party and linked else ""})
    return items


# Where it lies and what happened ----------------------------------------------------------------------------------


def _facts(application: Application, access) -> list[tuple[str, str]]:
    facts = [("Stand", application.get_state_display()), ("Weg", application.get_route_display())]
    if application.submitted:
        facts.append(("Eingereicht", date_long(application.submitted)))
    if application.is_open:
        facts.append(("Liegt bei", holder(application, access)))
    if application.file_number:
        facts.append(("Aktenzeichen", application.file_number))
    return facts


def holder(application: Application, access) -> str:
    """Whose move it is, in words."""
    roles = access.roles_at(application)
    if application.state == Application.State.SUBMITTED:
        return "Ihnen" if Role.SOCIAL_PLANNER in roles else "der Sozialplanung"
    return "Ihnen" if not roles.isdisjoint({Role.HEAD, Role.PROVIDER}) else "Leitung und Träger"


def history(request, application: Application, statements, decisions) -> list[dict]:
    """What was done and said, newest first, each remark with its audience."""
    subjects = [subject_of(row) for row in (application, *statements, *decisions)]
    entries = rows(request, Entry).filter(subject__in=subjects).order_by("-pk")[:LINES]
    comments = rows(request, Comment).filter(subject=subject_of(application)).order_by("-pk")[:LINES]
    found = [(entry.at, {"title": entry.text, "when": f"{entry.person_label}, {date_long(entry.at)}", "note": entry.note}) for entry in entries]
    for comment in comments:
        audience = AT_SITE if comment.place_id == application.site_id else AT_COUNTY
        when = f"Kommentar, {date_long(comment.at)}"
        found.append((comment.at, {"title": comment.person_label, "when": when, "note": comment.text, "audience": audience}))
    found.sort(key=lambda pair: pair[0], reverse=True)
    lines = [line for _, line in found]
    if application.is_open:
        lines.insert(0, {"title": f"Liegt bei {holder(application, request.access)}", "when": "", "now": True})
    return lines
