"""What changes places: sites with their Kitas, phases and forms, providers; and how a place is found and named."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import slugify

from sites.core.access import Access
from sites.core.jobs import queue
from sites.core.journal import record
from sites.core.places import NAMES, name_of
from sites.core.rights import ACTIONS
from sites.core.wall import widen_wall
from sites.models import Kita, Membership, Phase, Place, Provider, Site, SiteForm, SiteKita, SitePhase
from sites.services.invitations import write_invitation
from sites.services.names import keep_name


def _reach_anew(access: Access) -> None:
    """The reach was asked for before the new place existed."""
    for name in ("held", "roles"):
        access.__dict__.pop(name, None)


# Finding and naming -----------------------------------------------------------------------------------------------


def places_below(access: Access, place: Place) -> list[Place]:
    """The places that a membership at this place reaches, with the number of people of today; one query."""
    below = {pk for held in access.held if held.place == place.pk and held.role in ACTIONS["members.view"].roles for pk in held.places} - {place.pk}
    if not below:
        return []
    members = Membership.objects.on(access.today).filter(place=OuterRef("pk")).order_by()
    people = members.values("place").annotate(n=Count("user", distinct=True)).values("n")
    name = Func(Coalesce(F("county__name"), F("site__name"), F("provider__name")), function="thekiz_sort")
    places = Place.objects.select_related(*NAMES).filter(pk__in=below).annotate(people=Coalesce(Subquery(people, output_field=IntegerField()), 0))
    found: list[Any] = list(places.order_by(name, "pk"))
    for place in found:
        place.label = name_of(place)
    return found


# Sites ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_site(*, access: Access, municipality, name: str, kitas, day: date, **fields) -> Site:
    """Open a site with its Kitas (R027: no site without a Kita); it begins as interested and is the place of its dossier from now on."""
    if not kitas:
        raise ValidationError("Ein Standort braucht mindestens eine Kita.")
    place = Place.objects.create(kind=Place.Kind.SITE)
    widen_wall(place.pk)
    slug = slugify(f"{name}-{municipality.name}".replace("ß", "ss"))[:50] or "standort"
    site = Site.objects.create(
        place=place, county_id=municipality.county_id, municipality=municipality, name=name, slug=f"{slug}-{place.pk}", **fields
    )
    _reach_anew(access)
    SitePhase.objects.create(site=site, county_id=site.county_id, phase=Phase.INTERESTED, starts=day)
    for number, kita in enumerate(kitas):
        join_kita(access=access, site=site, kita=kita, day=day, leading=number == 0)
    record(access, site, "opened", text=f"Standort „{name}“ angelegt"[:200])
    return site


@transaction.atomic
def register_site(
    *, access: Access, municipality, name: str, kitas=(), new_kita: str = "", provider=None, new_provider: str = "", kind: str = ""
) -> Site:
    """The planner's door: a site from existing Kitas, a new Kita of an existing provider, or all three new."""
    kitas = list(kitas)
    if new_provider:
        provider = register_provider(access=access, county=municipality.county, name=new_provider, kind=kind)
    if new_kita:
        kitas.insert(0, register_kita(access=access, municipality=municipality, provider=provider, name=new_kita))
    return open_site(access=access, municipality=municipality, name=name, kitas=kitas, day=access.today)


@transaction.atomic
def change_site(*, access: Access, form) -> Site:
    """Save master data with one entry that keeps the old and the new values."""
    old = {name: form.initial.get(name) for name in form.changed_data}
    site = form.save()
    if form.changed_data:
        labels = ", ".join(str(form.fields[name].label) for name in form.changed_data)
        changes: dict[str, Any] = {name: [str(old[name] or ""), str(form.cleaned_data[name] or "")] for name in form.changed_data}
        if "name" in old:
            keep_name(access=access, row=site, old=str(old["name"]), place=site.pk)
        record(access, site, "changed", text=f"Stammdaten geändert: {labels}"[:200], changes=changes)
        queue("offers.publish", place=site.pk, title=f"Familienseite von {site.name}"[:160], access=access)
    return site


def join_kita(*, access: Access, site: Site, kita, day: date, leading: bool = False) -> SiteKita:
    """A Kita becomes part of a site from a day on; the database refuses a second site at the same time."""
    link = SiteKita(site=site, county_id=site.county_id, kita=kita, starts=day, leading=leading)
    link.validate_constraints()
    link.save()
    return link


@transaction.atomic
def change_phase(*, access: Access, site: Site, phase: str, day: date, resting_on: str = "") -> SitePhase:
    """End the phase of today and begin another; history stays (R203, R205)."""
    current = SitePhase.objects.select_for_update().filter(site=site, ends__isnull=True).first()
    if current and day <= current.starts:
        begun_on = f"{current.starts:%d.%m.%Y}"
        raise ValidationError(f"Die Phase „{current.get_phase_display()}“ hat erst am {begun_on} begonnen. Bitte wählen Sie einen späteren Tag.")
    if current:
        current.ends = day - timedelta(days=1)
        current.save(update_fields=["ends"])
    begun = SitePhase.objects.create(site=site, county_id=site.county_id, phase=phase, starts=day, resting_on=resting_on)
    record(access, site, "phase", text=f"Phase „{begun.get_phase_display()}“ ab {day:%d.%m.%Y}", note=resting_on)
    return begun


@transaction.atomic
def change_forms(*, access: Access, site: Site, forms: list[str], day: date, reason: str = "") -> None:
    """Set the organisation forms from a day on; what ends keeps its days (R064, R065)."""
    for row in SiteForm.objects.select_for_update().filter(site=site, ends__isnull=True).exclude(form__in=forms):
        row.ends = max(day - timedelta(days=1), row.starts)
        row.save(update_fields=["ends"])
    known = set(SiteForm.objects.filter(site=site, ends__isnull=True).values_list("form", flat=True))
    for number, form in enumerate(forms):
        if form not in known:
            SiteForm.objects.create(site=site, county_id=site.county_id, form=form, starts=day, leading=number == 0, reason=reason)
    record(access, site, "forms", text="Organisationsform geändert", note=reason)


# Kitas and providers ----------------------------------------------------------------------------------------------


def register_kita(*, access: Access, municipality, provider: Provider, name: str, **fields) -> Kita:
    """A Kita of a municipality; the same name there twice is refused in words."""
    kita = Kita(county_id=municipality.county_id, municipality=municipality, provider=provider, name=name, **fields)
    kita.validate_constraints()
    kita.save()
    record(access, kita, "registered", text=f"Kita „{name}“ angelegt"[:200], place=municipality.county_id)
    return kita


@transaction.atomic
def register_provider(*, access: Access, county, name: str, kind: str, contact: str = "", contact_email: str = "", **fields) -> Provider:
    """A provider with its place. Its first person is invited here: nobody else could reach the new place."""
    if Provider.objects.filter(Q(name__iexact=name), county=county).exists():
        raise ValidationError("Diesen Träger gibt es schon.")
    place = Place.objects.create(kind=Place.Kind.PROVIDER)
    widen_wall(place.pk)
    provider = Provider.objects.create(place=place, county=county, name=name, kind=kind, **fields)
    record(access, provider, "registered", text=f"Träger „{name}“ angelegt"[:200], place=county.pk)
    if contact_email:
        write_invitation(access=access, place=place, role="provider", email=contact_email, name=contact, starts=access.today)
    return provider
