"""The help directory as families read it, in every language: the numbers of the whole country, those of a county and of its houses."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from offers.models import HelpEntry, PublicPage
from offers.pages.crisis import in_need
from offers.rules.crises import numbers
from sites.core.languages import lacks
from sites.models import County
from sites.templatetags.languages import german

URGENT = ("110", "112")
KINDS = {
    HelpEntry.Kind.EMERGENCY: _("Notdienst des Jugendamtes, wenn ein Kind in Gefahr ist"),
    HelpEntry.Kind.PROTECTION: _("Hilfe, wenn ein Kind geschlagen oder vernachlässigt wird"),
    HelpEntry.Kind.YOUTH_OFFICE: _("Jugendamt"),
    HelpEntry.Kind.COUNSELLING: _("Beratungsstelle"),
    HelpEntry.Kind.ASSOCIATION: _("Kinderschutzbund"),
    HelpEntry.Kind.OTHER: _("weitere Hilfe"),
}
#: What the numbers of the whole country are called; one that the state office has worded otherwise stands in German.
KNOWN = (
    gettext_noop("Polizei"), gettext_noop("Rettungsdienst und Feuerwehr"), gettext_noop("Tag und Nacht"), gettext_noop("Elterntelefon"),
    gettext_noop("Mo bis Fr 9 bis 17 Uhr, Di und Do bis 19 Uhr"), gettext_noop("Nummer gegen Kummer, für Kinder und Jugendliche"),
    gettext_noop("Mo bis Sa 14 bis 20 Uhr"), gettext_noop("Hilfetelefon Gewalt gegen Frauen"), gettext_noop("Tag und Nacht, in vielen Sprachen"),
    gettext_noop("Telefonseelsorge"),
)  # fmt: skip


@dataclass(frozen=True)
class NumberLine:
    """A number in the language of the page."""

    phone: str
    name: Any
    when: Any


@dataclass(frozen=True)
class EntryLine:
    """A place of help: what it is in the language of the page, the rest as it was entered."""

    row: HelpEntry

    @property
    def kind(self) -> str:
        return str(KINDS[HelpEntry.Kind(self.row.kind)])


@dataclass(frozen=True)
class HouseHelp:
    """What a house knows around it."""

    name: str
    entries: list[EntryLine]


@dataclass(frozen=True)
class HelpCounty:
    """`urgent`: when life is in danger; `houses`: those with entries of their own."""

    county: County
    urgent: list[NumberLine]
    numbers: list[NumberLine]
    entries: list[EntryLine]
    houses: list[HouseHelp]


def help_counties() -> list[County]:
    """Every county, by name."""
    return list(County.objects.order_by("sort_key"))


def number_lines() -> list[NumberLine]:
    """The numbers of the whole country."""
    return [NumberLine(row.phone, _said(row.title), _said(row.hours)) for row in numbers()]


def _said(text: str) -> Any:
    """A known wording in the language of the page, another one as it was written."""
    return "" if not text else german(text) if lacks(text) else gettext(text)


def help_county_page(county: County) -> HelpCounty:
    """Three queries, whatever is entered."""
    known = number_lines()
    names = dict(PublicPage.objects.filter(county_name=county.name).values_list("site_id", "name"))
    found = in_need(HelpEntry.objects.filter(place__in=[county.pk, *names]))
    by_name = sorted(names.items(), key=lambda pair: pair[1])
    of_houses = [HouseHelp(name, [EntryLine(row) for row in found if row.place_id == site]) for site, name in by_name]
    return HelpCounty(
        county=county,
        urgent=[row for row in known if row.phone in URGENT],
        numbers=[row for row in known if row.phone not in URGENT],
        entries=[EntryLine(row) for row in found if row.place_id == county.pk],
        houses=[house for house in of_houses if house.entries],
    )
