"""One provider: contacts, its Kitas within reach, former names, entries; and whether anybody has access."""

from dataclasses import dataclass

from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.journal import subject_of
from sites.core.lists import Page, page
from sites.models import Entry, FormerName, Kita, Provider
from sites.rules.names import former_names
from sites.services.providers import has_people

SHOWN_ENTRIES = 20


@dataclass(frozen=True)
class ProviderDetail:
    """`nobody`: no person has access to it, so that the office may invite a first one."""

    provider: Provider
    pre: str
    page: Page
    former_names: list[FormerName]
    entries: list[Entry]
    merged: list[Provider]
    may_permit: bool
    may_register: bool
    nobody: bool
    crumbs: list[tuple[str, str]]


def provider_detail(request: Request, pk: int) -> ProviderDetail:
    """A provider within reach, or a 404."""
    access = request.access
    provider = fetch(request, rows(request, Provider).select_related("county", "merged_into"), pk=pk)
    kitas = rows(request, Kita).filter(provider=provider, merged_into__isnull=True).select_related("municipality", "county")
    entries = rows(request, Entry).filter(subject=subject_of(provider)).order_by("-at", "-pk")
    in_county = provider.county_id in access.reach("sites.view").places
    is_gone = bool(provider.merged_into_id)
    above = [navigation.PROVIDERS.crumb(provider.county_id)] if in_county else []
    return ProviderDetail(
        provider=provider,
        pre=f"{provider.get_kind_display()}, Sitz: {provider.county.name}",
        page=page(request, kitas),
        former_names=former_names(provider),
        entries=list(entries[:SHOWN_ENTRIES]) if access.holds("entries.view") else [],
        merged=list(provider.merged.all()),
        may_permit=not is_gone and access.may("sites.permit", provider),
        may_register=not is_gone and provider.county_id in access.reach("sites.register").places,
        nobody=not is_gone and not has_people(access, provider),
        crumbs=[navigation.SITES.crumb(), *above, (provider.name, "")],
    )
