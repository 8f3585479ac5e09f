"""Consultation sites: their profiles and times, who asks the main house for a visit, and who uses its rooms beside the offers."""

from datetime import time, timedelta
from uuid import NAMESPACE_URL, uuid5

from planning.models import RoomBooking
from processes.models import ConsultationProfile, ConsultationSlot, ConsultationVisit
from processes.services.consultation import secret_of
from sites.core.strangers import hash_of
from sites.models import Phase, Room
from thekiz.demo.world.base import House, World, at, words

WORDS = words("consultation")
KEPT = ("role", "kinds", "organisation", "people", "question", "wished", "state", "answer", "notes", "useful", "took_along", "missed")


def show(world: World) -> None:
    """The main house with its visits; the others with a profile, every third without times, the last one still a draft."""
    main = world.house("Kita Lindenhof")
    houses = [house for house in world.houses if house.phase == Phase.CONSULTATION]
    for number, house in enumerate(houses):
        text = dict(WORDS["main"] if house is main else WORDS["usual"][number % len(WORDS["usual"])])
        focuses = "\n".join(text.pop("focuses"))
        ConsultationProfile.objects.create(
            site=house.site, forms=house.forms or ["one_roof"], contact=house.coordinator.name, focuses=focuses,
            phone=text.pop("phone", house.site.phone), published=house is main or house is not houses[-1], **text,
        )  # fmt: skip
        if house is main or number % 3:
            _times(world, house)
    _visit(world, main)
    _book(world, main)


def _times(world: World, house: House) -> None:
    """Every other Tuesday from three weeks on, in the morning."""
    first = world.today + timedelta(days=21 + (1 - world.today.weekday()) % 7)
    ConsultationSlot.objects.bulk_create(
        ConsultationSlot(site=house.site, day=first + timedelta(weeks=2 * number), starts_at=time(9), ends_at=time(11)) for number in range(4)
    )


def _visit(world: World, house: House) -> None:
    slots = list(ConsultationSlot.objects.filter(site=house.site))
    for number, given in enumerate(WORDS["visit"]):
        slot = slots[given["slot"]] if "slot" in given else None
        day = slot.day if slot else world.today + timedelta(days=given["days"]) if "days" in given else None
        times = {"day": day, "starts_at": time(9), "ends_at": time(11)} if day else {}
        visit = ConsultationVisit(
            site=house.site, slot=slot, created=at(world.ago(given["ago"]), 9 + number), name=f"{world.dice('visitor', number).choice(NAMES)}",
            email=f"besuch{number}@post.example", nonce=uuid5(NAMESPACE_URL, f"{world.seed}/visit/{number}"), **times,
            **{name: given[name] for name in KEPT if name in given},
        )  # fmt: skip
        visit.rated_on = day + timedelta(days=4) if visit.useful and day else None
        visit.secret_hash = hash_of(secret_of(visit))
        visit.save()


NAMES = ("Kerstin Baum", "Rolf Engel", "Silke Hartung", "Amira Said")


def _book(world: World, house: House) -> None:
    rooms = list(Room.objects.filter(site=house.site, closed_on=None))
    RoomBooking.objects.bulk_create(
        RoomBooking(
            site=house.site, room=rooms[given["room"]], day=world.today + timedelta(days=given["days"]), starts_at=time(*given["from"]),
            ends_at=time(*given["to"]), title=given["title"], who=given["who"],
        )
        for given in WORDS["booking"]
    )  # fmt: skip
