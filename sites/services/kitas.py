"""What changes a Kita: its master data and operating permit, its provider, and what happens when it was entered twice."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sites.core.access import Access
from sites.core.days import is_over, overlap
from sites.core.jobs import queue_all
from sites.core.journal import record
from sites.models import FormerProvider, Kita, Municipality, Provider, Site, SiteKita
from sites.services.fields import labels_of, save_fields
from sites.services.names import keep_name

DAY = timedelta(days=1)
PERMIT = ("permit_number", "permit_date", "permit_holder", "permit_rooms")
#: What the Kita that stays takes over where it has nothing itself; the permit comes whole or not at all.
FILLED = ("key", "street", "postcode", "phone", "email", "places")


def _sites_of(access: Access, *kitas: Kita) -> list[Site]:
    """The sites of today of Kitas: what families read there follows."""
    return [link.site for link in SiteKita.objects.on(access.today).filter(kita__in=kitas).select_related("site")]


def _publish(access: Access, sites: list[Site]) -> None:
    queue_all("offers.publish", titles={site.pk: f"Familienseite von {site.name}" for site in sites}, access=access)


def place_of_kita(access: Access, kita: Kita, sites: list[Site]) -> int:
    """Where something about a Kita is written down: at its site, which office and provider both read; else at whom the person writes for."""
    at_county = kita.county_id in access.reach("sites.permit").places
    place: int = sites[0].pk if sites else kita.county_id if at_county else kita.provider_id
    return place


@transaction.atomic
def change_kita(*, access: Access, kita: Kita, **fields: Any) -> Kita:
    """Save master data and permit with one entry that keeps old and new values; a new name keeps the old one (R031, R321)."""
    if changes := save_fields(kita, **fields):
        sites = _sites_of(access, kita)
        place = place_of_kita(access, kita, sites)
        if "name" in changes:
            keep_name(access=access, row=kita, old=changes["name"][0], place=place)
        record(access, kita, "changed", text=f"Kita geändert: {labels_of(kita, changes)}", place=place, changes=changes)
        _publish(access, sites)
    return kita


@transaction.atomic
def create_kita(*, access: Access, municipality: Municipality, provider: Provider, name: str, **fields: Any) -> Kita:
    """A Kita with its permit, by the office of its county or by its provider."""
    kita = Kita.objects.create(county_id=municipality.county_id, municipality=municipality, provider=provider, name=name, **fields)
    record(access, kita, "registered", text=f"Kita „{name}“ angelegt", place=place_of_kita(access, kita, []))
    return kita


# The provider -----------------------------------------------------------------------------------------------------


def last_change(kita: Kita) -> FormerProvider | None:
    """The last change of provider: who ran the Kita before today's provider."""
    return kita.former_providers.select_related("provider").first()


@transaction.atomic
def change_provider(*, access: Access, kita: Kita, provider: Provider, day: date) -> FormerProvider:
    """Another provider runs the Kita from a day on, today or before; who ran it keeps its days (R010, R130)."""
    last = last_change(kita)
    if last and day <= last.ends + DAY:
        since = f"{last.ends + DAY:%d.%m.%Y}"
        raise ValidationError({"day": f"{kita.provider} führt die Kita erst seit dem {since}. Bitte wählen Sie einen späteren Tag."})
    former = FormerProvider.objects.create(
        county_id=kita.county_id, kita=kita, provider=kita.provider, starts=last.ends + DAY if last else None, ends=day - DAY
    )
    _hand_to(access, kita, provider, "provider", f"Träger ab {day:%d.%m.%Y}: {provider} (vorher {kita.provider})")
    return former


@transaction.atomic
def correct_provider(*, access: Access, kita: Kita, last: FormerProvider, provider: Provider, day: date) -> FormerProvider:
    """The last change of provider was written down wrongly: the right provider, or the right day."""
    if last.starts and day <= last.starts:
        raise ValidationError(
            {"day": f"{last.provider} hat die Kita erst am {last.starts:%d.%m.%Y} übernommen. Bitte wählen Sie einen späteren Tag."}
        )
    if provider.pk == last.provider_id:
        raise ValidationError({"provider": f"{provider} führte die Kita vorher. Bitte wählen Sie den Träger, der sie übernommen hat."})
    was = f"bisher {kita.provider} ab {last.ends + DAY:%d.%m.%Y}"
    last.ends = day - DAY
    last.save(update_fields=["ends"])
    _hand_to(access, kita, provider, "provider_corrected", f"Trägerwechsel berichtigt: {provider} ab {day:%d.%m.%Y}, {was}")
    return last


def _hand_to(access: Access, kita: Kita, provider: Provider, kind: str, text: str) -> None:
    sites = _sites_of(access, kita)
    before = kita.provider_id
    kita.provider = provider
    kita.save(update_fields=["provider"])
    record(access, kita, kind, text=text, place=sites[0].pk if sites else None, provider=[before, provider.pk])
    _publish(access, sites)


# Entered twice ----------------------------------------------------------------------------------------------------


@transaction.atomic
def merge_kitas(*, access: Access, stays: Kita, goes: Kita) -> Kita:
    """One Kita that was entered twice becomes one: the days at sites move, what the other knows fills gaps, nothing is erased."""
    sites = _sites_of(access, stays, goes)
    days = _merge_days(access, stays, goes)
    goes.merged_into = stays
    goes.save(update_fields=["merged_into"])
    Kita.objects.filter(merged_into=goes).update(merged_into=stays)
    filled = [name for name in FILLED if not getattr(stays, name) and getattr(goes, name)]
    if not any(getattr(stays, name) for name in PERMIT):
        filled += [name for name in PERMIT if getattr(goes, name)]
    for name in filled:
        setattr(stays, name, getattr(goes, name))
    stays.save()
    record(access, stays, "merged", text=f"„{goes.name}“ hierher zusammengeführt: war zweimal eingetragen", kita=goes.pk, filled=filled, days=days)
    record(access, goes, "merged", text=f"Mit „{stays.name}“ zusammengeführt: war zweimal eingetragen", kita=stays.pk)
    _publish(access, sites)
    return stays


def _merge_days(access: Access, stays: Kita, goes: Kita) -> list[list[str]]:
    """Move the days at sites without overlap; returns the rows as they were. Two sites at the same time cannot both be right."""
    links = list(SiteKita.objects.select_for_update(of=("self",)).filter(kita__in=[stays, goes]).select_related("site").order_by("starts"))
    before = [[link.kita.name, link.site.name, str(link.starts), str(link.ends or "")] for link in links]
    for link in [link for link in links if link.kita_id == goes.pk]:
        meeting = [other for other in links if other.kita_id == stays.pk and overlap(other, link)]
        elsewhere = next((other for other in meeting if other.site_id != link.site_id), None)
        if elsewhere and not is_over(link, access.today):
            raise ValidationError(
                f"„{stays.name}“ gehört zum Standort {elsewhere.site.name} und „{goes.name}“ im selben Zeitraum zum Standort {link.site.name}. "
                "Bitte beenden Sie zuerst eine der beiden Zuordnungen auf der Seite „Kitas“ des Standorts."
            )
        if elsewhere:
            continue  # long over: it stays with the row it was entered for
        for other in meeting:
            link.starts, link.leading = min(link.starts, other.starts), link.leading or other.leading
            link.ends = None if link.ends is None or other.ends is None else max(link.ends, other.ends)
            links.remove(other)
            other.delete()
        link.kita = stays
        link.save(update_fields=["kita", "starts", "ends", "leading"])
    return before
