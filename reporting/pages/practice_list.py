"""What stands on the library of practice examples: what is published, by words, kind and theme; inside and for everybody the same."""

from django.db.models import F
from django.urls import reverse

from planning.models import Term
from processes.forms.practice import LibraryFilter
from processes.models import PracticeExample, PublishedExample
from sites.core.access import Request
from sites.core.keys import named
from sites.core.lists import Counted, Sort, choice, page, word
from sites.core.navigation import PRACTICE
from sites.core.numbers import with_noun
from sites.core.pages import Cell, Empty, RowList
from sites.core.search import searched

SORTS = {
    "newest": Sort("", -F("pk"), "Tag, das neueste zuerst"),
    "title": Sort("Beispiel", named("title"), "Titel"),
    "house": Sort("Haus", named("house"), "Name"),
    "county": Sort("Gebiet", named("county_name"), "Name"),
}
ALL = "alle, auch ohne Anmeldung"


def practice_list_page(request: Request, *, public: bool = False) -> RowList:
    """Published examples are read by everybody; who may write finds the own ones in work."""
    text, kind = word(request), choice(request, "type", PracticeExample.Type.values)
    themes = list(Term.objects.filter(catalogue=Term.Catalogue.THEME).values_list("code", "label"))
    theme = choice(request, "theme", dict(themes))
    everything = PublishedExample.objects.all()
    found = searched(everything, text, "find", lookup="holds")
    found = found.filter(types__contains=[kind]) if kind else found
    found = found.filter(themes__contains=[theme]) if theme else found
    listed = page(request, found, sorts=SORTS, counted=Counted(everything, "Beispiel", "Beispiele", "Beispielen"))
    follows = not public and request.access.holds("practice.follow")
    view = "reporting:practice_page" if public else "reporting:practice_detail"
    return RowList(
        title="Praxisbeispiele",
        lead="Was Thüringer Eltern-Kind-Zentren erprobt haben, mit dem, was dabei nicht gelang.",
        new_url=reverse("processes:example_list") if follows else "",
        new_label="Beispiele in Arbeit",
        form=LibraryFilter(initial={"q": text, "type": kind, "theme": theme}, themes=themes, request=request),
        caption=f"Praxisbeispiele nach {listed.order}",
        heads=listed.heads,
        page=listed,
        row=lambda example: _row(example, view, public=public),
        empty=_empty(filtered=bool(text or kind or theme), url=reverse("reporting:practice_public") if public else PRACTICE.url()),
        audience=ALL,
    )


def _row(example: PublishedExample, view: str, *, public: bool) -> tuple[Cell | str, ...]:
    url = reverse(view, args=[example.slug if public else example.pk])
    return Cell(example.title, example.lead, url=url), Cell(example.house, ", ".join(labels(example.types))), example.county_name


def labels(types: list[str]) -> list[str]:
    return [str(PracticeExample.Type(one).label) for one in types]


def houses_words(houses: int) -> str:
    """How many have taken it over."""
    return f"{with_noun(houses, 'Haus hat', 'Häuser haben')} das Beispiel übernommen." if houses else "Noch hat kein Haus das Beispiel übernommen."


def _empty(*, filtered: bool, url: str) -> Empty:
    if filtered:
        return Empty("Kein Beispiel gefunden", "Nehmen Sie ein Wort oder einen Filter zurück.", url, "Alle anzeigen")
    return Empty("Noch kein Beispiel", "Hier stehen die Beispiele der Häuser, sobald eines geprüft und veröffentlicht ist.")
