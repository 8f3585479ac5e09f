"""Figures of the social space: entered with day and source, of a municipality or a planning area; beside the needs of a site."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from planning.models import SocialFigure
from planning.pages.figure_table import Cell
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


def term(catalogue, code):
    with as_owner():
        return make.term(catalogue, code)


def figure(indicator, **changes):
    values = {"indicator": indicator.pk, "municipality": "", "planning_area": "", "day": "1.3.2019", "value": "95,8", "value_of": "100"}
    return {**values, "source": "Landesamt für Statistik, Tabelle KT001505", **changes}


@pytest.mark.req("R062.H")
def test_the_care_rate_is_a_figure_with_date_and_source(world, client_of):
    client, rate = client_of("social_planner"), term("social_indicator", "care_rate_3_6")
    form = text_of(client.get(url("figure_create", world.county.pk)))
    assert "„Die Betreuungsquote der 3-6-jährigen Kinder liegt in Thüringen bei 95,8 % (Stand: März 2019).“" in form and 'value="95,8"' not in form
    assert client.post(url("figure_create", world.county.pk), figure(rate)).status_code == 302
    assert client.post(url("figure_create", world.county.pk), figure(rate, day="1.3.2025", value="94,9")).status_code == 302
    page = text_of(client.get(url("figure_list", world.county.pk)))
    assert page.index("94,9 %") < page.index("95,8 %") and "1. März 2019" in page and "Tabelle KT001505" in page and ">Ilm-Kreis</td>" in page
    with as_owner():
        assert Entry.objects.filter(subject__startswith="planning.socialfigure", place=world.county.pk).count() == 2
        shares = list(SocialFigure.objects.order_by("day"))
    shown = text_of(client.get(url("figure_edit", shares[0].pk)))
    assert 'value="95,8"' in shown and 'value="100"' in shown  # as they were entered


@pytest.mark.req("R235.H")
def test_figures_of_municipality_and_planning_area_stand_with_the_needs_of_a_site(world, client_of):
    with as_owner():
        area, other = make.make_area(world.county, "Sozialraum Weststadt", kind="social_space"), make.make_area(world.county, "Planungsraum Süd")
        type(world.own).objects.filter(pk=world.own.pk).update(planning_area=area)
    client, children = client_of("youth_welfare_office"), term("social_indicator", "children_under_7")
    for changes in (
        {"municipality": world.town.pk, "value": "412"},
        {"planning_area": area.pk, "value": "97"},
        {"planning_area": other.pk, "value": "55"},
    ):
        data = figure(children, value_of="", day="31.12.2025", **changes)
        assert client.post(url("figure_create", world.county.pk), data).status_code == 302
    page = text_of(client_of("coordinator").get(url("need_list", world.own.pk))).split("Der Sozialraum in Zahlen")[1]
    assert ">412<" in page and ">97<" in page and ">55<" not in page and "Sozialraum Weststadt" in page
    assert "die Gegebenheiten und Ressourcen des Sozialraumes zu kennen" in page
    only = text_of(client.get(url("figure_list", world.county.pk) + f"?where=area-{area.pk}"))
    assert "97" in only and "412" not in only
    assert "Keine Zahl passt zu diesen Filtern" in text_of(client.get(url("figure_list", world.county.pk) + "?where=county"))
    assert "412" in text_of(client.get(url("figure_list", world.county.pk) + "?where=area-999999&indicator=unsinn"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": "101"}, "101 von 100 sind mehr als 100 %"),
        ({"value": "-3"}, "nie kleiner als 0"),
        ({"value": "viele"}, "Bitte als Zahl eingeben"),
        ({"value_of": "0"}, "„von“ muss größer als 0 sein."),
        ({"value_of": ""}, "„Betreuungsquote der 3- bis unter 6-Jährigen“ ist ein Anteil. Bitte geben Sie unter „von“ das Ganze an"),
        ({"code": "unemployment", "value": "11,5"}, "„Arbeitslose“ wird gezählt. Gebraucht wird eine ganze Zahl, nicht 11,5."),
        ({"code": "unemployment", "value": "1234,5", "value_of": ""}, "Gebraucht wird eine ganze Zahl, nicht 1.234,5."),
        ({"code": "minutes_to_advice", "value": "11,5"}, "ist kein Anteil. Gebraucht wird nur der Wert"),
        ({"day": "1.1.2099"}, "Das Datum liegt in der Zukunft."),
        ({"day": "1.1.1019"}, "Bitte prüfen Sie das Jahr"),
        ({"indicator": "0"}, "Diese Auswahl gibt es nicht (mehr)."),
        ({"both": True}, "Bitte wählen Sie eine Gemeinde oder einen Planungsraum, nicht beides."),
        ({"twice": True}, "Diese Zahl ist für den Stichtag schon eingetragen."),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_words(world, client_of, changes, sentence):
    changes = dict(changes)
    rate = term("social_indicator", changes.pop("code", "care_rate_3_6"))
    with as_owner():
        area = make.make_area(world.county)
        if changes.pop("twice", None):
            make.make_figure(world.county, "care_rate_3_6", day=date(2019, 3, 1), value=90, value_of=100)
        if changes.pop("both", None):
            changes = {"municipality": world.town.pk, "planning_area": area.pk}
        before = SocialFigure.objects.count()
    data = {**figure(rate, source="Bleibt stehen"), **changes}
    refused = text_of(client_of("social_planner").post(url("figure_create", world.county.pk), data), 422)
    assert sentence in refused and "Bleibt stehen" in refused
    with as_owner():
        assert SocialFigure.objects.count() == before


# Municipalities by indicators -----------------------------------------------------------------------------------------


@pytest.mark.req("R062.H")
def test_municipalities_stand_beside_indicators_with_the_newest_value_its_trend_and_the_county_first(world, client_of):
    with as_owner():
        arnstadt = make.make_municipality(world.county, "Arnstadt")
        for day, value, whole in ((date(2023, 12, 31), 500, 8000), (date(2024, 12, 31), 400, 8000), (date(2025, 12, 31), 412, 8200)):
            make.make_figure(world.county, day=day, value=Decimal(value), value_of=Decimal(whole), municipality=world.town)
        make.make_figure(world.county, day=date(2025, 12, 31), value=Decimal(5000), value_of=Decimal(100_000))
        for year, value in ((2024, 26_000), (2025, 25_900)):
            make.make_figure(world.county, "population", day=date(year, 12, 31), value=Decimal(value), value_of=None, municipality=world.town)
        make.make_figure(
            world.county, "population", day=date(2024, 12, 31), value=Decimal(9), value_of=None, planning_area=make.make_area(world.county)
        )
        make.make_figure(world.other_county, "population", value_of=None, municipality=world.other_town)
    answer = client_of("youth_welfare_office").get(url("figure_table", world.county.pk))
    table, told = answer.context, " ".join(text_of(answer).split())
    assert [line.name for line in table["lines"]] == ["Ganzes Gebiet", "Arnstadt", "Ilmenau"] and arnstadt
    at = [indicator.code for indicator in table["indicators"]]
    cells = dict(zip(at, table["lines"][2].cells, strict=True))
    assert (cells["children_under_7"].value, cells["children_under_7"].parts) == ("5,0\xa0%", "412 von 8.200")
    assert cells["children_under_7"].trend == "= wie am 31.12.2024" and cells["population"].trend == "▼ 100 weniger seit 31.12.2024"
    assert cells["population"].value == "25.900" and table["lines"][1].cells == [None, None]
    whole = dict(zip(at, table["lines"][0].cells, strict=True))
    assert whole["children_under_7"].value == "5,0\xa0%" and whole["population"] is None and "Stand 31.12.2025" in told
    one = client_of("social_planner").get(url("figure_table", world.county.pk), {"indicator": [term("social_indicator", "population").pk, "unsinn"]})
    assert len(one.context["indicators"]) == 2  # nonsense chooses nothing
    one = client_of("social_planner").get(url("figure_table", world.county.pk), {"indicator": term("social_indicator", "population").pk})
    assert [indicator.code for indicator in one.context["indicators"]] == ["population"]
    assert "Noch keine Zahlen zu vergleichen" not in told
    with as_owner():
        SocialFigure.objects.all().delete()
    assert "Noch keine Zahlen zu vergleichen" in text_of(client_of("social_planner").get(url("figure_table", world.county.pk)))


def test_a_share_is_compared_in_points_and_never_with_a_plain_number(world):
    def cell(now, before):
        rows = [
            SocialFigure(value=Decimal(value), value_of=whole and Decimal(whole), day=date(year, 1, 1))
            for year, (value, whole) in ((2025, now), (2024, before))
        ]
        return Cell(*rows)

    assert cell((12, 100), (110, 1000)).trend == "▲ 1 Punkt mehr seit 01.01.2024"
    assert cell((95, 1000), (110, 1000)).trend == "▼ 1,5 Punkte weniger seit 01.01.2024"
    assert cell((12, 100), (11, None)).trend == "" and cell((12, 100), (11, None)).change is None
    assert cell((12, None), ("10.5", None)).trend == "▲ 1,5 mehr seit 01.01.2024"


def test_the_table_is_a_file_with_numbers_and_days_and_asks_no_more_questions_for_many(world, client_of, own_queries):
    client, counts = client_of("ministry"), []
    for number in (2, 40):
        with as_owner():
            for index in range(number):
                town = make.make_municipality(world.county, f"Gemeinde {number} {index:02}")
                for year in (2024, 2025):
                    make.make_figure(world.county, municipality=town, day=date(year, 12, 31))
        with own_queries() as seen:
            client.get(url("figure_table", world.county.pk))
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 5 + 5  # session, user, reach, wall, the place in the header
    told = client.get(url("figure_export", world.county.pk, "csv")).content.decode("utf-8-sig").splitlines()
    assert told[0].split(";")[2:] == [f"{term('social_indicator', 'children_under_7')}: {word}" for word in ("von", "Stichtag", "Veränderung")]
    assert "Gemeinde 40 39;412,00;8000,00;31.12.2025;0,00" in told and client.get(url("figure_export", world.county.pk, "pdf")).status_code == 404
