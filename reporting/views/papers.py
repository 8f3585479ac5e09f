"""Papers for the door: the poster of an offer for its house, the programme of a month for everybody."""

from django.contrib.auth.decorators import login_not_required

from reporting.documents.papers import poster_pdf, programme_pdf
from reporting.pages.papers import month_programme as programme_of
from reporting.pages.papers import offer_poster as poster_of
from sites.core.access import allow, open_view
from sites.core.pages import pdf_answer


@allow("offers.view", reads=("sessions.view", "sites.view", "published.view", "rooms.view", "partners.view"))
def offer_poster(request, pk):
    """The poster of an offer, A4, with the code of its page."""
    return pdf_answer(poster_pdf(poster_of(request, pk)), f"aushang-{pk}")


@login_not_required
@open_view()
def month_programme(request, slug, year, month):
    """The dates of a month on paper, for whoever wants them; the same for everybody, so caches may keep it."""
    programme = programme_of(slug, year, month, request.access.today)
    response = pdf_answer(programme_pdf(programme), f"programm-{year}-{month:02}")
    response.headers["Cache-Control"] = "public, max-age=600"
    return response
