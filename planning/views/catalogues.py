"""Views of the lists: what applies on a day, entries and their successors, editions, official links, the criteria of a site."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from planning.forms.catalogues import CriterionForm, DayForm, EditionForm, LinkForm, entry_form
from planning.models import CriterionNote
from planning.rules import catalogues
from planning.services.catalogues import check_link, create_entry, open_edition, save_entry, save_link
from sites.core.access import allow, keep, rows
from sites.core.forms import page_with_form
from sites.core.places import site_within
from sites.services.entries import note_saved


def _day(request):
    """The day a person asks for, with the form; without one, or with nonsense, today."""
    form = DayForm(request.GET if request.GET.get("on") else None, auto_id="filter_%s", initial={"on": request.access.today})
    asked = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    return asked or request.access.today, form


def _known(catalogue: str) -> str:
    if catalogue not in catalogues.TITLES:
        raise Http404
    return catalogue


# Lists ----------------------------------------------------------------------------------------------------------------


@allow("catalogues.view")
def catalogue_list(request):
    """All lists and the edition that applies on a day."""
    day, form = _day(request)
    context = {
        "day": day,
        "today": request.access.today,
        "form": form,
        "applies": catalogues.edition_on(day),
        "editions": list(catalogues.editions()),
        "lists": catalogues.overview(day),
        "may_change": request.access.holds("catalogues.change"),
        "may_contracts": request.access.holds("contracts.view"),
    }
    return render(request, "planning/catalogue_list.html", context)


@allow("catalogues.view")
def catalogue_detail(request, catalogue):
    """One list: what applies on a day with its paragraph, and what applied before."""
    day, form = _day(request)
    context = {
        "catalogue": _known(catalogue),
        "title": catalogues.TITLES[catalogue],
        "about": catalogues.ABOUT.get(catalogue),
        "day": day,
        "today": request.access.today,
        "form": form,
        "may_change": request.access.holds("catalogues.change"),
        **catalogues.on_page(catalogue, day),
    }
    return render(request, "planning/catalogue_detail.html", context)


@allow("catalogues.change", "GET", "POST")
def term_create(request, catalogue):
    """Put a new entry on a list."""
    form = entry_form(_known(catalogue))(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        create_entry(access=request.access, form=form, catalogue=catalogue)
        messages.success(request, "Der Eintrag ist aufgenommen.")
        return redirect("planning:catalogue_detail", catalogue)
    return page_with_form(request, "planning/term_create.html", form, catalogue=catalogue, title=catalogues.TITLES[catalogue])


@allow("catalogues.change", "GET", "POST")
def term_edit(request, pk, catalogue):
    """Correct an entry, end it, or let another name follow on it."""
    row = get_object_or_404(catalogues.entries(_known(catalogue)), pk=pk)
    entry = catalogues.shown(row, catalogue)
    form = entry_form(catalogue)(request.POST if request.method == "POST" else None, instance=row, request=request)
    if request.method == "POST" and form.is_valid():
        save_entry(access=request.access, form=form)
        messages.success(request, "Der Eintrag ist gespeichert.")
        return redirect("planning:catalogue_detail", catalogue)
    return page_with_form(request, "planning/term_edit.html", form, entry=entry, catalogue=catalogue, title=catalogues.TITLES[catalogue])


@allow("catalogues.change", "GET", "POST")
def edition_create(request):
    """A new edition of the recommendations."""
    form = EditionForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        edition = open_edition(access=request.access, form=form)
        messages.success(request, f"Die Fassung {edition.code} gilt ab {edition.starts:%d.%m.%Y}.")
        return redirect("planning:catalogue_list")
    return page_with_form(request, "planning/edition_create.html", form)


# Official links -------------------------------------------------------------------------------------------------------


@allow("catalogues.view")
def link_list(request):
    """The pages the recommendations name, when somebody last looked, and what replaced them."""
    context = {"links": list(catalogues.links()), "may_change": request.access.holds("catalogues.change")}
    return render(request, "planning/link_list.html", context)


@allow("catalogues.change", "GET", "POST")
def link_create(request):
    """Add an official link."""
    return _link_form(request, "planning/link_create.html", None)


@allow("catalogues.change", "GET", "POST")
def link_edit(request, pk):
    """Change an official link, or say what replaced it."""
    return _link_form(request, "planning/link_edit.html", get_object_or_404(catalogues.links(), pk=pk))


def _link_form(request, template: str, link):
    form = LinkForm(request.POST if request.method == "POST" else None, instance=link, request=request)
    if request.method == "POST" and form.is_valid():
        messages.success(request, f"Der Verweis „{save_link(access=request.access, form=form).title}“ ist gespeichert.")
        return redirect("planning:link_list")
    return page_with_form(request, template, form, link=link)


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
    site, today = site_within(request, "criteria.view", site), request.access.today
    notes = {note.criterion_id: note for note in rows(request, CriterionNote).filter(site=site)}
    sections = catalogues.criteria(today, notes)
    context = {
        "site": site,
        "sections": sections,
        "open": sum(row["note"] is None for section in sections for row in section["rows"]),
        "edition": catalogues.edition_on(today),
        "adoption": catalogues.adoption(site.county_id, today),
        "may_change": site.pk in request.access.reach("criteria.change").places,
    }
    return render(request, "planning/criteria.html", context)


@allow("criteria.change", "GET", "POST", reads=("sites.view",))
def criterion_edit(request, site, code):
    """Say how the site stands to one sentence, and how that can be seen."""
    site = site_within(request, "criteria.change", site)
    criterion = catalogues.criterion(code, request.access.today)
    if criterion is None:
        raise Http404
    note = rows(request, CriterionNote).filter(site=site, criterion=criterion).first() or CriterionNote(site=site, criterion=criterion)
    form = CriterionForm(request.POST if request.method == "POST" else None, instance=note, request=request)
    back = f"{reverse('planning:criteria', args=[site.pk])}#{criterion.code}"
    if request.method == "POST" and form.is_valid() and _kept(request, form, criterion):
        return redirect(back)
    return page_with_form(request, "planning/criterion_edit.html", form, site=site, criterion=criterion, back=back)


def _kept(request, form, criterion) -> bool:
    """Save a note with its entry; a way of living without a sign is saved and asked for."""
    created = form.instance.pk is None
    try:
        note = keep(request, form)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    note_saved(access=request.access, form=form, row=note, created=created, text=f"Einschätzung zu „{criterion.label[:120]}“")
    messages.success(request, "Ihre Einschätzung ist gespeichert.")
    if note.standing == CriterionNote.Standing.LIVED and not note.how.strip():
        messages.warning(request, "Noch offen: Woran sieht man das? Ein Satz genügt.")
    return True
