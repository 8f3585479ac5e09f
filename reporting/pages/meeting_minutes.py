"""The minutes of a closed meeting as they are printed and sent: read within the wall of who asks, or of the job that sends them."""

from django.utils.timezone import localtime

from planning.models import VALID, AgendaItem, Attendance, Decision, Meeting
from processes.pages.meeting_run import when_and_where
from reporting.documents.minutes import Minutes, Point
from sites.core.days import clock_time, date_long
from sites.core.places import name_of

LABELS = {Attendance.How.PRESENT: "Da", Attendance.How.DIGITAL: "Zugeschaltet", Attendance.How.EXCUSED: "Entschuldigt"}


def minutes_of(meeting: Meeting) -> Minutes:
    """`meeting` is closed and comes with its body and its place."""
    there = list(Attendance.objects.filter(meeting=meeting).select_related("member").order_by("member__name"))
    present = [(label, ", ".join(_named(row) for row in there if row.how == how)) for how, label in LABELS.items()]
    taken: dict[int | None, list[str]] = {}
    for decision in Decision.objects.filter(VALID, agenda_item__meeting=meeting).select_related("site"):
        words = f"Entscheidung des Landkreises: {decision.site.name}, {decision}, {decision.number}"
        taken.setdefault(decision.agenda_item_id, []).append(words)
    at = localtime(meeting.closed_at)
    return Minutes(
        body=meeting.body.name,
        place=name_of(meeting.place),
        title=str(meeting),
        when=when_and_where(meeting),
        present=[(label, names) for label, names in [*present, ("Gäste", meeting.guests)] if names],
        points=[_point(item, taken.get(item.pk, [])) for item in AgendaItem.objects.filter(meeting=meeting).select_related("site")],
        closed=f"Abgeschlossen am {date_long(at)} um {clock_time(at.time())} Uhr von {meeting.closed_by}.",
        made_at=at,
    )


def _named(row: Attendance) -> str:
    return f"{row.member.name} ({row.member.get_function_of_display() or row.member.organisation})"


def _point(item: AgendaItem, decisions: list[str]) -> Point:
    title = f"{item.title} ({item.site.name})" if item.site else item.title
    task = f"{item.owner} bis {date_long(item.due)}" if item.owner and item.result and not item.deferred else ""
    return Point(item.number, title, item.discussed, item.result, task, "Zurückgestellt auf die nächste Sitzung." if item.deferred else "", decisions)


def file_of(meeting: Meeting) -> str:
    """The name of the file, without its ending: what it is and of which day."""
    return f"protokoll-{meeting.held_on:%Y-%m-%d}"
