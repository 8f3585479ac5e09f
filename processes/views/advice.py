"""The log of advice and the seats of an office in bodies; the ranking of topics; what a facilitator reads of the own contacts."""

from processes.forms.advice import AdviceForm, SeatForm
from processes.models import AdviceContact, BodySeat
from processes.pages.advice_list import advice_list_page, advice_own_page, crumb_of
from processes.pages.seat_list import seat_list_page
from processes.pages.topic_list import topic_list_page
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.navigation import SEATS
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal

AT = ("state", "county")


# Advice ---------------------------------------------------------------------------------------------------------------


@allow("advice.view", reads=("visits.view",))
def advice_list(request, place):
    """The contacts of the own office in a year with their sums."""
    place = place_within(request, place, *AT)
    return render_page(request, "processes/advice_list.html", advice_list_page(request, place, place.label))


@allow("advice.own")
def advice_own(request):
    """What the offices have noted of talks with this person."""
    return render_page(request, "row_list.html", advice_own_page(request))


@allow("advice.change", "GET", "POST", reads=("visits.view",))
def advice_create(request, place):
    """Note a contact."""
    place = place_within(request, place, *AT)
    row = AdviceContact(place_id=place.pk, adviser=request.access.signature(place.state if place.kind == "state" else place.county))
    return _contact(request, row, place, title="Kontakt eintragen", initial={"held_on": request.access.today})


@allow("advice.change", "GET", "POST", reads=("visits.view",))
def advice_edit(request, pk):
    """Change a contact, or take away one that was none."""
    row = fetch(request, rows(request, AdviceContact).select_related("person"), pk=pk, lock=request.method == "POST")
    return _contact(request, row, place_within(request, row.place_id, *AT), title="Kontakt ändern")


def _contact(request, row, place, *, title, initial=None):
    return form_page(
        request,
        AdviceForm(*posted(request), instance=row, place=place, request=request, initial=initial or {}),
        save=lambda form: keep(request, form, "Beratungskontakt"),
        done="Der Kontakt ist eingetragen.",
        crumbs=[crumb_of(place)],
        title=title,
        pre=place.label,
        removal=Removal(row, name=f"{row}" if row.pk else ""),
    )


@allow("inquiries.topics", reads=("advice.view",))
def topic_list(request):
    """What houses wish and ask for, the most wished first."""
    return render_page(request, "row_list.html", topic_list_page(request))


# Seats in bodies ------------------------------------------------------------------------------------------------------


@allow("seats.view")
def seat_list(request, place):
    """Where somebody of the own office sits."""
    place = place_within(request, place, *AT)
    return render_page(request, "row_list.html", seat_list_page(request, place, place.label))


@allow("seats.change", "GET", "POST")
def seat_create(request, place):
    """Enter a seat."""
    place = place_within(request, place, *AT)
    return _seat(request, BodySeat(place_id=place.pk), place, "Sitz eintragen")


@allow("seats.change", "GET", "POST")
def seat_edit(request, pk):
    """Change a seat, or end it."""
    row = fetch(request, BodySeat, pk=pk, lock=request.method == "POST")
    return _seat(request, row, place_within(request, row.place_id, *AT), "Sitz ändern")


def _seat(request, row, place, title):
    return form_page(
        request,
        SeatForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, f"Sitz im Gremium „{form.instance.name}“"),
        done=lambda seat: f"„{seat.name}“ ist gespeichert.",
        crumbs=[SEATS.crumb(place.pk)],
        title=title,
        pre=place.label,
        audience="seats.view",
        removal=Removal(row),
    )
