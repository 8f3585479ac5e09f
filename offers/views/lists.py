"""Lists of names, where a funder demands them: seen by coordinator and head alone, gone after their last day."""

from django.urls import reverse

from offers.forms.lists import NamedListForm
from offers.models import NamedList, Offer
from offers.pages.named_list_list import TITLE, named_list_list_page
from offers.services.lists import save_named_list
from sites.core.access import allow, fetch, rows
from sites.core.forms import Note, form_page, posted
from sites.core.pages import render_page
from sites.core.removal import Removal

GROUP = "offers"
COUNTS = "Für den Sachbericht und fast alle Geldgeber genügen Zahlen. Sie stehen bei den Terminen."


@allow("namedlists.view", reads=("offers.view", "sites.view"), group=GROUP)
def named_list_list(request, site):
    """Which offers have one, by whose rule, and until when."""
    return render_page(request, "row_list.html", named_list_list_page(request, site))


@allow("namedlists.change", "GET", "POST", reads=("offers.view", "sites.view"), group=GROUP)
def named_list_create(request, offer):
    """Begin a list of names: the rule first."""
    offer = fetch(request, rows(request, Offer).select_related("site"), pk=offer)
    return _list_form(request, NamedList(offer=offer, site=offer.site, starts=request.access.today), "Namentliche Liste anlegen")


@allow("namedlists.change", "GET", "POST", reads=("offers.view", "sites.view"), group=GROUP)
def named_list_edit(request, pk):
    """Change a list of names, or take it away before its end."""
    named = fetch(request, rows(request, NamedList).select_related("offer", "site"), pk=pk, lock=request.method == "POST")
    return _list_form(request, named, "Namentliche Liste ändern", removal=Removal(named, to=named.offer.get_absolute_url()))


def _list_form(request, named: NamedList, title: str, **shown):
    offer = named.offer
    return form_page(
        request,
        NamedListForm(*posted(request), instance=named, request=request),
        save=lambda form: save_named_list(access=request.access, named=form.save(commit=False)),
        done=lambda saved: f"Die Liste ist gespeichert und wird nach dem {saved.ends:%d.%m.%Y} gelöscht.",
        crumbs=[(offer.title, offer.get_absolute_url()), (TITLE, _list_url(named.site_id))],
        title=title,
        pre=f"{offer.title} · {offer.site.name}",
        lead="Nur mit der Regel eines Geldgebers und einem letzten Tag.",
        submit="Liste speichern",
        note=Note(COUNTS, ("Zu den Zahlen", f"{offer.get_absolute_url()}#h-dates")),
        audience="namedlists.view",
        **shown,
    )


def _list_url(site: int) -> str:
    return reverse("offers:named_list_list", args=[site])
