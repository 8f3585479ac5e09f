"""Sign-ups as the house sees them: who comes to a date, who waits, whom to call; taken by telephone, given back."""

from django.shortcuts import redirect
from django.urls import reverse

from offers.forms.families import TakenByPhoneForm
from offers.models import Session, SignUp
from offers.pages.signup_list import signup_calls_page, signup_list_page, why_closed
from offers.services.signups import called, strike, write_down
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.pages import render_page

READS = ("sessions.view", "offers.view", "sites.view")


@allow("signups.view", reads=READS)
def signup_list(request, pk):
    """Who comes to a date and who waits, for the screen and for paper."""
    return render_page(request, "offers/signup_list.html", signup_list_page(request, pk))


@allow("signups.change", "GET", "POST", reads=READS)
def signup_create(request, pk):
    """A family has called: its place at a date, or on the waiting list."""
    session = fetch(request, rows(request, Session).select_related("offer__site"), pk=pk)
    listed = reverse("offers:signup_list", args=[session.pk])
    return form_page(
        request,
        TakenByPhoneForm(*posted(request), request=request),
        save=lambda form: write_down(access=request.access, session=session, **form.cleaned_data),
        done=lambda taken: "Die Familie ist angemeldet." if taken.answer == SignUp.State.IN else "Die Familie steht auf der Warteliste.",
        crumbs=[navigation.OFFERS.crumb(session.site_id), (session.offer.title, session.offer.get_absolute_url()), ("Anmeldungen", listed)],
        title="Anmeldung eintragen",
        pre=str(session),
        lead="Für Familien, die anrufen oder Sie ansprechen. Der Vorname reicht.",
        submit="Anmeldung eintragen",
        why_not=why_closed(session),
        audience="signups.view",
    )


@allow("signups.change", "POST", reads=READS)
def signup_strike(request, pk):
    """A family has called that it does not come; the next one moves up."""
    signup = fetch(request, rows(request, SignUp).select_related("session__offer"), pk=pk)
    carry_out(request, lambda: strike(access=request.access, signup=signup), "Der Platz ist frei. Wer als Nächstes wartet, rückt nach.")
    return redirect(_back(signup))


@allow("signups.change", "POST", reads=READS)
def signup_called(request, pk):
    """A family without an e-mail address has been told."""
    signup = fetch(request, rows(request, SignUp), pk=pk, lock=True)
    carry_out(request, lambda: called(signup), "Der Anruf ist erledigt.")
    return redirect("offers:signup_calls", signup.site_id)


def _back(signup):
    return reverse("offers:signup_list", args=[signup.session_id]) if signup.session_id else reverse("offers:signup_calls", args=[signup.site_id])


@allow("signups.view", reads=("sites.view",))
def signup_calls(request, site):
    """Families that can only be told by telephone, and what of."""
    return render_page(request, "offers/signup_calls.html", signup_calls_page(request, site))
