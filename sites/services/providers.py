"""What changes the register of providers, and who is the first to reach one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from sites.core.access import Access
from sites.core.jobs import queue_all
from sites.core.journal import record
from sites.core.roles import Role
from sites.core.wall import widen_wall
from sites.models import County, Invitation, Membership, Place, Provider, SiteKita
from sites.services.fields import labels_of, save_fields
from sites.services.invitations import write_invitation
from sites.services.names import keep_name


@transaction.atomic
def register_provider(*, access: Access, county: County, name: str, kind: str, contact: str = "", contact_email: str = "", **fields: Any) -> Provider:
    """A provider with its place. Its first person is invited here: nobody else could reach the new place."""
    if Provider.objects.filter(name__iexact=name, county=county, merged_into__isnull=True).exists():
        raise ValidationError("Diesen Träger gibt es schon.")
    place = Place.objects.create(kind=Place.Kind.PROVIDER)
    widen_wall(place.pk)
    provider = Provider.objects.create(place=place, county=county, name=name, kind=kind, **fields)
    record(access, provider, "registered", text=f"Träger „{name}“ angelegt", place=county.pk)
    if contact_email:
        write_invitation(access=access, place=place, role=Role.PROVIDER, email=contact_email, name=contact, starts=access.today)
    return provider


@transaction.atomic
def change_provider_data(*, access: Access, provider: Provider, name: str, kind: str, email: str, phone: str) -> Provider:
    """Name and contacts of a provider; a new name keeps the old one, and the family pages of its sites follow (R010, R321)."""
    if not (changes := save_fields(provider, name=name, kind=kind, email=email, phone=phone)):
        return provider
    offices = access.reach("sites.permit").places
    place = provider.county_id if provider.county_id in offices else provider.pk
    if "name" in changes:
        keep_name(access=access, row=provider, old=changes["name"][0], place=place)
    record(access, provider, "changed", text=f"Träger geändert: {labels_of(provider, changes)}", place=place, changes=changes)
    links = SiteKita.objects.on(access.today).filter(kita__provider=provider, site__in=offices)
    titles = {pk: f"Familienseite von {site}" for pk, site in links.values_list("site", "site__name")}
    queue_all("offers.publish", titles=titles, access=access)
    return provider


def has_people(access: Access, provider: Provider) -> bool:
    """Does anybody reach the provider's place today? The office of its seat may ask, although the place is not in its reach."""
    if provider.county_id not in access.reach("sites.register").places:
        return True
    widen_wall(provider.pk)
    return Membership.objects.on(access.today).filter(place=provider.pk).exists()


@transaction.atomic
def invite_first_person(*, access: Access, provider: Provider, name: str, email: str) -> Invitation:
    """For a provider that nobody reaches (any more): otherwise its own people invite."""
    if has_people(access, provider):  # guard: first-person -> if False:
        raise ValidationError("Bei diesem Träger hat schon jemand Zugang. Diese Person lädt weitere ein.")
    place = Place.objects.get(pk=provider.pk)
    return write_invitation(access=access, place=place, role=Role.PROVIDER, email=email, name=name, starts=access.today)


@transaction.atomic
def merge_providers(*, access: Access, stays: Provider, goes: Provider) -> Provider:
    """One provider that was entered twice becomes one: Kitas, former days, roles and invitations follow, gaps are filled, nothing is erased."""
    links = SiteKita.objects.on(access.today).filter(kita__provider=goes).values_list("site", "site__name")
    titles = {pk: f"Familienseite von {name}" for pk, name in links}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, number FROM thekiz_merge_providers(%s, %s)", [stays.pk, goes.pk])
        moved = dict(cursor.fetchall())
    goes.merged_into = stays
    goes.save(update_fields=["merged_into"])
    filled = [name for name in ("email", "phone") if not getattr(stays, name) and getattr(goes, name)]
    for name in filled:
        setattr(stays, name, getattr(goes, name))
    stays.save()
    place, text = stays.county_id, "zusammengeführt: war zweimal eingetragen"
    record(access, stays, "merged", text=f"„{goes.name}“ hierher {text}"[:200], place=place, provider=goes.pk, filled=filled, moved=moved)
    record(access, goes, "merged", text=f"Mit „{stays.name}“ {text}"[:200], place=place, provider=stays.pk)
    queue_all("offers.publish", titles=titles, access=access)
    return stays
