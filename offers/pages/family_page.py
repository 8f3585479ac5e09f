"""The only place that reads the published projection: all that families see without an account."""

from datetime import date, timedelta

from django.db.models import Func, TextField
from django.db.models.functions import Collate

from offers.models import PublicDate, PublicPage
from sites.core.days import not_past, now_here
from sites.core.search import searched

SHOWN_DAYS = 60  # how far families look ahead


def pages(word: str = "") -> list[PublicPage]:
    """Every published page in the order of counties and names; a word finds place, name or county."""
    names = (Func(name, function="thekiz_sort", output_field=TextField()) for name in ("county_name", "town", "name"))
    found = PublicPage.objects.order_by(*(Collate(name, "C") for name in names), "pk")
    return list(searched(found, word, "find", lookup="holds"))


def by_county(found: list[PublicPage]) -> list[tuple[str, list[PublicPage]]]:
    counties: dict[str, list[PublicPage]] = {}
    for page in found:
        counties.setdefault(page.county_name, []).append(page)
    return list(counties.items())


def find(slug: str) -> PublicPage | None:
    return PublicPage.objects.filter(slug=slug).first()


def dates_of(page: PublicPage, today: date) -> list[tuple[PublicDate, str]]:
    """The dates of the next weeks that are not over, each with the text of its offer where it is said: at the first one, once."""
    weeks = (today, today + timedelta(days=SHOWN_DAYS))
    dates = list(PublicDate.objects.filter(not_past(now_here()), site_id=page.site_id, held_on__range=weeks).order_by("held_on", "starts_at", "pk"))
    first = {found.title: found for found in reversed(dates)}
    return [(found, found.text if first[found.title] is found else "") for found in dates]
