"""The minutes of a meeting as a file, and by mail to members without an account."""

from django.shortcuts import redirect

from planning.models import Meeting
from reporting.documents.minutes import minutes_pdf
from reporting.pages.meeting_minutes import file_of, minutes_of
from reporting.services.minutes import send_minutes
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out
from sites.core.pages import pdf_answer

NAMED = ("body", "place__county", "place__site")


@allow("bodies.view", reads=("sites.view", "decisions.view"))
def meeting_minutes(request, pk):
    """The minutes of a closed meeting as PDF."""
    meeting = fetch(request, rows(request, Meeting).select_related(*NAMED), pk=pk, state=Meeting.State.CLOSED)
    return pdf_answer(minutes_pdf(minutes_of(meeting)), file_of(meeting))


@allow("bodies.minutes", "POST", reads=("sites.view",))
def meeting_send(request, pk):
    """Send the minutes to the members who have no account."""
    meeting = fetch(request, rows(request, Meeting).select_related("body"), pk=pk)
    carry_out(request, lambda: send_minutes(access=request.access, meeting=meeting), _sent)
    return redirect(meeting.get_absolute_url())


def _sent(number: int) -> str:
    return f"Das Protokoll geht an {'ein Mitglied' if number == 1 else f'{number} Mitglieder'} ohne Konto."
