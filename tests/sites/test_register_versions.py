"""Nobody overwrites anybody in the register: of two who have opened the same form, the second is asked."""

import re
from datetime import date

import pytest
from django.utils import timezone

from sites.models import Kita, Membership, SiteKita, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import german, text, url

SHOWN = re.compile(r'name="marks" value="([^"]*)"')
LATER = f"1.1.{timezone.localdate().year + 1}"


@pytest.fixture
def rows(world):
    """Every row of the register that a form of it changes, by the name of its form."""
    with as_owner():
        kita, link = Kita.objects.get(site_links__site=world.own), SiteKita.objects.get(site=world.own)
        SiteKita.objects.filter(pk=link.pk).update(starts=date(2024, 1, 1))
        make.make_kita_link(world.own, make.make_kita(world.town, world.provider, "Kita Quellgrund"), starts=date(2023, 1, 1))
        member = make.give(make.make_user("Lisa Leitung"), "head", world.own, starts=date(2025, 1, 1))
        phase = SitePhase.objects.get(site=world.own)
        return {
            "area_edit": make.make_area(world.county, "Nord"),
            "centre_edit": make.make_centre(world.county, "Zentrum"),
            "municipality_edit": world.town,
            "provider_edit": world.provider,
            "kita_edit": kita,
            "kita_provider": kita,
            "site_edit": world.own,
            "site_kita_end": link,
            "site_kita_correct": link,
            "phase_correct": phase,
            "member_correct": member,
            "member_end": member,
        }


def typed(name, world, which):
    """What the first and the second of two type into the same form: both change the same field, to something else."""
    first = which == "first"
    word, day = ("Von hier", "1.2.2025") if first else ("Von dort", "1.3.2025")
    planned = german(timezone.localdate()) if first else LATER
    return {
        "area_edit": {"kind": "planning_area", "name": word, "text": ""},
        "centre_edit": {"name": word},
        "municipality_edit": {"name": word, "ags": world.town.ags},
        "provider_edit": {"name": word, "kind": world.provider.kind, "email": "", "phone": ""},
        "kita_edit": {"name": word, "municipality": world.town.pk, "places": "40"},
        "kita_provider": {"provider": world.other_provider.pk, "day": day},
        "site_edit": {"name": word},
        "site_kita_end": {"ends": day, "reason": "Umzug"},
        "site_kita_correct": {"starts": day, "ends": "", "reason": "Tippfehler"},
        "phase_correct": {"starts": day, "ends": "", "resting_on": "JHA", "note": "Tippfehler"},
        "member_correct": {"starts": day, "ends": "", "note": "Tippfehler"},
        "member_end": {"ends": planned},
    }[name]


#: Changes of these are written about the site, so nobody can be named.
WITHOUT_NAME = {"site_kita_end", "site_kita_correct", "phase_correct"}


@pytest.mark.parametrize(
    "name",
    ["area_edit", "centre_edit", "municipality_edit", "provider_edit", "kita_edit", "kita_provider", "site_edit", "site_kita_end",
     "site_kita_correct", "phase_correct", "member_correct", "member_end"],
)  # fmt: skip
def test_the_second_of_two_is_asked_and_nothing_is_lost(world, client_of, rows, name):
    client, address = client_of("provider" if name.startswith("member") else "social_planner"), url(name, rows[name].pk)
    opened = SHOWN.search(client.get(address).content.decode()).group(1)
    assert client.post(address, {**typed(name, world, "first"), "marks": opened}, decides=False).status_code == 302
    stored = _stored(rows[name])
    answer = client.post(address, {**typed(name, world, "second"), "marks": opened}, decides=False)
    assert answer.status_code == 409 and _stored(rows[name]) == stored
    page = text(answer)
    assert "hat diese Angaben inzwischen gespeichert" in page and "Hier steht inzwischen etwas anderes" in page
    assert ("Jemand anderes hat" in page) == (name in WITHOUT_NAME)
    assert any(value in answer.content.decode() for value in ("Von dort", "1.3.2025", LATER))


def _stored(row) -> dict:
    with as_owner():
        return type(row).objects.filter(pk=row.pk).values().get()


def test_who_stands_in_adds_and_is_never_asked(world, client_of):
    """A deputy is a row more: two may be given at the same time."""
    with as_owner():
        member = Membership.objects.get(user=world.people["coordinator"], place_id=world.own.pk)
    assert not SHOWN.search(client_of("head").get(url("member_deputise", member.pk)).content.decode())
