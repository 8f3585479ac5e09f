"""Rows for tests: consultation sites with their times and visits, rooms in use."""

from datetime import date, time, timedelta

from django.utils import timezone

from processes.models import ConsultationProfile, ConsultationSlot, ConsultationVisit
from processes.services.consultation import secret_of
from sites.core.strangers import hash_of
from sites.models import SitePhase


def make_consultation_site(site, starts=None):
    """The site is in phase 3 from a day on (long ago)."""
    SitePhase.objects.filter(site=site).delete()
    return SitePhase.objects.create(site=site, county_id=site.county_id, phase="consultation_site", starts=starts or date(2025, 1, 1))


def make_consultation_profile(site, **fields):
    values = {
        "invitation": "Schauen Sie uns bei der Arbeit zu.",
        "text": "Wir arbeiten als Galerie.",
        "focuses": "Wie aus Bedarfen Angebote werden\nSteuerungsteam: Wer sitzt am Tisch?",
        "forms": ["gallery"],
        "languages": "Deutsch, Arabisch",
        "tour": "45 Minuten, bis 12 Personen.",
        "shadowing": "Ein Vormittag, bis 3 Personen.",
        "contact": "Jana Seidel",
        "phone": "03677 55512",
        "published": True,
        **fields,
    }
    return ConsultationProfile.objects.create(site=site, **values)


def make_slot(site, ahead=10, at=time(9)):
    return ConsultationSlot.objects.create(site=site, day=timezone.localdate() + timedelta(days=ahead), starts_at=at, ends_at=time(at.hour + 2))


def make_consultation_visit(site, slot=None, **fields):
    """A request; with `day` it has a time of its own."""
    when = {"day": slot.day, "starts_at": slot.starts_at, "ends_at": slot.ends_at} if slot else {}
    if "day" in fields:
        when = {"starts_at": time(14), "ends_at": time(15)}
    values = {"role": "on_the_way", "kinds": ["tour"], "organisation": "Kita Kunterbunt", "people": 4, "created": timezone.now(), **when, **fields}
    visit = ConsultationVisit(site=site, slot=slot, name=values.pop("name", "Mia Sommer"), **values)
    visit.secret_hash = hash_of(secret_of(visit))
    visit.save()
    return visit
