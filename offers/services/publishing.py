"""The published projection of a site: what families see of it, written anew by every service that changes public things."""

from datetime import date, timedelta
from itertools import count

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from offers.models import ClosingDays, Offer, PublicDate, PublicOffer, PublicPage, Session
from sites.core.days import not_over
from sites.models import Phase, Site, with_today
from sites.rules.phases import RUNNING

COPIED = (
    "title", "text", "types", "audience", "origin", "languages", "registration", "capacity", "waiting_list", "fee", "childcare", "accessibility",
    "digital", "analogue_way", "starts", "ends",
)  # fmt: skip


@transaction.atomic
def publish(*, site: int, today: date) -> PublicPage | None:
    """Write anew what families see of a site: its houses, its public offers that run or will run, and all their coming dates.

    Called by every service that changes public things; a number that is logged is none.
    A Kita that is only interested, or a site that has ended, has no page.
    """
    row = with_today(Site.objects.all(), today).get(pk=site)
    if row.phase_today is None or row.phase_today.phase not in RUNNING:  # guard: family-phase -> if False:
        for model in (PublicDate, PublicOffer, PublicPage):
            model.objects.filter(site_id=site).delete()
        return None
    offers = list(
        Offer.objects.filter(
            not_over(today),
            starts__isnull=False,  # guard: family-draft
            public=True,  # guard: family-public
            site_id=site,
        )
        .select_related("venue")
        .prefetch_related("terms")
    )
    page = _page(row, today, offers)
    _offers(site, offers)
    _dates(site, today, {offer.pk: offer for offer in offers})
    return page


def _page(row: Site, today: date, offers: list[Offer]) -> PublicPage:
    kitas = list(row.kita_links.on(today).select_related("kita__provider", "kita__municipality").order_by("-leading", "kita__sort_key"))
    providers = list(dict.fromkeys(link.kita.provider.name for link in kitas))
    houses = [{"name": link.kita.name, "address": address(link.kita.street, link.kita.postcode, link.kita.municipality.name)} for link in kitas]
    page, _ = PublicPage.objects.update_or_create(  # holds the page's row: two publishers at once wait here
        site=row,
        defaults={
            "slug": row.slug,
            "name": row.name,
            "town": row.municipality.name,
            "county_name": row.county.name,
            "county_key": row.county.ags,
            "forms": ", ".join(form.get_form_display() for form in row.forms_today)[:120],
            "consultation": row.phase_today is not None and row.phase_today.phase == Phase.CONSULTATION,
            "houses": houses,
            "closed": [[days.starts.isoformat(), days.ends.isoformat()] for days in ClosingDays.objects.filter(site=row, ends__gte=today)],
            "themes": sorted({term.code for offer in offers for term in offer.terms.all() if term.catalogue == "theme"}),
            "audience": sorted({value for offer in offers for value in offer.audience}),
            "provider_names": ", ".join(providers)[:300],
            "address": address(row.street, row.postcode, row.municipality.name),
            "phone": row.phone,
            "email": row.email,
            "contact": row.contact,
            "directions": row.directions,
        },
    )
    return page


def address(street: str, postcode: str, town: str) -> str:
    """Lindenweg 8, 98693 Ilmenau; nothing without a street."""
    return f"{street}, {f'{postcode} {town}'.strip()}" if street else ""


def _offers(site: int, offers: list[Offer]) -> None:
    """The pages of the offers; one that has had an address keeps it."""
    known = dict(PublicOffer.objects.filter(site_id=site).values_list("offer_id", "slug"))
    PublicOffer.objects.filter(site_id=site).exclude(offer__in=[offer.pk for offer in offers]).delete()
    taken, rows = {known[offer.pk] for offer in offers if offer.pk in known}, []
    for offer in offers:
        slug = known.get(offer.pk) or _free(slugify(offer.title, allow_unicode=False)[:50] or "angebot", taken)
        taken.add(slug)
        values = {name: getattr(offer, name) for name in COPIED}
        rows.append(PublicOffer(offer=offer, site_id=site, slug=slug, room=offer.room_words, **values))
    PublicOffer.objects.bulk_create(rows, update_conflicts=True, unique_fields=["offer"], update_fields=[*COPIED, "room"])


def _free(slug: str, taken: set[str]) -> str:
    """elterncafe, elterncafe-2, …"""
    return next(name for number in count(1) if (name := f"{slug}-{number}" if number > 1 else slug) not in taken)


def _dates(site: int, today: date, offers: dict[int, Offer]) -> None:
    PublicDate.objects.filter(site_id=site).delete()
    last_night = today - timedelta(days=1)  # an evening over midnight may still run
    week = Q(held_on__gte=last_night - timedelta(days=last_night.weekday())) & ~Q(open_days=[])
    coming = Session.objects.filter(Q(held_on__gte=last_night) | week, site_id=site, offer__in=offers).select_related("venue", "offer__venue")
    PublicDate.objects.bulk_create(
        PublicDate(
            site_id=site,
            session=session,
            offer_id=session.offer_id,
            title=session.offer.title,
            text=session.offer.text,
            room=session.place_words,
            address=_elsewhere(session),
            held_on=day,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            standing=bool(session.open_days),
            cancelled=session.cancelled,
        )
        for session in coming
        for day in session.days()
        if day >= today or (day == last_night and session.over_midnight)
    )


def _elsewhere(session: Session) -> str:
    """The address of a room outside the house. A place that was written for one date bears its address itself."""
    room = session.venue or (None if session.place else session.offer.venue)
    return room.address if room and room.external else ""
