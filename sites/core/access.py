"""The only place that decides who may do what where: reach, and the four helpers of every view.

Three facts decide everything: a person's memberships (rows), the rights table (sites/core/rights.py), the place column of a row.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, date
from functools import cached_property, reduce, wraps
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, overload

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from sites.core import journal
from sites.core.once import act_once
from sites.core.rights import ACTIONS, CLOSES, OF_ITS_YEAR
from sites.core.roles import MAY_GIVE, Role

#: Which role comes first where a person has several: its start page is seen, and in it the person speaks, unless another one is chosen.
ORDER = (
    Role.COORDINATOR, Role.HEAD, Role.PROFESSIONAL, Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE, Role.SPECIALIST_ADVISOR,
    Role.PROVIDER, Role.FACILITATOR, Role.STATE_OFFICE, Role.MINISTRY, Role.PARENT_REPRESENTATIVE, Role.PARENT,
)  # fmt: skip


class Placed(Protocol):
    """A row that lies at places, and its model."""

    @property
    def place_columns(self) -> tuple[str, ...]: ...


class Carried(NamedTuple):
    """A site that a provider ran in the years from the first to the last; without a last year where it still does."""

    site: int
    first: int
    last: int | None


@dataclass(frozen=True)
class Reach:
    """The places an action reaches for a person: one set for the filter, the check and the wall.

    `carried`: sites whose rows are reached in some years only; `year_lookup` of a model says which year a row belongs to.
    """

    always: frozenset[int] = frozenset()
    carried: frozenset[Carried] = frozenset()

    @property
    def places(self) -> frozenset[int]:
        """The places of today."""
        return self.always | {one.site for one in self.carried if one.last is None}

    @property
    def walls(self) -> frozenset[int]:
        """All places at which there is something to reach."""
        return self.always | {one.site for one in self.carried}

    def __contains__(self, row: Placed) -> bool:
        at = {getattr(row, column) for column in row.place_columns}
        lookup = getattr(row, "year_lookup", "")
        if not self.carried or not lookup:
            return not at.isdisjoint(self.places)
        year: Any = reduce(getattr, lookup.split("__"), row)
        return not at.isdisjoint(self.always) or any(
            # guard: carried-check -> one.site in at
            one.site in at and one.first <= year and (one.last is None or year <= one.last)
            for one in self.carried
        )

    def q(self, model: Placed) -> Q:
        condition, lookup = Q(), getattr(model, "year_lookup", "")
        for column in model.place_columns:
            condition |= Q(**{f"{column}__in": self.always if self.carried and lookup else self.places})
        if lookup:
            for (first, last), sites in groupby(sorted(self.carried, key=_years), key=_years):
                years = {f"{lookup}__gte": first, f"{lookup}__lte": last}
                condition |= Q(site_id__in=[one.site for one in sites], **years)  # guard: carried-filter -> condition |= Q(site_id__in=self.walls)
        return condition


def _years(one: Carried) -> tuple[int, int]:
    return one.first, MAXYEAR if one.last is None else one.last


@dataclass(frozen=True)
class Shown:
    """For rows that insiders always see and the others of a reach only in some states: in none without `values`.

    `column`: of the row or, as "report__state", of what it is part of.
    """

    insiders: str
    column: str
    values: frozenset[Any] = frozenset()

    def value_of(self, row: Any) -> Any:
        return attrgetter(self.column.replace("__", "."))(row)


@dataclass(frozen=True)
class Held:
    """One membership of today: the role, its place, and every place it reaches; `closed`: sites that have ended, where work is only read."""

    role: Role
    place: int
    kind: str
    places: frozenset[int]
    label: str
    carried: frozenset[Carried] = frozenset()
    closed: frozenset[int] = frozenset()


@dataclass
class Access:
    """What one person may do today. Lazy: the one query runs at the first question."""

    user: Any
    today: date = field(default_factory=timezone.localdate)
    chosen: str = ""  # the role that the person wants to see the application in; no right asks for it
    doing: str = ""  # the action that is carried out: who signs for it holds it
    waits: bool = False  # whether a role waits for the person's answer beside those that are held; known with the reach

    @cached_property
    def held(self) -> tuple[Held, ...]:
        if not getattr(self.user, "is_authenticated", False) or not self.user.is_active:
            return ()
        with connection.cursor() as cursor:
            cursor.execute("SELECT waits, role, place, kind, places, label, carried, closed FROM thekiz_reach(%s, %s)", [self.user.pk, self.today])
            found = cursor.fetchall()
        self.waits = any(waits for waits, *_ in found)
        return tuple(
            Held(Role(role), place, kind, frozenset(places), label, frozenset(Carried(*one) for one in json.loads(carried)), frozenset(closed))
            for _, role, place, kind, places, label, carried, closed in found
        )

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(held.role for held in self.held)

    def in_role(self, role: Role) -> "Access":
        """The same person in one of the roles alone: what a page shows is narrowed by it, never widened."""
        narrow = Access(self.user, self.today)
        vars(narrow).update(held=tuple(held for held in self.held if held.role == role))
        return narrow

    def holds(self, action: str) -> bool:
        return not self.roles.isdisjoint(ACTIONS[action].roles)

    def reach(self, *actions: str) -> Reach:
        """All places at which one of these actions is allowed. An unknown action is a KeyError."""
        places: set[int] = set()
        carried: set[Carried] = set()
        for action in actions:
            known = ACTIONS[action]
            for held in (held for held in self.held if held.role in known.roles):
                # guard: own-place -> alone = False
                alone = known.own_place or (held.role == Role.PROVIDER and action in OF_ITS_YEAR)
                reached = {held.place} if alone else held.places
                places |= reached - held.closed if action in CLOSES else reached  # guard: ended-site -> places |= reached
                carried |= held.carried if alone else set()
        return Reach(frozenset(places), frozenset(carried))

    def may(self, action: str, row: Placed) -> bool:
        """Is the action allowed on this row? The same answer as the filter gives."""
        shown = getattr(row, "shown", None)
        if shown and shown.value_of(row) not in shown.values and row not in self.reach(shown.insiders):  # guard: draft-check -> if False:
            return False
        return row in self.reach(action)  # guard: check -> return self.holds(action)

    def q(self, action: str, model: Placed) -> Q:
        """The filter of an action: reach and, where a model has drafts, who sees them."""
        condition, shown = self.reach(action).q(model), getattr(model, "shown", None)
        if shown:  # guard: audience -> if False:
            condition &= Q(**{f"{shown.column}__in": shown.values}) | self.reach(shown.insiders).q(model)
        return condition

    def roles_at(self, row: Placed) -> frozenset[Role]:
        return frozenset(held.role for held in self.held if row in Reach(held.places, held.carried))  # guard: roles-here -> return self.roles

    def speaks_as(self, roles: Iterable[Role]) -> Role | None:
        """Of several roles of a person the one that speaks: the chosen one, else the first of the order."""
        return min(roles, key=lambda role: (role != self.chosen, ORDER.index(role)), default=None)

    def signature(self, row: Placed | None = None) -> str:
        """ "Ines Brandt, Leitung": the person with the role at a row that may do what is done."""
        here = self.roles_at(row) if row is not None else self.roles
        may = here & ACTIONS[self.doing].roles if self.doing else here
        role = self.speaks_as(may or here)
        return f"{self.user.name}, {role.label}"[:160] if role else str(self.user.name)

    def carrying(self, row: Any) -> "Access":
        """The same person, who in the year of a row ran its site, as one who still does: what the row is made from is read as then."""
        then = Access(self.user, self.today, self.chosen, self.doing, self.waits)
        found = {row.site_id}
        held = (replace(one, places=one.places | found) if row in Reach(carried=one.carried) else one for one in self.held)
        vars(then).update(held=tuple(held))
        return then

    def may_give(self, row: Placed) -> set[Role]:
        """The roles this person may give at a place."""
        # guard: giving-here -> return set().union(*(MAY_GIVE.get(held.role, set()) for held in self.held))
        return set().union(*(MAY_GIVE.get(held.role, set()) for held in self.held if row in Reach(held.places)))


class Request(HttpRequest):
    """A request behind the middleware of the wall, for types: who asks, and which actions the view has declared."""

    access: Access
    actions: tuple[str, ...]
    user: Any


type View = Callable[..., HttpResponse]


def allow(action: str, *methods: str, reads: Iterable[str] = (), group: str = "") -> Callable[[View], View]:
    """Declare what a view does and reads. The wall of the request is the union of exactly these reaches; tests and navigation read it too.

    `group`: to which pages of the navigation it belongs, where the area of its action does not say it.
    """
    actions, verbs = (action, *reads), methods or ("GET",)
    for name in actions:
        ACTIONS[name]

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in (*verbs, "HEAD"):
                return HttpResponseNotAllowed(verbs)
            if not request.access.holds(action):  # guard: allowed -> if False:
                raise PermissionDenied
            request.access.doing = action
            return act_once(request, lambda: view(request, *args, **kwargs))  # guard: once -> return view(request, *args, **kwargs)

        vars(guarded).update(action=action, actions=actions, methods=verbs, group=group or action.split(".")[0])
        return guarded

    return decorate


def open_view(*methods: str, reads: Iterable[str] = (), group: str = "") -> Callable[[View], View]:
    """Declare a view that needs no role: public pages, the person's own account, the start page.

    It reaches nothing, or what the person reaches by the actions it reads. `group`: as for `allow`; without it, it belongs to no other page.
    """
    actions, verbs = tuple(reads), methods or ("GET",)
    for name in actions:
        ACTIONS[name]

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in (*verbs, "HEAD"):
                return HttpResponseNotAllowed(verbs)
            return act_once(request, lambda: view(request, *args, **kwargs))  # guard: once-open -> return view(request, *args, **kwargs)

        vars(guarded).update(action=None, actions=actions, methods=verbs, group=group)
        return guarded

    return decorate


def declared(request: Request, model: type[Any]) -> str:
    """The declared action that covers a model; KeyError when the view did not declare one."""
    for action in request.actions:
        if action.split(".")[0] == model.area:
            return action
    # guard: undeclared -> return request.actions[0]
    raise KeyError(f"{request.resolver_match and request.resolver_match.view_name} reads {model.__name__} without declaring {model.area}.*")


@overload
def rows[M: Model](request: Request, source: type[M]) -> QuerySet[M]: ...
@overload
def rows[Rows: QuerySet[Any]](request: Request, source: Rows) -> Rows: ...
def rows(request: Request, source: Any) -> Any:
    """All rows of a model or queryset within the reach of the action that this view declared for it."""
    queryset = (source._default_manager if hasattr(source, "_default_manager") else source).all()
    return queryset.filter(request.access.q(declared(request, queryset.model), queryset.model))  # guard: filter -> return queryset


def fetch[M: Model](request: Request, source: type[M] | QuerySet[M], *, lock: bool = False, **lookup: Any) -> M:
    """One row within reach, or a 404 that looks like a missing one. `lock` holds it until the answer is done."""
    queryset: QuerySet[M] = rows(request, source)
    # guard: row-lock -> row = queryset.filter(**lookup).first()
    row = (queryset.select_for_update(of=("self",)) if lock else queryset).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def keep(request: Request, form: Any, text: str = "") -> Any:
    """Save a form and refuse when the row has left the reach by it. `text`: what was saved, in words, for its entry in the journal."""
    created = form.instance._state.adding
    with transaction.atomic():
        row = form.save()
        if not request.access.may(declared(request, type(row)), row):  # guard: keep -> if False:
            raise PermissionDenied
        if text:
            journal.record_form(request.access, form, row, created=created, text=text)
    return row
