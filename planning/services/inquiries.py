"""What happens to an inquiry: asked, answered, asked again, closed; every step carries a message and tells the other side."""

from django.db import transaction

from planning.models import Inquiry, InquiryMessage
from sites.core.access import Access
from sites.core.flow import advance
from sites.core.jobs import queue
from sites.core.journal import record
from sites.core.wall import widen_wall
from sites.models import State

K = Inquiry.Kind
#: Kinds that go to the state office; the others go to the county (R071, R161, R187, R262, R268, R270, R271, R277 · R115, R233).
TO_STATE = {K.COORDINATION, K.INFORMATION_EVENT, K.CONSULTATION, K.ADVICE, K.SPEAKER, K.TOPIC}


def _say(access: Access, inquiry: Inquiry, text: str) -> InquiryMessage:
    places = {"site_id": inquiry.site_id, "office_id": inquiry.office_id}
    return InquiryMessage.objects.create(inquiry=inquiry, **places, text=text, person=access.user, person_label=access.signature(inquiry))


def _tell(access: Access, inquiry: Inquiry, place: int) -> None:
    widen_wall(place)  # the mail goes to the people there, who lie beyond the reach of who writes
    queue("planning.mail_inquiry", place=place, title=f"Nachricht: {inquiry.title}", access=access, inquiry=inquiry.pk)


@transaction.atomic
def ask(*, access: Access, inquiry: Inquiry, text: str) -> Inquiry:
    """Begin the thread; the addressee follows from the kind. The message keeps the role of the person who asks (R025)."""
    state = State.objects.only("place_id").first() if inquiry.kind in TO_STATE else None
    inquiry.office_id = state.place_id if state else inquiry.site.county_id
    inquiry.site_name = f"{inquiry.site.name}, {inquiry.site.county.name}"
    inquiry.save()
    _say(access, inquiry, text)
    record(access, inquiry, "asked", text=f"Anliegen „{inquiry.title}“ gestellt")
    _tell(access, inquiry, inquiry.office_id)
    return inquiry


@transaction.atomic
def take_inquiry_step(*, access: Access, inquiry: Inquiry, name: str, text: str) -> Inquiry:
    """Answer, ask again or close, with a message; refused when the thread is closed meanwhile."""
    done: Inquiry = advance(inquiry, name, access=access)
    _say(access, done, text)
    _tell(access, done, done.site_id if name == "answer" else done.office_id)
    if name == "answer" and not any(done.site_id in held.places for held in access.held):  # the state office: its own entry lies at the state
        record(access, done, name, text=done.flow[name].done, place=done.site_id, about=str(done))
    return done
