"""The feed of all houses for the family app of the Land and for everybody: houses, offers and dates as JSON, a page at a time (docs/feed.md)."""

from collections import defaultdict
from typing import Any

from offers.models import PublicDate, PublicOffer, PublicPage
from offers.pages.family_list import narrowed
from offers.pages.family_offer import lasts
from offers.pages.family_page import coming, counts_of, free_at
from sites.core.access import Request
from sites.core.lists import page
from sites.core.mails import link

VERSION, SIZE = 1, 50


def family_feed(request: Request) -> dict[str, Any]:
    """One page of the feed: houses in the order of the directory, with what takes place in the next 60 days; four queries, whatever it holds."""
    county = request.GET.get("county", "")[:5]
    listed = page(request, narrowed(PublicPage.objects.all(), county=county if county.isascii() and county.isdigit() else ""), "sort_key", size=SIZE)
    sites = [row.site_id for row in listed.rows]
    offers: dict[int, list[PublicOffer]] = defaultdict(list)
    for offer in PublicOffer.objects.filter(site__in=sites).order_by("title", "pk"):
        offers[offer.site_id].append(offer)
    found = list(coming(request.access.today, site__in=sites))
    counts, dates = counts_of(found), defaultdict(list)
    for one in found:
        dates[one.offer_id].append(_date(one, free_at(one, counts)))
    houses = [_house(row, [_offer(row, offer, dates[offer.pk]) for offer in offers[row.site_id]]) for row in listed.rows]
    following = link("offers:family_feed") + listed.next_url if listed.next_url else None
    return {"version": VERSION, "licence": "https://www.govdata.de/dl-de/zero-2-0", "houses": houses, "next": following}


def _house(row: PublicPage, offers: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": row.site_id,
        "name": row.name,
        "url": link("offers:family_page", row.slug),
        "town": row.town,
        "county": {"ags": row.county_key, "name": row.county_name},
        "address": row.address,
        "phone": row.phone,
        "email": row.email,
        "contact": row.contact,
        "directions": row.directions,
        "provider": row.provider_names,
        "model": row.forms,
        "consultation_site": row.consultation,
        "buildings": row.houses,
        "closed": [{"from": starts, "to": ends} for starts, ends in row.closed],
        "changed": row.published.isoformat(),
        "offers": offers,
    }


def _offer(row: PublicPage, offer: PublicOffer, dates: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": offer.pk,
        "title": offer.title,
        "text": offer.text,
        "url": link("offers:family_offer", row.slug, offer.slug),
        "types": offer.types,
        "audience": offer.audience,
        "languages": offer.languages,
        "registration": offer.registration,
        "fee": str(offer.fee),
        "childcare": offer.childcare,
        "accessibility": offer.accessibility,
        "digital": offer.digital,
        "dates": dates,
    }


def _date(one: PublicDate, free: int | None) -> dict[str, Any]:
    begin, end = lasts(one)
    return {
        "id": one.key,
        "begin": begin.isoformat(),
        "end": end.isoformat(),
        "room": one.room,
        "address": one.address,
        "cancelled": one.cancelled,
        "free_places": free,
    }
