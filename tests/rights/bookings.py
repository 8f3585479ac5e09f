"""Rights of the rooms in use: the house books, facilitation reads."""

from datetime import time

from django.utils import timezone

from planning.models import RoomBooking
from sites.models import Room
from tests.rights import HOUSE, R, Route, at_site

ROUTES: dict[str, Route] = {
    "reporting:room_week": at_site("site", HOUSE | {R.FACILITATOR}),
    "reporting:room_booking_create": at_site("site", HOUSE, HOUSE),
    "reporting:room_booking_edit": at_site("booking", HOUSE, HOUSE),
}


def at_sites(site):
    room = Room.objects.create(site=site, name="Familienraum")
    booking = RoomBooking.objects.create(site=site, room=room, day=timezone.localdate(), starts_at=time(9), ends_at=time(10), title="Chorprobe")
    return {"booking": booking}
