"""A provider that was entered twice: where its other row is looked for, by a word or among those that are written alike."""

import re
from dataclasses import dataclass

from django.urls import reverse

from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.lists import word
from sites.core.search import searched
from sites.forms.search import SearchForm
from sites.models import Provider

SUGGESTED = 20
LEAD = "Suchen Sie den zweiten Eintrag desselben Trägers. Danach sehen Sie beide nebeneinander und entscheiden, welcher bleibt."


@dataclass(frozen=True)
class ProviderMerge:
    provider: Provider
    pre: str
    lead: str
    form: SearchForm
    is_searched: bool
    others: list[Provider]
    crumbs: list[tuple[str, str]]


def provider_merge(request: Request, provider: Provider) -> ProviderMerge:
    q = word(request)
    known = rows(request, Provider).filter(county=provider.county_id, merged_into__isnull=True).exclude(pk=provider.pk)
    others = searched(known, q, "name") if q else searched(known, max(re.findall(r"\w+", provider.name), key=len, default=""), "name")
    return ProviderMerge(
        provider=provider,
        pre=provider.name,
        lead=LEAD,
        form=SearchForm(initial={"q": q}, label="Name", request=request),
        is_searched=bool(q),
        others=list(others.order_by("sort_key", "pk")[:SUGGESTED]),
        crumbs=[
            navigation.PROVIDERS.crumb(provider.county_id),
            (provider.name, reverse("sites:provider_detail", args=[provider.pk])),
            ("Zweimal eingetragen", ""),
        ],
    )
