"""Who gives the roles of offices and advisors, at which place, and from which day to which day they count."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sites.models import Membership
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import german, text, url

GIVEN = [
    pytest.param("ministry", "state", "state_office", "Fachstelle ThEKiZ", "Freistaat Thüringen", marks=pytest.mark.req("R002.H")),
    pytest.param("state_office", "county", "social_planner", "Sozialplanung", "Ilm-Kreis", marks=pytest.mark.req("R004.H")),
    pytest.param("social_planner", "county", "youth_welfare_office", "Jugendamt", "Ilm-Kreis", marks=pytest.mark.req("R005.H")),
    pytest.param("social_planner", "county", "specialist_advisor", "Kita-Fachberatung", "Ilm-Kreis", marks=pytest.mark.req("R007.H")),
    pytest.param("provider", "provider", "specialist_advisor", "Kita-Fachberatung", "Sozialwerk Ilmtal e. V.", marks=pytest.mark.req("R007.H")),
]


@pytest.mark.parametrize(("giver", "place", "role", "label", "where"), GIVEN)
def test_a_role_is_given_at_a_place_from_a_day_to_a_day(world, client_of, giver, place, role, label, where):
    today, place = timezone.localdate(), getattr(world, place)
    with as_owner():
        person = make.make_user("Nora Neu", "neu@neu.example")
    first, last = today + timedelta(days=3), today + timedelta(days=90)
    data = {"email": person.email, "name": person.name, "role": role, "starts": german(first), "ends": german(last)}
    assert client_of(giver).post(url("member_give", place.pk), data).status_code == 302
    listed = text(client_of(giver).get(url("member_list", place.pk)))
    assert (
        f"Nora Neu neu@neu.example {label} wartet auf Annahme ab {first.day}.{first.month}.{first.year} bis {last.day}.{last.month}.{last.year}"
        in listed
    )
    client = client_of(giver)
    client.force_login(person)
    with as_owner():
        Membership.objects.filter(user=person).update(accepted=today)

    def counts_on(starts, ends) -> bool:
        with as_owner():
            Membership.objects.filter(user=person).update(starts=starts, ends=ends)
        shown = text(client.get("/", follow=True))
        return "Zurzeit haben Sie keine Rolle" not in shown

    day = timedelta(days=1)
    assert [counts_on(today + day, None), counts_on(today, today), counts_on(today - day, today - day)] == [False, True, False]
    counts_on(today, None)
    assert f"{label} {where}" in text(client.get(url("account")))
