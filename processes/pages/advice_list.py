"""What stands on the log of advice of an office: the contacts of a year, and how many by topic, way and who asked (R262)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from processes.forms.advice import AdviceFilter
from processes.models import AdviceContact, Channel
from sites.core.access import Request, rows
from sites.core.days import date_short
from sites.core.keys import day, labelled, named
from sites.core.lists import Counted, Sort, choice, latest, page
from sites.core.navigation import ADVICE
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.models import Place

YEARS = 5
NEW = "Kontakt eintragen"
SORTS = {
    "newest": Sort("", latest("held_on"), "Tag, die neuesten zuerst", like="-day"),
    "day": Sort("Tag", day("held_on")),
    "topic": Sort("Thema", named("topic__label"), "Wortlaut"),
    "asker": Sort("Wer", labelled("asker", AdviceContact.Asker.choices)),
    "channel": Sort("Weg", labelled("channel", Channel.choices)),
}


@dataclass(frozen=True)
class Share:
    """A line of the statistics: how many contacts of all."""

    label: str
    number: int


@dataclass(frozen=True, kw_only=True)
class AdviceList(RowList):
    """The list with its sums by topic, way and who asked, the most first."""

    sums: list[tuple[str, list[Share]]]


def advice_list_page(request: Request, place: Place, name: str) -> AdviceList:
    """The contacts of the own office in a year; three queries."""
    this_year = request.access.today.year
    years = [str(year) for year in range(this_year, this_year - YEARS, -1)]
    year = choice(request, "year", years) or years[0]
    found = rows(request, AdviceContact).filter(place=place.pk, held_on__year=year).select_related("topic", "county", "site")
    listed = page(request, found, sorts=SORTS, counted=Counted(found, "Kontakt", "Kontakte", "Kontakten"))
    may = place.pk in request.access.reach("advice.change").places
    new_url = reverse("processes:advice_create", args=[place.pk]) if may else ""
    return AdviceList(
        title="Beratung",
        pre=name,
        lead="Wer hat wann, auf welchem Weg und wozu gefragt. Kein Fall, keine Familie.",
        new_url=new_url,
        new_label=NEW,
        form=AdviceFilter(initial={"year": year}, years=years, request=request),
        caption=f"Beratungskontakte {year} nach {listed.order}",
        heads=listed.heads,
        page=listed,
        row=_row,
        empty=Empty(f"{year} noch kein Kontakt", "Eine Zeile je Gespräch genügt: Thema, Weg, wer gefragt hat.", new_url, NEW),
        audience=roles_with("advice.view"),
        sums=sums_of(found),
    )


def sums_of(found: QuerySet[AdviceContact]) -> list[tuple[str, list[Share]]]:
    """Contacts by topic, way and who asked. One query."""
    known = list(found.order_by().annotate(topic_words=F("topic__label")).values_list("topic_words", "channel", "asker"))
    topics, channels, askers = ([one[at] for one in known] for at in range(3))
    return [
        ("Nach Thema", shares(topics)),
        ("Nach Weg", shares(str(Channel(one).label) for one in channels)),
        ("Nach Rolle", shares(str(AdviceContact.Asker(one).label) for one in askers)),
    ]


def shares(words: Iterable[str]) -> list[Share]:
    """The most frequent first; as frequent ones by their words."""
    return [Share(label, number) for label, number in sorted(Counter(words).items(), key=lambda one: (-one[1], one[0]))]


def _row(contact: AdviceContact) -> tuple[Cell | str, ...]:
    where = contact.site.name if contact.site else contact.county.name if contact.county else ""
    edit = reverse("processes:advice_edit", args=[contact.pk])
    return (
        Cell(date_short(contact.held_on), contact.adviser, url=edit, about=contact.topic.label),
        Cell(contact.topic.label, contact.words),
        Cell(contact.get_asker_display(), where),
        contact.get_channel_display(),
    )


def advice_own_page(request: Request) -> RowList:
    """The contacts of a facilitator with the offices, wherever they lie: the wall shows each person the own ones (R123)."""
    found: Any = AdviceContact.objects.filter(person=request.user)
    listed = page(request, found.select_related("topic", "site"), sorts=SORTS)
    return RowList(
        title="Beratung der Fachstelle ThEKiZ",
        lead="Ihre Kontakte mit der Fachstelle ThEKiZ und den Landkreisen, wie sie dort eingetragen sind.",
        caption=f"Beratungskontakte nach {listed.order}",
        heads=listed.heads,
        page=listed,
        row=lambda contact: (
            Cell(date_short(contact.held_on), contact.adviser),
            Cell(contact.topic.label, contact.words),
            contact.get_asker_display(),
            contact.get_channel_display(),
        ),
        empty=Empty("Noch kein Kontakt", "Hier steht jedes Gespräch, bei dem die Fachstelle ThEKiZ Ihr Konto angegeben hat."),
        audience="Sie und die Stelle, die Sie beraten hat",
    )


def crumb_of(place: Place) -> tuple[str, str]:
    return ADVICE.crumb(place.pk)
