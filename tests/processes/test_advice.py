"""The log of advice: day, way and topic, counted by office; a facilitator reads the own contacts; seats in bodies; the ranking of topics."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from processes.models import AdviceContact, BodySeat
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text


def url(name, *args):
    return reverse(f"processes:{name}", args=args)


def note(client, place, **changes):
    with as_owner():
        topic = make.topic()
    values = {"held_on": f"{timezone.localdate():%d.%m.%Y}", "channel": "phone", "topic": str(topic.pk), "asker": "head", **changes}
    return client.post(url("advice_create", place.pk), values)


@pytest.mark.req("R262.D", "R272.H")
@pytest.mark.parametrize("channel", ["phone", "digital", "on_site"])
def test_the_state_office_notes_who_asked_when_on_which_way_about_what(world, client_of, channel):
    office = client_of("state_office")
    assert note(office, world.state, channel=channel, site=str(world.own.pk), words="Steuerungsteam gründen", minutes="30").status_code == 302
    with as_owner():
        row = AdviceContact.objects.get()
        assert (row.channel, row.county_id, row.site_id, row.place_id) == (channel, world.county.pk, world.own.pk, world.state.pk)
    page = text(office.get(url("advice_list", world.state.pk)))
    assert "Partizipation und Empowerment" in page and "Steuerungsteam gründen" in page and "Kita Lindenhof" in page


@pytest.mark.req("R262.C")
def test_the_contacts_of_a_year_are_counted_by_topic_way_and_role(world, client_of):
    today = timezone.localdate()
    with as_owner():
        for fields in ({"channel": "digital"}, {"channel": "digital", "asker": "provider"}, {"topic": make.topic("quality"), "channel": "phone"}):
            make.make_advice(world.state, **fields)
        make.make_advice(world.state, held_on=today.replace(year=today.year - 1, day=1)), make.make_advice(world.county)
    client = client_of("state_office")
    sums = {title: [(one.label, one.number) for one in lines] for title, lines in client.get(url("advice_list", world.state.pk)).context["sums"]}
    assert sums == {
        "Nach Thema": [("Partizipation und Empowerment", 2), ("Qualitätssicherung", 1)],
        "Nach Weg": [("digital", 2), ("Telefon", 1)],
        "Nach Rolle": [("Leitung", 2), ("Träger", 1)],
    }
    before = client.get(url("advice_list", world.state.pk), {"year": str(today.year - 1)}).context["sums"]
    assert [one.number for _, lines in before for one in lines] == [1, 1, 1]


@pytest.mark.req("R123.H", "R143.D")
def test_a_facilitator_reads_the_own_contacts_with_the_offices_and_no_others(world, client_of):
    office = client_of("state_office")
    note(office, world.state, asker="facilitator", email="facilitator@hier.example", words="Vermittlung zur Fachstelle")
    note(office, world.state, asker="facilitator", email="facilitator@dort.example", words="Gehört jemand anderem")
    with as_owner():
        make.make_advice(world.county, person=world.people["facilitator"], words="Gespräch mit dem Landkreis")
    page = text(client_of("facilitator").get(url("advice_own")))
    assert "Vermittlung zur Fachstelle" in page and "Gespräch mit dem Landkreis" in page and "Gehört jemand anderem" not in page


def test_each_office_keeps_its_own_log(world, client_of):
    with as_owner():
        make.make_advice(world.state, words="Beim Land"), make.make_advice(world.county, words="Beim Landkreis")
    assert client_of("state_office").get(url("advice_list", world.county.pk)).status_code == 404
    page = text(client_of("social_planner").get(url("advice_list", world.county.pk)))
    assert "Beim Landkreis" in page and "Beim Land " not in page
    assert client_of("social_planner").get(url("advice_list", world.state.pk)).status_code == 404


def test_what_contradicts_is_refused_in_words(world, client_of):
    office, tomorrow = client_of("state_office"), f"{timezone.localdate() + timedelta(days=1):%d.%m.%Y}"
    assert "Das Datum liegt in der Zukunft." in text(note(office, world.state, held_on=tomorrow))
    assert "gibt es kein Konto" in text(note(office, world.state, email="niemand@nirgends.example"))
    wrong = note(office, world.state, county=str(world.other_county.pk), site=str(world.own.pk))
    assert "Dieser Standort liegt in Ilm-Kreis." in text(wrong)
    assert note(client_of("social_planner"), world.county, site=str(world.foreign.pk)).status_code == 422
    with as_owner():
        assert not AdviceContact.objects.exists()


@pytest.mark.req("R268.H")
@pytest.mark.parametrize(("who", "place"), [("state_office", "state"), ("social_planner", "county")])
def test_an_office_says_in_which_bodies_it_sits(world, client_of, who, place):
    at, client = getattr(world, place), client_of(who)
    data = {"name": "Bundesverband der Familienzentren", "person": "Jonas Weiß", "starts": "01.03.2025", "organisation": "Bund"}
    assert client.post(url("seat_create", at.pk), data).status_code == 302
    page = text(client.get(url("seat_list", at.pk)))
    assert "Bundesverband der Familienzentren" in page and "Jonas Weiß" in page and "01.03.2025" in page
    with as_owner():
        seat = BodySeat.objects.get()
    assert client.post(url("seat_create", at.pk), data).status_code == 422  # not twice
    assert client.get(url("seat_edit", seat.pk)).status_code == 200
    late = client.post(url("seat_edit", seat.pk), {**data, "ends": "01.01.2025"})
    assert late.status_code == 422 and "Das Ende liegt vor dem Beginn" in text(late)


@pytest.mark.req("R277.D", "R277.C")
def test_topics_are_ranked_by_what_houses_wish(world, client_of):
    head, other = client_of("head"), client_of("head", elsewhere=True)
    with as_owner():
        wished, once = make.topic("talks"), make.topic("team")
        make.make_advice(world.state, topic=once)
    for client, site, topic, kind in (
        (head, world.own, wished, "topic"), (head, world.own, wished, "topic"), (other, world.foreign, wished, "topic"),
        (other, world.foreign, once, "topic"), (head, world.own, once, "advice"), (head, world.own, once, "question"),
    ):  # fmt: skip
        data = {"kind": kind, "title": f"{kind} {topic.code}", "text": "Bitte.", "topic": str(topic.pk)}
        assert client.post(reverse("planning:inquiry_create", args=[site.pk]), data).status_code == 302
    lines = client_of("state_office").get(url("topic_list")).context["page"].rows
    assert [(one.label, one.wishes, one.houses, one.inquiries, one.contacts) for one in lines[:2]] == [
        ("Gesprächsführung", 3, 2, 0, 0),
        ("Team- und Organisationsentwicklung", 1, 1, 1, 1),
    ]
    assert len(lines) == 8 and not any(one.wishes for one in lines[2:])


@pytest.mark.parametrize(("days", "counts"), [(365, True), (366, False)])
def test_wishes_count_for_a_year(world, client_of, days, counts):
    with as_owner():
        inquiry = make.make_inquiry(world.own, to_state=True, kind="topic", topic=make.topic())
        type(inquiry).objects.filter(pk=inquiry.pk).update(begun=timezone.now() - timedelta(days=days))
    first = client_of("state_office").get(url("topic_list")).context["page"].rows[0]
    assert bool(first.wishes) is counts


@pytest.mark.parametrize("number", [3, 60])
def test_the_lists_ask_the_same_queries(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            make.make_advice(world.state, site=world.own, county=world.county, person=world.people["facilitator"])
            make.make_seat(world.state, f"Gremium {one}", starts=date(2024, 1, 1))
            make.make_inquiry(world.own, to_state=True, kind="topic", topic=make.topic(), title=f"Wunsch {one}")
    office, own = client_of("state_office"), client_of("facilitator")
    pages = ((office, url("advice_list", world.state.pk)), (office, url("seat_list", world.state.pk)), (office, url("topic_list")))
    for client, address in (*pages, (own, url("advice_own"))):
        with own_queries() as seen:
            assert client.get(address).status_code == 200
        assert seen.count <= 4 + 5, [query["sql"][:90] for query in seen.captured_queries]
