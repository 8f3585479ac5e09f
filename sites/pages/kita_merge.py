"""A Kita that was entered twice: where its other row is looked for, by a word or among the Kitas of the same municipality."""

from dataclasses import dataclass

from django.urls import reverse

from sites.core.access import Request, rows
from sites.core.lists import word
from sites.core.search import searched
from sites.forms.search import SearchForm
from sites.models import Kita

SUGGESTED = 20
LEAD = "Suchen Sie den zweiten Eintrag derselben Kita. Danach sehen Sie beide nebeneinander und entscheiden, welcher bleibt."


@dataclass(frozen=True)
class KitaMerge:
    kita: Kita
    pre: str
    lead: str
    form: SearchForm
    is_searched: bool
    others: list[Kita]
    crumbs: list[tuple[str, str]]


def kita_merge(request: Request, kita: Kita) -> KitaMerge:
    q = word(request)
    known = rows(request, Kita).filter(county=kita.county_id, merged_into__isnull=True).exclude(pk=kita.pk)
    others = searched(known, q, "name", "key") if q else known.filter(municipality=kita.municipality_id)
    return KitaMerge(
        kita=kita,
        pre=f"{kita.name}, {kita.municipality.name}",
        lead=LEAD,
        form=SearchForm(initial={"q": q}, label="Name oder Schlüssel", request=request),
        is_searched=bool(q),
        others=list(others.select_related("municipality", "provider").order_by("sort_key", "pk")[:SUGGESTED]),
        crumbs=[(kita.name, reverse("sites:kita_detail", args=[kita.pk])), ("Zweimal eingetragen", "")],
    )
