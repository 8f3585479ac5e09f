"""What changes the parts of a county: planning areas and soziale Zentren with their sites."""

from collections.abc import Iterable

from django.db import transaction

from sites.core.access import Access
from sites.core.journal import record, record_all
from sites.core.wall import widen_wall
from sites.models import Area, County, Place, Site, SocialCentre
from sites.services.fields import save_fields
from sites.services.names import keep_name


def _assign(access: Access, owner: Area | SocialCentre, column: str, sites: Iterable[Site]) -> None:
    """The sites that belong to an area or a centre from now on; each that comes or goes gets its entry."""
    wanted = {site.pk: site for site in sites}
    had = {site.pk: site for site in Site.objects.select_for_update(of=("self",)).filter(**{column: owner})}
    comes, goes = [wanted[pk] for pk in wanted.keys() - had.keys()], [had[pk] for pk in had.keys() - wanted.keys()]
    Site.objects.filter(pk__in=[site.pk for site in comes]).update(**{column: owner})
    Site.objects.filter(pk__in=[site.pk for site in goes]).update(**{column: None})
    word = owner.get_kind_display() if isinstance(owner, Area) else "sozialen Zentrum"
    texts = [(site, f"Gehört jetzt zum {word} {owner.name}") for site in comes]
    texts += [(site, f"Gehört nicht mehr zum {word} {owner.name}") for site in goes]
    record_all(access, [(site, column, None, text, {column: owner.pk}) for site, text in texts])


@transaction.atomic
def save_area(*, access: Access, area: Area, kind: str, name: str, text: str, sites: Iterable[Site]) -> Area:
    """A planning area of the county, new or changed, with its sites (R235)."""
    is_new = area.pk is None
    changes = save_fields(area, kind=kind, name=name, text=text)
    if "name" in changes:
        keep_name(access=access, row=area, old=changes["name"][0], place=area.county_id)
    entry = f"{area.get_kind_display()} „{name}“ {'angelegt' if is_new else 'geändert'}"
    record(access, area, "created" if is_new else "changed", text=entry)
    _assign(access, area, "planning_area", sites)
    return area


@transaction.atomic
def save_centre(*, access: Access, county: County, centre: SocialCentre | None, name: str, sites: Iterable[Site]) -> SocialCentre:
    """Several ThEKiZ of one social space with one facilitation; each stays a site of its own (R133)."""
    is_new = centre is None
    if centre is None:
        place = Place.objects.create(kind=Place.Kind.SOCIAL_CENTRE)
        widen_wall(place.pk)
        centre = SocialCentre.objects.create(place=place, county=county, name=name)
    elif changes := save_fields(centre, name=name):
        keep_name(access=access, row=centre, old=changes["name"][0], place=county.pk)
    text = f"Soziales Zentrum „{name}“ {'angelegt' if is_new else 'geändert'}"
    record(access, centre, "created" if is_new else "changed", text=text, place=county.pk)
    _assign(access, centre, "social_centre", sites)
    return centre
