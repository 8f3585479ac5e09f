"""Places of an address: found within the reach of the view's own action, and named."""

from typing import Any

from django.apps import apps
from django.http import Http404

from sites.core.access import Request, fetch, rows

#: What the name of a place is read from, in the same query; KEYS are these as seen from a row with a key `place`.
NAMES = ("state", "county", "provider", "site__county", "social_centre")
KEYS = ("place__state", "place__county", "place__provider", "place__site", "place__social_centre")


def named_place(pk: int) -> Any:
    """A place with everything that its name needs, in one query; None when there is none."""
    return apps.get_model("sites", "Place").objects.select_related(*NAMES).filter(pk=pk).first()


def name_of(place: Any) -> str:
    """The name of a place; only its kind when the wall hides it."""
    return str(getattr(place, place.kind, None) or place.get_kind_display())


def place_within(request: Request, pk: int, *kinds: str) -> Any:
    """A place in the reach of the view's own action, with its name as `label`; or a 404 that looks like a missing one.

    `kinds`: where the thing lies at some kinds of places alone, such as "county".
    """
    place = named_place(pk) if pk in request.access.reach(request.actions[0]).places else None  # guard: place-reach -> place = named_place(pk)
    if place is None or (kinds and place.kind not in kinds):
        raise Http404
    place.label = name_of(place)
    return place


def site_within(request: Request, action: str, pk: int, **annotations: Any) -> Any:
    """A site at which this very action is allowed, with its county, or a 404; the right to read sites is not enough."""
    sites = rows(request, apps.get_model("sites", "Site")).select_related("county").annotate(**annotations)
    # guard: site-action -> return fetch(request, sites, pk=pk)
    return fetch(request, sites.filter(pk__in=request.access.reach(action).places), pk=pk)
