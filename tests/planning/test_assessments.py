"""Assessments of needs: method, days, reach, sources, results as sums; what is released to the county."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from planning.models import Assessment, AssessmentResult, Need, Term
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 4  # session, user, reach, wall
TODAY = timezone.localdate()
METHODS = ("Ortsbegehung", "Befragung", "Gruppendiskussion", "Elternabend", "Elterngespräche")  # 3.3
SOURCES = ("Familien", "Eltern", "Kinder", "Team", "Sozialraum")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


def term(catalogue, code):
    with as_owner():
        return make.term(catalogue, code)


def assessment(*lines, **changes):
    """`lines` are (pk of a theme, voices, of) as the table of the form sends them."""
    values = {
        "title": "Befragung im Frühjahr", "method": "survey", "source_group": "parents", "held_from": "3.4.2026", "held_until": "20.4.2026",
        "invited": "80", "answered": "60", "planning_area": "", "summary": "Es fehlt ein Treff am Nachmittag.",
        "results-TOTAL_FORMS": len(lines), "results-INITIAL_FORMS": "0",
    }  # fmt: skip
    for number, (theme, voices, whole) in enumerate(lines):
        values |= {f"results-{number}-theme": theme, f"results-{number}-voices": voices, f"results-{number}-voices_of": whole}
    return {**values, **changes}


# Assessments ----------------------------------------------------------------------------------------------------------


@pytest.mark.req("R225.H", "R226.H", "R279.H1")
@pytest.mark.parametrize("who", ["coordinator", "head"])
def test_an_assessment_keeps_method_days_reach_source_and_sums(world, client_of, who):
    client, theme, burden = client_of(who), term("theme", "encounter"), term("burden", "overload")
    form = text_of(client.get(url("assessment_create", world.own.pk)))
    for words in (*METHODS, *SOURCES):
        assert f">{words}</option>" in form
    for words in ("Ortsbegehungen, Befragungen, Gruppendiskussionen", "Kenntnis der Bedarfe der Familien, Eltern und Kinder", burden.label):
        assert words in form
    assert "Gefahr von starker Überforderung" in form and 'label="Belastungen von Familien"' in form
    data = assessment((theme.pk, 47, 60), (burden.pk, 2, ""), ("", "", ""), upload=SimpleUploadedFile("bogen.pdf", PDF))
    assert client.post(url("assessment_create", world.own.pk), data).status_code == 302
    with as_owner():
        row = Assessment.objects.get()
        assert (row.place_id, row.method, row.source_group, row.invited, row.answered, row.released) == (
            world.own.pk,
            "survey",
            "parents",
            80,
            60,
            False,
        )
        assert (row.held_from, row.held_until) == (date(2026, 4, 3), date(2026, 4, 20)) and row.document.place_id == world.own.pk
        assert list(row.results.values_list("theme", "voices", "voices_of")) == [(theme.pk, 47, 60), (burden.pk, 2, None)]
        assert Entry.objects.get(subject=f"planning.assessment:{row.pk}").details == {"results": 2}
    page = text_of(client.get(url("assessment_detail", row.pk)))
    reach = " ".join(strip_tags(page.split('id="h-who"')[1].split("</section>")[0].replace("<", " <")).split())
    assert "Beteiligt haben sich 60 Eltern Eingeladen oder angesprochen 80 Beteiligung 75 %" in reach
    for words in (
        "3. bis 20. April 2026",
        "Befragung",
        "Eltern",
        theme.label,
        "78 %",
        "Belastung von Familien",
        "nur im Haus sichtbar",
    ):
        assert words in page
    assert client.post(url("assessment_edit", row.pk), assessment((theme.pk, 50, 60))).status_code == 302  # the emptied line is gone
    with as_owner():
        assert list(AssessmentResult.objects.values_list("voices", flat=True)) == [50]
        assert Assessment.objects.get().document_id == row.document_id


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Bitte füllen Sie „Bezeichnung“ aus."),
        ({"held_until": "1.4.2026"}, "Das Ende liegt vor dem Beginn."),
        ({"held_from": "1.1.2099", "held_until": ""}, "Das Datum liegt in der Zukunft."),
        ({"held_from": "im Frühjahr"}, "Bitte als Datum eingeben"),
        ({"answered": "81"}, "Eingeladen waren 80. Es können sich nicht mehr beteiligt haben."),
        ({"answered": "viele"}, "Bitte als ganze Zahl eingeben"),
        ({"answered": ""}, "Bitte füllen Sie"),
        ({"method": "guess"}, "Diese Auswahl gibt es nicht."),
        ({"source_group": "nobody"}, "Diese Auswahl gibt es nicht."),
        ({"results-0-voices": "70", "results-0-voices_of": "60"}, "70 von 60 geht nicht"),
        ({"results-0-voices": "61", "results-0-voices_of": ""}, "Beteiligt haben sich 60."),
        ({"results-0-voices": ""}, "Wie oft wurde das Thema genannt?"),
        ({"results-0-theme": ""}, "Zu dieser Zahl fehlt das Thema."),
        ({"results-0-theme": "0"}, "Diese Auswahl gibt es nicht."),
        ({"results-0-voices_of": "0"}, "„von“ muss mindestens 1 sein."),
        ({"results-TOTAL_FORMS": "unsinn"}, "Bitte prüfen Sie die Ergebnisse je Thema."),
        ({"upload": SimpleUploadedFile("bogen.pdf", b"PK kein PDF")}, "keine PDF-, PNG- oder JPEG-Datei"),
    ],
)
def test_an_assessment_that_contradicts_itself_is_refused_in_words(world, client_of, changes, sentence):
    theme = term("theme", "encounter")
    data = {**assessment((theme.pk, 47, 60), summary="Bleibt stehen"), **changes}
    refused = text_of(client_of("coordinator").post(url("assessment_create", world.own.pk), data), 422)
    assert sentence in refused and "Bleibt stehen" in refused
    with as_owner():
        assert not Assessment.objects.exists() and not AssessmentResult.objects.exists()
        assert not Entry.objects.filter(subject__startswith="planning.assessment").exists()


def test_a_theme_stands_once(world, client_of):
    theme = term("theme", "encounter")
    refused = client_of("coordinator").post(url("assessment_create", world.own.pk), assessment((theme.pk, 1, ""), (theme.pk, 2, "")))
    assert "Dieses Thema steht schon in einer anderen Zeile." in text_of(refused, 422)


@pytest.mark.req("R226.H")
def test_a_survey_of_the_county_is_open_to_its_offices(world, client_of):
    planner, theme = client_of("social_planner"), term("theme", "mobility")
    assert "Grundlage für die Entscheidung für ein ThEKiZ" in text_of(planner.get(url("assessment_create", world.county.pk)))
    assert planner.post(url("assessment_create", world.county.pk), assessment((theme.pk, 31, 60))).status_code == 302
    with as_owner():
        row = Assessment.objects.get()
        assert row.released and row.place_id == world.county.pk
    for office in ("youth_welfare_office", "specialist_advisor"):
        page = text_of(client_of(office).get(url("assessment_detail", row.pk)))
        assert theme.label in page and "52 %" in page and "Ändern" in page if office == "youth_welfare_office" else "Ändern" not in page
    assert client_of("coordinator").get(url("assessment_detail", row.pk)).status_code == 404
    told = text_of(client_of("coordinator").get(url("assessment_list", world.own.pk)))
    assert "gilt auch eine Erhebung des Landkreises vom 3. April 2026" in told and "Befragung im Frühjahr" not in told


@pytest.mark.req("R235.H")
def test_an_assessment_of_a_planning_area_covers_its_sites_alone(world, client_of):
    with as_owner():
        area = make.make_area(world.county, "Planungsraum Nord")
        type(world.own).objects.filter(pk=world.own.pk).update(planning_area=area)
        make.make_area(world.other_county, "Planungsraum Fremd")
    planner = client_of("social_planner")
    form = text_of(planner.get(url("assessment_create", world.county.pk)))
    assert "Planungsraum Nord" in form and "Planungsraum Fremd" not in form and "in den Sozialräumen und kommunalen Planungsräumen" in form
    assert planner.post(url("assessment_create", world.county.pk), assessment(planning_area=area.pk)).status_code == 302
    assert "Erhebung des Landkreises vom 3. April 2026" in text_of(client_of("head").get(url("assessment_list", world.own.pk)))
    with as_owner():
        make.give(world.people["nobody"], "head", world.sibling)
    other = client_of("nobody")
    assert "Erhebung des Landkreises" not in text_of(other.get(url("assessment_list", world.sibling.pk)))
    assert "noch keine kommunale Bedarfserhebung eingetragen" in text_of(other.get(url("need_list", world.sibling.pk)))


@pytest.mark.parametrize(("days", "old"), [(800, True), (300, False)])
def test_needs_are_determined_continuously(world, client_of, days, old):
    with as_owner():
        make.make_assessment(world.own, held_from=TODAY - timedelta(days=days))
    for name in ("need_list", "assessment_list"):
        page = text_of(client_of("coordinator").get(url(name, world.own.pk)))
        assert ("älter als zwei Jahre" in page) is old
        assert ("„Die Bedarfe werden kontinuierlich ermittelt und die Angebote angepasst.“ (3.3)" in page) is old


# Release --------------------------------------------------------------------------------------------------------------


@pytest.mark.guard("needs-released", "assessments-released", "small-voices", "map-voices", "small-people")
@pytest.mark.req("R117.D", "R319.D")
@pytest.mark.parametrize("who", ["coordinator", "head"])
def test_the_house_decides_what_the_county_reads_and_takes_it_back(world, client_of, who):
    theme = term("theme", "encounter")
    with as_owner():
        row = make.make_assessment(world.own, "Befragung der Eltern", results=[("encounter", 47, 60), ("mobility", 2, 60)])
        need = make.make_need(world.own, "Treffpunkt am Nachmittag", theme=theme, assessment=row, voices=2, urgent=True)
    house, planner = client_of(who), client_of("social_planner")
    lists = (
        url("assessment_list", world.county.pk),
        url("need_map", world.county.pk),
        url("need_list", world.own.pk),
        url("release_list", world.own.pk),
    )
    for page in lists:
        told = text_of(planner.get(page))
        assert "Befragung der Eltern" not in told and "Treffpunkt am Nachmittag" not in told
    assert planner.get(url("assessment_detail", row.pk)).status_code == 404
    assert "2 Einträge sind nur im Haus sichtbar." in text_of(house.get(url("release_list", world.own.pk)))
    assert house.post(url("assessment_release", row.pk), {"released": "1"}).status_code == 302
    assert house.post(url("need_release", need.pk), {"released": "1"}).status_code == 302
    assert house.post(url("need_release", need.pk), {"released": "1"}).status_code == 302  # twice is once
    assert "Befragung der Eltern" in text_of(planner.get(lists[0]))
    county = text_of(planner.get(lists[1]))
    assert (
        "Treffpunkt am Nachmittag" in county
        and "dringend" in county
        and theme.label in county
        and "• Nennungen" in county
        and "2 Nennungen" not in county
    )
    detail = text_of(planner.get(url("assessment_detail", row.pk)))
    assert "78 %" in detail and "•" in detail and "3 %" not in detail and "Zahlen von einer oder zwei Personen" in detail
    listed = text_of(house.get(url("release_list", world.own.pk)))
    assert "Befragung der Eltern" in listed and "Treffpunkt am Nachmittag" in listed and "Alles, was das Haus festgehalten hat" in listed
    assert "Zurücknehmen" in listed and "Zurücknehmen" not in text_of(planner.get(url("release_list", world.own.pk)))
    back = house.post(url("need_release", need.pk), {"released": "0", "from": "list"})
    assert back["Location"] == url("release_list", world.own.pk)
    assert house.post(url("assessment_release", row.pk), {"released": "0"}).status_code == 302
    for page in lists:
        told = text_of(planner.get(page))
        assert "Befragung der Eltern" not in told and "Treffpunkt am Nachmittag" not in told
    with as_owner():
        for subject in (f"planning.need:{need.pk}", f"planning.assessment:{row.pk}"):
            assert list(Entry.objects.filter(subject=subject).order_by("pk").values_list("kind", flat=True)) == ["released", "withdrawn"]


@pytest.mark.req("R319.H")
def test_what_is_always_visible_is_marked_as_such(world, client_of):
    with as_owner():
        make.make_measure(world.own, TODAY.year, title="ThEKiZ Lindenhof gefördert")
    page = text_of(client_of("head").get(url("release_list", world.own.pk)))
    marked = page.split("Immer sichtbar")[1].split("</section>")[0].split("Pflicht")
    for part, before in zip(("Stammdaten", "Phase", "Geförderte Maßnahme", "Sachbericht"), marked, strict=False):
        assert part in before, part
    assert len(marked) == 5
    sheet = text_of(client_of("social_planner").get(world.own.get_absolute_url()))  # without any release
    assert "ThEKiZ seit" in sheet and "ThEKiZ Lindenhof gefördert" in sheet and "Sachberichte" in sheet
    assert url("release_list", world.own.pk) in text_of(client_of("head").get(url("need_list", world.own.pk)))


@pytest.mark.guard("allowed")
def test_only_the_house_releases(world, client_of):
    with as_owner():
        need = make.make_need(world.own)
        row = make.make_assessment(world.own)
    for who in ("social_planner", "professional", "provider"):
        assert client_of(who).post(url("need_release", need.pk)).status_code == 403
        assert client_of(who).post(url("assessment_release", row.pk)).status_code == 403
    assert client_of("head", elsewhere=True).post(url("need_release", need.pk)).status_code == 404
    assert client_of("head", elsewhere=True).get(url("release_list", world.own.pk)).status_code == 404


# Needs ----------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R225.H", "R279.H1")
def test_a_need_has_a_source_a_theme_an_urgency_and_a_survey_behind_it(world, client_of):
    burden = term("burden", "income")
    with as_owner():
        row = make.make_assessment(world.own, "Befragung der Eltern")
        foreign = make.make_assessment(world.foreign, "Fremde Befragung")
    client = client_of("coordinator")
    form = text_of(client.get(url("need_create", world.own.pk) + f"?assessment={row.pk}"))
    assert f'<option value="{row.pk}" selected>' in form and "Fremde Befragung" not in form
    for words in (*SOURCES, "Zu den Belastungen zählen Wegfall oder Kürzung von Einkommen, Armut", burden.label):
        assert words in form
    need = {
        "title": "Familien brauchen Hilfe bei Anträgen", "text": "", "source_group": "team", "theme": burden.pk, "method": "group_discussion",
        "assessment": row.pk, "found_on": "3.4.2026", "voices": "14", "urgent": "on", "closed_on": "",
    }  # fmt: skip
    assert client.post(url("need_create", world.own.pk), need).status_code == 302
    with as_owner():
        kept = Need.objects.get()
        assert (kept.theme, kept.source_group, kept.assessment, kept.urgent, kept.released) == (burden, "team", row, True, False)
    page = text_of(client.get(url("need_list", world.own.pk)))
    assert f"{burden.label} · Team · Gruppendiskussion" in page and "dringend" in page and "noch kein Angebot" in page
    assert "Familien brauchen Hilfe bei Anträgen" in text_of(client.get(url("assessment_detail", row.pk)))
    assert "Diese Auswahl gibt es nicht (mehr)." in text_of(client.post(url("need_edit", kept.pk), {**need, "assessment": foreign.pk}), 422)


@pytest.mark.req("R279.H1")
def test_the_burdens_of_families_are_themes(world, client_of):
    form = (
        text_of(client_of("coordinator").get(url("need_create", world.own.pk))).split('label="Belastungen von Familien"')[1].split("</optgroup>")[0]
    )
    for word in ("Einkommen", "Armut", "Gesundheit", "Existen", "Betreuung", "Überforderung", "Stress"):
        assert word in form, word


@pytest.mark.req("R034.H", "R035.H")
def test_goals_and_signs_are_shown_for_each_field_of_service(world, client_of):
    with as_owner():
        fields = [make.term("service_field", code) for code in _codes("service_field")]
        for number, field in enumerate(fields[:2]):
            goal = make.make_goal(world.own, title=f"Ziel {number}")
            goal.terms.add(field)
            if number == 0:
                make.make_indicator(goal)
    assert len(fields) == 3
    page = text_of(client_of("coordinator").get(url("goal_list", world.own.pk))).split('id="h-fields"')[1].split("</section>")[0]
    lines = [page.split(field.label)[1].split("</li>")[0] for field in fields]
    assert "1 Ziel, 1 mit Indikator" in lines[0] and "ohne Zeichen" not in lines[0]
    assert "1 Ziel, 0 mit Indikator" in lines[1] and "1 noch ohne Zeichen, woran Sie es erkennen" in lines[1]
    assert "noch kein Ziel" in lines[2] and "wirkungsorientiert umgesetzt.“ (1.2)" in page


def test_what_a_house_has_released_stands_in_groups_and_a_group_of_hundreds_has_pages(world, client_of):
    theme, other = make.term("theme", "parenting"), make.term("theme", "encounter")
    with as_owner():
        for number in range(60):
            make.make_need(world.own, f"Bedarf {number:02}", released=True, theme=theme, urgent=number < 3, found_on=date(2026, 1, 1))
        make.make_need(world.own, "Erledigter Bedarf", released=True, theme=other, closed_on=date(2026, 5, 1))
    client, address = client_of("head"), url("release_list", world.own.pk)
    groups = client.get(address).context["groups"]
    assert [(group.title, group.words, len(group.rows)) for group in groups] == [
        (theme.label, "60 Bedarfe · 3 dringend", 10),
        (other.label, "1 Bedarf", 1),
    ]
    assert [need.title for need in groups[0].rows[:4]] == ["Bedarf 02", "Bedarf 01", "Bedarf 00", "Bedarf 59"]
    assert [group.count for group in client.get(f"{address}?by=urgency").context["groups"]] == [3, 58]
    assert [group.count for group in client.get(f"{address}?urgency=urgent").context["groups"]] == [3]
    one = client.get(address + groups[0].url)
    assert len(one.context["page"].rows) == 50 and one.context["page"].next_url and "Erledigter Bedarf" not in text_of(one)
    assert text_of(one).count("Zurücknehmen") >= 50
    assert "Kein freigegebener Bedarf passt" in text_of(client.get(f"{address}?theme=none"))


def _codes(catalogue):
    return list(Term.objects.filter(catalogue=catalogue).order_by("number").values_list("code", flat=True))


# Questions to the database --------------------------------------------------------------------------------------------


def test_pages_ask_the_same_number_of_questions(world, client_of, own_queries):
    counts = {}
    with as_owner():
        main = make.make_assessment(world.own)
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                row = make.make_assessment(world.own, f"Befragung {number} {index}", released=True)
                make.make_assessment(world.county, f"Kreis {number} {index}", released=True)
                make.make_need(world.own, f"Bedarf {number} {index}", released=True, assessment=main, theme=make.term("theme", "encounter"))
                make.make_figure(world.county, municipality=world.town, day=date(2025, 12, 31) - timedelta(days=number * 40 + index))
            themes = [make.term("theme", code) for code in _codes("theme")]
            for theme in themes[: number if number == 3 else None]:
                AssessmentResult.objects.get_or_create(assessment=main, place_id=world.own.pk, theme=theme, defaults={"voices": 5})
        assert row
        for who, name, place in (
            ("coordinator", "assessment_list", world.own), ("social_planner", "assessment_list", world.county),
            ("coordinator", "assessment_detail", main), ("coordinator", "release_list", world.own), ("social_planner", "release_list", world.own),
            ("social_planner", "need_map", world.county), ("social_planner", "figure_list", world.county), ("coordinator", "need_list", world.own),
        ):  # fmt: skip
            client = client_of(who)
            with own_queries() as seen:
                assert client.get(url(name, place.pk)).status_code == 200
            counts.setdefault((who, name), []).append(seen.count - OF_EVERY_REQUEST)
    for (who, name), (few, many) in counts.items():
        assert few == many <= (8 if name == "assessment_detail" else 5), (who, name, few, many)


def test_results_that_somebody_else_has_changed_are_shown_at_their_line(world, client_of):
    theme = term("theme", "encounter")
    with as_owner():
        row = make.make_assessment(world.own.place, results=[("encounter", 5, 20)])
    head, address = client_of("head"), url("assessment_edit", row.pk)
    opened = dict(re.findall(r'name="([^"]*marks)" value="([^"]*)"', head.get(address).content.decode()))
    assert "results-0-marks" in opened
    assert client_of("coordinator").post(address, assessment((theme.pk, 6, 20), **opened)).status_code == 302
    answer = head.post(address, assessment((theme.pk, 7, 20), **opened), decides=False)
    page = text_of(answer, 409)
    assert page.count("hat diese Angaben inzwischen gespeichert") == 1 and 'value="7"' in page and "anderes. Bitte vergleichen" in page
    with as_owner():
        assert row.results.get().voices == 6


@pytest.mark.guard("small-participation")
def test_the_house_reads_its_small_numbers_and_the_county_does_not(world, client_of):
    with as_owner():
        make.make_assessment(world.own, "Gespräch in kleiner Runde", answered=2, invited=5, released=True)
        make.make_assessment(world.county, "Befragung des Amtes", answered=2, invited=5, released=True)
    house = text_of(client_of("coordinator").get(url("assessment_list", world.own.pk)))
    office = text_of(client_of("social_planner").get(url("assessment_list", world.county.pk)))

    def line(page, title):
        return strip_tags(page.split(title)[1].partition("</tr>")[0])

    assert "2 von 5" in line(house, "Gespräch in kleiner Runde") and "2 von 5" in line(office, "Befragung des Amtes")
    assert "• von 5" in line(office, "Gespräch in kleiner Runde")
