"""What stands on the page of a case: readiness, history, what remains to be done, and the forms of those who may act."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from planning.forms.cases import NoteForm
from planning.forms.decisions import DecisionForm
from planning.models import TAKES_BACK, Application, Cost, Decision, Funding, FundingRule, LocationReason, Measure, Need, Party, Statement, answered
from planning.rules.departures import PLANNING, departures, phase_of, with_basis
from planning.services.cases import voice_of, writes_now
from sites.core.access import Access, Reach, Request, rows
from sites.core.days import date_long
from sites.core.flow import problems
from sites.core.journal import subject_of
from sites.core.numbers import exact, rounded
from sites.core.rights import Role
from sites.forms.records import CommentForm
from sites.models import Comment, Document, Entry, OrganisationForm, Phase
from sites.rules.small_numbers import shown

#: What the page reads beside the case itself; every view that shows it declares these.
READS = (
    "statements.view", "decisions.view", "comments.view", "entries.view", "documents.view", "sites.view", "measures.view", "money.view",
    "plans.view", "assessments.view", "needs.view",
)  # fmt: skip
#: Needs of the site that the page shows; the rest stands in their list.
NEEDS = 6
LINES = 80
OPEN = ("open", "submitted", "returned")
AT_SITE = "Sichtbar für alle am Antrag Beteiligten: Ämter, Träger, Leitung und Koordination."
AT_COUNTY = "Sichtbar nur für Ämter: Sozialplanung, Jugendamt und Kita-Fachberatung."
Stance = Statement.Stance


# Reading ----------------------------------------------------------------------------------------------------------


def waiting_for(request: Request) -> Q:
    """What waits for this person: to be decided, to be completed, or for the youth office's statement."""
    access = request.access
    given = rows(request, Statement).filter(application=OuterRef("pk"), party=Party.YOUTH_WELFARE_OFFICE).exclude(stance=Stance.PENDING)
    waits = Q(state="submitted") & access.reach("applications.decide").q(Application)
    waits |= Q(state__in=["open", "returned"]) & access.reach("applications.submit").q(Application)
    youth = frozenset[int]().union(*(held.places for held in access.held if held.role == Role.YOUTH_WELFARE_OFFICE))
    return waits | Q(state__in=OPEN) & Reach(youth).q(Application) & Q(~Exists(given))


def cases(request: Request) -> Any:
    """Cases with everything their page tells of them: what they rest on, the money of the newest measure, the next case that waits."""
    since = Coalesce("submitted", "begun")
    later = Q(since__gt=OuterRef("since")) | Q(since=OuterRef("since"), pk__gt=OuterRef("pk"))
    passed = Case(When(later, then=Value(0)), default=Value(1))
    waiting = rows(request, Application).filter(waiting_for(request)).exclude(pk=OuterRef("pk")).annotate(since=since).annotate(passed=passed)
    following = waiting.order_by("passed", "since", "pk").values(json=JSONObject(pk="pk", name="site__name"))
    found = with_basis(rows(request, Application), request.access.today).annotate(since=since)
    return found.annotate(following=Subquery(following[:1]), money=_money(request), needs=_needs(request))


def _needs(request: Request) -> ArraySubquery:
    """The open needs of the site that this person may read, urgent and new ones first; one more than is shown."""
    needs = rows(request, Need).filter(site=OuterRef("site"), closed_on=None).order_by("-urgent", "-found_on", "-pk")
    told = JSONObject(title="title", urgent="urgent", found_on="found_on", voices="voices", theme="theme__label")
    return ArraySubquery(needs.values(json=told)[: NEEDS + 1])


def _money(request: Request) -> Subquery:
    """Planned euros of the newest measure that this person may read: costs, grants, own share; and the county's rule."""
    costs = rows(request, Cost).filter(measure=OuterRef("pk")).values("measure").annotate(sum=Sum("planned")).values("sum")
    fundings = rows(request, Funding).filter(measure=OuterRef("pk")).values("measure").annotate(sum=Sum("planned")).values("sum")
    rule = FundingRule.objects.on(request.access.today).filter(place=OuterRef("site__county"))
    measures = rows(request, Measure).filter(site=OuterRef("site")).order_by("-funding_year", "-pk")
    measures = measures.annotate(
        spent=Subquery(costs),
        granted=Subquery(fundings.filter(own=False)),
        own=Subquery(fundings.filter(own=True)),
        rule=Subquery(rule.values(json=JSONObject(share="own_share", base="base"))[:1]),
    )
    names = ("pk", "title", "funding_year", "spent", "granted", "own", "rule")
    return Subquery(measures.filter(spent__isnull=False).values(json=JSONObject(**{name: F(name) for name in names}))[:1])


# The page ---------------------------------------------------------------------------------------------------------


def page_of(
    request: Request, application: Application, *, decision_form: DecisionForm | None = None, note_form: NoteForm | None = None
) -> dict[str, Any]:
    """The context of the page of a case of `cases`; a refused form comes in with its entered text."""
    access, site = request.access, application.site
    given = {statement.party: statement for statement in application.statements.all()}
    found = departures(application)
    decisions = list(rows(request, Decision).filter(application=application).select_related("recorded_by", "plan"))
    may_decide = access.may("applications.decide", application)
    steps = {step.name: step for step in application.flow.open_to(application, access)}
    offices = site.county_id in access.reach("comments.change").places
    if decision_form is None and may_decide and application.state == "submitted":
        decision_form = blank_decision(request, application)
    strip = readiness(application, given)
    entries = _entries(request, application, given.values(), decisions)
    late = [name for name in TAKES_BACK if name in steps and answered(entries, name)]
    return {
        "case": application,
        "site": site,
        "today": access.today,
        "phase": Phase(application.phase["phase"]).label if application.phase else "",
        "providers": list(dict.fromkeys(kita["provider"] for kita in application.kitas)),
        "strip": strip,
        "strip_count": _count(strip),
        "statements": [_said(access, application, party, given.get(party.value)) for party in Party],
        "reasons": _labels(application, "location_reasons"),
        "wanted_forms": _labels(application, "forms"),
        "assessment": _assessment(access, application),
        "needs": _listed_needs(access, application),
        "more_needs": len(application.needs) > NEEDS,
        "money": _share(application.money),
        "decision": next((decision for decision in decisions if decision.superseded_by_id is None), None),
        "decisions": decisions,
        "history": history(request, application, entries),
        "documents": rows(request, Document).filter(place=site.pk, owner__isnull=True, subject=subject_of(application))[:20],
        "departures": _todo(application, found, access),
        "missing": list(problems(application, "submit", access)) if "submit" in steps else [],
        "facts": _facts(application, access),
        "may_decide": may_decide,
        "why_not_decide": "Über diesen Antrag ist schon entschieden, oder er liegt nicht mehr bei Ihnen.",
        "may_write": writes_now(access, application),
        "may_document": site.pk in access.reach("documents.change").places,
        "may_comment": site.pk in access.reach("comments.change").places,
        "steps": steps,
        "late": late,
        "decision_form": decision_form,
        "note_forms": [
            (steps[name], note_form if note_form and note_form.step == name else NoteForm(step=name, request=request, auto_id=f"{name}_%s"))
            for name in ("hand_back", "take_back", "take_back_return", "withdraw")
            if name in steps and name not in late
        ],
        "comment_form": CommentForm(offices=offices, request=request),
        "about": subject_of(application),
    }


def blank_decision(request: Request, application: Application, data: Any = None) -> DecisionForm:
    """The decision form of a case of `cases`, fresh or filled in."""
    decision = Decision(site=application.site)
    return DecisionForm(
        data, instance=decision, application=application, phase=phase_of(application), departures=departures(application), request=request
    )


def _assessment(access: Access, application: Application) -> str:
    """The assessment of needs the case rests on; of one that is not released the others learn only that it is there."""
    chosen = application.assessment
    if application.assessment_id is None:
        return ""
    if chosen is None or not access.may("assessments.view", chosen):
        return "Erhebung des Hauses, noch nicht freigegeben"
    reach = f", n = {chosen.answered}" + (f" von {chosen.invited}" if chosen.invited else "")
    return f"{chosen.title}, {date_long(chosen.held_from)}{reach}"


def _listed_needs(access: Access, application: Application) -> list[dict[str, Any]]:
    """The needs with their day and how many said so; outside the house small numbers stay hidden."""
    inside = application.site_id in access.reach("needs.internal").places
    return [
        {**need, "found_on": date.fromisoformat(need["found_on"]), "number": need["voices"] if inside else shown(need["voices"])}
        for need in application.needs[:NEEDS]
    ]


def _share(money: dict[str, Any] | None) -> dict[str, Any] | None:
    """The own share in percent of the planned costs beside the figures, and the rule in words."""
    if not money:
        return None
    own, spent, rule = money["own"] or 0, money["spent"], money["rule"]
    said = f"mindestens {exact(rule['share'])} % {FundingRule.Base(rule['base']).label}" if rule else ""
    return {**money, "granted": money["granted"] or 0, "own": own, "percent": int(rounded(own / spent * 100)) if spent else None, "rule": said}


def _labels(application: Application, name: str) -> list[str]:
    known = {"location_reasons": LocationReason, "forms": OrganisationForm}[name]
    return [str(known(value).label) for value in getattr(application, name) if value in known.values]


# Readiness --------------------------------------------------------------------------------------------------------


def readiness(application: Application, given: dict[str, Statement]) -> list[dict[str, Any]]:
    """The strip (UF5): five parties, the assessment of needs and the plan; required, given or not needed."""
    strip = [_badge(party, given.get(party.value)) for party in Party]
    source = "liegt vor" if application.assessment_id else application.needs_source.strip()
    strip.append({"title": "Bedarfsermittlung", "kind": "given" if source else "required", "text": source or "Grundlage fehlt noch"})
    plan = next((plan for plan in application.plans if plan["stands"] and plan["kind"] in PLANNING), None)
    where = f"steht in {plan['version']}{', ' + plan['section'] if plan['section'] else ''}" if plan else "Eintrag fehlt noch"
    strip.append({"title": "Fachplan", "kind": "given" if plan else "required", "text": where})
    return strip


def _badge(party: Party, statement: Statement | None) -> dict[str, Any]:
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


def _said(access: Access, application: Application, party: Party, statement: Statement | None) -> dict[str, Any]:
    said = _badge(party, statement)["text"]
    return {"label": party.label, "party": party.value, "row": statement, "said": said, "voice": voice_of(access, application, party)}


def _count(strip: list[dict[str, Any]]) -> str:
    there, unneeded = (sum(item["kind"] == kind for item in strip) for kind in ("given", "none"))
    text = f"{there} von {len(strip) - unneeded} liegen vor"
    return f"{text}, {unneeded} nicht nötig" if unneeded else text


def _todo(application: Application, departures: list[str], access: Access) -> list[dict[str, Any]]:
    """Every departure, with the way to its statement for those who can record it."""
    items = []
    for text in departures:
        party = next((party for party in Party if text.startswith(f"{party.label}:")), None)
        linked = party and application.is_open and voice_of(access, application, party)
        items.append({"text": text, "url": reverse("planning:statement_edit", args=[application.pk, party.value]) if party and linked else ""})
    return items


# Where it lies and what happened ----------------------------------------------------------------------------------


def _facts(application: Application, access: Access) -> list[tuple[str, str]]:
    facts = [("Stand", application.get_state_display()), ("Weg", application.get_route_display())]
    if application.interest:
        facts.append(("Interesse", f"{application.interest.contact}, {date_long(application.interest.created)}"))
    if application.submitted:
        facts.append(("Eingereicht", date_long(application.submitted)))
    if application.is_open:
        facts.append(("Liegt bei", holder(application, access)))
    if application.file_number:
        facts.append(("Aktenzeichen", application.file_number))
    return facts


def holder(application: Application, access: Access) -> str:
    """Whose move it is, in words."""
    roles = access.roles_at(application)
    if application.state == Application.State.SUBMITTED:
        return "Ihnen" if Role.SOCIAL_PLANNER in roles else "der Sozialplanung"
    return "Ihnen" if not roles.isdisjoint({Role.HEAD, Role.PROVIDER}) else "Leitung und Träger"


def _entries(request: Request, application: Application, statements: Iterable[Statement], decisions: Iterable[Decision]) -> list[Entry]:
    subjects = [subject_of(row) for row in (application, *statements, *decisions)]
    return list(rows(request, Entry).filter(subject__in=subjects).order_by("-pk")[:LINES])


def history(request: Request, application: Application, entries: list[Entry]) -> list[dict[str, Any]]:
    """What was done and said, newest first, each remark with its audience."""
    comments = rows(request, Comment).filter(subject=subject_of(application)).order_by("-pk")[:LINES]
    found = [(entry.at, {"title": entry.text, "when": f"{entry.person_label}, {date_long(entry.at)}", "note": entry.note}) for entry in entries]
    for comment in comments:
        audience = AT_SITE if comment.place_id == application.site_id else AT_COUNTY
        when = f"Kommentar, {date_long(comment.at)}"
        found.append((comment.at, {"title": comment.person_label, "when": when, "note": comment.text, "audience": audience}))
    found.sort(key=lambda pair: pair[0], reverse=True)
    lines: list[dict[str, Any]] = [line for _, line in found]
    if application.is_open:
        lines.insert(0, {"title": f"Liegt bei {holder(application, request.access)}", "when": "", "now": True})
    return lines
