"""Reflections in three circles, and the learning log with its doors."""

from django.shortcuts import redirect

from processes.forms.reflections import LearningNoteForm, ReflectionForm
from processes.models import LearningNote, Reflection
from processes.pages.learning_list import learning_list_page
from processes.pages.reflection_list import reflection_list_page
from processes.services.reflections import open_door, removal_of, save_note
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.navigation import LEARNING, REFLECTIONS
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal


@allow("reflections.view", reads=("sites.view",))
def reflection_list(request, site):
    """The reflections of a house, newest first, all or of one circle."""
    return render_page(request, "row_list.html", reflection_list_page(request, site))


@allow("reflections.write", "GET", "POST", reads=("sites.view",))
def reflection_create(request, site):
    """Keep what became clear in a conversation of one of the three circles (R249)."""
    place = site_within(request, "reflections.write", site)
    return _reflection_form(request, Reflection(site=place), title="Reflexion festhalten")


@allow("reflections.write", "GET", "POST", reads=("sites.view",))
def reflection_edit(request, pk):
    """Change a reflection: house and facilitator keep them together."""
    found = fetch(request, rows(request, Reflection).select_related("site"), pk=pk, lock=request.method == "POST")
    return _reflection_form(request, found, title="Reflexion ändern", removal=Removal(found))


def _reflection_form(request, reflection: Reflection, **shown):
    return form_page(
        request,
        ReflectionForm(*posted(request), instance=reflection, request=request),
        save=lambda form: keep(request, form, f"Reflexion „{form.instance}“"),
        done="Die Reflexion ist gespeichert.",
        crumbs=[REFLECTIONS.crumb(reflection.site_id)],
        pre=reflection.site.name,
        lead="Drei Sätze genügen: Was ist Ihnen klar geworden, was ändern Sie?",
        submit="Reflexion speichern",
        audience="reflections.view",
        **shown,
    )


@allow("learning.view", reads=("sites.view",))
def learning_list(request, site):
    """The learning log: the own entries, those of the house, those that are released. Nothing of it is counted (R250)."""
    return render_page(request, "processes/learning_list.html", learning_list_page(request, site))


@allow("learning.write", "GET", "POST", reads=("sites.view",))
def learning_create(request, site):
    """Write down what did not work; only its writer reads it until a door is opened."""
    place = site_within(request, "learning.write", site)
    note = LearningNote(site=place, author=request.user, written_on=request.access.today)
    return _learning_form(request, note, title="Ins Lerntagebuch schreiben")


@allow("learning.write", "GET", "POST", reads=("sites.view",))
def learning_edit(request, pk):
    """Change the own words and their door."""
    own = rows(request, LearningNote).filter(author=request.user)  # guard: own-note -> own = rows(request, LearningNote)
    note = fetch(request, own.select_related("site"), pk=pk, lock=request.method == "POST")
    return _learning_form(request, note, title="Eintrag ändern", removal=removal_of(note))


def _learning_form(request, note: LearningNote, **shown):
    may_release = note.site_id in request.access.reach("learning.release").places
    return form_page(
        request,
        LearningNoteForm(*posted(request), instance=note, request=request, may_release=may_release),
        save=lambda form: save_note(access=request.access, note=form.save(commit=False)),
        done="Ihr Eintrag ist gespeichert.",
        crumbs=[LEARNING.crumb(note.site_id)],
        pre=note.site.name,
        lead="Was nicht gelingt, zeigt den Weg. Sie entscheiden, wer es liest.",
        submit="Eintrag speichern",
        **shown,
    )


@allow("learning.release", "POST", reads=("sites.view",))
def learning_release(request, pk):
    """Release one entry that the house reads, or take it back."""
    note = fetch(request, LearningNote, pk=pk, lock=True)
    released = request.POST.get("released") != "0"
    done = "Der Eintrag ist freigegeben." if released else "Der Eintrag ist wieder nur im Haus sichtbar."
    carry_out(request, lambda: open_door(access=request.access, note=note, released=released), done)
    return redirect(LEARNING.url(note.site_id))
