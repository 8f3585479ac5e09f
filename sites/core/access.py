"""The only place that decides who may do what where: roles, the rights table, reach, and the four helpers of every view.

Three facts decide everything: a person's memberships (rows), GRANTS (code), the place column of a row.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.db.models import Q
from django.http import Http404, HttpResponseNotAllowed
from django.utils import timezone


class Role(models.TextChoices):
    """The twelve roles, in the words of the glossary."""

    MINISTRY = "ministry", "Ministerium"
    STATE_OFFICE = "state_office", "Landeskoordinations- und Fachstelle"
    SOCIAL_PLANNER = "social_planner", "Sozialplanung"
    YOUTH_WELFARE_OFFICE = "youth_welfare_office", "Jugendamt"
    SPECIALIST_ADVISOR = "specialist_advisor", "Kita-Fachberatung"
    PROVIDER = "provider", "Träger"
    HEAD = "head", "Leitung"
    COORDINATOR = "coordinator", "Koordination"
    PROFESSIONAL = "professional", "Fachkraft"
    FACILITATOR = "facilitator", "Prozessbegleitung"
    PARENT_REPRESENTATIVE = "parent_representative", "Elternvertretung"
    PARENT = "parent", "Elternteil"


R = Role
LIES_AT = {
    R.MINISTRY: {"state"},
    R.STATE_OFFICE: {"state"},
    R.SOCIAL_PLANNER: {"county"},
    R.YOUTH_WELFARE_OFFICE: {"county"},
    R.SPECIALIST_ADVISOR: {"county", "provider"},
    R.PROVIDER: {"provider"},
    R.HEAD: {"site"},
    R.COORDINATOR: {"site"},
    R.PROFESSIONAL: {"site"},
    R.FACILITATOR: {"site", "social_centre"},
    R.PARENT_REPRESENTATIVE: {"site"},
    R.PARENT: {"site"},
}
ADMINISTRATION = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.SPECIALIST_ADVISOR}
STATE = {R.MINISTRY, R.STATE_OFFICE}
HOUSE = {R.HEAD, R.COORDINATOR, R.PROFESSIONAL}
CASE = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.SPECIALIST_ADVISOR, R.PROVIDER, R.HEAD}

#: The rights table. An action is an area and a verb; a row of a model belongs to the area the model names.
GRANTS: dict[str, set[Role]] = {
    # who and where
    "sites.view": CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "sites.register": {R.SOCIAL_PLANNER},
    "sites.change": {R.SOCIAL_PLANNER, R.HEAD},
    "sites.permit": {R.SOCIAL_PLANNER, R.PROVIDER},
    "rooms.view": CASE | HOUSE | {R.FACILITATOR},
    "rooms.change": {R.HEAD, R.COORDINATOR},
    "posts.view": CASE | HOUSE | {R.FACILITATOR},
    "posts.change": {R.SOCIAL_PLANNER, R.PROVIDER, R.HEAD},
    "profiles.view": CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "profiles.change": {R.HEAD, R.COORDINATOR},
    "partners.view": HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "partners.change": {R.HEAD, R.COORDINATOR},
    "catalogues.view": set(Role),
    "catalogues.change": {R.STATE_OFFICE},
    "criteria.view": CASE | HOUSE | {R.FACILITATOR},
    "criteria.change": {R.HEAD, R.COORDINATOR},
    "members.view": {R.MINISTRY, R.STATE_OFFICE, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD},
    "members.change": {R.MINISTRY, R.STATE_OFFICE, R.SOCIAL_PLANNER, R.PROVIDER, R.HEAD},
    "documents.view": CASE | HOUSE | {R.FACILITATOR},
    "documents.change": CASE | {R.COORDINATOR},
    "comments.view": CASE | {R.COORDINATOR},
    "comments.change": CASE | {R.COORDINATOR},
    "entries.view": CASE | {R.COORDINATOR},
    "entries.internal": {R.PROVIDER, R.HEAD, R.COORDINATOR},
    "feedback.view": {R.STATE_OFFICE},
    "feedback.change": {R.STATE_OFFICE},
    # why and by whose will
    "interests.view": ADMINISTRATION,
    "interests.confirm": {R.SOCIAL_PLANNER, R.SPECIALIST_ADVISOR},
    "applications.view": CASE | {R.COORDINATOR},
    "applications.invite": {R.SOCIAL_PLANNER},
    "applications.change": {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE},
    "applications.submit": {R.HEAD, R.PROVIDER},
    "applications.hand_back": {R.SOCIAL_PLANNER},
    "applications.withdraw": {R.HEAD, R.PROVIDER},
    "applications.decide": {R.SOCIAL_PLANNER},
    "statements.view": CASE | {R.COORDINATOR, R.PARENT_REPRESENTATIVE},
    "statements.change": {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PARENT_REPRESENTATIVE},
    "decisions.view": CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "measures.view": CASE | HOUSE | {R.FACILITATOR},
    "measures.change": {R.SOCIAL_PLANNER},
    "money.view": {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR},
    "money.sums": {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE},
    "money.change": {R.SOCIAL_PLANNER, R.PROVIDER, R.HEAD},
    "plans.view": ADMINISTRATION | STATE,
    "plans.change": {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE},
    "bodies.view": ADMINISTRATION | HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "bodies.change": {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.HEAD, R.COORDINATOR},
    "inquiries.view": ADMINISTRATION | {R.STATE_OFFICE, R.HEAD, R.COORDINATOR},
    "inquiries.ask": {R.HEAD, R.COORDINATOR},
    "inquiries.answer": ADMINISTRATION | {R.STATE_OFFICE},
    "imports.make": {R.SOCIAL_PLANNER},
    "assessments.view": ADMINISTRATION | HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "assessments.internal": HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "assessments.change": {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.HEAD, R.COORDINATOR},
    "assessments.release": {R.HEAD, R.COORDINATOR},
    "socialfigures.view": ADMINISTRATION | STATE,
    "socialfigures.change": {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE},
    "wishes.view": HOUSE,
    "wishes.change": {R.HEAD, R.COORDINATOR},
    "needs.view": ADMINISTRATION | HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "needs.internal": HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "needs.release": {R.HEAD, R.COORDINATOR},
    "needs.change": {R.COORDINATOR, R.HEAD},
    "goals.view": HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "goals.change": {R.COORDINATOR, R.HEAD},
    # what happens
    "offers.view": HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "offers.change": {R.COORDINATOR, R.HEAD},
    "sessions.view": HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
    "sessions.change": {R.COORDINATOR, R.HEAD},
    "referrals.view": HOUSE | {R.PROVIDER},
    "referrals.change": HOUSE,
    # how a site grows
    "contracts.view": {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR, R.FACILITATOR},
    "contracts.change": {R.SOCIAL_PLANNER},
    "hours.view": {R.PROVIDER, R.HEAD, R.COORDINATOR, R.FACILITATOR},
    "hours.change": {R.FACILITATOR},
    # what is seen and proven
    "reports.view": {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR},
    "reports.draft": {R.PROVIDER, R.HEAD, R.COORDINATOR},
    "reports.write": {R.COORDINATOR},
    "reports.submit": {R.HEAD},
    "reports.review": {R.SOCIAL_PLANNER},
    "snapshots.view": {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR},
    "sitefigures.view": CASE | HOUSE | {R.FACILITATOR},
    "figures.view": {R.MINISTRY, R.STATE_OFFICE, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE},
    "lsz.view": {R.MINISTRY, R.STATE_OFFICE, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE},
    "lsz.make": {R.SOCIAL_PLANNER},
    "published.view": set(Role),
}

#: Actions that end at the membership's own place: an office keeps its own bodies and assessments and never writes in those of a house;
#: an inquiry is read by the house that asks and the one office that is asked.
OWN_PLACE = frozenset({"bodies.change", "assessments.change", "inquiries.view", "inquiries.ask", "inquiries.answer"})

#: Who may give which role, within the own reach; nobody changes the own membership.
MAY_GIVE: dict[Role, set[Role]] = {
    R.MINISTRY: {R.MINISTRY, R.STATE_OFFICE},
    R.STATE_OFFICE: {R.STATE_OFFICE, R.SOCIAL_PLANNER},
    R.SOCIAL_PLANNER: {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.SPECIALIST_ADVISOR, R.PROVIDER, R.HEAD, R.COORDINATOR},
    R.PROVIDER: {R.PROVIDER, R.SPECIALIST_ADVISOR, R.HEAD, R.COORDINATOR},
    R.HEAD: {R.COORDINATOR, R.PROFESSIONAL, R.PARENT_REPRESENTATIVE, R.PARENT},
}


@dataclass(frozen=True)
class Reach:
    """The places an action reaches for a person: one set for the filter, the check and the wall."""

    places: frozenset[int] = frozenset()

    def __contains__(self, row) -> bool:
        return any(getattr(row, column) in self.places for column in row.place_columns)

    def q(self, model) -> Q:
        condition = Q()
        for column in model.place_columns:
            condition |= Q(**{f"{column}__in": self.places})
        return condition

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(self.places | other.places)


@dataclass(frozen=True)
class Shown:
    """For rows that insiders always see and the others of a reach only in some states."""

    insiders: str
    column: str
    values: frozenset[Any]


@dataclass(frozen=True)
class Held:
    """One membership of today: the role, its place, and every place it reaches."""

    role: Role
    place: int
    kind: str
    places: frozenset[int]
    label: str


@dataclass
class Access:
    """What one person may do today. Lazy: the one query runs at the first question."""

    user: Any
    today: date = field(default_factory=timezone.localdate)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        if not getattr(self.user, "is_authenticated", False) or not self.user.is_active:
            return ()
        with connection.cursor() as cursor:
            cursor.execute("SELECT role, place, kind, places, label FROM thekiz_reach(%s, %s)", [self.user.pk, self.today])
            return tuple(Held(Role(role), place, kind, frozenset(places), label) for role, place, kind, places, label in cursor.fetchall())

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(held.role for held in self.held)

    def holds(self, action: str) -> bool:
        return not self.roles.isdisjoint(GRANTS[action])

    def reach(self, *actions: str) -> Reach:
        """All places at which one of these actions is allowed. An unknown action is a KeyError."""
        places: set[int] = set()
        for action in actions:
            granted = GRANTS[action]
            places.update(*(({held.place} if action in OWN_PLACE else held.places) for held in self.held if held.role in granted))
        return Reach(frozenset(places))

    def may(self, action: str, row) -> bool:
        """Is the action allowed on this row? The same answer as the filter gives."""
        shown = getattr(row, "shown", None)
        if shown and getattr(row, shown.column) not in shown.values and row not in self.reach(shown.insiders):
            return False
        return row in self.reach(action)

    def q(self, action: str, model) -> Q:
        """The filter of an action: reach and, where a model has drafts, who sees them."""
        condition, shown = self.reach(action).q(model), getattr(model, "shown", None)
        if shown:
            condition &= Q(**{f"{shown.column}__in": shown.values}) | self.reach(shown.insiders).q(model)
        return condition

    def roles_at(self, row) -> frozenset[Role]:
        return frozenset(held.role for held in self.held if row in Reach(held.places))

    def may_give(self, row) -> set[Role]:
        """The roles this person may give at a place."""
        return set().union(*(MAY_GIVE.get(held.role, set()) for held in self.held if row in Reach(held.places)))


def allow(action: str, *methods: str, reads: Iterable[str] = ()) -> Callable:
    """Declare what a view does and reads. The wall of the request is the union of exactly these reaches."""
    actions, verbs = (action, *reads), methods or ("GET",)
    for name in actions:
        GRANTS[name]

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method not in (*verbs, "HEAD"):
                return HttpResponseNotAllowed(verbs)
            if not request.access.holds(action):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.action, guarded.actions, guarded.methods = action, actions, verbs  # type: ignore[attr-defined]  # what tests and wall read
        return guarded

    return decorate


def open_view(*methods: str, reads: Iterable[str] = ()) -> Callable:
    """Declare a view that needs no role: public pages, the person's own account, the start page.

    It reaches nothing, or what the person reaches by the actions it reads.
    """
    actions, verbs = tuple(reads), methods or ("GET",)
    for name in actions:
        GRANTS[name]

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method not in (*verbs, "HEAD"):
                return HttpResponseNotAllowed(verbs)
            return view(request, *args, **kwargs)

        guarded.action, guarded.actions, guarded.methods = None, actions, verbs  # type: ignore[attr-defined]  # what tests and wall read
        return guarded

    return decorate


def declared(request, model) -> str:
    """The declared action that covers a model; KeyError when the view did not declare one."""
    for action in request.actions:
        if action.split(".")[0] == model.area:
            return action
    raise KeyError(f"{request.resolver_match.view_name} reads {model.__name__} without declaring {model.area}.*")


def rows(request, source: Any) -> Any:
    """All rows of a model or queryset within the reach of the action that this view declared for it."""
    queryset = (source._default_manager if hasattr(source, "_default_manager") else source).all()
    return queryset.filter(request.access.q(declared(request, queryset.model), queryset.model))


def fetch(request, source, *, lock: bool = False, **lookup):
    """One row within reach, or a 404 that looks like a missing one. `lock` holds it until the answer is done."""
    queryset = rows(request, source)
    row = (queryset.select_for_update(of=("self",)) if lock else queryset).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def keep(request, form):
    """Save a form and refuse when the row has left the reach by it."""
    with transaction.atomic():
        row = form.save()
        if not request.access.may(declared(request, type(row)), row):
            raise PermissionDenied
    return row
