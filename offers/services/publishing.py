"""The published projection of a site: what families see of it, written anew by every service that changes public things."""

from datetime import date

from django.db import transaction

from offers.models import PublicDate, PublicPage, Session
from sites.models import Site, with_today
from sites.rules.phases import RUNNING


@transaction.atomic
def publish(*, site: int, today: date) -> PublicPage | None:
    """Write anew what families see of a site: master data and all coming dates of public offers, of which the page shows the next weeks.

    Called by every service that changes public things; a number that is logged is none.
    A Kita that is only interested, or a site that has ended, has no page.
    """
    row = with_today(Site.objects.all(), today).get(pk=site)
    if row.phase_today is None or row.phase_today.phase not in RUNNING:  # guard: family-phase -> if False:
        PublicDate.objects.filter(site_id=site).delete()
        PublicPage.objects.filter(site_id=site).delete()
        return None
    kitas = row.kita_links.on(today).select_related("kita__provider").order_by("-leading", "kita__sort_key")
    providers = list(dict.fromkeys(link.kita.provider.name for link in kitas))
    street = ", ".join(part for part in (row.street, f"{row.postcode} {row.municipality.name}".strip()) if part) if row.street else ""
    page, _ = PublicPage.objects.update_or_create(  # holds the page's row: two publishers at once wait here
        site=row,
        defaults={
            "slug": row.slug,
            "name": row.name,
            "town": row.municipality.name,
            "county_name": row.county.name,
            "provider_names": ", ".join(providers)[:300],
            "address": street,
            "phone": row.phone,
            "email": row.email,
            "contact": row.contact,
            "directions": row.directions,
        },
    )
    coming = Session.objects.filter(
        offer__public=True,  # guard: family-public
        cancelled=False,  # guard: family-cancelled
        site_id=site,
        held_on__gte=today,
    )
    PublicDate.objects.filter(site_id=site).delete()
    PublicDate.objects.bulk_create(
        PublicDate(
            site_id=site,
            title=session.offer.title,
            text=session.offer.text,
            room=session.place_words,
            held_on=session.held_on,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
        )
        for session in coming.select_related("offer__venue", "venue")
    )
    return page
