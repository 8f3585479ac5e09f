"""The rooms of a house in use: its week, and bookings beside offers and meetings."""

from datetime import timedelta

from planning.forms.rooms import RoomBookingForm
from planning.models import RoomBooking
from reporting.pages.room_week import room_week_page, uses_of
from reporting.rules.rooms import clashes, of_bookings
from reporting.services.bookings import book_room
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.navigation import ROOM_WEEK
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

READS = ("sites.view", "rooms.view", "sessions.view", "bodies.view")


@allow("bookings.view", reads=READS)
def room_week(request, site):
    """A week of the rooms of a house."""
    return render_page(request, "reporting/room_week.html", room_week_page(request, site))


@allow("bookings.change", "GET", "POST", reads=READS)
def room_booking_create(request, site):
    """Take a room, once or some weeks in a row; two at once are said and not refused."""
    place = site_within(request, "bookings.change", site)
    return _form(
        request,
        RoomBooking(site=place),
        save=lambda form: book_room(access=request.access, booking=form.instance, weeks=form.cleaned_data["weeks"]),
        done=lambda made: "Der Raum ist eingetragen." if len(made) == 1 else f"Der Raum ist für {len(made)} Wochen eingetragen.",
        title="Raum belegen",
        submit="Raum belegen",
    )


@allow("bookings.change", "GET", "POST", reads=READS)
def room_booking_edit(request, pk):
    """Change a booking, or give the room back."""
    booking = fetch(request, rows(request, RoomBooking).select_related("site", "room"), pk=pk, lock=request.method == "POST")
    return _form(
        request,
        booking,
        save=lambda form: [keep(request, form, f"Raumbelegung „{form.instance}“")],
        done="Die Belegung ist gespeichert.",
        title="Belegung ändern",
        submit="Belegung speichern",
        removal=Removal(booking),
    )


def _form(request, booking: RoomBooking, **shown):
    return form_page(
        request,
        RoomBookingForm(*posted(request), instance=booking, request=request),
        warning=lambda made: _twice(request, made),
        crumbs=[(booking.site.name, booking.site.get_absolute_url()), ROOM_WEEK.crumb(booking.site_id)],
        pre=booking.site.name,
        lead="Für alles, was neben Angeboten und Sitzungen einen Raum braucht.",
        audience="bookings.view",
        **shown,
    )


def _twice(request, made: list[RoomBooking]) -> str:
    """What else is in the room at these times: a hint, the house decides."""
    found = []
    for own in of_bookings(made):
        monday = own.day - timedelta(days=own.day.weekday())
        uses = uses_of(request, made[0].site, monday, monday + timedelta(days=6))
        found += [f"{own.day:%d.%m.%Y}: {other.title}, {other.hours}" for other in clashes(own, uses)]
    return f"Der Raum ist doppelt belegt. {'; '.join(found)}. Sprechen Sie sich ab." if found else ""
