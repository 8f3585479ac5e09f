"""By hand: the lists of what the offices do for all, with the columns they can be ordered by and the rows to try them on."""

from datetime import date

from django.utils import timezone

from planning.models import Term
from processes.models import AdviceContact
from sites.core.roles import Role
from tests import factories as make
from tests.ordered import MANY, Ordered, named, sites


def advice(world):
    topics = list(Term.objects.filter(catalogue="training_topic"))
    for at in range(MANY):
        fields = {"asker": list(AdviceContact.Asker)[at % 4], "channel": ("phone", "digital", "on_site")[at % 3]}
        make.make_advice(world.county, held_on=timezone.localdate().replace(month=1, day=1 + at % 5), topic=topics[at % 4], **fields)
    return [world.county.pk]


def seats(world):
    for at in range(MANY):
        make.make_seat(world.county, named(at), person=named(at * 5 % MANY), starts=date(2024, 1, 1 + at % 5))
    return [world.county.pk]


def house_visits(world):
    for at, site in enumerate(sites(world)):
        make.make_site_visit(site, visited_on=date(2026, 1, 1 + at % 5), channel=("digital", "on_site")[at % 2])
    return []


def examples(world):
    for at in range(MANY):
        make.make_example(world.own, named(at), state=("draft", "submitted", "returned")[at % 3])
    return []


def published_examples(world):
    for at in range(MANY):
        make.make_published((world.own, world.foreign)[at % 2], named(at), house=named(at * 3 % MANY))
    return []


OF_OFFICES = {
    "processes:advice_list": Ordered("day topic asker channel", advice, blurred="day"),
    "processes:seat_list": Ordered("name person since", seats),
    "processes:sitevisit_list": Ordered("day site channel", house_visits),
    "processes:example_list": Ordered("title state", examples, Role.COORDINATOR),
    "reporting:practice_list": Ordered("title house county", published_examples),
}
