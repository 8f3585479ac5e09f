"""The register of Kitas of a county: the list, one Kita with its history, its data and permit, its provider, and what was entered twice."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import page_with_form
from sites.core.journal import subject_of
from sites.core.lists import choice, page, without, word
from sites.forms.kitas import KitaFilterForm, KitaForm, MergeForm, ProviderChangeForm
from sites.models import County, Entry, Kita, Municipality, SiteKita
from sites.services.kitas import change_kita, change_provider, correct_provider, create_kita, former_providers, last_change, merge_kitas
from sites.services.names import former_names

NO_PERMIT = "Die Kita ist ohne Nummer der Betriebserlaubnis gespeichert. Nach 1.6 gehört sie dazu; tragen Sie sie bitte nach, sobald sie vorliegt."
HINT = "Trägerwechsel ist ein Anlass für mehr Prozessbegleitung (2.4): mindestens 10 Stunden im Monat oder nach Bedarf."
SHOWN_ENTRIES = 20
SUGGESTED = 20


def county_crumbs(county: County, label: str = "") -> list[tuple[str, str]]:
    """The way to the pages of the register."""
    return [navigation.SITES.crumb(), navigation.KITAS.crumb(county.pk), *([(label, "")] if label else [])]


@allow("sites.view", group="register")
def kita_list(request, county):
    """The Kitas of a county with provider, site of today and operating permit."""
    county, q = fetch(request, County, pk=county), word(request)
    kitas = rows(request, Kita).filter(county=county, merged_into__isnull=True)
    towns = [(str(pk), name) for pk, name in rows(request, Municipality).filter(county=county).values_list("pk", "name")]
    running = kitas.order_by("provider__sort_key").values_list("provider", "provider__name").distinct()
    providers = [(str(pk), name) for pk, name in running]
    chosen = {
        "municipality": choice(request, "municipality", dict(towns)),
        "provider": choice(request, "provider", dict(providers)),
        "without": choice(request, "without", dict(KitaFilterForm.WITHOUT)),
    }
    links = rows(request, SiteKita).on(request.access.today).filter(kita=OuterRef("pk"))
    if q:
        kitas = kitas.filter(Q(name__icontains=q) | Q(municipality__name__icontains=q) | Q(key__iexact=q))
    if chosen["municipality"]:
        kitas = kitas.filter(municipality=chosen["municipality"])
    if chosen["provider"]:
        kitas = kitas.filter(provider=chosen["provider"])
    if chosen["without"]:
        kitas = kitas.filter(~Exists(links) if chosen["without"] == "site" else Q(permit_number=""))
    names = {"municipality": dict(towns), "provider": dict(providers), "without": dict(KitaFilterForm.WITHOUT)}
    active = [(f"„{q}“", without(request, "q"))] if q else []
    active += [(names[name][value], without(request, name)) for name, value in chosen.items() if value]
    found = kitas.select_related("municipality", "provider").annotate(
        site_pk=Subquery(links.values("site")[:1]), site_name=Subquery(links.values("site__name")[:1])
    )
    context = {
        "county": county, "page": page(request, found), "active": active, "may_permit": request.access.holds("sites.permit"),
        "form": KitaFilterForm(initial={"q": q, **chosen}, municipalities=towns, providers=providers, request=request),
        "tabs": navigation.REGISTRY_TABS.at(request.access, county.pk, navigation.KITAS),
    }  # fmt: skip
    return render(request, "sites/kita_list.html", context)


@allow("sites.view", reads=("entries.view",), group="kitas")
def kita_detail(request, pk):
    """One Kita: master data, operating permit, its sites over time, former names and providers, entries."""
    kita = fetch(request, rows(request, Kita).select_related("municipality", "provider", "county", "merged_into"), pk=pk)
    entries = rows(request, Entry).filter(subject=subject_of(kita)).order_by("-at", "-pk") if request.access.holds("entries.view") else []
    context = {
        "kita": kita,
        "links": rows(request, SiteKita).filter(kita=kita).select_related("site").order_by("-starts"),
        "former_names": former_names(subject_of(kita)),
        "former_providers": former_providers(kita),
        "merged": kita.merged.select_related("municipality"),
        "entries": entries[:SHOWN_ENTRIES],
        "today": request.access.today,
        "may_permit": not kita.merged_into_id and request.access.may("sites.permit", kita),
        "may_register": not kita.merged_into_id and kita.county_id in request.access.reach("sites.register").places,
        "in_county": kita.county_id in request.access.reach("sites.view").places,
        "opens_provider": request.access.may("sites.view", kita.provider),
    }
    crumbs = county_crumbs(kita.county, kita.name) if context["in_county"] else [(kita.provider.name, provider_url(kita)), (kita.name, "")]
    return render(request, "sites/kita_detail.html", {**context, "crumbs": crumbs})


def provider_url(kita: Kita) -> str:
    return reverse("sites:provider_detail", args=[kita.provider_id])


@allow("sites.permit", "GET", "POST", group="kitas")
def kita_create(request):
    """A new Kita with its operating permit."""
    form = KitaForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        kita = create_kita(access=request.access, form=form)
        return _saved(request, kita, f"Die Kita „{kita.name}“ ist angelegt.")
    return page_with_form(request, "sites/kita_create.html", form, crumbs=[navigation.SITES.crumb(), ("Kita anlegen", "")])


def _saved(request, kita: Kita, text: str):
    """Back to the Kita, with a hint where the permit is missing (R031)."""
    messages.success(request, text)
    if not kita.permit_number:
        messages.warning(request, NO_PERMIT)
    return redirect("sites:kita_detail", kita.pk)


def _kita(request, pk: int) -> Kita:
    """A Kita within reach that was not merged into another; held until the answer is done when something is sent."""
    kitas = rows(request, Kita).filter(merged_into__isnull=True).select_related("municipality", "provider", "county")
    return fetch(request, kitas, pk=pk, lock=request.method == "POST")


@allow("sites.permit", "GET", "POST", group="kitas")
def kita_edit(request, pk):
    """Master data and operating permit."""
    kita = _kita(request, pk)
    title = kita.name
    form = KitaForm(request.POST if request.method == "POST" else None, instance=kita, request=request)
    if request.method == "POST" and form.is_valid():
        kita = change_kita(access=request.access, form=form)
        return _saved(request, kita, "Die Angaben zur Kita sind gespeichert.")
    crumbs = [(title, reverse("sites:kita_detail", args=[pk])), ("Angaben ändern", "")]
    return page_with_form(request, "sites/kita_edit.html", form, kita=kita, title=title, crumbs=crumbs)


@allow("sites.register", "GET", "POST", group="kitas")
def kita_provider(request, pk):
    """Another provider from a day on; with ?correct=1 the last change is put right."""
    kita = _kita(request, pk)
    last = last_change(kita)
    correct = bool(last) and choice(request, "correct", {"1"}) == "1"
    form = ProviderChangeForm(request.POST if request.method == "POST" else None, kita=kita, correct=correct, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            if last and correct:
                correct_provider(access=request.access, kita=kita, last=last, **form.cleaned_data)
            else:
                change_provider(access=request.access, kita=kita, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{kita.provider} führt die Kita ab {form.cleaned_data['day']:%d.%m.%Y}.")
            messages.info(request, HINT)
            return redirect("sites:kita_detail", kita.pk)
    crumbs = [(kita.name, reverse("sites:kita_detail", args=[pk])), ("Trägerwechsel", "")]
    return page_with_form(request, "sites/kita_provider.html", form, kita=kita, last=last, correct=correct, crumbs=crumbs)


def _merge_crumbs(kita: Kita, label: str) -> list[tuple[str, str]]:
    return [(kita.name, reverse("sites:kita_detail", args=[kita.pk])), (label, "")]


@allow("sites.register", group="kitas")
def kita_merge(request, pk):
    """A Kita that was entered twice: find the other row, by a word or among the Kitas of the same municipality."""
    kita, q = _kita(request, pk), word(request)
    known = rows(request, Kita).filter(county=kita.county_id, merged_into__isnull=True).exclude(pk=pk).select_related("municipality", "provider")
    found = known.filter(Q(name__icontains=q) | Q(key__iexact=q)) if q else known.filter(municipality=kita.municipality_id)
    context = {"kita": kita, "q": q, "found": found.order_by("sort_key", "pk")[:SUGGESTED], "crumbs": _merge_crumbs(kita, "Zweimal eingetragen")}
    return render(request, "sites/kita_merge.html", context)


@allow("sites.register", "GET", "POST", group="kitas")
def kita_merge_with(request, pk, other):
    """Both rows side by side: choose which stays, confirm."""
    kita, other = _kita(request, pk), _kita(request, other)
    if kita == other or kita.county_id != other.county_id:
        raise Http404
    form = MergeForm(request.POST if request.method == "POST" else None, pair=(kita, other), request=request)
    if request.method == "POST" and form.is_valid():
        stays, goes = (kita, other) if form.cleaned_data["stays"] == kita.pk else (other, kita)
        try:
            merge_kitas(access=request.access, stays=stays, goes=goes)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Die beiden Einträge sind zusammengeführt. „{stays.name}“ bleibt.")
            return redirect("sites:kita_detail", stays.pk)
    links = list(rows(request, SiteKita).filter(kita__in=[kita, other]).select_related("site").order_by("starts"))
    pair = [(row, [link for link in links if link.kita_id == row.pk]) for row in (kita, other)]
    shared = {link.site_id for link in pair[0][1]} & {link.site_id for link in pair[1][1]}
    differs = (kita.municipality_id, kita.provider_id) != (other.municipality_id, other.provider_id)
    context = {"kita": kita, "pair": pair, "shared": bool(shared), "differs": differs, "crumbs": _merge_crumbs(kita, "Zusammenführen")}
    return page_with_form(request, "sites/kita_merge_with.html", form, **context)
