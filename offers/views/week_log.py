"""The view of a week's figures: all sessions that have been, in one form."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect

from offers.forms.week_log import WeekRowForm
from offers.pages.week_log import MOST, WeekLog, monday_of, of_week
from offers.services.sessions import log_session
from sites.core.access import allow
from sites.core.forms import posted, status_of
from sites.core.numbers import with_noun
from sites.core.pages import render_page
from sites.core.places import site_within


@allow("sessions.log", "GET", "POST", reads=("offers.view", "sites.view"))
def week_log(request, site):
    """Log a whole week at once; what is left empty stays open, what stands there can be corrected."""
    site, monday = site_within(request, "sessions.log", site), monday_of(request)
    week = of_week(request, site, monday)
    found = list((week.select_for_update(of=("self",)) if request.method == "POST" else week)[:MOST])
    taking_place = [row for row in found if not row.cancelled]
    forms = [WeekRowForm(*posted(request), row=row, usual=row.usual or {}, request=request) for row in taking_place]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        changed = [form for form in forms if form.has_changed() and form.figures()]
        if _saved(request, changed):
            done = with_noun(len(changed), "Termin ist eingetragen", "Termine sind eingetragen")
            messages.success(request, f"{done}." if changed else "Es war nichts zu ändern.")
            return redirect(f"{request.path}?week={monday}")
    page = WeekLog(site, request.access.today, monday, forms, [row for row in found if row.cancelled])
    return render_page(request, "offers/week_log.html", page, status=max(map(status_of, forms), default=200))


def _saved(request, changed: list[WeekRowForm]) -> bool:
    """All of them or none."""
    try:
        with transaction.atomic():
            for form in changed:
                row = form.row
                log_session(access=request.access, session=row, figures=form.figures(), newcomers=row.newcomers, note=row.note)
    except ValidationError as error:
        form.add_error("children", " ".join(error.messages))
        return False
    return True
