"""House and Sozialplanung look at the same needs: what the house releases stands on both sides, with what answers it (R169)."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text


@pytest.mark.req("R169.D")
def test_what_a_house_releases_is_one_view_of_both(world, client_of):
    with as_owner():
        shared, inside = make.make_need(world.own, "Treff am Samstag"), make.make_need(world.own, "Nur im Haus")
    house, planner = client_of("coordinator"), client_of("social_planner")
    needs, county = reverse("planning:need_list", args=[world.own.pk]), reverse("planning:need_map", args=[world.county.pk])
    assert shared.title in text(house.get(needs)) and shared.title not in text(planner.get(needs)) + text(planner.get(county))
    assert house.post(reverse("planning:need_release", args=[shared.pk]), {"released": "1"}).status_code == 302
    for page in (text(planner.get(needs)), text(planner.get(county))):
        assert shared.title in page and inside.title not in page
    assert "ohne Angebot" in text(planner.get(county + "?show=gaps")) and shared.title in text(planner.get(county + "?show=gaps"))
    with as_owner():
        make.make_offer(world.own, needs=[shared])
    assert shared.title not in text(planner.get(county + "?show=gaps")) and shared.title in text(planner.get(county))
    assert shared.title not in text(house.get(reverse("offers:gap_list", args=[world.own.pk])))
