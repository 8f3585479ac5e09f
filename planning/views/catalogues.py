"""Views of the lists: what applies on a day, entries and their successors, editions, official links, the criteria of a site."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from planning.forms.catalogues import CriterionForm, EditionForm, LinkForm, entry_form
from planning.models import CriterionNote
from planning.pages.catalogue_detail import catalogue_detail_page
from planning.pages.catalogue_list import catalogue_list_page
from planning.pages.criteria import criteria_page
from planning.rules import catalogues
from planning.services.catalogues import check_link, create_entry, open_edition, save_entry, save_link
from sites.core.access import allow, keep, rows
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

LISTS, LINKS = "Listen und Fassungen", "Amtliche Verweise"


def _known(catalogue: str) -> str:
    if catalogue not in catalogues.TITLES:
        raise Http404
    return catalogue


# Lists ----------------------------------------------------------------------------------------------------------------


@allow("catalogues.view")
def catalogue_list(request):
    """All lists and the edition that applies on a day."""
    return render_page(request, "planning/catalogue_list.html", catalogue_list_page(request))


@allow("catalogues.view")
def catalogue_detail(request, catalogue):
    """One list: what applies on a day with its paragraph, and what applied before."""
    return render_page(request, "planning/catalogue_detail.html", catalogue_detail_page(request, _known(catalogue)))


@allow("catalogues.change", "GET", "POST")
def term_create(request, catalogue):
    """Put a new entry on a list."""
    form = entry_form(_known(catalogue))(*posted(request), request=request)
    title = catalogues.TITLES[catalogue]
    return form_page(
        request,
        form,
        save=lambda form: create_entry(access=request.access, row=form.instance, name=form.cleaned_data[form.NAME], catalogue=catalogue),
        done="Der Eintrag ist aufgenommen.",
        crumbs=[(title, reverse("planning:catalogue_detail", args=[catalogue]))],
        title="Eintrag aufnehmen",
        pre=title,
        lead="Er kommt ans Ende der Liste und kann ab seinem Tag gewählt werden, in allen Landkreisen.",
        submit="Eintrag speichern",
        audience="catalogues.view",
    )


@allow("catalogues.change", "GET", "POST")
def term_edit(request, pk, catalogue):
    """Correct an entry, end it, or let another name follow on it."""
    row = _listed(request, catalogues.entries(_known(catalogue)), pk)
    entry, title = catalogues.shown(row, catalogue), catalogues.TITLES[catalogue]
    return form_page(
        request,
        entry_form(catalogue)(*posted(request), instance=row, request=request),
        save=lambda form: save_entry(access=request.access, row=row, **form.cleaned_data),
        done="Der Eintrag ist gespeichert.",
        crumbs=[(title, reverse("planning:catalogue_detail", args=[catalogue]))],
        title="Eintrag ändern",
        pre=title,
        lead=f"„{entry.title}“, gilt {entry.days_long}. Eine andere Bezeichnung ist ein neuer Eintrag ab einem Tag; "
        "was schon geschrieben ist, behält die alte.",
        submit="Eintrag speichern",
        audience="catalogues.view",
    )


def _listed(request, queryset, pk: int):
    """A row of the lists, which lie at no place; held while it is changed."""
    return get_object_or_404(queryset.select_for_update(of=("self",)) if request.method == "POST" else queryset, pk=pk)


@allow("catalogues.change", "GET", "POST")
def edition_create(request):
    """A new edition of the recommendations."""
    return form_page(
        request,
        EditionForm(*posted(request), request=request),
        save=lambda form: open_edition(access=request.access, edition=form.instance),
        done=lambda edition: f"Die Fassung {edition.code} gilt ab {edition.starts:%d.%m.%Y}.",
        crumbs=[(LISTS, reverse("planning:catalogue_list"))],
        title="Neue Fassung der Fachlichen Empfehlungen",
        pre=LISTS,
        lead="Die jetzige Fassung endet am Tag davor. Die Einträge der Listen gelten weiter, bis Sie sie einzeln ändern.",
        submit="Fassung speichern",
        audience="catalogues.view",
    )


# Official links -------------------------------------------------------------------------------------------------------


@allow("catalogues.view")
def link_list(request):
    """The pages the recommendations name, when somebody last looked, and what replaced them."""
    context = {
        "links": list(catalogues.links()),
        "lead": "Seiten, die die Fachlichen Empfehlungen nennen: wann zuletzt jemand nachgesehen hat und was an ihre Stelle getreten ist.",
        "may_change": request.access.holds("catalogues.change"),
        "crumbs": [(LISTS, reverse("planning:catalogue_list")), (LINKS, "")],
    }
    return render(request, "planning/link_list.html", context)


@allow("catalogues.change", "GET", "POST")
def link_create(request):
    """Add an official link."""
    return _link_form(request, None, "Verweis aufnehmen")


@allow("catalogues.change", "GET", "POST")
def link_edit(request, pk):
    """Change an official link, or say what replaced it."""
    return _link_form(request, _listed(request, catalogues.links(), pk), "Verweis ändern")


def _link_form(request, link, title):
    return form_page(
        request,
        LinkForm(*posted(request), instance=link, request=request),
        save=lambda form: save_link(access=request.access, link=form.instance),
        done=lambda link: f"Der Verweis „{link.title}“ ist gespeichert.",
        crumbs=[(LINKS, reverse("planning:link_list"))],
        title=title,
        pre=LINKS,
        lead="Bitte die Startseite oder eine amtliche Tabelle; einzelne Unterseiten verschwinden schnell.",
        submit="Verweis speichern",
        audience="catalogues.view",
    )


@allow("catalogues.change", "POST")
def link_check(request, pk):
    """Say that an address was opened today, and whether it is still there."""
    link = get_object_or_404(catalogues.links(), pk=pk)
    check_link(access=request.access, link=link, gone=request.POST.get("gone") == "yes")
    messages.success(request, f"„{link.title}“ ist heute geprüft.")
    return redirect("planning:link_list")


# Criteria of a site ---------------------------------------------------------------------------------------------------


@allow("criteria.view", reads=("sites.view",))
def criteria(request, site):
    """The sentences of the recommendations with what the site says to each, in words."""
    return render_page(request, "planning/criteria.html", criteria_page(request, site_within(request, "criteria.view", site)))


@allow("criteria.change", "GET", "POST", reads=("sites.view",))
def criterion_edit(request, site, code):
    """Say how the site stands to one sentence, and how that can be seen."""
    site = site_within(request, "criteria.change", site)
    criterion = catalogues.criterion(code, request.access.today)
    if criterion is None:
        raise Http404
    notes = rows(request, CriterionNote).filter(site=site, criterion=criterion)
    known = (notes.select_for_update(of=("self",)) if request.method == "POST" else notes).first()
    note = known or CriterionNote(site=site, criterion=criterion)
    back = f"{reverse('planning:criteria', args=[site.pk])}#{criterion.code}"
    return form_page(
        request,
        CriterionForm(*posted(request), instance=note, request=request, edits=note, stored={"noted_on": note.noted_on}),
        save=lambda form: _keep_note(request, form, criterion),
        done="Ihre Einschätzung ist gespeichert.",
        crumbs=[(site.name, site.get_absolute_url()), ("Kriterien", back)],
        title="Was sagen wir dazu?",
        pre=site.name,
        submit="Einschätzung speichern",
        audience="criteria.view",
        removal=Removal(note, name="Die Einschätzung"),
        template="planning/criterion_edit.html",
        criterion=criterion,
    )


def _keep_note(request, form, criterion) -> CriterionNote:
    """A way of living without a sign is saved and asked for."""
    note = keep(request, form, f"Einschätzung zu „{criterion.label[:120]}“")
    if note.standing == CriterionNote.Standing.LIVED and not note.how.strip():
        messages.warning(request, "Noch offen: Woran sieht man das? Ein Satz genügt.")
    return note
