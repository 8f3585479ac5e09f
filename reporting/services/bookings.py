"""A room is taken for some hours, once or some weeks in a row."""

from datetime import timedelta

from django.db import transaction

from planning.models import RoomBooking
from sites.core.access import Access
from sites.core.journal import record


@transaction.atomic
def book_room(*, access: Access, booking: RoomBooking, weeks: int) -> list[RoomBooking]:
    """The booking, and the same one in the following weeks."""
    booking.save()
    more = [
        RoomBooking(
            site_id=booking.site_id, room_id=booking.room_id, day=booking.day + timedelta(weeks=number), starts_at=booking.starts_at,
            ends_at=booking.ends_at, title=booking.title, who=booking.who,
        )
        for number in range(1, weeks)
    ]  # fmt: skip
    for one in more:
        one.save()
        one.room = booking.room
    text = f"{booking.room.name} belegt am {booking.day:%d.%m.%Y}{f', {weeks} Wochen' if weeks > 1 else ''}"
    record(access, booking, "booked", text=text, internal=True)
    return [booking, *more]
