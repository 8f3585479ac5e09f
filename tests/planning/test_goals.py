"""The thread: needs, goals, indicators with their values; and the funded measure; what their forms refuse."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from planning.models import ActionField, Goal, Indicator, IndicatorValue, Measure, Need
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header


def url(name, row):
    return reverse(f"planning:{name}", args=[row.pk])


def need(**changes):
    values = {"title": "Familien mit Babys haben keinen Treffpunkt", "text": "", "method": "site_walk", "found_on": "3.4.26", "voices": "14"}
    return {**values, "source_group": "parents", "closed_on": "", **changes}


def goal(**changes):
    return {"need": "", "title": "Mütter kennen drei andere Familien", "step": "5", "starts": "1.1.2026", "due": "31.7.2027", **changes}


def indicator(**changes):
    values = {"title": "Eltern nennen neue Kontakte", "unit": "Eltern", "baseline": "10", "baseline_of": "40", "baseline_on": "15.1.2026"}
    values |= {"kind": "share", "direction": "more", "lowest": "1", "highest": "5"}
    return {**values, "target": "25", "target_of": "40", **changes}


#: Of an indicator on a scale.
SCALE = {"kind": "scale", "baseline": "2,4", "baseline_of": "", "target": "4", "target_of": ""}


def value(**changes):
    return {"measured_on": "1.10.2026", "value": "20", "value_of": "38", **changes}


@pytest.mark.req("R243.H", "R243.K")
@pytest.mark.parametrize("who", ["coordinator", "head"])
def test_from_need_to_value(world, client_of, who):
    client = client_of(who)
    assert client.post(url("need_create", world.own), need(urgent="on")).status_code == 302
    with as_owner():
        found = Need.objects.get()
        assert (found.site, found.found_on.isoformat(), found.voices, found.urgent) == (world.own, "2026-04-03", 14, True)
    assert "Noch kein Ziel" in client.get(url("goal_list", world.own)).content.decode()
    assert client.post(url("goal_create", world.own), goal(need=found.pk)).status_code == 302
    with as_owner():
        aim = Goal.objects.get(need=found, step=5)
    assert "Woran erkennen wir es?" in client.get(url("goal_list", world.own)).content.decode()
    assert client.post(url("indicator_create", aim), indicator()).status_code == 302
    with as_owner():
        sign = Indicator.objects.get(goal=aim, site=world.own)
    assert client.post(url("value_create", sign), value()).status_code == 302
    with as_owner():
        row = IndicatorValue.objects.get(indicator=sign)
        assert (row.value, row.value_of) == (20, 38)
        make.make_evidence(world.own, offer=make.make_offer(world.own, needs=[found]))
    body = client.get(url("goal_list", world.own)).content.decode()
    assert (
        "jetzt 20 von 38" in body
        and "Ausgang 10 von 40, Ziel mindestens 25 von 40 Eltern" in body
        and "Elterncafé" in body
        and "Noch kein Schluss" in body
    )
    assert "jetzt 20 von 38" in client.get(url("goal_list", world.own) + "?show=gaps").content.decode()
    review = {"held_on": "1.10.2026", "seen": "Mehr Eltern kommen.", "conclusion": "Der Treff bleibt.", "outcome": "keep"}
    assert client.post(url("review_create", aim), review).status_code == 302
    assert "jetzt 20 von 38" in client.get(url("goal_list", world.own) + "?show=complete").content.decode()
    assert found.title not in client.get(url("goal_list", world.own) + "?show=gaps").content.decode()
    with as_owner():
        assert Entry.objects.filter(place=world.own.pk, kind="created").count() == 5


def test_changes_keep_the_old_values_in_the_entry(world, client_of):
    with as_owner():
        row = make.make_need(world.own)
        aim = make.make_goal(world.own, row)
        sign = make.make_indicator(aim)
    client = client_of("coordinator")
    assert client.post(url("need_edit", row), need(title="Neuer Satz", closed_on="1.11.2026")).status_code == 302
    assert client.post(url("goal_edit", aim), goal(need=row.pk, title="Neues Ziel")).status_code == 302
    assert client.post(url("indicator_edit", sign), indicator(target="30")).status_code == 302
    with as_owner():
        assert Entry.objects.get(subject=f"planning.need:{row.pk}").details["title"] == ["Treffpunkt am Nachmittag", "Neuer Satz"]
        assert Entry.objects.get(subject=f"planning.indicator:{sign.pk}").details["target"] == ["25", "30"]
        assert Entry.objects.get(subject=f"planning.goal:{aim.pk}").details["title"][1] == "Neues Ziel"
    assert "Neuer Satz" in client.get(url("need_list", world.own) + "?show=closed").content.decode()
    assert "Neuer Satz" not in client.get(url("need_list", world.own)).content.decode()


BAD = [
    ("need_create", need, {"title": "", "text": "Bleibt stehen"}, "Bitte füllen Sie „Bedarf in einem Satz“ aus."),
    ("need_create", need, {"title": "x" * 121, "text": "Bleibt stehen"}, "höchstens 120 Zeichen"),
    ("need_create", need, {"found_on": "1.1.2099", "text": "Bleibt stehen"}, "Das Datum liegt in der Zukunft."),
    ("need_create", need, {"found_on": "30.2.2026", "text": "Bleibt stehen"}, "Diesen Tag gibt es nicht."),
    ("need_create", need, {"voices": "viele", "text": "Bleibt stehen"}, "Bitte als ganze Zahl eingeben"),
    ("need_create", need, {"voices": "999999999", "text": "Bleibt stehen"}, "Bitte geben Sie höchstens 99.999 an."),
    ("need_create", need, {"closed_on": "1.1.2020", "text": "Bleibt stehen"}, "bevor er festgestellt wurde"),
    ("need_create", need, {"method": "oracle", "text": "Bleibt stehen"}, "Diese Auswahl gibt es nicht"),
    ("goal_create", goal, {"step": "8", "title": "Bleibt stehen"}, "Diese Auswahl gibt es nicht"),
    ("goal_create", goal, {"due": "1.1.2025", "title": "Bleibt stehen"}, "Das Ziel endet vor seinem Beginn."),
    ("goal_create", goal, {"need": "987654", "title": "Bleibt stehen"}, "Diese Auswahl gibt es nicht"),
    ("indicator_create", indicator, {"baseline": "41", "unit": "Bleibt stehen"}, "41 von 40 geht nicht"),
    ("indicator_create", indicator, {"target_of": "0", "unit": "Bleibt stehen"}, "muss mindestens 1 sein"),
    ("indicator_create", indicator, {"baseline": "99999999999", "baseline_of": "", "unit": "Bleibt stehen"}, "höchstens 9 Ziffern"),
    ("indicator_create", indicator, {"baseline_on": "1.1.2099", "unit": "Bleibt stehen"}, "Das Datum liegt in der Zukunft."),
    ("indicator_create", indicator, {"baseline_of": "", "unit": "Bleibt stehen"}, "Ein Anteil braucht das Ganze"),
    ("indicator_create", indicator, {"kind": "count", "unit": "Bleibt stehen"}, "gibt es nur bei einem Anteil"),
    ("indicator_create", indicator, {"target": "2,5", "unit": "Bleibt stehen"}, "Bitte als ganze Zahl eingeben"),
    ("indicator_create", indicator, {**SCALE, "target": "5,1", "unit": "Bleibt stehen"}, "Die Skala geht von 1 bis 5."),
    ("indicator_create", indicator, {**SCALE, "highest": "1", "unit": "Bleibt stehen"}, "Die Skala endet vor ihrem Beginn."),
    ("value_create", value, {"value": "1,5", "measured_on": "Bleibt stehen"}, "Bitte als ganze Zahl eingeben"),
    ("value_create", value, {"value_of": "", "measured_on": "Bleibt stehen"}, "Bitte füllen Sie „Von“ aus."),
    ("value_create", value, {"value": "50", "value_of": "38", "measured_on": "Bleibt stehen"}, "50 von 38 geht nicht"),
    ("value_create", value, {"measured_on": "1.1.2099", "value_of": "Bleibt stehen"}, "Das Datum liegt in der Zukunft."),
]


@pytest.mark.parametrize(("name", "good", "changes", "sentence"), BAD)
def test_bad_input_is_refused_in_words_and_keeps_the_text(world, client_of, name, good, changes, sentence):
    with as_owner():
        aim = make.make_goal(world.own)
        rows = {"need_create": world.own, "goal_create": world.own, "indicator_create": aim, "value_create": make.make_indicator(aim)}
        before = [model.objects.count() for model in (Need, Goal, Indicator, IndicatorValue)]
    response = client_of("coordinator").post(url(name, rows[name]), good(**changes))
    body = response.content.decode()
    assert response.status_code == 422 and "Bleibt stehen" in body
    assert sentence in body
    with as_owner():
        assert [model.objects.count() for model in (Need, Goal, Indicator, IndicatorValue)] == before


def test_two_values_of_a_day_are_refused(world, client_of):
    with as_owner():
        sign = make.make_indicator(make.make_goal(world.own))
    client_of("coordinator").post(url("value_create", sign), value())
    response = client_of("coordinator").post(url("value_create", sign), value(value="21"))
    assert response.status_code == 422 and "Für diesen Tag gibt es schon einen Wert." in response.content.decode()


def test_goals_that_only_count_what_is_done_get_a_question(world, client_of):
    with as_owner():
        make.make_goal(world.own, step=1)
    assert "Welches sagt, was sich für Familien ändert?" in client_of("provider").get(url("goal_list", world.own)).content.decode()
    with as_owner():
        make.make_goal(world.own, step=4)
    assert "Welches sagt, was sich für Familien ändert?" not in client_of("provider").get(url("goal_list", world.own)).content.decode()


def test_a_need_of_another_site_cannot_be_chosen(world, client_of):
    with as_owner():
        foreign = make.make_need(world.sister)
    assert client_of("provider").post(url("goal_create", world.own), goal()).status_code == 403
    assert client_of("coordinator").post(url("goal_create", world.own), goal(need=foreign.pk)).status_code == 422


def test_foreign_rows_are_missing_and_readers_do_not_write(world, client_of):
    with as_owner():
        row = make.make_need(world.foreign)
        aim = make.make_goal(world.foreign)
        sign, measure = make.make_indicator(aim), make.make_measure(world.foreign)
    for name, target in (("need_edit", row), ("goal_edit", aim), ("indicator_create", aim), ("indicator_edit", sign), ("value_create", sign)):
        assert client_of("coordinator").get(url(name, target)).status_code == 404
        assert client_of("professional").get(url(name, target)).status_code == 403
    for name in ("need_list", "need_create", "goal_list", "goal_create"):
        assert client_of("coordinator").get(url(name, world.foreign)).status_code == 404
    assert client_of("social_planner").get(url("measure_edit", measure)).status_code == 404
    assert client_of("social_planner").get(url("measure_create", world.foreign)).status_code == 404
    body = client_of("professional").get(url("goal_list", world.own)).content.decode()
    assert "Bedarf festhalten" not in body


@pytest.mark.parametrize(("name", "budget"), [("goal_list", 5), ("need_list", 5)])
def test_lists_ask_the_same_number_of_questions(world, client_of, own_queries, name, budget):
    client, counts = client_of("coordinator"), []
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                row = make.make_need(world.own, f"Bedarf {index}", urgent=index % 2 == 0)
                make.make_indicator(make.make_goal(world.own, row))
                make.make_offer(world.own, f"Angebot {index}", needs=[row])
        with own_queries() as seen:
            assert client.get(url(name, world.own)).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] and counts[0] <= budget + OF_EVERY_REQUEST


@pytest.mark.parametrize("name", ["goal_list", "need_list"])
def test_three_hundred_needs_come_in_pages(world, client_of, name):
    with as_owner():
        Need.objects.bulk_create(Need(site=world.own, title=f"Bedarf {index}", found_on=make.TODAY, urgent=index == 7) for index in range(300))
    body = client_of("coordinator").get(url(name, world.own) + "?after=unsinn&show=unsinn").content.decode()
    assert "after=" in body and body.index("Bedarf 7<") < body.index("Bedarf 299<") and "Bedarf 0<" not in body


# Measures and catalogues ------------------------------------------------------------------------------------------


def measure(**changes):
    with as_owner():
        main = ActionField.objects.get(edition="2021", number=3)
    values = {
        "funding_year": "2027",
        "project_class": "existing",
        "title": "ThEKiZ Kita Lindenhof",
        "file_number": "",
        "action_field": main.pk,
        "further_fields": [],
    }
    return {**values, "grant": "33.240,50", "report_due": "31.3.2028", **changes}


@pytest.mark.req("R104.H", "R105.H")
def test_a_measure_lies_mainly_in_field_three(world, client_of):
    planner = client_of("social_planner")
    with as_owner():
        main, second, sixth = (ActionField.objects.get(edition="2021", number=number) for number in (3, 2, 6))
    assert f'<option value="{main.pk}" selected>HF 3 Bildung im familiären Umfeld' in planner.get(url("measure_create", world.own)).content.decode()
    assert planner.post(url("measure_create", world.own), measure(further_fields=[second.pk, sixth.pk])).status_code == 302
    with as_owner():
        row = Measure.objects.get(site=world.own, funding_year=2027)
        assert (row.action_field, set(row.further_fields.all()), str(row.grant)) == (main, {second, sixth}, "33240.50")
    assert planner.post(url("measure_edit", row), measure(action_field=second.pk)).status_code == 302
    with as_owner():
        row.refresh_from_db()
        assert row.action_field == second


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"funding_year": "2026"}, "Für dieses Jahr gibt es schon eine Maßnahme."),
        ({"funding_year": "1999"}, "Bitte geben Sie mindestens 2019 an."),
        ({"grant": "viel"}, "Bitte als Zahl eingeben"),
        ({"grant": "-5"}, "Bitte geben Sie mindestens 0 an."),
        ({"report_due": "31.3.2026"}, "Der Sachbericht kann nicht vor dem Förderjahr fällig sein."),
        ({"further_fields": "main"}, "Das Hauptfeld ist schon genannt."),
        ({"action_field": ""}, "Bitte füllen Sie „Hauptfeld“ aus."),
    ],
)
def test_a_bad_measure_is_refused_in_words(world, client_of, changes, sentence):
    with as_owner():
        make.make_measure(world.own, 2026)
        main = ActionField.objects.get(edition="2021", number=3)
    if changes.get("further_fields"):
        changes = {"further_fields": [main.pk]}
    response = client_of("social_planner").post(url("measure_create", world.own), measure(file_number="Bleibt stehen", **changes))
    assert response.status_code == 422 and sentence in response.content.decode() and "Bleibt stehen" in response.content.decode()
    with as_owner():
        assert Measure.objects.count() == 1


def test_the_gaps_of_a_house_are_needs_without_an_offer_or_without_a_goal(world, client_of):
    with as_owner():
        needs = {title: make.make_need(world.own, title) for title in ("Mit beidem", "Ohne Ziel", "Ohne Angebot", "Ohne beides", "Längst vorbei")}
        make.make_offer(world.own, needs=[needs["Mit beidem"], needs["Ohne Ziel"]])
        for title in ("Mit beidem", "Ohne Angebot"):
            make.make_goal(world.own, needs[title])
        Need.objects.filter(title="Längst vorbei").update(closed_on=date(2026, 5, 4))
    page = client_of("coordinator").get(url("need_list", world.own) + "?show=gaps").content.decode()
    assert [title for title in needs if title in page] == ["Ohne Ziel", "Ohne Angebot", "Ohne beides"]
    closed = client_of("coordinator").get(url("need_list", world.own) + "?show=closed").content.decode().replace("\xa0", " ")
    assert [title for title in needs if title in closed] == ["Längst vorbei"] and "erledigt am 4. Mai 2026" in closed


def test_a_scale_has_its_steps_and_one_decimal(world, client_of):
    client = client_of("coordinator")
    with as_owner():
        aim = make.make_goal(world.own)
    assert client.post(url("indicator_create", aim), indicator(**SCALE, unit="Punkte")).status_code == 302
    with as_owner():
        sign = Indicator.objects.get(goal=aim)
    assert client.post(url("value_create", sign), {"measured_on": "1.10.2026", "value": "3,4"}).status_code == 302
    refused = client.post(url("value_create", sign), {"measured_on": "2.10.2026", "value": "6"})
    assert refused.status_code == 422 and "Die Skala geht von 1 bis 5." in refused.content.decode()
    assert "jetzt 3,4 · Ausgang 2,4, Ziel mindestens 4 Punkte (Skala 1–5)" in text(client.get(url("goal_list", world.own)))
    narrower = client.post(url("indicator_edit", sign), indicator(**SCALE, unit="Punkte", lowest="2", highest="3"))
    assert narrower.status_code == 422 and "Gemessen wurde schon von 3,4 bis 3,4." in narrower.content.decode()
    assert client.post(url("indicator_edit", sign), indicator(**SCALE, unit="Punkte", highest="10")).status_code == 302
    with as_owner():
        assert IndicatorValue.objects.get().highest == 10  # the values follow their indicator


def test_less_can_be_better_and_a_target_on_the_other_side_is_asked_about(world, client_of):
    client = client_of("coordinator")
    with as_owner():
        aim = make.make_goal(world.own)
    counted = {"kind": "count", "baseline_of": "", "target_of": ""}
    answer = client.post(url("indicator_create", aim), indicator(**counted, direction="less"), follow=True)
    assert "Das Ziel liegt über dem Ausgangswert, obwohl weniger besser ist." in text(answer)
    assert "Ausgang 10, Ziel höchstens 25 Eltern" in text(client.get(url("goal_list", world.own)))


def test_values_are_of_the_kind_of_their_indicator(world):
    with as_owner(), transaction.atomic():
        sign = make.make_indicator(make.make_goal(world.own))
        other = sign.new_value(measured_on=date(2026, 10, 1), value=20)
        other.kind = "count"
        other.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.check_constraints()
        other.delete()


@pytest.mark.parametrize(
    ("kind", "figure", "whole"), [("count", "2.5", None), ("count", "2", 4), ("share", "2", None), ("share", "5", 4), ("scale", "5.1", None)]
)
def test_no_statement_stores_a_figure_of_another_kind(world, kind, figure, whole):
    good = {"count": (3, None), "share": (3, 4), "scale": ("3.5", None)}[kind]
    with as_owner():
        aim = make.make_goal(world.own)
        sign = make.make_indicator(aim, kind=kind, baseline=good[0], baseline_of=good[1], target=good[0], target_of=good[1])
        for changes in ({"baseline": figure, "baseline_of": whole}, {"target": figure, "target_of": whole}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Indicator.objects.filter(pk=sign.pk).update(**changes)
        with pytest.raises(IntegrityError), transaction.atomic():
            sign.new_value(measured_on=date(2026, 10, 1), value=figure, value_of=whole).save()


def test_a_kind_stays_once_something_was_measured(world, client_of):
    client = client_of("coordinator")
    with as_owner():
        sign = make.make_indicator(make.make_goal(world.own))
        sign.new_value(measured_on=date(2026, 10, 1), value=20, value_of=38).save()
    client.post(url("indicator_edit", sign), indicator(kind="count", title="Anders"))
    with as_owner():
        sign.refresh_from_db()
        assert (sign.kind, sign.title) == ("share", "Anders")


def test_a_value_is_put_right_and_removed_where_it_is_seen(world, client_of):
    client = client_of("head")
    with as_owner():
        sign = make.make_indicator(make.make_goal(world.own))
        row = sign.new_value(measured_on=date(2026, 10, 1), value=20, value_of=38)
        row.save()
    assert url("value_edit", row) in client.get(url("value_create", sign)).content.decode()
    page = client.get(url("value_edit", row)).content.decode()
    assert 'value="20"' in page
    assert client.post(url("value_edit", row), value(value="21")).status_code == 302
    with as_owner():
        row.refresh_from_db()
        assert row.value == 21 and Entry.objects.get(subject=f"planning.indicatorvalue:{row.pk}").details["value"] == ["20", "21"]
    assert remove(client, url("value_edit", row)).url == url("goal_list", world.own)
    with as_owner():
        assert not IndicatorValue.objects.exists()
        assert "Messwert „21 von 38 am 01.10.2026“ zu" in Entry.objects.get(subject=f"planning.indicator:{sign.pk}", kind="removed").text


@pytest.mark.parametrize("name", ["need_list", "goal_list"])
def test_the_second_page_of_the_needs_has_rows(world, client_of, name):
    with as_owner():
        for at in range(53):
            make.make_need(world.own, f"Bedarf {at}", urgent=at % 2 == 0)
    client = client_of("coordinator")
    first = client.get(url(name, world.own)).context["page"]
    assert len(first.rows) == 50 and len(client.get(url(name, world.own) + first.next_url).context["page"].rows) == 3


def test_a_value_from_before_the_baseline_is_asked_about_once(world, client_of):
    with as_owner():
        sign = make.make_indicator(make.make_goal(world.own))
    client, early = client_of("coordinator"), value(measured_on="3.4.2020")
    refused = client.post(url("value_create", sign), early)
    question = "Wirklich 03.04.2020? Der Ausgangswert ist vom 15.01.2026. Bitte prüfen Sie den Tag oder bestätigen Sie ihn."
    assert refused.status_code == 422 and question in text(refused) and "Ja, gemessen wurde am 03.04.2020." in text(refused)
    assert client.post(url("value_create", sign), {**early, "sure": "on"}).status_code == 302
    with as_owner():
        row = IndicatorValue.objects.get()
    assert client.post(url("value_edit", row), {**early, "value": "21"}).status_code == 302  # its day was answered for
    assert client.post(url("value_create", sign), value(measured_on="15.1.2026")).status_code == 302  # the same day is none before
    moved = indicator(baseline_on="16.1.2026")
    assert "Wirklich 16.01.2026? Der erste Messwert ist vom 03.04.2020." in text(client.post(url("indicator_edit", sign), moved))
    assert client.post(url("indicator_edit", sign), {**moved, "sure": "on"}).status_code == 302
