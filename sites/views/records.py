"""Documents, comments, the entries of a place, and a person's own jobs."""

from django.db.models import F
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from sites.core.access import allow, fetch, keep, open_view, rows
from sites.core.days import date_long
from sites.core.forms import form_page, posted
from sites.core.lists import Counted, page, word
from sites.core.places import place_within
from sites.core.removal import Removal
from sites.core.search import searched
from sites.forms.records import CommentEditForm, CommentForm, DocumentForm, DocumentTitleForm
from sites.forms.search import SearchForm
from sites.models import Comment, Document, Entry, Place
from sites.services.records import change_comment, comment, document_response, erase_file, own_job, store_document, subject_at, subject_read

POLLING_IS_OVER = 286  # htmx stops asking


def _about(request, place, what):
    """The row a document or comment hangs on, from the address; a foreign or unknown one is a 404."""
    about = request.GET.get("about", "")
    row = subject_at(request.access, place.pk, about, what) if about else None
    if about and row is None:
        raise Http404
    return row


def _back(place, row) -> str:
    """Where a saved record shows: its object's page, the site's, or the person's own."""
    if hasattr(row, "get_absolute_url"):
        return row.get_absolute_url()
    return place.site.get_absolute_url() if place.kind == Place.Kind.SITE else reverse("sites:account")


# Documents --------------------------------------------------------------------------------------------------------


@allow("documents.change", "GET", "POST", reads=("sites.view",))
def document_add(request, place):
    """Store a file at a place, perhaps about one of its rows."""
    place = place_within(request, place)
    about = _about(request, place, "documents")
    return form_page(
        request,
        DocumentForm(*posted(request), request=request),
        save=lambda form: store_document(access=request.access, place=place.pk, about=about, **form.cleaned_data),
        done=lambda document: f"„{document.title}“ ist abgelegt.",
        crumbs=[(place.label, _back(place, about))],
        title="Dokument ablegen",
        pre=f"{place.label} · {about}" if about else place.label,
        submit="Ablegen",
        audience="documents.view",
    )


@allow("documents.change", "GET", "POST", reads=("sites.view",))
def document_edit(request, pk):
    """Another name for a file of one's own, or away with one that was put down by mistake."""
    # guard: own-document -> document = fetch(request, rows(request, Document).select_related("place"), pk=pk)
    document = fetch(request, rows(request, Document).select_related("place"), pk=pk, owner__isnull=True, created_by=request.user)
    place = place_within(request, document.place_id)
    back = _back(place, subject_at(request.access, place.pk, document.subject, "documents"))
    return form_page(
        request,
        DocumentTitleForm(*posted(request), instance=document, request=request),
        save=lambda form: keep(request, form, f"Dokument „{form.instance.title}“"),
        done=lambda document: f"„{document.title}“ ist gespeichert.",
        crumbs=[(place.label, back)],
        title="Dokument umbenennen",
        pre=place.label,
        lead=f"{document.filename}, abgelegt am {date_long(document.created)}. Umbenennen und entfernen kann, wer es abgelegt hat.",
        audience="documents.view",
        removal=Removal(document, after=lambda: erase_file(document)),
    )


@allow("documents.view", reads=("sites.view",))
def document_download(request, pk):
    """A document of a place; the file of a job is fetched by its owner alone."""
    document = fetch(request, Document, pk=pk, owner__isnull=True)  # guard: job-file -> document = fetch(request, Document, pk=pk)
    try:
        return document_response(document)
    except FileNotFoundError:
        raise Http404 from None


# Comments ---------------------------------------------------------------------------------------------------------


@allow("comments.change", "POST", reads=("sites.view", "applications.view"))
def comment_add(request, place):
    """Write a remark; refused ones get their own page with the text kept."""
    place = place_within(request, place)
    about = _about(request, place, "comments") or getattr(place, place.kind)
    county = place.site.county_id if place.kind == Place.Kind.SITE else None
    # guard: office-comment -> form = CommentForm(request.POST, request=request, offices=True)
    form = CommentForm(request.POST, request=request, offices=county in request.access.reach("comments.change").places)
    return form_page(
        request,
        form,
        save=lambda form: comment(
            access=request.access, place=form.place_of(place.site) if county else place.pk, about=about, text=form.cleaned_data["text"]
        ),
        done="Der Kommentar ist gespeichert.",
        crumbs=[(place.label, _back(place, about))],
        title="Kommentar",
        pre=place.label,
        submit="Kommentar speichern",
    )


@allow("comments.change", "GET", "POST", reads=("sites.view", "applications.view"))
def comment_edit(request, pk):
    """Change or take away a remark of one's own."""
    # guard: own-comment -> row = fetch(request, rows(request, Comment).select_related("place"), pk=pk)
    row = fetch(request, rows(request, Comment).select_related("place"), pk=pk, person=request.user)
    place, about = place_within(request, row.place_id), subject_read(request.access, row.subject, "comments")
    return form_page(
        request,
        CommentEditForm(*posted(request), instance=row, request=request),
        save=lambda form: change_comment(access=request.access, comment=keep(request, form)),
        done="Der Kommentar ist gespeichert.",
        crumbs=[(str(about or place.label), _back(place, about))],
        title="Kommentar ändern",
        pre=place.label,
        lead=f"Geschrieben am {date_long(row.at)}. Gelesen wird er wie bisher.",
        removal=Removal(row, name="Der Kommentar"),
    )


# Entries ----------------------------------------------------------------------------------------------------------


@allow("entries.view", reads=("sites.view",))
def entry_list(request, place):
    """Who did what at a place, newest first, with a search."""
    place, q = place_within(request, place), word(request)
    known = rows(request, Entry).filter(place=place)
    entries = searched(known, q, "text", "note", "person_label")
    found = page(request, entries.annotate(newest=-F("pk")), "newest", counted=Counted(known, "Eintrag", "Einträge", "Einträgen"))
    form, crumbs = SearchForm(initial={"q": q}, request=request), [(place.label, _back(place, None)), ("Protokoll", "")]
    context = {"place": place, "page": found, "q": q, "form": form, "crumbs": crumbs}
    return render(request, "sites/entry_list.html", context)


# Jobs -------------------------------------------------------------------------------------------------------------


def _own_job(request, pk):
    job = own_job(request.user, pk)
    if job is None:
        raise Http404
    return job


@open_view(reads=("published.view",))
def job_detail(request, pk):
    """The progress of one's own job; a box that htmx refreshes until it is over, and a whole page without it."""
    job = _own_job(request, pk)
    template = "sites/job_detail.html#box" if request.htmx else "sites/job_detail.html"
    return render(request, template, {"job": job}, status=POLLING_IS_OVER if request.htmx and job.is_over else 200)


@open_view(reads=("published.view",))
def job_file(request, pk):
    """The file of one's own job."""
    job = _own_job(request, pk)
    if job.document is None:
        raise Http404
    try:
        return document_response(job.document)
    except FileNotFoundError:
        raise Http404 from None
