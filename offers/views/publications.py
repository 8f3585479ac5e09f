"""The log of what a house has made public of its offers (R172)."""

from offers.forms.publications import PublicationForm
from offers.models import Publication
from offers.pages.publication_list import publication_list_page
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal


@allow("offers.view", reads=("sites.view",))
def publication_list(request, site):
    """What was published when and where, and the programmes to print."""
    return render_page(request, "offers/publication_list.html", publication_list_page(request, site_within(request, "offers.view", site)))


@allow("offers.change", "GET", "POST", reads=("sites.view",))
def publication_create(request, site):
    """Say what was published."""
    site = site_within(request, "offers.change", site)
    return _form(request, Publication(site=site), "Veröffentlichung eintragen", {"published_on": request.access.today})


@allow("offers.change", "GET", "POST", reads=("sites.view",))
def publication_edit(request, pk):
    """Put it right, or take it away."""
    publication = fetch(request, rows(request, Publication).select_related("site"), pk=pk, lock=request.method == "POST")
    return _form(request, publication, "Veröffentlichung ändern", {})


def _form(request, publication: Publication, title: str, initial: dict):
    site = publication.site
    return form_page(
        request,
        PublicationForm(*posted(request), instance=publication, request=request, initial=initial),
        save=lambda form: keep(request, form, f"Veröffentlichung „{form.instance.title}“"),
        done=lambda saved: f"„{saved.title}“ ist eingetragen.",
        crumbs=[navigation.OFFERS.crumb(site.pk), navigation.PUBLICATIONS.crumb(site.pk)],
        title=title,
        pre=site.name,
        lead="Tag, Medium und ein paar Worte genügen. Welches Angebot gemeint war, können Sie dazusagen.",
        audience="offers.view",
        removal=Removal(publication),
    )
