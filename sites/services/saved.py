"""Saved views: a person's own filters of a list, under a name."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from sites.core.access import Access
from sites.models import SavedView, User

#: Lists that can be saved.
SAVABLE = {"reporting:site_list", "sites:kita_list", "offers:evidence_list"}
MOST = 20


@dataclass(frozen=True)
class Saved:
    """What a list shows of them. `query`: the filters of now; `place`: whose list it is, None where the address has none."""

    view: str
    views: list[SavedView]
    query: str
    place: int | None = None

    @property
    def title(self) -> str:
        return f"Gespeicherte Ansichten ({len(self.views)})" if self.views else "Gespeicherte Ansichten"

    @property
    def url(self) -> str:
        return reverse(self.view, args=[self.place] if self.place else [])


def saved_of(request: Any, view: str, place: int | None = None) -> Saved:
    """The saved views of a list, and what would be saved now. One query."""
    query = request.GET.copy()
    query.pop("after", None)
    return Saved(view, saved_views(request.user, view), query.urlencode(), place)


def saved_views(user: User, view: str) -> list[SavedView]:
    return list(SavedView.objects.filter(user=user, view=view))


def save_view(*, access: Access, view: str, name: str, query: str) -> SavedView:
    """Keep the filters under a name; a name used again gets the new filters. At most twenty a list."""
    if view not in SAVABLE:
        raise ValidationError("Diese Ansicht kann nicht gespeichert werden.")
    if SavedView.objects.filter(user=access.user, view=view).exclude(name=name).count() >= MOST:
        raise ValidationError(f"Sie haben schon {MOST} Ansichten gespeichert. Bitte entfernen Sie zuerst eine.")
    return SavedView.objects.update_or_create(user=access.user, view=view, name=name, defaults={"query": query[:500]})[0]


def remove_view(*, access: Access, pk: int) -> SavedView | None:
    """Forget an own saved view; nothing when it is somebody else's or gone."""
    found = SavedView.objects.filter(user=access.user, pk=pk).first()
    if found:
        SavedView.objects.filter(pk=found.pk).delete()
    return found
