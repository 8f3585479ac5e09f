"""What stands on the page of a published practice example: what was done, what one needs, what failed, and how a house takes it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.http import Http404
from django.urls import reverse

from processes.models import PublishedExample
from reporting.forms import TakeOverForm
from reporting.pages.practice_list import ALL, houses_words, labels
from sites.core.access import Request, rows
from sites.core.navigation import PRACTICE
from sites.models import Site

SHOWN_SIMILAR = 3


class Similar(NamedTuple):
    """Another example of the same kind."""

    title: str
    url: str
    small: str


@dataclass(frozen=True)
class PracticeDetail:
    """`site`, `form`: the house of this person and what it fills; none for who takes nothing over. `others`: further houses of this person."""

    example: PublishedExample
    similar: list[Similar]
    houses: int
    changed: list[str]
    site: Site | None
    others: Sequence[Site]
    form: TakeOverForm | None
    public: bool
    audience = ALL

    @property
    def title(self) -> str:
        return self.example.title

    @property
    def overline(self) -> str:
        return f"Praxisbeispiel · {self.example.house} · {self.example.reviewed}"

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = self.example.content
        return content

    @property
    def released_by(self) -> str:
        """The role that has agreed for the house: names of people stand on no public page."""
        return f"freigegeben von der {self.example.consent.rpartition(', ')[2]} des Hauses"

    @property
    def take_title(self) -> str:
        return f"Für {self.site.name} übernehmen" if self.site else ""

    @property
    def take_url(self) -> str:
        return reverse("reporting:practice_take", args=[self.example.pk, self.site.pk]) if self.site else ""

    @property
    def other_ways(self) -> list[tuple[str, str]]:
        return [(site.name, reverse("reporting:practice_take", args=[self.example.pk, site.pk])) for site in self.others]

    @property
    def taken_words(self) -> str:
        return houses_words(self.houses)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        listed = ("Praxisbeispiele", reverse("reporting:practice_public")) if self.public else PRACTICE.crumb()
        return [listed, (self.example.title, "")]


def published_example(**lookup: Any) -> PublishedExample:
    """One that everybody reads, or a 404."""
    found = PublishedExample.objects.select_related("action_field").filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def practice_detail_page(
    request: Request, example: PublishedExample, *, site: Site | None = None, form: TakeOverForm | None = None, public: bool = False
) -> PracticeDetail:
    """`site` and `form`: when a house is about to take it over; else the first house at which this person may."""
    own = [] if public or not request.access.holds("practice.write") else _houses(request)
    site = site or next(iter(own), None)
    form = form or (TakeOverForm(site=site.pk, request=request) if site else None)
    houses, changed = uses_of(example.pk)
    return PracticeDetail(
        example=example,
        similar=_similar(example, public=public),
        houses=houses,
        changed=changed,
        site=site,
        others=[one for one in own if one != site],
        form=form,
        public=public,
    )


def _houses(request: Request) -> list[Site]:
    """Where this person writes both examples and offers."""
    may = request.access.reach("practice.write").places & request.access.reach("offers.change").places
    return list(rows(request, Site).filter(pk__in=may).order_by("sort_key"))


def _similar(example: PublishedExample, *, public: bool) -> list[Similar]:
    found = PublishedExample.objects.exclude(pk=example.pk).filter(types__overlap=example.types).order_by("-published_on", "pk")[:SHOWN_SIMILAR]
    view = "reporting:practice_page" if public else "reporting:practice_detail"
    return [
        Similar(one.title, reverse(view, args=[one.slug if public else one.pk]), f"{', '.join(labels(one.types))} · {one.house}") for one in found
    ]


def uses_of(example: int) -> tuple[int, list[str]]:
    """How many houses have taken it over, and what they changed: never whose."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT houses, changed FROM thekiz_practice_uses(%s)", [example])
        houses, changed = cursor.fetchone()
    return houses, changed
