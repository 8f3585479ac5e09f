"""What surrounds a house: its social space, and the events at which it is seen."""

from django.urls import reverse

from planning.forms.surroundings import ResourceForm, VisitForm
from planning.models import EventVisit, SocialResource
from planning.pages.social_space import social_space_page
from planning.pages.visit_list import TITLE, visit_list_page
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

READS = ("sites.view",)


@allow("partners.view", reads=("sites.view", "socialfigures.view", "assessments.view"))
def social_space(request, site):
    """Places, services, bodies and resources, with figures and with how the house explored them."""
    return render_page(request, "planning/social_space.html", social_space_page(request, site))


@allow("partners.change", "GET", "POST", reads=READS)
def resource_create(request, site):
    """Write down what there is around the house."""
    site = site_within(request, "partners.change", site)
    return _resource_form(request, SocialResource(site=site), {"seen_on": request.access.today}, "Eintrag im Sozialraum")


@allow("partners.change", "GET", "POST", reads=READS)
def resource_edit(request, pk):
    """Change an entry, or say that it was checked."""
    resource = fetch(request, rows(request, SocialResource).select_related("site"), pk=pk, lock=request.method == "POST")
    return _resource_form(request, resource, {}, "Eintrag ändern", removal=Removal(resource))


def _resource_form(request, resource: SocialResource, initial: dict, title: str, **shown):
    return form_page(
        request,
        ResourceForm(*posted(request), instance=resource, request=request, initial=initial),
        save=lambda form: keep(request, form, f"Eintrag im Sozialraum „{form.instance}“"),
        done=lambda saved: f"„{saved}“ ist gespeichert.",
        crumbs=[navigation.SOCIAL_SPACE.crumb(resource.site_id)],
        title=title,
        pre=resource.site.name,
        lead="Was es gibt, und wofür Sie es nutzen oder nutzen könnten.",
        audience="partners.view",
        **shown,
    )


@allow("partners.view", reads=READS)
def visit_list(request, site):
    """Network events, bodies of the social space and conferences, with the role of the house."""
    return render_page(request, "row_list.html", visit_list_page(request, site))


@allow("partners.change", "GET", "POST", reads=READS)
def visit_create(request, site):
    """Write down where the house was."""
    site = site_within(request, "partners.change", site)
    return _visit_form(request, EventVisit(site=site), {"held_on": request.access.today}, "Teilnahme eintragen")


@allow("partners.change", "GET", "POST", reads=READS)
def visit_edit(request, pk):
    """Put a visit right, or add what was taken home."""
    visit = fetch(request, rows(request, EventVisit).select_related("site"), pk=pk, lock=request.method == "POST")
    return _visit_form(request, visit, {}, "Teilnahme ändern", removal=Removal(visit))


def _visit_form(request, visit: EventVisit, initial: dict, title: str, **shown):
    return form_page(
        request,
        VisitForm(*posted(request), instance=visit, request=request, initial=initial),
        save=lambda form: keep(request, form, f"Teilnahme „{form.instance}“"),
        done=lambda saved: f"„{saved}“ ist gespeichert.",
        crumbs=[(TITLE, _visits(visit.site_id))],
        title=title,
        pre=visit.site.name,
        lead="Welche Veranstaltung, wer war dort, in welcher Rolle.",
        audience="partners.view",
        **shown,
    )


def _visits(site: int) -> str:
    return reverse("planning:visit_list", args=[site])
