"""What families answer, without an account, a name or a cookie: the sheet of a survey, and how a date was."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.csrf import csrf_exempt

from offers.forms.feedback import FeedbackForm
from offers.forms.surveys import SheetForm
from offers.pages.feedback_form import feedback_page
from offers.pages.survey_answer import survey_answer_page, survey_thanks_page
from offers.services.feedback import asked_after, number_of, send_feedback
from offers.services.surveys import asked_of, new_sheet, send_sheet
from sites.core.access import open_view
from sites.core.forms import posted, refuse, status_of
from sites.core.gone import nothing_lost
from sites.core.limits import limit_sending
from sites.core.lists import choice
from sites.core.pages import render_page

FULL = gettext_noop("Heute sind hier schon sehr viele Bögen angekommen. Bitte versuchen Sie es morgen noch einmal.")
CLOSED = gettext_noop("Diese Umfrage ist heute nicht offen.")
NOTHING_HELD = gettext_noop("In den letzten zwei Wochen war hier kein Termin. Bitte sagen Sie es uns nach dem nächsten.")


# guard: no-cookie -> @login_not_required
@csrf_exempt  # a form without a log-in has nothing to steal, and a cookie would tell one browser from another
@login_not_required
@open_view("GET", "POST")
@nothing_lost("q")
def survey_answer(request, code):
    """The questions of a survey; a sheet that is sent counts once. Nothing is kept of who sent it."""
    asked = asked_of(code)
    if asked is None:
        raise Http404
    form = SheetForm(*posted(request), questions=asked["questions"], request=request)
    if form.is_bound and form.is_valid():
        try:
            said = _count_sheet(request, code, form)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(reverse("offers:survey_thanks", args=[code]) + ("?again=1" if said == "again" else ""))
    page = survey_answer_page(asked, form, request.access.today, new_sheet())
    return render_page(request, "offers/survey_answer.html", page, status=status_of(form))


def _count_sheet(request, code: str, form: SheetForm) -> str:
    """Keep what was answered; what a machine has typed is thanked for and forgotten."""
    if form.cleaned_data["website"]:
        return "counted"
    _limit(request)
    said = send_sheet(code=code, sheet=form.cleaned_data["sheet"], answers=form.answers(), day=request.access.today)
    if said in {"full", "closed"}:
        raise ValidationError(gettext({"full": FULL, "closed": CLOSED}[said]))
    return said


def _limit(request) -> None:
    """From one address so many an hour, whatever is answered: the digest that counts it does not tell of which survey."""
    limit_sending(request, "sheet", "", most=60)


@login_not_required
@open_view()
def survey_thanks(request, code):
    """Thanks for a sheet; also for one that has been counted before."""
    asked = asked_of(code)
    if asked is None:
        raise Http404
    return render_page(request, "offers/survey_thanks.html", survey_thanks_page(asked, is_again=choice(request, "again", {"1"}) == "1"))


@csrf_exempt  # a form without a log-in, as that of a survey
@login_not_required
@open_view("GET", "POST")
@nothing_lost("face", "words")
def feedback_form(request, code):
    """How a date was: three faces and a line, by offer and day."""
    today, offer = request.access.today, number_of(code)
    asked = asked_after(offer, today) if offer else None
    if offer is None or asked is None:
        raise Http404
    form = FeedbackForm(*posted(request), request=request)
    if form.is_bound and form.is_valid():
        try:
            said = _count_feedback(request, offer, form)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(f"{request.path}?sent={1 if said == 'counted' else 2}")
    page = feedback_page(asked, form, new_sheet(), choice(request, "sent", {"1", "2"}))
    return render_page(request, "offers/feedback_form.html", page, status=status_of(form))


def _count_feedback(request, offer: int, form: FeedbackForm) -> str:
    data = form.cleaned_data
    if data["website"]:
        return "counted"
    _limit(request)
    said = send_feedback(offer=offer, sheet=data["sheet"], face=int(data["face"]), words=data["words"], day=request.access.today)
    if said in {"full", "none"}:
        raise ValidationError(gettext({"full": FULL, "none": NOTHING_HELD}[said]))
    return said


@login_not_required
@open_view()
def survey_short(request, code):
    """The short address of a survey, as it stands on the notice."""
    return redirect("offers:survey_answer", code)


@login_not_required
@open_view()
def feedback_short(request, code):
    """The short address of an offer's feedback."""
    return redirect(reverse("offers:feedback_form", args=[code]))
