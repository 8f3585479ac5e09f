"""Saving and forgetting the filters of a list."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from sites.core.access import open_view
from sites.core.forms import carry_out
from sites.core.lists import number
from sites.services.saved import SAVABLE, remove_view, save_view

#: Signs of a name.
LONGEST = 60


def _back(request, view: str, query: str):
    """To the list as it was, of a place where it is one of many; nothing of the address is trusted but its query."""
    place = number(request.POST.get("place", ""))
    try:
        url = reverse(view, args=[place] if place is not None else [])
    except NoReverseMatch:
        return redirect("reporting:home")
    return redirect(url + (f"?{query}" if query else ""))


@open_view("POST")
def view_save(request):
    """Keep the filters of a list under a name."""
    view, query, name = request.POST.get("view", ""), request.POST.get("query", "")[:500], " ".join(request.POST.get("name", "").split())
    if view not in SAVABLE:
        messages.error(request, "Diese Liste kann nicht gespeichert werden.")
        return redirect("reporting:home")
    clean = query.replace("\x00", "").encode(errors="ignore").decode()
    if not name or "\x00" in name:
        messages.error(request, "Bitte geben Sie der Ansicht einen Namen.")
        return _back(request, view, clean)
    if len(name) > LONGEST:
        messages.error(request, f"Das sind {len(name)} Zeichen, höchstens {LONGEST} sind möglich. Bitte kürzen Sie den Namen.")
        return _back(request, view, clean)
    carry_out(request, lambda: save_view(access=request.access, view=view, name=name, query=clean), f"Die Ansicht „{name}“ ist gespeichert.")
    return _back(request, view, clean)


@open_view("POST")
def view_remove(request, pk):
    """Forget a saved view of one's own."""
    found = remove_view(access=request.access, pk=pk) if request.user.is_authenticated else None
    if found is None:
        raise Http404
    messages.success(request, f"Die Ansicht „{found.name}“ ist entfernt.")
    return _back(request, found.view, "")
