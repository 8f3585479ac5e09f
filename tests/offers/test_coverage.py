"""Where the offers of a site are, which action fields they serve, and what the form of the site says to it."""

from collections import Counter
from datetime import date, time, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from offers.models import Offer
from offers.pages.coverage import places, roof_hint, with_partner
from planning.models import ActionField
from sites.models import OrganisationForm, SiteForm
from tests import factories as make
from tests.conftest import as_owner

ROOF = "„Unter einem Dach“ heißt: alle Angebote im Haus (1.3)."
Where = Offer.Where


def text_of(client, name, site):
    response = client.get(reverse(name, args=[site.pk]) if site else reverse(name))
    assert response.status_code == 200
    return unescape(response.content.decode()), response.context


def offers(site, **number):
    for where, n in number.items():
        for index in range(n):
            make.make_offer(site, f"{where} {index}", where=where)


def form(site, *values):
    SiteForm.objects.filter(site=site).delete()
    for number, value in enumerate(values):
        SiteForm.objects.create(site=site, county_id=site.county_id, form=value, leading=number == 0, starts=date(2023, 1, 1))


# Where they are -------------------------------------------------------------------------------------------------------


@pytest.mark.req("R068.C")
def test_the_split_between_inside_and_nearby(world, client_of):
    with as_owner():
        offers(world.own, inside=3, nearby=2, arranged=1)
        make.make_offer(world.own, "Beendet", where="nearby", ends=date(2024, 6, 30))
        make.make_offer(world.own, "Morgenkreis", where="nearby", additional=False)
    page, found = text_of(client_of("facilitator"), "offers:coverage", world.own)
    assert [(place.label, place.text) for place in found["places"]] == [
        ("im Haus", "3 von 6"), ("im Sozialraum", "2 von 6"), ("bei Partner*innen, vermittelt", "1 von 6"),
    ]  # fmt: skip
    assert "Wo sie stattfinden" in page and ROOF not in page
    home, _ = text_of(client_of("coordinator"), "reporting:home", None)
    assert "3 im Haus, 2 im Sozialraum, 1 bei Partner*innen, vermittelt." in home


@pytest.mark.req("R066.C", "R066.K")
@pytest.mark.parametrize(("forms", "inside", "nearby", "hinted"), [
    (["one_roof"], 3, 2, True), (["one_roof"], 4, 2, False), (["one_roof"], 3, 0, False), (["gallery"], 1, 5, False),
    (["one_roof", "guide"], 1, 5, False),
])  # fmt: skip
def test_one_roof_with_many_offers_elsewhere_is_a_hint(world, client_of, forms, inside, nearby, hinted):
    with as_owner():
        form(world.own, *forms)
        offers(world.own, inside=inside, nearby=nearby)
    page, found = text_of(client_of("head"), "offers:coverage", world.own)
    home, _ = text_of(client_of("coordinator"), "reporting:home", None)
    assert found["places"][0].text == f"{inside} von {inside + nearby}"
    assert (ROOF in page, ROOF in home) == (hinted, hinted)
    if hinted:
        assert f"{nearby} von {inside + nearby} sind woanders" in page


@given(st.lists(st.sampled_from(Where.values), max_size=60), st.lists(st.sampled_from(OrganisationForm.values), max_size=3, unique=True))
def test_the_parts_are_the_whole_and_the_hint_asks_for_more_than_a_third(found, forms):
    parts = places([Offer(where=where) for where in found])
    assert sum(parts.values()) == len(found)
    elsewhere = len([where for where in found if where != "inside"])
    assert bool(roof_hint(forms, parts)) == (forms == ["one_roof"] and elsewhere > len(found) / 3)


@pytest.mark.req("R034.C", "R045.C", "R058.C")
def test_only_what_neither_an_offer_nor_a_goal_covers_is_named_as_a_gap(world, client_of):
    """One offer of two covers, one goal covers: neither is a gap; an ended goal and an ended offer cover nothing."""
    today = timezone.localdate()
    with as_owner():
        first = make.make_offer(world.own, "Werkstatt")
        make.make_offer(world.own, "Café")
        over = make.make_offer(world.own, "Früher", ends=today - timedelta(days=1))
        goal, past = (make.make_goal(world.own, due=today + timedelta(days=days)) for days in (0, -1))
        first.terms.set(
            [make.term("cross_cutting", "inclusion"), make.term("theme", "prevention"), make.term("service_field", "learning_partnership")]
        )
        goal.terms.set([make.term("cross_cutting", "participation"), make.term("theme", "language")])
        for row in (over, past):
            row.terms.set([make.term("cross_cutting", "child_protection"), make.term("theme", "mobility")])
    page, found = text_of(client_of("coordinator"), "offers:coverage", world.own)
    sections = {title: page.split(f">{title}</h2>")[1].split("</section>")[0] for title in ("Themen der Familien", "Querschnittsanforderungen")}
    assert "Deckt noch niemand ab: Kinderschutz.</p>" in sections["Querschnittsanforderungen"]
    gaps = sections["Themen der Familien"].split("Deckt noch niemand ab: ")[1].split(".</p>")[0].split(", ")
    assert {"Wege und Erreichbarkeit", "Armutsprävention"} <= set(gaps) and not {"Prävention", "Sprache und Ankommen"} & set(gaps)
    fields = next(table for table in found["tables"] if table.title == "Leistungsfelder").lines
    assert [(line.offers, line.share) for line in fields] == [(0, 0), (0, 0), (1, 50)]
    with as_owner():
        first.terms.add(make.term("cross_cutting", "child_protection"))
    page, _ = text_of(client_of("coordinator"), "offers:coverage", world.own)
    assert "Deckt noch niemand ab" not in page.split(">Querschnittsanforderungen</h2>")[1].split("</section>")[0]


# Action fields --------------------------------------------------------------------------------------------------------


@pytest.mark.req("R106.H", "R106.C")
def test_the_action_fields_with_offers_sessions_and_participations(world, client_of):
    today = timezone.localdate()
    with as_owner():
        counselling, education = (ActionField.objects.get(edition="2021", number=number) for number in (4, 3))
        partner = make.make_partner(world.own)
        first = make.make_offer(world.own, "Sprechstunde", action_field=counselling, partner=partner)
        make.make_offer(world.own, "Antragshilfe", action_field=counselling, executor="partner")
        make.make_offer(world.own, "Werkstatt", action_field=education)
        regular = make.make_offer(world.own, "Morgenkreis", action_field=counselling, additional=False)
        make.make_session(first, today, figures=(2, 1, 0))
        make.make_session(first, today, at=time(10), figures=(1, 0, 3))
        make.make_session(first, today, at=time(18))
        make.make_session(first, date(today.year - 1, 6, 1), figures=(9, 9, 9))
        make.make_session(regular, today, figures=(5, 5, 5))
    page, found = text_of(client_of("coordinator"), "offers:coverage", world.own)
    lines = {line.label[:4]: (line.offers, line.joint, line.held, line.people) for line in found["fields"]}
    assert lines["HF 4"] == (2, 2, 2, 7) and lines["HF 3"] == (1, 0, 0, 0) and len(lines) == 6
    assert "Schnittmenge zum HF 4.“ (2.1)" in page and "davon mit Partner*innen" in page


@pytest.mark.req("R106.C")
def test_a_renamed_field_keeps_what_was_counted(world, client_of):
    today = timezone.localdate()
    with as_owner():
        old = ActionField.objects.get(edition="2021", number=4)
        make.make_session(make.make_offer(world.own, action_field=old), today, figures=(1, 1, 1))
        ActionField.objects.filter(pk=old.pk).update(ends=today - timedelta(days=1))
        ActionField.objects.create(edition="neu", number=4, name="Rat und Hilfe", code="advice", starts=today)
    _, found = text_of(client_of("head"), "offers:coverage", world.own)
    assert [(line.offers, line.held, line.people) for line in found["fields"] if line.label == "HF 4 Rat und Hilfe"] == [(1, 1, 3)]


@given(st.lists(st.tuples(st.sampled_from(Where.values), st.sampled_from(Offer.Executor.values), st.sampled_from([None, 7]))))
def test_with_partners_is_a_part_of_all(facts):
    found = Counter(with_partner(Offer(where=where, executor=executor, partner_id=partner)) for where, executor, partner in facts)
    alone = [row for row in facts if row[0] != "arranged" and row[1] != "partner" and row[2] is None]
    assert found[False] == len(alone) and found.total() == len(facts)
