"""Which action field of the LSZ a measure mainly belongs to, and what a proposed one is called."""

from datetime import date

from planning.models import ActionField, Term
from sites.models import Site

MAIN_FIELD = 3


def main_field(day: date) -> ActionField:
    """ThEKiZ are funded mainly in field 3, "Bildung im familiären Umfeld" (R104); the edition of the day."""
    fields = ActionField.objects.filter(number=MAIN_FIELD)
    return fields.on(day).order_by("-starts").first() or fields.order_by("starts")[0]


def proposed(site: Site, theme: int | None) -> dict[str, str]:
    """What the form of a measure begins with where a gap led to it: the theme in its title. Anything else begins nothing."""
    themes = Term.objects.filter(catalogue__in=[Term.Catalogue.THEME, Term.Catalogue.BURDEN])
    found = themes.filter(pk=theme).first() if theme else None
    return {"title": f"{found}: ThEKiZ {site.name}"[:160]} if found else {}
