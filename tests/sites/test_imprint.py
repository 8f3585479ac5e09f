"""Who stands behind the pages: ministry and state office with the names of their time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sites.models import OfficeName
from tests.conftest import as_owner
from tests.sites.reading import text, url

OFFICE = "Fach- und Forschungsstelle ThEKiZ"


@pytest.mark.req("R001.H", "R002.H")
def test_ministry_and_state_office_stand_with_the_names_they_had_and_have(world):
    page = text(Client().get(url("imprint")))
    for words in (
        "Thüringer Ministerium für Soziales, Gesundheit, Arbeit und Familie seit 13. Dezember 2024",
        "Thüringer Ministerium für Arbeit, Soziales, Gesundheit, Frauen und Familie bis 12. Dezember 2024",
        f"{OFFICE} seit 1. Januar 2025",
        "Landeskoordinations- und Fachstelle ThEKiZ bis 31. Dezember 2024",
    ):
        assert words in page, words


@pytest.mark.req("R002.H")
@pytest.mark.parametrize(("days", "name"), [(0, "Landesstelle Familie"), (1, OFFICE)])
def test_the_office_speaks_under_its_name_of_today(world, days, name):
    begins = timezone.localdate() + timedelta(days=days)
    with as_owner():
        OfficeName.objects.filter(office="state_office", ends=None).update(ends=begins - timedelta(days=1))
        OfficeName.objects.create(office="state_office", name="Landesstelle Familie", short="LF", starts=begins)
    assert f"Anbieter nach § 5 DDG Die {name} " in text(Client().get(url("imprint")))
