"""The only place that decides who may do what where: reach, and the four helpers of every view.

Three facts decide everything: a person's memberships (rows), the rights table (sites/core/rights.py), the place column of a row.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import Any, Protocol, overload

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from sites.core import journal
from sites.core.once import act_once
from sites.core.rights import ACTIONS, MAY_GIVE, Role


class Placed(Protocol):
    """A row that lies at places, and its model."""

    @property
    def place_columns(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Reach:
    """The places an action reaches for a person: one set for the filter, the check and the wall."""

    places: frozenset[int] = frozenset()

    def __contains__(self, row: Placed) -> bool:
        return any(getattr(row, column) in self.places for column in row.place_columns)

    def q(self, model: Placed) -> Q:
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
    chosen: str = ""  # the role that the person wants to see the application in; no right asks for it
    waits: bool = False  # whether a role waits for the person's answer beside those that are held; known with the reach

    @cached_property
    def held(self) -> tuple[Held, ...]:
        if not getattr(self.user, "is_authenticated", False) or not self.user.is_active:
            return ()
        with connection.cursor() as cursor:
            cursor.execute("SELECT role, place, kind, places, label, waits FROM thekiz_reach(%s, %s)", [self.user.pk, self.today])
            found = cursor.fetchall()
        self.waits = any(waits for *_, waits in found)
        return tuple(Held(Role(role), place, kind, frozenset(places), label) for role, place, kind, places, label, _ in found)

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
        for action in actions:
            known = ACTIONS[action]
            # guard: own-place -> places.update(*(held.places for held in self.held if held.role in known.roles))
            places.update(*(({held.place} if known.own_place else held.places) for held in self.held if held.role in known.roles))
        return Reach(frozenset(places))

    def may(self, action: str, row: Placed) -> bool:
        """Is the action allowed on this row? The same answer as the filter gives."""
        shown = getattr(row, "shown", None)
        if shown and getattr(row, shown.column) not in shown.values and row not in self.reach(shown.insiders):  # guard: draft-check -> if False:
            return False
        return row in self.reach(action)  # guard: check -> return self.holds(action)

    def q(self, action: str, model: Placed) -> Q:
        """The filter of an action: reach and, where a model has drafts, who sees them."""
        condition, shown = self.reach(action).q(model), getattr(model, "shown", None)
        if shown:  # guard: audience -> if False:
            condition &= Q(**{f"{shown.column}__in": shown.values}) | self.reach(shown.insiders).q(model)
        return condition

    def roles_at(self, row: Placed) -> frozenset[Role]:
        return frozenset(held.role for held in self.held if row in Reach(held.places))  # guard: roles-here -> return self.roles

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
