"""The only place that arranges letters about decisions: one dict of plain words each, as they are to be printed, becomes one page or more.

letter: county, office, signatory, contact, phone, recipient [lines], place, written_on (words), subject, file_number, site, salutation,
  verdict, paper [(label, text)], reasons, conditions, next_due, basis. Texts are plain: blank lines separate paragraphs.
"""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from reporting.documents.parts import paragraphs
from reporting.documents.pdf import Progress, to_pdf


def letter_html(*letters: dict[str, Any]) -> str:
    """One letter, or several that each begin on a page of their own."""
    printed = [{**letter, **{name: list(paragraphs(letter[name])) for name in ("reasons", "conditions")}} for letter in letters]
    return render_to_string("reporting/print/letter.html", {"letters": printed, "first": printed[0]})


def letter_pdf(*letters: dict[str, Any], progress: Progress | None = None) -> bytes:
    """The same letters give the same bytes."""
    return to_pdf(letter_html(*letters), made_at=datetime.fromisoformat(letters[0]["made_at"]), progress=progress)
