"""What changes sites: they open with their Kitas, change master data, phase and form."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from sites.core.access import Access
from sites.core.jobs import queue
from sites.core.journal import record
from sites.core.wall import widen_wall
from sites.models import FormerShare, Kita, Municipality, Phase, Place, Provider, Site, SiteForm, SiteKita, SitePhase
from sites.services.fields import labels_of, save_fields
from sites.services.names import keep_name
from sites.services.providers import register_provider


def _reach_anew(access: Access) -> None:
    """The reach was asked for before the new place existed."""
    for name in ("held", "roles"):
        access.__dict__.pop(name, None)


# Sites ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_site(*, access: Access, municipality: Municipality, name: str, kitas: Sequence[Kita], day: date, **fields: Any) -> Site:
    """Open a site with its Kitas (R027: no site without a Kita); it begins as interested and is the place of its dossier from now on."""
    if not kitas:  # guard: site-without-kita -> if False:
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
    record(access, site, "opened", text=f"Standort „{name}“ angelegt")
    return site


@transaction.atomic
def register_site(
    *,
    access: Access,
    municipality: Municipality,
    name: str,
    kitas: Iterable[Kita] = (),
    new_kita: str = "",
    provider: Provider | None = None,
    new_provider: str = "",
    kind: str = "",
) -> Site:
    """The planner's door: a site from existing Kitas, a new Kita of an existing provider, or all three new."""
    kitas = list(kitas)
    if new_provider:
        provider = register_provider(access=access, county=municipality.county, name=new_provider, kind=kind)
    if new_kita and provider is None:
        raise ValidationError({"provider": "Eine neue Kita braucht einen Träger. Bitte wählen Sie ihn oder legen Sie ihn neu an."})
    if new_kita and provider:
        kitas.insert(0, register_kita(access=access, municipality=municipality, provider=provider, name=new_kita))
    return open_site(access=access, municipality=municipality, name=name, kitas=kitas, day=access.today)


@transaction.atomic
def change_site(*, access: Access, site: Site, **fields: Any) -> Site:
    """Save master data with one entry that keeps the old and the new values."""
    if changes := save_fields(site, **fields):
        if "name" in changes:
            keep_name(access=access, row=site, old=changes["name"][0], place=site.pk)
        record(access, site, "changed", text=f"Stammdaten geändert: {labels_of(site, changes)}", changes=changes)
        queue("offers.publish", place=site.pk, title=f"Familienseite von {site.name}", access=access)
    return site


def join_kita(*, access: Access, site: Site, kita: Kita, day: date, leading: bool = False) -> SiteKita:
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


def change_coordination(*, site: Site, fte: Decimal | None, day: date) -> int | None:
    """How much coordination a site has from a day on; what was decided for a later day stays. Returns what keeps the time before, if it differs."""
    holder = _holder(site, day)
    before = holder.coordinator_fte
    if before == fte:
        return None
    kept = {"county_id": site.county_id, "coordinator_fte": before}
    former, _ = FormerShare.objects.get_or_create(site=site, ends=day - timedelta(days=1), defaults=kept)
    _keep(holder, fte)
    return former.pk


def undo_coordination(*, site: Site, former: int | None, fte: Decimal | None) -> None:
    """As it was before `change_coordination`; what was changed by hand since stays as it is."""
    for row in FormerShare.objects.filter(pk=former or 0):
        holder = _holder(site, row.ends + timedelta(days=1))
        if holder.coordinator_fte == fte:
            _keep(holder, row.coordinator_fte)
            row.delete()


def _holder(site: Site, day: date) -> Site | FormerShare:
    """The row that says how much coordination there is on a day."""
    return FormerShare.objects.filter(site=site, ends__gte=day).order_by("ends").first() or site


def _keep(holder: Site | FormerShare, fte: Decimal | None) -> None:
    holder.coordinator_fte = fte
    holder.save(update_fields=["coordinator_fte"])


# Kitas ----------------------------------------------------------------------------------------------------------


def register_kita(*, access: Access, municipality: Municipality, provider: Provider, name: str, **fields: Any) -> Kita:
    """A Kita of a municipality; the same name there twice is refused in words."""
    kita = Kita(county_id=municipality.county_id, municipality=municipality, provider=provider, name=name, **fields)
    kita.validate_constraints()
    kita.save()
    record(access, kita, "registered", text=f"Kita „{name}“ angelegt", place=municipality.county_id)
    return kita
