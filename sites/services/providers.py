"""What changes the register of providers, and who is the first to reach one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sites.core.access import Access
from sites.core.jobs import queue_all
from sites.core.journal import record
from sites.core.rights import Role
from sites.core.wall import widen_wall
from sites.models import County, Invitation, Membership, Place, Provider, SiteKita
from sites.services.fields import labels_of, save_fields
from sites.services.invitations import write_invitation
from sites.services.names import keep_name


@transaction.atomic
def register_provider(*, access: Access, county: County, name: str, kind: str, contact: str = "", contact_email: str = "", **fields: Any) -> Provider:
    """A provider with its place. Its first person is invited here: nobody else could reach the new place."""
    if Provider.objects.filter(name__iexact=name, county=county).exists():
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
