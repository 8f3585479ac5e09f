"""The register of Kitas of a county: the list, one Kita with its history, its data and permit, its provider, and what was entered twice."""

from datetime import timedelta

from django.http import Http404
from django.urls import reverse

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.lists import choice
from sites.core.pages import render_page
from sites.core.removal import Removal
from sites.forms.kitas import KitaForm, MergeForm, ProviderChangeForm
from sites.models import FormerProvider, Kita
from sites.pages.kita_detail import kita_detail as kita_detail_page
from sites.pages.kita_list import kita_list_page
from sites.pages.kita_merge import kita_merge as kita_merge_page
from sites.pages.kita_merge_with import kita_merge_with as kita_merge_with_page
from sites.pages.merge_with import WORDS, merged
from sites.services.kitas import change_kita, change_provider, correct_provider, create_kita, last_change, merge_kitas

NO_PERMIT = "Die Kita ist ohne Nummer der Betriebserlaubnis gespeichert. Nach 1.6 gehört sie dazu; tragen Sie sie bitte nach, sobald sie vorliegt."
CHANGED = (
    "{provider} führt die Kita ab {day:%d.%m.%Y}. Trägerwechsel ist ein Anlass für mehr Prozessbegleitung (2.4): mindestens 10 Stunden im Monat "
    "oder nach Bedarf."
)
DAY = timedelta(days=1)


@allow("sites.view", group="register")
def kita_list(request, county):
    """The Kitas of a county with provider, site of today and operating permit."""
    return render_page(request, "row_list.html", kita_list_page(request, county))


@allow("sites.view", reads=("entries.view",), group="kitas")
def kita_detail(request, pk):
    """One Kita: master data, operating permit, its sites over time, former names and providers, entries."""
    return render_page(request, "sites/kita_detail.html", kita_detail_page(request, pk))


@allow("sites.permit", "GET", "POST", group="kitas")
def kita_create(request):
    """A new Kita with its operating permit."""
    return form_page(
        request,
        KitaForm(*posted(request), request=request),
        save=lambda form: create_kita(access=request.access, **form.cleaned_data),
        done=lambda kita: f"Die Kita „{kita.name}“ ist angelegt.",
        warning=_permit_is_missing,
        to=_address,
        crumbs=[navigation.SITES.crumb()],
        title="Kita anlegen",
        lead="Sie steht danach im Register des Landkreises. Zu einem Standort gehört sie erst, wenn die Sozialplanung sie aufnimmt.",
        submit="Kita anlegen",
    )


def _permit_is_missing(kita: Kita) -> str:
    """What to think of where a Kita has no number of its permit (R031)."""
    return "" if kita.permit_number else NO_PERMIT


def _address(kita: Kita) -> str:
    return reverse("sites:kita_detail", args=[kita.pk])


def _kita(request, pk: int) -> Kita:
    """A Kita within reach that was not merged into another; held until the answer is done when something is sent."""
    kitas = rows(request, Kita).filter(merged_into__isnull=True).select_related("municipality", "provider", "county")
    return fetch(request, kitas, pk=pk, lock=request.method == "POST")


@allow("sites.permit", "GET", "POST", group="kitas")
def kita_edit(request, pk):
    """Master data and operating permit."""
    kita = _kita(request, pk)
    name = kita.name
    return form_page(
        request,
        KitaForm(*posted(request), instance=kita, request=request),
        save=lambda form: change_kita(access=request.access, kita=kita, **form.cleaned_data),
        done="Die Angaben zur Kita sind gespeichert.",
        warning=_permit_is_missing,
        crumbs=[(name, _address(kita))],
        removal=Removal(kita, to=navigation.KITAS.url(kita.county_id)),
        title="Angaben zur Kita",
        pre=name,
        lead="Ein neuer Name gilt ab heute; der alte bleibt als früherer Name stehen.",
    )


@allow("sites.register", "GET", "POST", group="kitas")
def kita_provider(request, pk):
    """Another provider from a day on; with ?correct=1 the last change is put right."""
    kita = _kita(request, pk)
    last = last_change(kita)
    if last and choice(request, "correct", {"1"}):
        return _correct_provider(request, kita, last)
    before = f"Heute führt {kita.provider.name} die Kita."
    return form_page(
        request,
        ProviderChangeForm(*posted(request), kita=kita, last=last, correct=False, request=request),
        save=lambda form: change_provider(access=request.access, kita=kita, **form.cleaned_data),
        done=lambda change: CHANGED.format(provider=kita.provider, day=change.ends + DAY),
        crumbs=[(kita.name, _address(kita))],
        title="Trägerwechsel",
        pre=kita.name,
        lead=f"{before} Der bisherige Träger bleibt mit seinen Tagen stehen; seine Rollen reichen danach "
        "nicht mehr an diese Kita, nur noch an die Sachberichte seiner Jahre.",
        submit="Trägerwechsel eintragen",
    )


def _correct_provider(request, kita: Kita, last: FormerProvider):
    return form_page(
        request,
        ProviderChangeForm(*posted(request), kita=kita, last=last, correct=True, request=request),
        save=lambda form: correct_provider(access=request.access, kita=kita, last=last, **form.cleaned_data),
        done=lambda change: CHANGED.format(provider=kita.provider, day=change.ends + DAY),
        crumbs=[(kita.name, _address(kita))],
        title="Letzten Trägerwechsel berichtigen",
        pre=kita.name,
        lead=f"Für einen falschen Tag oder einen falschen Träger. Vorher führte {last.provider.name} die Kita.",
        submit="Berichtigung speichern",
    )


@allow("sites.register", group="kitas")
def kita_merge(request, pk):
    """A Kita that was entered twice: find the other row, by a word or among the Kitas of the same municipality."""
    return render_page(request, "sites/kita_merge.html", kita_merge_page(request, _kita(request, pk)))


@allow("sites.register", "GET", "POST", group="kitas")
def kita_merge_with(request, pk, other):
    """Both rows side by side: choose which stays, confirm."""
    kita, other = _kita(request, pk), _kita(request, other)
    if kita == other or kita.county_id != other.county_id:  # guard: merge-pair -> if False:
        raise Http404

    def merge(form):
        stays, goes = (kita, other) if form.cleaned_data["stays"] == kita.pk else (other, kita)
        return merge_kitas(access=request.access, stays=stays, goes=goes)

    return form_page(
        request,
        MergeForm(*posted(request), pair=(kita, other), request=request),
        save=merge,
        done=merged,
        to=_address,
        crumbs=[(kita.name, _address(kita))],
        pre=kita.municipality.name,
        template="sites/kita_merge_with.html",
        **WORDS,
        **vars(kita_merge_with_page(request, kita, other)),
    )
