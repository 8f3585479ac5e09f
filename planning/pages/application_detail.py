"""What stands on the page of a case: readiness, history, what remains to be done, and the forms of those who may act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from planning.forms.cases import NoteForm
from planning.forms.decisions import DecisionForm
from planning.models import (
    TAKES_BACK,
    AgendaItem,
    Application,
    Decision,
    Interest,
    LocationReason,
    Need,
    Party,
    Statement,
    answered,
)
from planning.pages.above import bring, worth_showing
from planning.pages.above import shown as shown_above
from planning.pages.readiness import StatementLine, readiness, statement_line
from planning.pages.site_money import SiteMoney, measure_lines, measures_of, site_money
from planning.rules.assessments import participation
from planning.rules.departures import departures, phase_of, with_basis
from planning.services.cases import voice_of, writes_now
from sites.core import flow, navigation
from sites.core.access import Access, Reach, Request, fetch, rows
from sites.core.days import date_long
from sites.core.flow import Step
from sites.core.forms import Speaking
from sites.core.journal import subject_of
from sites.core.numbers import NBSP, fte
from sites.core.roles import Role
from sites.forms.records import CommentForm
from sites.models import Comment, Document, Entry, OrganisationForm, Site
from sites.rules.as_of import AsOf, history, on_day
from sites.rules.phases import RUNNING
from sites.rules.small_numbers import shown

#: What the page reads beside the case itself; every view that shows it declares these.
READS = (
    "statements.view", "decisions.view", "comments.view", "entries.view", "documents.view", "sites.view", "measures.view", "money.view",
    "plans.view", "assessments.view", "needs.view", "sitefigures.view", "reports.view", "snapshots.view",
    "contracts.view", "hours.view", "changes.view",
)  # fmt: skip
#: Needs of the site that the page shows; the rest stands in their list.
NEEDS = 6
LINES = 80
TOO_LATE = {
    "take_back": "Zurückholen geht nicht mehr: Die Ämter haben seit dem Einreichen daran gearbeitet.",
    "take_back_return": "Die Rückgabe lässt sich nicht mehr zurücknehmen: Das Haus hat seitdem etwas geändert.",
}
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
    return waits | Q(state__in=Application.PENDING) & Reach(youth).q(Application) & Q(~Exists(given))


def cases(request: Request) -> Any:
    """Cases with everything their page tells of them: what they rest on, the money of the newest measure, the next case that waits."""
    since = Coalesce("submitted", "begun")
    later = Q(since__gt=OuterRef("since")) | Q(since=OuterRef("since"), pk__gt=OuterRef("pk"))
    passed = Case(When(later, then=Value(0)), default=Value(1))
    waiting = rows(request, Application).filter(waiting_for(request)).exclude(pk=OuterRef("pk")).annotate(since=since).annotate(passed=passed)
    following = waiting.order_by("passed", "since", "pk").values(json=JSONObject(pk="pk", name="site__name"))
    found = with_basis(rows(request, Application), request.access.today).annotate(since=since, history=history("site__"))
    beside = {"needs": _needs(request), "measures": measures_of(request, "site__"), **bring(request, "site__")}
    return found.annotate(following=Subquery(following[:1]), **beside)


def _needs(request: Request) -> ArraySubquery:
    """The open needs of the site that this person may read, urgent and new ones first; one more than is shown."""
    needs = rows(request, Need).filter(site=OuterRef("site"), closed_on=None).order_by("-urgent", "-found_on", "-pk")
    told = JSONObject(title="title", urgent="urgent", found_on="found_on", voices="voices", theme="theme__label")
    return ArraySubquery(needs.values(json=told)[: NEEDS + 1])


# The page ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NeedLine:
    """A need of the site. `number`: how many said so; outside the house small numbers stay hidden."""

    title: str
    theme: str | None
    urgent: bool
    found_on: date
    number: int | str | None


@dataclass(frozen=True)
class ApplicationDetail:
    """`strip`, `departures`, `history`: as their components draw them; `late`: steps that could be taken back until the other side acted.

    `then`: what the house was on the day on which it was decided; before that, what it is today. `above`: the year in figures, the last reports.
    """

    case: Application
    then: AsOf
    strip: list[dict[str, str]]
    statements: list[StatementLine]
    grounds: str
    needs: list[NeedLine]
    money: SiteMoney | None
    above: dict[str, dict[str, Any]]
    decisions: list[Decision]
    history: list[dict[str, Any]]
    documents: list[Document]
    departures: list[dict[str, str]]
    missing: list[str]
    facts: list[tuple[str, str]]
    steps: dict[str, Step]
    late: list[str]
    decision_form: DecisionForm | None
    note_forms: list[tuple[Step, NoteForm]]
    comment_form: CommentForm
    refused_form: Speaking | None
    problems: Sequence[str]
    may_decide: bool
    may_write: bool
    may_document: bool
    may_comment: bool
    may_read_interest: bool
    why_not_decide: str = "Über diesen Antrag ist schon entschieden, oder er liegt nicht mehr bei Ihnen."

    @property
    def wish(self) -> Interest | None:
        """What the Kita itself wrote when it showed interest, for those who read interests; the house's own words lie at the county."""
        return self.case.interest if self.may_read_interest else None

    @property
    def item_query(self) -> str:
        """The item of an agenda that the form of the decision was filled from stays in its address."""
        item = self.decision_form.instance.agenda_item_id if self.decision_form else None
        return f"?item={item}" if item else ""

    @property
    def is_in_the_making(self) -> bool:
        """As long as the house writes, its own words stand open; whoever decides reads first what they rest on."""
        return self.case.state in {"open", "returned"}

    @property
    def site(self) -> Site:
        site: Site = self.case.site
        return site

    @property
    def about(self) -> str:
        return subject_of(self.case)

    @property
    def strip_count(self) -> str:
        there, unneeded = (sum(item["kind"] == kind for item in self.strip) for kind in ("given", "none"))
        text = f"{there} von {len(self.strip) - unneeded} liegen vor"
        return f"{text}, {unneeded} nicht nötig" if unneeded else text

    @property
    def reasons(self) -> list[str]:
        return [str(LocationReason(value).label) for value in self.case.location_reasons if value in LocationReason.values]

    @property
    def _forms(self) -> list[str]:
        return [str(OrganisationForm(value).label) for value in self.case.forms if value in OrganisationForm.values]

    @property
    def lead(self) -> str:
        """Where the house is, whose, in what form and phase."""
        return f"{NBSP}· ".join(filter(None, [self.then.municipality, *self.then.providers, " und ".join(self._forms), self.then.phase]))

    @property
    def dossier(self) -> list[tuple[str, str]]:
        forms, posts = self._forms, self.case.coordinator_fte
        return [
            ("Organisationsform", f"{'Mischform aus ' if len(forms) > 1 else ''}{' und '.join(forms)}" or "noch offen"),
            ("Koordination", "noch offen" if posts is None else f"{fte(posts)} VZÄ"),
            ("Team informiert", date_long(self.case.team_informed) or "noch offen"),
            ("Gewünschter Beginn", date_long(self.case.wanted_start) or "noch offen"),
        ]

    @property
    def needs_label(self) -> str:
        return "Alle Bedarfe" if len(self.case.needs) > NEEDS else "Zu den Bedarfen"

    @property
    def too_late(self) -> list[str]:
        return [TOO_LATE[name] for name in self.late]

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.CASES.crumb(), (self.then.name, "")]

    @property
    def decision(self) -> Decision | None:
        """The one that stands."""
        return next((decision for decision in self.decisions if decision.is_valid), None)


def application_detail_page(request: Request, pk: int, *, refused: Speaking | None = None, problems: Sequence[str] = ()) -> ApplicationDetail:
    """A case within reach as it stands now, or a 404; a refused form comes in with its entered text."""
    access, case = request.access, fetch(request, cases(request), pk=pk)
    site, given = case.site, {statement.party: statement for statement in case.statements.all()}
    decisions = list(rows(request, Decision).filter(application=case).select_related("recorded_by", "plan"))
    steps = {step.name: step for step in case.flow.open_to(case, access)}
    may_decide = access.may("applications.decide", case)
    decision_form = refused if isinstance(refused, DecisionForm) else None
    if decision_form is None and may_decide and case.state == "submitted":
        decision_form = blank_decision(request, case)
    decided = next((decision.decided_on for decision in decisions if decision.is_valid), access.today)
    subjects = [subject_of(row) for row in (case, *given.values(), *decisions)]
    entries = list(rows(request, Entry).filter(subject__in=subjects).order_by("-pk")[:LINES])
    is_running = phase_of(case) in RUNNING
    late = [name for name in TAKES_BACK if name in steps and answered(entries, name)]
    return ApplicationDetail(
        case=case,
        then=on_day(case, decided),
        strip=readiness(case, given),
        statements=[statement_line(access, case, party, given.get(party.value)) for party in Party],
        grounds="; ".join(filter(None, [_assessment(access, case), case.needs_source])) or "noch nicht genannt",
        needs=_listed_needs(access, case),
        money=worth_showing(site_money(request, site.pk, measure_lines(case.measures)), is_running=is_running),
        above=shown_above(request, site.pk, case, is_running=is_running),
        decisions=decisions,
        history=_history(request, case, entries),
        # guard: case-documents -> documents=list(rows(request, Document).filter(place=site.pk, subject=subject_of(case))[:20]),
        documents=list(rows(request, Document).filter(place=site.pk, owner__isnull=True, subject=subject_of(case))[:20]),
        departures=_todo(case, access),
        missing=list(flow.problems(case, "submit", access)) if "submit" in steps else [],
        facts=_facts(case, access),
        steps=steps,
        late=late,
        decision_form=decision_form,
        note_forms=[
            (steps[name], refused if isinstance(refused, NoteForm) and refused.step == name else note_form(request, name))
            for name in ("hand_back", "take_back", "take_back_return", "withdraw")
            if name in steps and name not in late
        ],
        comment_form=CommentForm(offices=site.county_id in access.reach("comments.change").places, request=request),
        refused_form=refused if refused and refused.is_bound else None,
        problems=problems,
        may_decide=may_decide,
        may_write=writes_now(access, case),
        may_document=site.pk in access.reach("documents.change").places,
        may_comment=site.pk in access.reach("comments.change").places,
        may_read_interest=site.county_id in access.reach("interests.view").places,
    )


def note_form(request: Request, step: str, data: Any = None) -> NoteForm:
    """The form of a step that may carry a note."""
    return NoteForm(data, step=step, request=request, auto_id=f"{step}_%s")


def blank_decision(request: Request, application: Application, data: Any = None, *, item: AgendaItem | None = None) -> DecisionForm:
    """The decision form of a case of `cases`, fresh or filled in, perhaps with what an item of an agenda says already."""
    decision, phase, found = Decision(site=application.site), phase_of(application), departures(application)
    return DecisionForm(data, instance=decision, application=application, phase=phase, departures=found, item=item, request=request)


def _assessment(access: Access, application: Application) -> str:
    """The assessment of needs the case rests on; of one that is not released the others learn only that it is there."""
    chosen = application.assessment
    if application.assessment_id is None:
        return ""
    if chosen is None or not access.may("assessments.view", chosen):  # guard: case-assessment -> if chosen is None:
        return "Erhebung des Hauses, noch nicht freigegeben"
    # guard: case-participation -> at_county = True
    at_county = chosen.place_id != application.site_id
    read = participation(chosen, is_insider=at_county or chosen.place_id in access.reach("assessments.internal").places)
    return f"{chosen.title}, {date_long(chosen.held_from)}, {read.words}"


def _listed_needs(access: Access, application: Application) -> list[NeedLine]:
    inside, needs = application.site_id in access.reach("needs.internal").places, application.needs[:NEEDS]
    counted = [need["voices"] if inside else shown(need["voices"]) for need in needs]
    return [
        NeedLine(need["title"], need["theme"], need["urgent"], date.fromisoformat(need["found_on"]), number)
        for need, number in zip(needs, counted, strict=True)
    ]


# Where it lies and what happened ----------------------------------------------------------------------------------


def _todo(application: Application, access: Access) -> list[dict[str, str]]:
    """Every departure, with the way to its statement for those who can record it."""
    items = []
    for text in departures(application):
        party = next((party for party in Party if text.startswith(f"{party.label}:")), None)
        linked = party and application.is_open and voice_of(access, application, party)
        items.append({"text": text, "url": reverse("planning:statement_edit", args=[application.pk, party.value]) if party and linked else ""})
    return items


def _facts(application: Application, access: Access) -> list[tuple[str, str]]:
    facts = [("Stand", application.get_state_display()), ("Weg", application.get_route_display())]
    if application.interest:
        facts.append(("Interesse", f"{application.interest.contact}, {date_long(application.interest.created)}"))
    if application.submitted:
        facts.append(("Eingereicht", date_long(application.submitted)))
    if application.is_open:
        facts.append(("Liegt bei", _holder(application, access)))
    if application.file_number:
        facts.append(("Aktenzeichen", application.file_number))
    return facts


def _holder(application: Application, access: Access) -> str:
    """Whose move it is, in words."""
    roles = access.roles_at(application)
    if application.state == Application.State.SUBMITTED:
        return "Ihnen" if Role.SOCIAL_PLANNER in roles else "der Sozialplanung"
    return "Ihnen" if not roles.isdisjoint({Role.HEAD, Role.PROVIDER}) else "Leitung und Träger"


def _history(request: Request, application: Application, entries: list[Entry]) -> list[dict[str, Any]]:
    """What was done and said, newest first, each remark with its audience."""
    comments = rows(request, Comment).filter(subject=subject_of(application)).order_by("-pk")[:LINES]
    found = [(entry.at, {"title": entry.text, "when": f"{entry.person_label}, {date_long(entry.at)}", "note": entry.note}) for entry in entries]
    for comment in comments:
        audience = AT_SITE if comment.place_id == application.site_id else AT_COUNTY
        when = f"Kommentar, {date_long(comment.at)}"
        edit = reverse("sites:comment_edit", args=[comment.pk]) if comment.person_id == request.user.pk else ""
        found.append((comment.at, {"title": comment.person_label, "when": when, "note": comment.text, "audience": audience, "edit": edit}))
    found.sort(key=lambda pair: pair[0], reverse=True)
    lines: list[dict[str, Any]] = [line for _, line in found]
    if application.is_open:
        lines.insert(0, {"title": f"Liegt bei {_holder(application, request.access)}", "when": "", "now": True})
    return lines
