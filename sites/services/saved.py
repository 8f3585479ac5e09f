"""Saved views: a person's own filters of a list, under a name."""

from django.core.exceptions import ValidationError

from sites.core.access import Access
from sites.models import SavedView, User

#: Lists that can be saved.
SAVABLE = {"reporting:site_list", "sites:kita_list"}
MOST = 20


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
