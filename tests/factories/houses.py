"""Rows for tests: the house itself: posts, rooms, profile, room concept, equipment."""

from datetime import date
from decimal import Decimal

from planning.models import Equipment, RoomConcept, RoomConceptNeed
from sites.models import Absence, Post, Room, SiteProfile


def make_post(site, name="Jana Seidel", *, function="coordinator", **fields):
    values = {"fte": Decimal("0.50"), "fte_reason": "Konzeption 2025, Abschnitt 4", "starts": date(2024, 1, 1), **fields}
    return Post.objects.create(site=site, name=name, function=function, **values)


def make_room(site, name="Elterncafé", **fields):
    return Room.objects.create(site=site, name=name, **{"capacity": 20, **fields})


def make_absence(site, name="Jana Seidel", *, starts=date(2026, 11, 24), ends=None, **fields):
    return Absence.objects.create(site=site, name=name, starts=starts, ends=ends or starts, **{"text": "Fortbildung in Erfurt", **fields})


def make_profile(site, year=2026, **fields):
    return SiteProfile.objects.create(site=site, year=year, **{"priorities": "Begegnung am Nachmittag", **fields})


def make_room_concept(site, *, needs=(), version=1, **fields):
    values = {"starts": date(2026, 1, 1), "text": "Der Mehrzweckraum wird am Nachmittag zum Treffpunkt.", **fields}
    concept = RoomConcept.objects.create(site=site, version=version, **values)
    RoomConceptNeed.objects.bulk_create(RoomConceptNeed(site=site, concept=concept, need=need) for need in needs)
    return concept


def make_equipment(site, title="Klapptische", **fields):
    return Equipment.objects.create(site=site, title=title, **fields)
