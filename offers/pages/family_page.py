"""The only place that reads the published projection: all that families see without an account."""

from datetime import date

from django.db.models import Func, Q, TextField
from django.db.models.functions import Collate

from offers.models import PublicDate, PublicPage


def pages(word: str = "") -> list[PublicPage]:
    """Every published page in the order of counties and names; a word finds place, name or county."""
    names = (Func(name, function="thekiz_sort", output_field=TextField()) for name in ("county_name", "town", "name"))
    found = PublicPage.objects.order_by(*(Collate(name, "C") for name in names), "pk")
    if word:
        found = found.filter(Q(town__icontains=word) | Q(name__icontains=word) | Q(county_name__icontains=word) | Q(address__icontains=word))
    return list(found)


def by_county(found: list[PublicPage]) -> list[tuple[str, list[PublicPage]]]:
    counties: dict[str, list[PublicPage]] = {}
    for page in found:
        counties.setdefault(page.county_name, []).append(page)
    return list(counties.items())


def find(slug: str) -> PublicPage | None:
    return PublicPage.objects.filter(slug=slug).first()


def dates_of(page: PublicPage, today: date) -> list[PublicDate]:
    """The coming dates; `is_first` marks where the text of an offer is said, once."""
    dates, seen = list(PublicDate.objects.filter(site_id=page.site_id, held_on__gte=today).order_by("held_on", "starts_at", "pk")), set()
    for found in dates:
        found.is_first = found.title not in seen  # type: ignore[attr-defined]  # for the template alone
        seen.add(found.title)
    return dates
