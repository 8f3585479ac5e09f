"""Rounds of analysis: begun with the last one's texts, written part by part in any order, seen by four views, released item by item."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Edition, Term
from processes.models import AnalysisRound, FieldRating
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

TODAY = timezone.localdate()
FIELDS = ("concept_team", "offers", "social_space", "participation", "quality")


def url(name, *args):
    return reverse(f"processes:{name}", args=args)


def list_page(client, site):
    return text(client.get(url("analysis_list", site.pk)))


def begin(client, site, **typed):
    fields = {"begun_on": f"{TODAY:%d.%m.%Y}", "authors": "Team, Elternbeirat", "facilitated": "on", **typed}
    return client.post(url("analysis_create", site.pk), fields)


def newest():
    with as_owner():
        return AnalysisRound.objects.order_by("-number").first()


def part(row, kind):
    with as_owner():
        return row.parts.get(kind=kind)


def level(number):
    with as_owner():
        return str(Term.objects.get(catalogue="growth_level", number=number).pk)


def rate(client, row, view, **typed):
    return client.post(url("rating_edit", row.pk, view), typed)


def release(client, row, *kinds):
    return client.post(url("analysis_release", row.pk), {"part": [part(row, kind).pk for kind in kinds]}, follow=True)


@pytest.mark.req("R189.H", "R189.D", "R190.H")
def test_a_round_has_number_day_and_authors_and_begins_with_the_texts_of_the_last_one(world, client_of):
    with as_owner():
        first = make.make_round(world.own, 1, state="closed", texts={"state": "Der Elternbeirat tagt viermal.", "networks": "Frühe Hilfen"})
        first.parts.get(kind="population").figures.create(
            site=world.own, label="Kinder unter 7", value=410, source="Landesamt für Statistik", day=date(2025, 12, 31)
        )
        make.make_rating(first, "common", 4, 2, words="Ideen kommen über den Briefkasten.")
    house = client_of("coordinator")
    assert begin(house, world.own, copied="on").status_code == 302
    second = newest()
    assert (second.number, second.begun_on, second.authors, second.state) == (2, TODAY, "Team, Elternbeirat", "open")
    assert part(second, "state").text == "Der Elternbeirat tagt viermal." and part(second, "networks").text == "Frühe Hilfen"
    with as_owner():
        assert second.parts.get(kind="population").figures.get().value == 410
        copied = second.parts.get(kind="ratings").ratings.get()
        assert copied.words == "Ideen kommen über den Briefkasten." and copied.level is None  # levels are seen anew
    assert "Es gibt schon eine Runde" in text(house.get(url("analysis_create", world.own.pk), follow=True))
    listed = list_page(house, world.own)
    assert "Runde 2, in Arbeit" in listed and "Runde 1" in listed and "Elternbeirat" in listed


@pytest.mark.req("R195.H")
def test_a_round_may_begin_empty_and_be_closed_with_empty_parts(world, client_of):
    with as_owner():
        make.make_round(world.own, 1, state="closed", texts={"state": "Alter Text"})
    house = client_of("facilitator")
    with as_owner():
        make.make_contract(world.own, world.people["facilitator"])
    assert begin(house, world.own).status_code == 302
    row = newest()
    assert part(row, "state").text == ""
    last_kind = url("part_edit", part(row, "failures").pk)
    assert house.post(last_kind, {"text": "Der Babytreff am Montag kam nicht an."}).status_code == 302
    assert house.post(url("analysis_close", row.pk)).status_code == 302
    row = newest()
    assert (row.state, row.closed_on) == ("closed", TODAY)


@pytest.mark.guard("round-closed")
def test_a_closed_round_stays_as_it_is(world, client_of, behind_forms):
    from processes.services.analysis import save_part  # the page is a 404 already

    with as_owner():
        row = make.make_round(world.own, 1, state="closed")
    house = client_of("coordinator")
    for name, *args in (("analysis_edit", row.pk), ("part_edit", part(row, "state").pk), ("rating_edit", row.pk, "team"), ("finding_create", row.pk)):
        assert house.get(url(name, *args)).status_code == 404, name
    found = part(row, "state")
    with pytest.raises(Exception, match="bleibt, wie sie ist"), as_owner():
        save_part(access=behind_forms("coordinator"), part=found, figures=(), conditions=None, changes={})


@pytest.mark.req("R191.H", "R192.H", "R193.H")
def test_the_social_space_has_three_parts_with_figures_and_offers_that_are_there(world, client_of):
    with as_owner():
        row = make.make_round(world.own)
        make.make_need(world.own, "Ein Treffpunkt am Samstag")
        make.make_figure(world.county, municipality=world.own.municipality, source="Landesamt für Statistik, Tabelle 7")
    house = client_of("coordinator")
    lines = {
        "figures-TOTAL_FORMS": 2,
        "figures-INITIAL_FORMS": 0,
        "figures-0-label": "Krabbelgruppe der Kirchgemeinde, montags",
        "figures-0-value": "",
    }
    lines |= {"figures-0-source": "Gemeindebrief", "figures-0-day": "01.09.2026", "figures-1-label": ""}
    for kind, words in (("offers", "Es gibt zwei Angebote."), ("infrastructure", "Der Bus fährt stündlich.")):
        assert house.post(url("part_edit", part(row, kind).pk), {"text": words, **lines}).status_code == 302
    page = text(house.get(url("part_detail", part(row, "offers").pk)))
    assert "Krabbelgruppe der Kirchgemeinde, montags" in page and "Gemeindebrief, 1. September 2026" in page
    refused = house.post(url("part_edit", part(row, "offers").pk), {"text": "x", **lines, "figures-0-source": ""})
    assert refused.status_code == 422 and "Woher wissen Sie es?" in text(refused)
    assert "Landesamt für Statistik, Tabelle 7" in text(house.get(url("part_detail", part(row, "population").pk)))
    assert "Ein Treffpunkt am Samstag" in text(house.get(url("part_detail", part(row, "needs").pk)))
    for kind in ("cooperations", "networks", "families"):
        assert house.post(url("part_edit", part(row, kind).pk), {"text": f"Was wir zu {kind} wissen"}).status_code == 302
        assert f"Was wir zu {kind} wissen" in text(house.get(url("part_detail", part(row, kind).pk)))


@pytest.mark.req("R194.H")
def test_what_a_house_brings_along_has_its_size_as_figures_and_the_rest_in_words(world, client_of):
    with as_owner():
        row = make.make_round(world.own)
    house, address = client_of("coordinator"), url("part_edit", part(row, "conditions").pk)
    words = {"text": "", "children": "84", "staff": "12", "attitude": "offen, aber müde", "knowledge": "zwei Elternbegleiter*innen"}
    assert house.post(address, words).status_code == 302
    page = text(house.get(url("part_detail", part(row, "conditions").pk)))
    assert "Kinder im Haus 84" in page and "Haltung offen, aber müde" in page and "Fachkräfte im Team 12" in page
    refused = house.post(address, {**words, "children": "viele"})
    assert refused.status_code == 422 and "offen, aber müde" in refused.content.decode()


@pytest.mark.req("R215.D")
@pytest.mark.guard("raters")
def test_team_parents_and_steering_team_see_the_fields_each_for_itself_and_then_together(world, client_of):
    with as_owner():
        row = make.make_round(world.own, discussed_on=TODAY)
        make.make_contract(world.own, world.people["facilitator"])
    team, parents, facilitator, house = map(client_of, ("professional", "parent_representative", "facilitator", "coordinator"))
    assert rate(team, row, "team", people="11", basis="Teamsitzung", **{"participation-level": level(3)}).status_code == 302
    assert rate(parents, row, "parents", people="23", basis="Befragung", **{"participation-level": level(1)}).status_code == 302
    assert rate(facilitator, row, "steering", people="9", **{"participation-level": level(2)}).status_code == 302
    assert rate(house, row, "common", **{"participation-level": level(2), "participation-words": "Die Wege sind da."}).status_code == 302
    assert rate(team, row, "parents", people="9").status_code == rate(parents, row, "team").status_code == 403
    page = text(house.get(row.get_absolute_url()))
    assert "Team, n = 11" in page and "Eltern, n = 23" in page and "Steuerungsteam, n = 9" in page and "Die Wege sind da." in page
    assert "4 Partizipation und Empowerment trägt im Alltag noch am Anfang in Bewegung in Bewegung" in page
    assert "In Feld 4 sieht das Team das Haus zwei Stufen weiter als die Eltern." in page
    assert "nicht gefragt" in page and "Die Wege sind da." not in text(parents.get(url("rating_edit", row.pk, "parents")))


@pytest.mark.guard("raters-here")
def test_who_speaks_for_the_team_of_one_house_does_not_rate_another_that_is_read(world, client_of):
    with as_owner():
        row = make.make_round(world.own)
        make.make_contract(world.own, world.people["facilitator"])
        make.give(world.people["facilitator"], "professional", world.foreign)
    client = client_of("facilitator")
    assert client.get(url("rating_edit", row.pk, "steering")).status_code == 200
    assert client.get(url("rating_edit", row.pk, "team")).status_code == 404


@pytest.mark.guard("few-parents")
def test_fewer_than_five_parents_are_no_view(world, client_of):
    with as_owner():
        row = make.make_round(world.own)
    parents = client_of("parent_representative")
    for few in ("4", ""):
        refused = rate(parents, row, "parents", people=few, **{"offers-level": level(2)})
        assert refused.status_code == 422 and "Unter fünf Antworten bleibt der Blick der Eltern verborgen." in text(refused)
    with as_owner():
        assert not FieldRating.objects.exists()
    assert rate(parents, row, "parents", people="5", **{"offers-level": level(2)}).status_code == 302


@pytest.mark.req("R215.H")
def test_a_round_keeps_the_fields_of_its_edition(world, client_of):
    with as_owner():
        edition = Edition.objects.create(code="2027", title="Fassung 2027", published=TODAY, starts=TODAY + timedelta(days=1))
        Term.objects.filter(catalogue="growth_field", code="quality").update(ends=TODAY)
        Term.objects.create(
            edition=edition, catalogue="growth_field", number=5, code="effects", label="Wirkung und Nachhaltigkeit", starts=TODAY + timedelta(days=1)
        )
        old = make.make_round(world.own, 1)
        make.make_rating(old, "common", 1, 2)
    page = text(client_of("coordinator").get(old.get_absolute_url()))
    assert "5 Qualitätssicherung und Wirkungsorientierung" in page and "Nachhaltigkeit" not in page
    with as_owner():
        AnalysisRound.objects.filter(pk=old.pk).update(begun_on=TODAY + timedelta(days=1))
    page = text(client_of("coordinator").get(old.get_absolute_url()))
    assert "5 Wirkung und Nachhaltigkeit" in page and "Qualitätssicherung" not in page


@pytest.mark.req("R215.C")
def test_two_rounds_stand_side_by_side_with_the_words_that_changed_and_a_net_with_its_table(world, client_of):
    with as_owner():
        before = make.make_round(world.own, 1, state="closed", begun_on=TODAY - timedelta(days=400))
        now = make.make_round(world.own, 2)
        for number, old, new in ((1, 2, 3), (2, 3, 3), (4, 2, 1)):
            make.make_rating(before, "common", number, old, words=f"Früher {number}." if number == 4 else "")
            make.make_rating(now, "common", number, new, words=f"Heute {number}." if number == 4 else "", basis="Befragung")
    house = client_of("coordinator")
    response = house.get(now.get_absolute_url() + "?field=4")
    page, html = text(response), response.content.decode()
    assert "<del>Früher</del>" in html and "<ins>Heute</ins>" in html and "Grundlage: Befragung" in page
    assert "Runde 2 gegen Runde 1: höher in Feld 1; niedriger in Feld 4; gleich in Feld 2." in page
    assert 'class="spider"' in html and "1 Konzepterweiterung, Team- und Organisationsentwicklung" in page
    over_time = list_page(house, world.own)
    assert "4 Partizipation und Empowerment in Bewegung noch am Anfang" in over_time


@pytest.mark.req("R189.K")
@pytest.mark.parametrize(("begun", "reminded"), [(date(2025, 11, 30), True), (date(2025, 12, 1), True), (date(2025, 12, 2), False)])
def test_twelve_months_after_a_round_it_is_time_for_the_next(world, client_of, begun, reminded, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2026, 12, 1))
    with as_owner():
        make.make_round(world.own, 1, state="closed", begun_on=begun)
    assert ("Zeit für die nächste" in list_page(client_of("coordinator"), world.own)) == reminded
    with as_owner():
        make.make_round(world.own, 2, begun_on=date(2026, 12, 1))
    assert "Zeit für die nächste" not in list_page(client_of("coordinator"), world.own)


@pytest.mark.req("R216.K")
@pytest.mark.guard("analysis-released")
@pytest.mark.guard("ratings-released")
@pytest.mark.guard("findings-released")
def test_the_county_reads_each_part_only_while_it_is_released(world, client_of):
    with as_owner():
        row = make.make_round(world.own, texts={"state": "Es fehlt Zeit.", "failures": "Der Babytreff kam nicht an."})
        make.make_rating(row, "common", 1, 3, words="Das Team trägt es.")
        make.make_finding(row)
    planner, house = client_of("social_planner"), client_of("head")

    def read():
        return text(planner.get(row.get_absolute_url(), follow=True)) + list_page(planner, world.own)

    assert planner.get(row.get_absolute_url()).status_code == 404 and "Runde 1" not in list_page(planner, world.own)
    assert "Ein Teil liegt dem Landkreis vor." in text(release(house, row, "state")).replace("1 Teil", "Ein Teil")
    assert "Es fehlt Zeit." in text(planner.get(url("part_detail", part(row, "state").pk)))
    assert planner.get(url("part_detail", part(row, "failures").pk)).status_code == 404
    for inside in ("trägt im Alltag", "Das Team trägt es.", "14 von 23", "nicht gelungen"):
        assert inside not in read(), inside
    release(house, row, "ratings", "findings", "failures")
    assert planner.get(url("part_detail", part(row, "state").pk)).status_code == 404  # taken back by the same click
    for outside in ("trägt im Alltag", "Das Team trägt es.", "14 von 23", "nicht gelungen"):
        assert outside in read(), outside
    assert "Nichts aus dieser Runde" in text(release(house, row)) and planner.get(row.get_absolute_url()).status_code == 404
    with as_owner():
        assert Entry.objects.filter(kind="withdrawn").count() == 4 and Entry.objects.filter(kind="released").count() == 4
    assert client_of("facilitator").post(url("analysis_release", row.pk), {}).status_code == 403


@pytest.mark.guard("rounds-seen")
def test_a_round_from_which_nothing_is_released_does_not_exist_for_the_county(world, client_of):
    with as_owner():
        row = make.make_round(world.own, authors="Team und Elternbeirat Lindenhof")
    planner = client_of("social_planner")
    assert planner.get(row.get_absolute_url()).status_code == 404
    assert "Elternbeirat Lindenhof" not in list_page(planner, world.own)


@pytest.mark.req("R216.K")
def test_ratings_are_summed_and_ranked_nowhere(world, client_of):
    with as_owner():
        for site, number in ((world.own, 4), (world.sibling, 1)):
            row = make.make_round(site, released={"ratings"})
            for field in range(1, 6):
                make.make_rating(row, "common", field, number)
    planner = client_of("social_planner")
    for address in ("/", reverse("reporting:site_list"), reverse("reporting:county_sheet", args=[world.county.pk]), reverse("reporting:overview")):
        page = text(planner.get(address))
        assert "selbstverständlich" not in page and "noch am Anfang" not in page, address


def test_the_page_of_a_round_asks_as_much_for_many_rows_as_for_few(world, client_of, own_queries):
    with as_owner():
        row = make.make_round(world.own, 2)
        make.make_round(world.own, 1, state="closed")
        for number in range(1, 6):
            for view in ("team", "common"):
                make.make_rating(row, view, number, 2)
        for at in range(30):
            finding = make.make_finding(row, f"Feststellung {at}", goal=make.make_goal(world.own, title=f"Ziel {at}"))
            make.make_step(world.own, f"Schritt {at}", finding=finding)
    house = client_of("coordinator")
    with own_queries() as asked:
        house.get(row.get_absolute_url())
    assert asked.count <= 8 + 4
