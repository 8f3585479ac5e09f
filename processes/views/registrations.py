"""Places at trainings: taken and given back by a person with an account, and what the organiser sees and ticks."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from processes.forms.trainings import GROUPS, AttendanceForm, FeedbackForm, PhonedRegisterForm, RegisterForm, TopicForm
from processes.models import Training, TrainingRegistration
from processes.pages.registration_list import own_training, registration_list_page
from processes.pages.training_detail import find_training, standing_of
from processes.rules.trainings import my_place
from processes.services.trainings import REFUSED, leave, register, say, strike, tick, write_down
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.navigation import TRAININGS, role_shown
from sites.core.pages import render_page

LEFT = {
    "in": "Ihr Platz ist frei. Wer am längsten wartet, rückt nach.",
    "waiting": "Sie stehen nicht mehr auf der Warteliste.",
    "again": "Sie sind schon abgemeldet.",
}


@allow("trainings.register", "GET", "POST", reads=("trainings.change",))
def training_register(request, pk):
    """Take a place, or the end of the waiting list."""
    training = find_training(request, pk)
    standing = standing_of(training, my_place(training=pk), request.access.today, inside=True)
    form = RegisterForm(*posted(request), request=request, initial=_who(request))
    return form_page(
        request,
        form,
        save=lambda form: take(training=pk, as_person=True, **form.cleaned_data),
        done=lambda taken: "Sie sind dabei." if taken.answer == "in" else "Sie stehen auf der Warteliste.",
        to=training.get_absolute_url(),
        crumbs=[TRAININGS.crumb(), (training.title, training.get_absolute_url())],
        title="Anmelden",
        pre=training.title,
        lead="Alle Plätze sind vergeben. Sie kommen auf die Warteliste." if standing.seats.is_full else f"{standing.seats.words.capitalize()}.",
        submit="Auf die Warteliste" if standing.seats.is_full else "Verbindlich anmelden",
        why_not="" if standing.takes else why_closed(standing),
        note="Sie bekommen eine E-Mail mit dem Termin für Ihren Kalender. Absagen geht jederzeit.",
    )


def take(**typed):
    """A place, or why there is none, above the form."""
    taken = register(**typed)
    if taken.answer not in {"in", "waiting"}:
        raise ValidationError(REFUSED[taken.answer])
    return taken


def why_closed(standing):
    """Why nobody registers here now."""
    if standing.state in {"in", "waiting"}:
        return REFUSED["again"]
    return REFUSED["late"] if standing.training.state == Training.State.OPEN else REFUSED["gone"]


def _who(request):
    """As what and from where a person usually comes."""
    role, access = role_shown(request.access), request.access
    county = next((held.place for held in access.held if held.kind == "county"), None)
    return {"role": GROUPS.get(role, "") if role else "", "county": county}


@allow("trainings.register", "POST")
def training_leave(request, pk):
    """Give the own place back."""
    place = my_place(training=pk)
    if place is None:
        raise Http404
    carry_out(request, lambda: leave(number=place.number), lambda answer: LEFT.get(answer, "Die Fortbildung hat schon begonnen."))
    return redirect("processes:training_detail", pk)


@allow("trainings.register", "GET", "POST", reads=("trainings.change",))
def training_topic(request, pk):
    """Bring up a topic before a forum, without a name."""
    training = find_training(request, pk)
    standing = standing_of(training, None, request.access.today, inside=True)
    return form_page(
        request,
        TopicForm(*posted(request), request=request),
        save=lambda form: say(kind="topic", training=pk, words=form.cleaned_data["text"]),
        done="Danke, Ihr Thema ist angekommen.",
        to=training.get_absolute_url(),
        crumbs=[TRAININGS.crumb(), (training.title, training.get_absolute_url())],
        title="Thema vorschlagen",
        pre=training.title,
        submit="Vorschlagen",
        why_not="" if standing.takes_topics else "Themen werden hier zurzeit nicht gesammelt.",
    )


@allow("trainings.register", "GET", "POST", reads=("trainings.change",))
def training_feedback(request, pk):
    """Three questions after the last day, without a name; then there is the confirmation."""
    training = find_training(request, pk)
    standing = standing_of(training, my_place(training=pk), request.access.today, inside=True)
    return form_page(
        request,
        FeedbackForm(*posted(request), request=request),
        save=lambda form: say(kind="feedback", training=pk, **form.cleaned_data),
        done="Danke. Waren Sie da, liegt jetzt Ihre Teilnahmebestätigung bereit.",
        to=training.get_absolute_url(),
        crumbs=[TRAININGS.crumb(), (training.title, training.get_absolute_url())],
        title="Rückblick",
        pre=training.title,
        lead="Drei Fragen. Niemand sieht, wer was geantwortet hat.",
        submit="Absenden",
        why_not="" if standing.wants_feedback else "Den Rückblick füllt aus, wer einen Platz hatte, einmal und nach dem letzten Tag.",
    )


# The organiser's ----------------------------------------------------------------------------------------------------


@allow("registrations.view", reads=("trainings.change",))
def registration_list(request, training):
    """Who comes, who waits; what was proposed and said."""
    return render_page(request, "processes/registration_list.html", registration_list_page(request, training))


@allow("registrations.change", "GET", "POST", reads=("trainings.change",))
def registration_create(request, training):
    """Somebody has called: a place, or the end of the waiting list."""
    training = own_training(request, training)
    standing = standing_of(training, None, request.access.today, inside=True)
    listed = reverse("processes:registration_list", args=[training.pk])
    return form_page(
        request,
        PhonedRegisterForm(*posted(request), request=request),
        save=lambda form: write_down(access=request.access, training=training, **form.cleaned_data),
        done=lambda taken: "Die Person ist angemeldet." if taken.answer == "in" else "Die Person steht auf der Warteliste.",
        to=listed,
        crumbs=[TRAININGS.crumb(), (training.title, training.get_absolute_url()), ("Anmeldungen", listed)],
        title="Anmeldung eintragen",
        pre=training.title,
        lead=f"Für alle ohne Konto, die anrufen oder schreiben. {standing.seats.words.capitalize()}.",
        submit="Auf die Warteliste" if standing.seats.is_full else "Anmeldung eintragen",
        why_not="" if standing.takes else why_closed(standing),
        audience="registrations.view",
    )


@allow("registrations.change", "POST")
def registration_strike(request, pk):
    """Take somebody off; that person is told, and the next one moves up."""
    row = fetch(request, rows(request, TrainingRegistration).select_related("training"), pk=pk)
    carry_out(request, lambda: strike(access=request.access, registration=row), "Abgesagt. Die Person bekommt eine E-Mail, die nächste rückt nach.")
    return redirect("processes:registration_list", row.training_id)


@allow("registrations.change", "GET", "POST", reads=("trainings.change",))
def training_attendance(request, pk):
    """Tick who was there."""
    training = fetch(request, Training, pk=pk)
    coming = rows(request, TrainingRegistration).filter(training=training, state="in").select_related("person")
    people = sorted(((row.pk, row.who) for row in coming), key=lambda pair: pair[1])
    begun = training.days.filter(held_on__lte=request.access.today).exists()
    return form_page(
        request,
        AttendanceForm(
            *posted(request), people=people, edits=training, initial={"present": [row.pk for row in coming if row.attended]}, request=request
        ),
        save=lambda form: tick(access=request.access, training=training, present=form.cleaned_data["present"]),
        done=lambda number: f"Gespeichert: {number} von {len(people)} waren da.",
        to=reverse("processes:registration_list", args=[pk]),
        crumbs=[TRAININGS.crumb(), (training.title, training.get_absolute_url())],
        title="Wer war da?",
        pre=training.title,
        lead="Wer da war und den Rückblick ausfüllt, bekommt die Teilnahmebestätigung.",
        why_not="" if begun else "Der erste Tag kommt noch.",
        audience="registrations.view",
    )
