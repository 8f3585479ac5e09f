"""Trainings and events: their list and pages for everybody with an account, and what their organisers plan, change and call off."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from processes.forms.trainings import CancelForm, TrainingCreateForm, TrainingDayForm, TrainingForm
from processes.models import Training, TrainingDay
from processes.pages.training_counties import training_counties_page
from processes.pages.training_detail import training_detail_page
from processes.pages.training_list import training_list_page
from processes.services.trainings import cancel_training, change_training, open_training, refuse_last_day, save_day, tell
from sites.core.access import allow, fetch, rows
from sites.core.flow import advance
from sites.core.forms import carry_out, form_page, posted
from sites.core.journal import changes_of
from sites.core.navigation import TRAININGS
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal

DONE = {"open": "Die Fortbildung ist veröffentlicht. Ab jetzt kann man sich anmelden.", "hold": "Die Fortbildung ist abgeschlossen."}
DAY = ("held_on", "starts_at", "ends_at")


@allow("trainings.view")
def training_list(request):
    """What is planned, what was, and for organisers what they keep themselves."""
    return render_page(request, "processes/training_list.html", training_list_page(request))


@allow("trainings.view", reads=("trainings.change", "registrations.view"))
def training_detail(request, pk):
    """One training: what it is, its places, how one's own registration stands."""
    return render_page(request, "processes/training_detail.html", training_detail_page(request, pk))


@allow("trainings.view")
def training_counties(request, year):
    """The events of a year by county, with a hint where there was none."""
    if not 2000 <= year <= 2100:
        raise Http404
    return render_page(request, "processes/training_counties.html", training_counties_page(request, year))


@allow("trainings.change", "GET", "POST")
def training_create(request, place):
    """Plan a training; it stays a draft until it is published."""
    place = place_within(request, place, "state", "county")
    training = Training(place_id=place.pk, county_id=place.pk if place.kind == "county" else None)
    return form_page(
        request,
        TrainingCreateForm(*posted(request), instance=training, request=request),
        save=lambda form: open_training(access=request.access, training=form.instance, **{name: form.cleaned_data[name] for name in DAY}),
        done="Die Fortbildung ist angelegt. Noch sehen nur Sie sie.",
        to=lambda training: training.get_absolute_url(),
        crumbs=[TRAININGS.crumb()],
        title="Neue Fortbildung",
        pre=place.label,
        lead="Erst ein Entwurf: Auf der nächsten Seite ergänzen Sie Tage und veröffentlichen.",
        submit="Entwurf anlegen",
        audience="trainings.view",
    )


@allow("trainings.change", "GET", "POST")
def training_edit(request, pk):
    """Change what it is; who comes learns of another room."""
    training = fetch(request, rows(request, Training), pk=pk, lock=request.method == "POST")
    return form_page(
        request,
        TrainingForm(*posted(request), instance=training, request=request),
        save=lambda form: change_training(access=request.access, training=form.instance, changes=changes_of(form)),
        done="Die Änderungen sind gespeichert.",
        to=training.get_absolute_url(),
        crumbs=[TRAININGS.crumb(), (training.title, training.get_absolute_url())],
        title="Fortbildung ändern",
        note="Ändern sich Titel, Ort oder Zugang, bekommen alle Angemeldeten eine E-Mail.",
        audience="trainings.view",
        removal=Removal(training, to=TRAININGS.url(), before=lambda: _refuse_published(training)),
    )


def _refuse_published(training):
    """What people have read of is called off, so that they learn of it."""
    if training.state != Training.State.DRAFT:
        raise ValidationError("Nur Entwürfe lassen sich entfernen. Eine veröffentlichte Fortbildung sagen Sie bitte ab.")


@allow("trainings.change", "GET", "POST", reads=("registrations.view",))
def training_day_create(request, training):
    """One more day."""
    training = fetch(request, rows(request, Training), pk=training, lock=request.method == "POST")
    return _day(request, TrainingDay(place_id=training.place_id, training=training), "Tag ergänzen")


@allow("trainings.change", "GET", "POST", reads=("registrations.view",))
def training_day_edit(request, pk):
    """Another day or time; who comes is told."""
    day = fetch(request, rows(request, TrainingDay).select_related("training"), pk=pk, lock=request.method == "POST")
    return _day(request, day, "Tag ändern")


def _day(request, day, title):
    training = day.training
    return form_page(
        request,
        TrainingDayForm(*posted(request), instance=day, request=request),
        save=lambda form: save_day(access=request.access, day=form.instance, changes=changes_of(form)),
        done="Der Tag ist gespeichert.",
        to=training.get_absolute_url(),
        crumbs=[TRAININGS.crumb(), (training.title, training.get_absolute_url())],
        title=title,
        pre=training.title,
        note="Ist die Fortbildung veröffentlicht, bekommen alle Angemeldeten eine E-Mail mit dem neuen Kalendereintrag.",
        audience="trainings.view",
        removal=Removal(
            day,
            to=training.get_absolute_url(),
            about=training,
            before=lambda: refuse_last_day(day),
            after=lambda: tell(access=request.access, training=training, kind="moved"),
        ),
    )


@allow("trainings.change", "POST")
def training_step(request, pk, name):
    """Publish it, or say that it was held."""
    if name not in DONE:
        raise Http404
    training = fetch(request, Training, pk=pk)
    carry_out(request, lambda: advance(training, name, access=request.access), lambda _: DONE[name])
    return redirect(training.get_absolute_url())


@allow("trainings.change", "GET", "POST", reads=("registrations.view",))
def training_cancel(request, pk):
    """Call it off: everybody is told why."""
    training = fetch(request, rows(request, Training), pk=pk, lock=request.method == "POST")
    is_open = training.state == Training.State.OPEN
    return form_page(
        request,
        CancelForm(*posted(request), request=request),
        save=lambda form: cancel_training(access=request.access, training=training, reason=form.cleaned_data["reason"]),
        done="Die Fortbildung ist abgesagt. Alle Angemeldeten und Wartenden bekommen eine E-Mail.",
        to=training.get_absolute_url(),
        crumbs=[TRAININGS.crumb(), (training.title, training.get_absolute_url())],
        title="Fortbildung absagen",
        pre=training.title,
        submit="Absagen und Bescheid geben",
        why_not="" if is_open else "Absagen lässt sich nur, was veröffentlicht und noch nicht vorbei ist.",
        back=reverse("processes:training_detail", args=[pk]),
    )
