"""Figures of the social space: entered with day and source, of a municipality or a planning area; beside the needs of a site."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from planning.models import SocialFigure
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
        ({"value": "101"}, "Das wären mehr als 100 %"),
        ({"value": "-3"}, "nie kleiner als 0"),
        ({"value": "viele"}, "Bitte als Zahl eingeben"),
        ({"value_of": "0"}, "„von“ muss größer als 0 sein."),
        ({"day": "1.1.2099"}, "Das Datum liegt in der Zukunft."),
        ({"indicator": "0"}, "Diese Auswahl gibt es nicht (mehr)."),
        ({"both": True}, "Bitte wählen Sie eine Gemeinde oder einen Planungsraum, nicht beides."),
        ({"twice": True}, "Diese Zahl ist für den Stichtag schon eingetragen."),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_words(world, client_of, changes, sentence):
    rate, changes = term("social_indicator", "care_rate_3_6"), dict(changes)
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
