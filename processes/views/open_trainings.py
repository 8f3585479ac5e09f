"""Trainings for people without an account: the list, a registration with name and address, and the own place behind the link of the mail."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from processes.forms.trainings import FeedbackForm, OpenRegisterForm, TopicForm
from processes.pages.open_training import calendar_text, open_training_list_page, open_training_page, training_place_page
from processes.services.trainings import REFUSED, leave, register, say
from sites.core.access import open_view
from sites.core.forms import form_page, posted
from sites.core.gone import nothing_lost
from sites.core.limits import limit_sending
from sites.core.pages import names_of, render_page
from sites.core.strangers import unlisted


@login_not_required
@open_view(reads=("published.view",))
def open_training_list(request):
    """What everybody may come to."""
    return render_page(request, "processes/open_training_list.html", open_training_list_page(request.access.today))


@login_not_required
@open_view("GET", "POST", reads=("published.view",))
@nothing_lost("name", "email")
def open_training(request, pk):
    """One training, and a registration in four fields."""
    page = open_training_page(pk, request.access.today)
    return form_page(
        request,
        OpenRegisterForm(*posted(request), request=request),
        save=lambda form: _take(request, pk, form),
        done="",
        to=reverse("processes:open_training_sent", args=[pk]),
        submit="Auf die Warteliste" if page.standing.seats.is_full else "Verbindlich anmelden",
        template="processes/open_training.html",
        **names_of(page),
    )


def _take(request, pk, form):
    """Send what people have typed. The page says the same whoever has a place already: the rest stands in the mail."""
    limit_sending(request, "training", pk, most=30)
    typed = form.cleaned_data
    taken = register(training=pk, name=typed["name"], email=typed["email"], role=typed["role"], county=typed["county"])
    # guard: training-silent -> if taken.answer not in {"in", "waiting"}:
    if taken.answer not in {"in", "waiting", "again"}:
        raise ValidationError(REFUSED[taken.answer])


@login_not_required
@open_view(reads=("published.view",))
def open_training_sent(request, pk):
    """What happens now; the same for everybody."""
    return render(request, "processes/open_training_sent.html", {"training": open_training_page(pk, request.access.today).training})


@login_not_required
@open_view(reads=("published.view",))
def training_calendar(request, pk):
    """Its days for a calendar."""
    page = open_training_page(pk, request.access.today)
    answer = HttpResponse(calendar_text(page.training), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="fortbildung-{pk}.ics"'
    return answer


@login_not_required
@open_view(reads=("published.view",))
def training_place(request, secret):
    """How a registration stands."""
    return unlisted(render_page(request, "processes/training_place.html", _place(request, secret)))


@login_not_required
@open_view("GET", "POST", reads=("published.view",))
def training_place_leave(request, secret):
    """Give a place back: the page shows, only the button does it, because mail scanners open every link."""
    page = _place(request, secret)
    if request.method == "POST":  # guard: training-leave-post -> if True:
        leave(secret=secret)
        return redirect("processes:training_place", secret)
    return unlisted(render_page(request, "processes/training_place_leave.html", page))


@login_not_required
@open_view("GET", "POST", reads=("published.view",))
def training_place_feedback(request, secret):
    """Three questions after the last day, without a name."""
    page = _place(request, secret)
    form = FeedbackForm(*posted(request), request=request)
    why_not = "" if page.standing.wants_feedback else "Den Rückblick füllt aus, wer einen Platz hatte, einmal und nach dem letzten Tag."
    return unlisted(
        form_page(
            request,
            form,
            save=lambda form: say(kind="feedback", secret=secret, **form.cleaned_data),
            done="Danke. Waren Sie da, liegt jetzt Ihre Teilnahmebestätigung bereit.",
            to=reverse("processes:training_place", args=[secret]),
            back=reverse("processes:training_place", args=[secret]),
            title="Rückblick",
            pre=page.training.title,
            lead="Drei Fragen. Niemand sieht, wer was geantwortet hat.",
            submit="Absenden",
            why_not=why_not,
        )
    )


@login_not_required
@open_view("GET", "POST", reads=("published.view",))
def training_place_topic(request, secret):
    """Bring up a topic before a forum, without a name."""
    page = _place(request, secret)
    return unlisted(
        form_page(
            request,
            TopicForm(*posted(request), request=request),
            save=lambda form: say(kind="topic", secret=secret, words=form.cleaned_data["text"]),
            done="Danke, Ihr Thema ist angekommen.",
            to=reverse("processes:training_place", args=[secret]),
            back=reverse("processes:training_place", args=[secret]),
            title="Thema vorschlagen",
            pre=page.training.title,
            submit="Vorschlagen",
            why_not="" if page.standing.takes_topics else "Themen werden hier zurzeit nicht gesammelt.",
        )
    )


def _place(request, secret):
    page = training_place_page(secret, request.access.today)
    if page is None:
        raise Http404
    return page
