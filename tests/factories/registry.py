"""Rows for tests: Kitas, providers, areas and soziale Zentren."""

from datetime import date

from sites.models import Area, Place, SiteKita, SocialCentre


def make_area(county, name="Planungsraum Nord", **fields):
    return Area.objects.create(county=county, name=name, **fields)


def make_centre(county, name="Soziales Zentrum Nord"):
    return SocialCentre.objects.create(place=Place.objects.create(kind="social_centre"), county=county, name=name)


def make_kita_link(site, kita, starts=date(2023, 1, 1), ends=None, **fields):
    return SiteKita.objects.create(site=site, county_id=site.county_id, kita=kita, starts=starts, ends=ends, **fields)
