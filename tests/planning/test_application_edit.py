"""The dossier of a Kita: why this site, and since when the team knows."""

from itertools import combinations

import pytest
from django.urls import reverse

from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import words

REASONS = {
    "rural_weak_infrastructure": "ländliche Region mit schwacher Infrastruktur",
    "disadvantaged_quarter": "benachteiligtes Wohngebiet",
    "intrinsic_motivation": "eigene Motivation der Kita",
}


@pytest.fixture
def case(world):
    with as_owner():
        return make.make_application(world.own)


def written(client, case, **changes) -> str:
    """Save the dossier and read the page of the case."""
    data = {"needs_text": "Familien fehlt ein Treffpunkt.", "needs_source": "", "reason_text": "", "coordinator_fte": "", "team_informed": ""}
    assert client.post(reverse("planning:application_edit", args=[case.pk]), {**data, "wanted_start": "", **changes}).status_code == 302
    return words(client.get(case.get_absolute_url()))


@pytest.mark.req("R183.H")
@pytest.mark.parametrize("chosen", [*combinations(REASONS, 1), *combinations(REASONS, 2)])
def test_one_or_several_reasons_speak_for_a_site(client_of, case, chosen):
    page = written(client_of("head"), case, location_reasons=chosen, reason_text="Der Bus fährt zweimal am Tag.")
    assert f"Warum dieser Standort {'; '.join(REASONS[code] for code in chosen)} Der Bus fährt zweimal am Tag." in page
    assert not [reason for code, reason in REASONS.items() if code not in chosen and reason in page]


@pytest.mark.req("R185.H")
@pytest.mark.parametrize("who", ["head", "provider"])
def test_the_day_on_which_the_team_was_informed_stands_in_the_dossier(client_of, case, who):
    assert "Team informiert noch offen" in written(client_of(who), case)
    assert "Team informiert 3. September 2026" in written(client_of(who), case, team_informed="3.9.26")
    assert "Team informiert 3. September 2026" in words(client_of("social_planner").get(case.get_absolute_url()))
