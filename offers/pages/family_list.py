"""The directory of the houses: a page at a time in the order of counties, found by place, theme, audience or day; and the map of the Land."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from offers.forms.families import DirectoryForm
from offers.models import Offer, PublicDate, PublicPage
from planning.models import Term
from sites.core.access import Request
from sites.core.languages import day_and_month, figure, weekday
from sites.core.lists import Page, choice, page, word
from sites.core.mails import link
from sites.core.search import searched
from sites.models import County as CountyRow

DAYS, MOST = 7, 200  # days ahead to choose from; up to so many hits are counted
STEPS = ((0, "q5"), (1, "q1"), (3, "q2"), (5, "q3"), (8, "q4"))


@dataclass(frozen=True)
class County:
    """A tile of the map and a line of the list beside it."""

    name: str
    key: str
    number: int
    short: str

    @property
    def url(self) -> str:
        return f"?county={self.key}" if self.number else ""

    @property
    def words(self) -> str:
        if not self.number:
            return gettext("noch keins")
        return ngettext("%(number)s Haus", "%(number)s Häuser", self.number) % {"number": figure(self.number)}

    @property
    def tile(self) -> dict[str, str]:
        css = [css for least, css in STEPS if self.number >= least][-1]
        value = str(self.number or "–")
        title = f"{self.name}: {self.words}"
        return {"ags": self.key, "short": self.short, "value": value, "class": css, "title": title, "url": self.url}


@dataclass(frozen=True)
class FamilyList:
    """`found`: the hits by county; `counties`: of the whole Land, where nothing is searched; `number`: hits, None above what is counted."""

    form: DirectoryForm
    page: Page
    number: int | None
    word: str
    is_filtered: bool
    counties: list[County]
    canonical: str

    @property
    def found(self) -> list[tuple[str, list[PublicPage]]]:
        return [(name, list(pages)) for name, pages in groupby(self.page.rows, key=lambda one: one.county_name)]

    @property
    def status(self) -> str:
        """How many there are, and where one looks."""
        if self.number is None:
            return gettext("Mehr als %(number)s Häuser gefunden") % {"number": figure(MOST)}
        if self.is_filtered:
            return ngettext("Ein Haus gefunden", "%(number)s Häuser gefunden", self.number) % {"number": figure(self.number)}
        return ngettext("Ein Haus in Thüringen", "%(number)s Häuser in Thüringen", self.number) % {"number": figure(self.number)}

    @property
    def tiles(self) -> list[dict[str, str]]:
        return [county.tile for county in self.counties]

    @property
    def legend(self) -> list[tuple[str, str]]:
        few = [("q1", gettext("1 oder 2")), ("q2", gettext("3 oder 4")), ("q3", gettext("5 bis 7"))]
        return [*few, ("q4", gettext("8 und mehr")), ("q5", gettext("noch keins"))]


def family_list_page(request: Request) -> FamilyList:
    """The same number of queries whether there are 70 houses or 10,000: one page of them, counted to a limit, the counties, the themes."""
    today, q = request.access.today, word(request)
    themes = dict(Term.objects.on(today).filter(catalogue=Term.Catalogue.THEME).values_list("code", "label"))
    days = {day.isoformat(): day_words(day, today) for day in (today + timedelta(days=number) for number in range(DAYS))}
    asked = {
        "q": q,
        "theme": choice(request, "theme", themes),
        "audience": choice(request, "audience", Offer.Audience.values),
        "day": choice(request, "day", days),
    }
    county = request.GET.get("county", "")
    county = county if len(county) == 5 and county.isascii() and county.isdigit() else ""
    chosen = narrowed(PublicPage.objects.all(), county=county, **asked)
    is_filtered = bool(county or any(asked.values()))
    counties = [] if is_filtered else _counties()
    number = chosen.order_by()[: MOST + 1].count() if is_filtered else sum(one.number for one in counties)
    return FamilyList(
        form=DirectoryForm(initial=asked, themes=themes, days=days),
        page=page(request, chosen, "sort_key"),
        number=None if is_filtered and number > MOST else number,
        word=q,
        is_filtered=is_filtered,
        counties=counties,
        canonical=link("offers:family_list") + (f"?{_query(county=county)}" if county else ""),
    )


def narrowed(pages: QuerySet[PublicPage], *, q: str = "", theme: str = "", audience: str = "", day: str = "", county: str = "") -> Any:
    """Each filter has its index; a house is found on a day when something takes place there."""
    found = searched(pages, q, "find", lookup="holds")
    if county:
        found = found.filter(county_key=county)
    if theme:
        found = found.filter(themes__contains=[theme])
    if audience:
        found = found.filter(audience__contains=[audience])
    if day:
        dates = PublicDate.objects.filter(site=OuterRef("site"), held_on=day, cancelled=False)
        found = found.filter(Exists(dates))
    return found


def day_words(day: date, today: date) -> str:
    near = {0: gettext("heute"), 1: gettext("morgen")}
    return near.get((day - today).days) or f"{weekday(day)}, {day_and_month(day)}"


def _counties() -> list[County]:
    """Every county of the Land with its houses."""
    pages = PublicPage.objects.filter(county_key=OuterRef("ags")).order_by().values("county_key").annotate(number=Count("pk"))
    rows = CountyRow.objects.annotate(number=Coalesce(Subquery(pages.values("number")), 0)).order_by("sort_key", "pk")
    return [County(row.name, row.ags, row.number, row.short) for row in rows]


def _query(**of: str) -> str:
    query = QueryDict(mutable=True)
    query.update(of)
    return query.urlencode()
