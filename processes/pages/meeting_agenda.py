"""What could stand on the agenda of a meeting: open needs, ideas, hearings, inquiries, late steps, cases, and what an earlier one has left (R199).

Each is read as this person may read it; what stands on the agenda already is not proposed again.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from planning.models import AgendaItem, Application, Contribution, Inquiry, Meeting, Need, Wish
from planning.services.meetings import Proposed
from processes.models import ActionStep, Concept
from processes.services.meetings import carried
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.models import Place

MOST_OF_A_KIND, SHORT, LOOKED_AT = 8, 120, 300


def proposals(request: Request, meeting: Meeting) -> list[Proposed]:
    """Of what is open at the place of a meeting, which comes with its place."""
    items = rows(request, AgendaItem).filter(meeting__body=meeting.body_id).filter(Q(deferred=True) | ~Q(origin=""))
    before = list(items.select_related("meeting").order_by("-meeting__held_on", "number")[:LOOKED_AT])
    at_site = meeting.place.kind == Place.Kind.SITE
    found = [*_left(before, meeting), *(_of_site(request, meeting.place_id) if at_site else _of_county(request, meeting.place_id))]
    known = {item.origin for item in before if item.meeting_id == meeting.pk}
    return list({one.origin: one for one in found if one.origin not in known}.values())


def _left(items: list[AgendaItem], meeting: Meeting) -> Iterator[Proposed]:
    """Items that an earlier meeting of the body has put off, and none has taken up since."""
    for item in items:
        then, proposed = item.meeting.held_on, carried(item, item.meeting)
        is_left = item.deferred and item.meeting.state == Meeting.State.CLOSED and then < meeting.held_on
        if is_left and not any(other.origin == proposed.origin and other.meeting.held_on > then for other in items):
            yield proposed


def _of_site(request: Request, site: int) -> Iterator[Proposed]:
    today = request.access.today
    for need in rows(request, Need).filter(site=site, closed_on=None)[:MOST_OF_A_KIND]:
        yield Proposed(f"need:{need.pk}", need.title, f"{'dringender ' if need.urgent else 'offener '}Bedarf vom {date_long(need.found_on)}")
    ideas = rows(request, Wish).filter(site=site, kind=Wish.Kind.IDEA, outcome=Wish.Outcome.NEW, set_aside_on=None)
    for wish in ideas.order_by("-created")[:MOST_OF_A_KIND]:
        yield Proposed(f"wish:{wish.pk}", _short(wish.text), f"Idee einer Familie vom {date_long(wish.created)}")
    for one in rows(request, Contribution).filter(site=site, answered_on=None).order_by("-written_on")[:MOST_OF_A_KIND]:
        yield Proposed(f"contribution:{one.pk}", _short(one.text), f"aus dem Team, {date_long(one.written_on)}")
    for concept in rows(request, Concept).filter(site=site).exclude(state=Concept.State.RELEASED):
        yield Proposed(f"concept:{concept.pk}", f"{concept}: Anhörung und Freigabe", _heard(concept))
    for inquiry in rows(request, Inquiry).filter(site=site).exclude(state="closed").order_by("-begun")[:MOST_OF_A_KIND]:
        yield Proposed(f"inquiry:{inquiry.pk}", inquiry.title, f"Anliegen vom {date_long(inquiry.begun)}")
    yield from _late(request, site, today)


def _late(request: Request, site: int, today: date) -> Iterator[Proposed]:
    for step in rows(request, ActionStep).filter(site=site, closed_on=None, due__lt=today)[:MOST_OF_A_KIND]:
        yield Proposed(f"step:{step.pk}", f"Stand: {step.title}", f"{step.owner}, war bis {date_long(step.due)}")


def _of_county(request: Request, county: int) -> Iterator[Proposed]:
    cases = rows(request, Application).filter(site__county=county, state=Application.State.SUBMITTED).select_related("site")
    for case in cases.order_by("pk")[:MOST_OF_A_KIND]:
        yield Proposed(f"application:{case.pk}", f"Antrag {case.site.name}: Entscheidung", "eingereichter Antrag", case.site_id)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHORT else words[: SHORT - 2].rsplit(" ", 1)[0] + " …"


def _heard(concept: Concept) -> str:
    if concept.heard_on:
        return f"angehört am {date_long(concept.heard_on)}, § 12 Abs. 2 Nr. 1 ThürKigaG"
    return "liegt beim Elternbeirat" if concept.state == Concept.State.HEARING else "noch nicht angehört"
