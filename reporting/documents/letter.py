"""The only place that arranges the letter about a decision: one dict of plain words, as they are to be printed, becomes one page or more.

letter: county, office, contact, phone, recipient [lines], place, written_on (words), subject, file_number, site, salutation, verdict, paper
  [(label, text)], reasons, conditions, next_due, basis. Texts are plain: blank lines separate paragraphs.
"""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from reporting.documents.parts import paragraphs
from reporting.documents.pdf import Progress, to_pdf


def letter_html(letter: dict[str, Any]) -> str:
    blocks = {name: list(paragraphs(letter[name])) for name in ("reasons", "conditions")}
    return render_to_string("reporting/print/letter.html", {"letter": {**letter, **blocks}})


def letter_pdf(letter: dict[str, Any], progress: Progress | None = None) -> bytes:
    """The same letter gives the same bytes."""
    return to_pdf(letter_html(letter), made_at=datetime.fromisoformat(letter["made_at"]), progress=progress)
