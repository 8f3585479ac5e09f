"""The confirmation that somebody was at a training, as a PDF: with an account, or behind the link of the mail."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

from reporting.documents.certificate import certificate_pdf
from reporting.pages.certificates import certificate_of, own_certificate
from sites.core.access import allow, open_view


@allow("trainings.view", reads=("trainings.change",))
def training_certificate(request, pk):
    """One's own."""
    return _paper(certificate_pdf(own_certificate(request, pk)), pk)


@login_not_required
@open_view(reads=("published.view",))
def place_certificate(request, secret):
    """That of a person without an account."""
    return _paper(certificate_pdf(certificate_of(request, secret)), "fortbildung")


def _paper(content: bytes, name: object) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="teilnahmebestaetigung-{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
