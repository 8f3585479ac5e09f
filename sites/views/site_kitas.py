"""Which Kitas form a site: the page with all of them over time, and what the planner changes there (R027, R069)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.days import date_long
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.forms.kitas import SiteKitaDaysForm, SiteKitaForm
from sites.models import Site, SiteKita
from sites.pages.site_kitas import site_kitas as site_kitas_page
from sites.services.site_kitas import add_kita, change_days, lead

SAVED = "Die Tage von „{kita}“ sind gespeichert."
ONE_LEFT = "Der Verbund hat jetzt nur noch eine Kita. Zu einem Verbundmodell gehören mehrere (1.3); die Begründung steht im Protokoll."


@allow("sites.view")
def site_kitas(request, pk):
    """The Kitas of a site today, later and before, with provider, permit and who leads."""
    return render_page(request, "sites/site_kitas.html", site_kitas_page(request, pk))


def _crumbs(site: Site) -> list[tuple[str, str]]:
    return [(site.name, site.get_absolute_url()), navigation.SITE_KITAS.crumb(site.pk)]


def _link(request, pk: int) -> SiteKita:
    return fetch(request, rows(request, SiteKita).select_related("site", "kita"), pk=pk, lock=request.method == "POST")


@allow("sites.register", "GET", "POST")
def site_kita_add(request, pk):
    """A Kita joins the site from a day on."""
    site = fetch(request, Site, pk=pk)
    lead = 'Sie gehört ab dem Tag zum Standort, den Sie angeben. Steht sie noch nicht zur Wahl, <a href="{}">legen Sie sie zuerst an</a>.'
    return form_page(
        request,
        SiteKitaForm(*posted(request), site=site, request=request, initial={"day": request.access.today}),
        save=lambda form: add_kita(access=request.access, site=site, **form.cleaned_data),
        done=lambda link: f"„{link.kita.name}“ gehört ab {link.starts:%d.%m.%Y} zum Standort.",
        crumbs=_crumbs(site),
        title="Kita aufnehmen",
        pre=site.name,
        lead=format_html(lead, reverse("sites:kita_create")),
        submit="Kita aufnehmen",
    )


@allow("sites.register", "GET", "POST")
def site_kita_end(request, pk):
    """A Kita leaves the site on a day."""
    link = _link(request, pk)
    since = date_long(link.starts)
    form = SiteKitaDaysForm(*posted(request), link=link, corrected=False, request=request)
    return form_page(
        request,
        form,
        save=lambda form: change_days(access=request.access, link=link, corrected=False, **{"starts": link.starts, **form.cleaned_data}),
        done=SAVED.format(kita=link.kita.name),
        warning=lambda link: ONE_LEFT if form.leaves_one(link.ends) else "",
        crumbs=_crumbs(link.site),
        title="Zugehörigkeit beenden",
        pre=f"{link.kita.name} am Standort {link.site.name}",
        lead=f"Die Kita gehört seit {since} dazu. Bis zum letzten Tag bleibt sie mit allen Zahlen beim Standort.",
        submit="Zugehörigkeit beenden",
    )


@allow("sites.register", "GET", "POST")
def site_kita_correct(request, pk):
    """The days of a Kita at the site were written down wrongly."""
    link = _link(request, pk)
    form = SiteKitaDaysForm(*posted(request), link=link, corrected=True, request=request)
    return form_page(
        request,
        form,
        save=lambda form: change_days(access=request.access, link=link, corrected=True, **form.cleaned_data),
        done=SAVED.format(kita=link.kita.name),
        warning=lambda link: ONE_LEFT if link.ends and form.leaves_one(link.ends) else "",
        crumbs=_crumbs(link.site),
        title="Tage berichtigen",
        pre=f"{link.kita.name} am Standort {link.site.name}",
        lead="Nur für Tage, die falsch eingetragen sind. Alte und neue Angaben stehen danach im Protokoll.",
        submit="Berichtigung speichern",
    )


@allow("sites.register", "POST")
def site_kita_lead(request, pk):
    """This Kita speaks for the Verbund."""
    link = _link(request, pk)
    lead(access=request.access, link=link)
    messages.success(request, f"„{link.kita.name}“ ist federführend.")
    return redirect("sites:site_kitas", link.site_id)
