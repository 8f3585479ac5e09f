"""Addresses and rights are those of the day before the house was put in order; both lists were written then, by the code of then."""

from pathlib import Path

from django.urls import get_resolver

from sites.core.rights import ACTIONS

HERE = Path(__file__).parent
APPS = {"sites", "planning", "offers", "processes", "reporting"}


#: What has changed since on purpose: the line of then, and why it is another one now.
CHANGED = {
    "wishes.view: coordinator head professional | Wünsche von Familien lesen": "parents' representatives read the ideas of families (R240, R251)",
    "hours.view: coordinator facilitator head provider | Stunden der Prozessbegleitung ansehen": "who pays for the hours reads them (R125)",
    "contracts.change: social_planner | Vereinbarungen zur Prozessbegleitung schließen": "one that runs is changed as well; held by the same role",
}


def routes(resolver, prefix="", namespace=""):
    """Each route as a line: name, address, methods, action, and all it reads."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, prefix + str(pattern.pattern), pattern.namespace or namespace)
        elif namespace in APPS:
            view = pattern.callback
            rights = f"{' '.join(sorted(view.methods))} {view.action or 'open'} | {' '.join(sorted(view.actions))}"
            yield f"{namespace}:{pattern.name} /{prefix}{pattern.pattern} {rights}"


def test_every_route_has_its_address_methods_and_rights_as_before():
    """A page may read more than it did; whom it is open to stays as it was."""
    now = {head: set(reads.split()) for head, _, reads in (line.partition(" | ") for line in routes(get_resolver()))}
    then = {head: set(reads.split()) for head, _, reads in (line.partition(" | ") for line in (HERE / "routes.txt").read_text().splitlines())}
    assert set(then) - set(now) == set()
    assert {head: reads - now[head] for head, reads in then.items() if not reads <= now[head]} == {}


def test_every_action_is_held_by_the_roles_as_before():
    lines = {
        f"{name}{' (own place)' if action.own_place else ''}: {' '.join(sorted(role.value for role in action.roles))} | {action.label}"
        for name, action in ACTIONS.items()
    }
    assert set((HERE / "rights.txt").read_text().splitlines()) - lines - set(CHANGED) == set()
