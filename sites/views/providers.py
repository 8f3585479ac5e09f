"""Providers: those of a county, one with its Kitas, its beginning and its data, and its first person."""

from django.http import Http404
from django.urls import reverse

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.forms.providers import FirstPersonForm, ProviderEditForm, ProviderForm, ProviderMergeForm
from sites.models import Provider
from sites.pages.merge_with import WORDS, merged
from sites.pages.provider_detail import provider_detail as provider_detail_page
from sites.pages.provider_list import provider_list_page
from sites.pages.provider_merge import provider_merge as provider_merge_page
from sites.pages.provider_merge_with import provider_merge_with as provider_merge_with_page
from sites.services.providers import change_provider_data, invite_first_person, merge_providers, register_provider


def _address(provider: Provider) -> str:
    return reverse("sites:provider_detail", args=[provider.pk])


def _provider(request, pk: int) -> Provider:
    """A provider within reach that was not merged into another; held until the answer is done when something is sent."""
    return fetch(request, rows(request, Provider).filter(merged_into__isnull=True), pk=pk, lock=request.method == "POST")


@allow("sites.view", group="register")
def provider_list(request, county):
    """The providers with their seat or a Kita in a county."""
    return render_page(request, "row_list.html", provider_list_page(request, county))


@allow("sites.view", reads=("entries.view",), group="kitas")
def provider_detail(request, pk):
    """One provider: contacts, its Kitas within reach, former names, entries; and whether anybody has access."""
    return render_page(request, "sites/provider_detail.html", provider_detail_page(request, pk))


@allow("sites.register", "GET", "POST", group="kitas")
def provider_create(request):
    """Register a provider and invite its first person."""
    return form_page(
        request,
        ProviderForm(*posted(request), request=request),
        save=lambda form: register_provider(access=request.access, **form.cleaned_data),
        done=lambda provider: f"Der Träger „{provider.name}“ ist angelegt.",
        to=_address,
        crumbs=[navigation.SITES.crumb()],
        title="Träger anlegen",
        lead="Ein öffentlicher oder freier Träger mit Sitz im Landkreis. Seine Ansprechperson bekommt eine Einladung.",
        submit="Träger anlegen",
    )


@allow("sites.permit", "GET", "POST", group="kitas")
def provider_edit(request, pk):
    """Name and contacts of a provider."""
    provider = _provider(request, pk)
    name = provider.name
    return form_page(
        request,
        ProviderEditForm(*posted(request), instance=provider, request=request),
        save=lambda form: change_provider_data(access=request.access, provider=provider, **form.cleaned_data),
        done="Die Angaben zum Träger sind gespeichert.",
        crumbs=[navigation.SITES.crumb(), (name, _address(provider))],
        title="Angaben zum Träger",
        pre=name,
        lead="Ein neuer Name gilt ab heute; der alte bleibt als früherer Name stehen.",
    )


@allow("sites.register", "GET", "POST", group="kitas")
def provider_invite(request, pk):
    """Invite somebody to a provider that nobody reaches."""
    provider = _provider(request, pk)
    return form_page(
        request,
        FirstPersonForm(*posted(request), request=request),
        save=lambda form: invite_first_person(access=request.access, provider=provider, **form.cleaned_data),
        done=lambda invitation: f"{invitation.name} ist als Träger eingeladen.",
        crumbs=[navigation.SITES.crumb(), (provider.name, _address(provider))],
        title="Person einladen",
        pre=provider.name,
        lead="Für einen Träger, bei dem niemand (mehr) Zugang hat. Die Einladung gilt sieben Tage.",
        submit="Einladung senden",
    )


@allow("sites.register", group="kitas")
def provider_merge(request, pk):
    """A provider that was entered twice: find the other row, by a word or among those written alike."""
    return render_page(request, "sites/provider_merge.html", provider_merge_page(request, _provider(request, pk)))


@allow("sites.register", "GET", "POST", group="kitas")
def provider_merge_with(request, pk, other):
    """Both rows side by side: choose which stays, confirm."""
    provider, other = _provider(request, pk), _provider(request, other)
    if provider == other or provider.county_id != other.county_id:  # guard: merge-provider-pair -> if False:
        raise Http404

    def merge(form):
        stays, goes = (provider, other) if form.cleaned_data["stays"] == provider.pk else (other, provider)
        return merge_providers(access=request.access, stays=stays, goes=goes)

    return form_page(
        request,
        ProviderMergeForm(*posted(request), pair=(provider, other), request=request),
        save=merge,
        done=merged,
        to=_address,
        crumbs=[(provider.name, _address(provider))],
        pre=provider.get_kind_display(),
        template="sites/provider_merge_with.html",
        **WORDS,
        **vars(provider_merge_with_page(request, provider, other)),
    )
