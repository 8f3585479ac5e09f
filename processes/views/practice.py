"""Practice examples in work: written by a house with numbers and pictures, reviewed by an office."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import reverse

from processes.forms.practice import ExampleForm, FigureForm, MediumForm, ReviewForm
from processes.models import PracticeExample, PracticeFigure, PracticeMedium
from processes.pages.example_detail import example_detail_page
from processes.pages.example_list import example_list_page
from processes.services import practice
from sites.core.access import allow, fetch, keep, open_view, rows
from sites.core.forms import form_page, posted
from sites.core.navigation import PRACTICE
from sites.core.pages import names_of, render_page
from sites.core.places import site_within
from sites.core.removal import Removal
from sites.services.records import document_response

DONE = {
    "submit": "Das Beispiel ist eingereicht. Fachstelle ThEKiZ und Sozialplanung können es jetzt prüfen.",
    "take_back": "Das Beispiel ist wieder ein Entwurf.",
    "publish": "Das Beispiel ist veröffentlicht.",
    "give_back": "Das Beispiel ist mit Ihrem Hinweis zurück beim Haus.",
    "withdraw": "Das Beispiel ist nicht mehr zu lesen.",
}


@allow("practice.follow")
def example_list(request):
    """The own examples of a house, or those that were submitted."""
    return render_page(request, "row_list.html", example_list_page(request))


def _example(request, pk, *, lock: bool = False) -> PracticeExample:
    return fetch(request, rows(request, PracticeExample).select_related("site", "action_field"), pk=pk, lock=lock)


@allow("practice.follow")
def example_detail(request, pk):
    """One example in work, as others will read it, with its next steps."""
    page = example_detail_page(request, _example(request, pk), ReviewForm(request=request))
    return render_page(request, "processes/example_detail.html", page)


@allow("practice.follow", "POST", reads=("sites.view", "documents.view"))
def example_step(request, pk, name):
    """Submit, take back, publish, give back, withdraw; the flow asks for the right of each step."""
    if name not in DONE:
        raise Http404
    example = _example(request, pk)
    page = example_detail_page(request, example, ReviewForm(*posted(request), request=request))
    return form_page(
        request,
        save=lambda form: _take(request, example, name, form.cleaned_data["note"]),
        done=DONE[name],
        to=example.get_absolute_url(),
        template="processes/example_detail.html",
        **names_of(page) | {"crumbs": page.crumbs[:-1], "title": example.title},
    )


def _take(request, example: PracticeExample, name: str, note: str) -> PracticeExample:
    act = {
        "submit": practice.submit_example,
        "take_back": practice.take_back_example,
        "publish": practice.publish_example,
        "withdraw": practice.withdraw_example,
    }
    if name == "give_back":
        return practice.give_back_example(access=request.access, example=example, note=note)
    return act[name](access=request.access, example=example)


# Written by the house -------------------------------------------------------------------------------------------------

WRITES = ("sites.view",)


@allow("practice.write", "GET", "POST", reads=WRITES)
def example_create(request, site):
    """Write an example of the own house."""
    place = site_within(request, "practice.write", site)
    return _example_form(request, PracticeExample(site=place, house=place.name), title="Beispiel schreiben")


@allow("practice.write", "GET", "POST", reads=WRITES)
def example_edit(request, pk):
    """Write on, while it is not under review."""
    example = _example(request, pk, lock=request.method == "POST")
    return _example_form(request, example, title="Beispiel ändern")


def _example_form(request, example: PracticeExample, **shown):
    listed = ("Beispiele in Arbeit", reverse("processes:example_list"))
    is_open = example.state in practice.OPEN_STATES
    return form_page(
        request,
        ExampleForm(*posted(request), instance=example, request=request),
        save=lambda form: keep(request, form, f"Praxisbeispiel „{form.instance.title}“"),
        done=lambda saved: f"„{saved.title}“ ist gespeichert.",
        to=lambda saved: saved.get_absolute_url(),
        crumbs=[PRACTICE.crumb(), listed, *([(example.title, example.get_absolute_url())] if example.pk else [])],
        pre=example.site.name,
        lead="Kurz und ehrlich: So, dass ein anderes Haus es nachmachen kann.",
        submit="Beispiel speichern",
        why_not="" if is_open else practice.UNDER_REVIEW,
        removal=Removal(example, to=listed[1]),
        **shown,
    )


@allow("practice.write", "GET", "POST", reads=WRITES)
def figure_create(request, pk):
    """Add a number of the house."""
    example = _example(request, pk)
    return _part(request, FigureForm, PracticeFigure(example=example, site_id=example.site_id), title="Zahl eintragen")


@allow("practice.write", "GET", "POST", reads=WRITES)
def figure_edit(request, pk):
    """Change a number of the house."""
    found = rows(request, PracticeFigure).select_related("example__site")
    return _part(request, FigureForm, fetch(request, found, pk=pk, lock=request.method == "POST"), title="Zahl ändern")


@allow("practice.write", "GET", "POST", reads=(*WRITES, "documents.change"))
def medium_create(request, pk):
    """Add a picture or paper with the consent of who is on it."""
    example = _example(request, pk)
    return _part(request, MediumForm, PracticeMedium(example=example, site_id=example.site_id), title="Bild oder Papier anhängen")


@allow("practice.write", "GET", "POST", reads=(*WRITES, "documents.change"))
def medium_edit(request, pk):
    """Change the words of a picture, or take it away: that is possible at any time, also when it is published."""
    found = rows(request, PracticeMedium).select_related("example__site", "document")
    row = fetch(request, found, pk=pk, lock=request.method == "POST")
    removal = Removal(row, about=row.example, after=partial(practice.drop_file, row, row.pk))
    return _part(request, MediumForm, row, title="Bild oder Papier ändern", removal=removal)


@login_not_required
@open_view(reads=("practice.follow",))
def practice_medium(request, pk):
    """The file: for everybody once the example is published, before for the house and who reviews."""
    found = practice.medium_file(pk)
    if found is None:
        raise Http404
    try:
        return document_response(found)
    except FileNotFoundError:
        raise Http404 from None


def _part(request, form_class, row, *, removal: Removal | None = None, **shown):
    """A number or picture of an example; what is under review stays as it is."""
    example = row.example

    def save(form):
        practice.refuse_closed(example)
        if isinstance(row, PracticeMedium):
            return practice.save_medium(access=request.access, medium=form.save(commit=False), upload=form.cleaned_data["upload"])
        return keep(request, form, f"Zahl „{form.instance.label}“")

    return form_page(
        request,
        form_class(*posted(request), instance=row, request=request),
        save=save,
        done="Gespeichert.",
        to=example.get_absolute_url(),
        crumbs=[PRACTICE.crumb(), (example.title, example.get_absolute_url())],
        pre=example.title,
        removal=removal or Removal(row, about=example, before=lambda: practice.refuse_closed(example)),
        **shown,
    )
