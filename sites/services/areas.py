"""What changes the parts of a county: municipalities, planning areas with their sites, soziale Zentren, the register of providers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from sites.core.access import Access
from sites.core.jobs import queue_all
from sites.core.journal import record, record_all
from sites.core.rights import Role
from sites.core.wall import widen_wall
from sites.models import Area, County, Invitation, Kita, Membership, Municipality, Place, Provider, Site, SiteKita, SocialCentre
from sites.services.invitations import write_invitation
from sites.services.names import keep_name


def _assign(access: Access, owner: Area | SocialCentre, column: str, sites) -> None:
    """The sites that belong to an area or a centre from now on; each that comes or goes gets its entry."""
    wanted = {site.pk: site for site in sites}
    had = {site.pk: site for site in Site.objects.select_for_update(of=("self",)).filter(**{column: owner})}
    comes, goes = [wanted[pk] for pk in wanted.keys() - had.keys()], [had[pk] for pk in had.keys() - wanted.keys()]
    Site.objects.filter(pk__in=[site.pk for site in comes]).update(**{column: owner})
    Site.objects.filter(pk__in=[site.pk for site in goes]).update(**{column: None})
    word = owner.get_kind_display() if isinstance(owner, Area) else "sozialen Zentrum"
    told = [(site, f"Gehört jetzt zum {word} {owner.name}") for site in comes]
    told += [(site, f"Gehört nicht mehr zum {word} {owner.name}") for site in goes]
    record_all(access, [(site, column, None, text[:200], {column: owner.pk}) for site, text in told])


@transaction.atomic
def save_area(*, access: Access, form) -> Area:
    """A planning area of the county with its sites (R235)."""
    created, old = form.instance.pk is None, form.initial.get("name", "")
    area = form.save()
    if not created and "name" in form.changed_data:
        keep_name(access=access, row=area, old=old, place=area.county_id)
    record(
        access,
        area,
        "created" if created else "changed",
        text=f"{area.get_kind_display()} „{area.name}“ {'angelegt' if created else 'geändert'}"[:200],
    )
    _assign(access, area, "planning_area", form.cleaned_data["sites"])
    return area


@transaction.atomic
def save_municipality(*, access: Access, form) -> Municipality:
    """A municipality of the county; a new name keeps the old one (R011, R321)."""
    created, old = form.instance.pk is None, form.initial.get("name", "")
    town = form.save()
    if not created:
        keep_name(access=access, row=town, old=old, place=town.county_id)
    text = f"Gemeinde „{town.name}“ {'angelegt' if created else 'geändert'}"
    record(access, town, "registered" if created else "changed", text=text[:200])
    return town


@transaction.atomic
def save_centre(*, access: Access, county: County, centre: SocialCentre | None, name: str, sites) -> SocialCentre:
    """Several ThEKiZ of one social space with one facilitation; each stays a site of its own (R133)."""
    created = centre is None
    if centre is None:
        place = Place.objects.create(kind=Place.Kind.SOCIAL_CENTRE)
        widen_wall(place.pk)
        centre = SocialCentre.objects.create(place=place, county=county, name=name)
    elif centre.name != name:
        old, centre.name = centre.name, name
        centre.save(update_fields=["name"])
        keep_name(access=access, row=centre, old=old, place=county.pk)
    text = f"Soziales Zentrum „{name}“ {'angelegt' if created else 'geändert'}"
    record(access, centre, "created" if created else "changed", text=text[:200], place=county.pk)
    _assign(access, centre, "social_centre", sites)
    return centre


# Providers --------------------------------------------------------------------------------------------------------


def providers_of(county: County):
    """The providers with their seat or a Kita in a county, with the number of their Kitas there; a public register."""
    there = Kita.objects.filter(county=county, provider=OuterRef("pk"), merged_into__isnull=True).order_by().values("provider")
    count = Subquery(there.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    found = Provider.objects.filter(Q(county=county) | Exists(there)).select_related("county")
    return found.annotate(kita_count=Coalesce(count, 0))


@transaction.atomic
def change_provider_data(*, access: Access, form) -> Provider:
    """Name and contacts of a provider; a new name keeps the old one, and the family pages of its sites follow (R010, R321)."""
    old = {name: form.initial.get(name) for name in form.changed_data}
    provider = form.save()
    if old:
        place = provider.county_id if provider.county_id in access.reach("sites.permit").places else provider.pk
        if "name" in old:
            keep_name(access=access, row=provider, old=str(old["name"]), place=place)
        labels = ", ".join(str(form.fields[name].label) for name in old)
        changes = {name: [str(old[name] or ""), str(form.cleaned_data[name] or "")] for name in old}
        record(access, provider, "changed", text=f"Träger geändert: {labels}"[:200], place=place, changes=changes)
        links = SiteKita.objects.on(access.today).filter(kita__provider=provider, site__in=access.reach("sites.permit").places)
        titles = {pk: f"Familienseite von {name}"[:160] for pk, name in links.values_list("site", "site__name")}
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
    if has_people(access, provider):
        raise ValidationError("Bei diesem Träger hat schon jemand Zugang. Diese Person lädt weitere ein.")
    return write_invitation(access=access, place=Place.objects.get(pk=provider.pk), role=Role.PROVIDER, email=email, name=name, starts=access.today)
