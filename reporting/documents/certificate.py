"""The only place that arranges the confirmation that somebody was at a training: one page of plain words."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string

from reporting.documents.pdf import to_pdf


@dataclass(frozen=True)
class Certificate:
    """What is printed: who was at what, when and how long, and who says so."""

    name: str
    title: str
    keeper: str
    facts: list[tuple[str, str]]
    points: list[str]
    made_at: datetime


def certificate_html(certificate: Certificate) -> str:
    """The page as HTML."""
    return render_to_string("reporting/print/certificate.html", {"certificate": certificate})


def certificate_pdf(certificate: Certificate) -> bytes:
    """The same certificate gives the same bytes."""
    return to_pdf(certificate_html(certificate), made_at=certificate.made_at)
