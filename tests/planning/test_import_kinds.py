"""What a table of each kind makes and changes: municipalities, providers, Kitas, contacts, figures of the social space."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from planning.models import SocialFigure, Term
from sites.models import Area, Entry, FormerName, FormerProvider, Job, Kita, Municipality, Place, Provider, Site
from tests import factories as make
from tests.conftest import as_owner
from tests.planning.test_imports import KITA_HEAD, applied, problems, read_in


@pytest.mark.req("R321.H")
def test_municipalities_are_found_by_their_key_and_keep_their_former_name(world, client_of):
    planner = client_of("social_planner")
    run = applied(planner, world.county, "municipalities", "AGS;Name\n16070058;Geratal\n16070057;Stadtilm\n")
    assert (run.creates, run.updates) == (2, 0)
    run = applied(planner, world.county, "municipalities", "Gemeindeschlüssel;Gemeinde\n16070058;Geratal\n16070057;Stadtilm am Wald\n")
    assert (run.creates, run.updates, run.unchanged) == (0, 1, 1)
    with as_owner():
        town = Municipality.objects.get(ags="16070057")
        assert town.name == "Stadtilm am Wald" and FormerName.objects.get(subject=f"sites.municipality:{town.pk}").name == "Stadtilm"
        assert Entry.objects.filter(place=world.county.pk, subject=f"sites.municipality:{town.pk}").count() == 2


def test_providers_are_made_and_changed_by_name(world, client_of):
    with as_owner():
        places = Place.objects.count()
    text = "Name,Art,E-Mail,Telefon\nsozialwerk ilmtal e. V.,freier Träger,info@ilmtal.example,\nStadt Neu,öffentlicher Träger,,+49 3677 1234\n"
    run = applied(client_of("social_planner"), world.county, "providers", text)
    with as_owner():
        assert (run.creates, run.updates) == (1, 1)
        world.provider.refresh_from_db()
        assert (world.provider.name, world.provider.email) == ("Sozialwerk Ilmtal e. V.", "info@ilmtal.example")
        new = Provider.objects.get(name="Stadt Neu")
        assert (new.kind, new.county, new.phone, new.place.kind) == ("public_provider", world.county, "+49 3677 1234", "provider")
        assert Place.objects.count() == places + 1


def test_a_municipality_is_found_by_its_key_of_eight_figures_or_its_name(world, client_of):
    planner = client_of("social_planner")
    text = f"Name;AGS;Träger\nKita A;{world.town.ags};Stadt Schleiz\nKita B;ilmenau;Stadt Schleiz\n"
    applied(planner, world.county, "kitas", text)
    with as_owner():
        assert set(Kita.objects.filter(name__in=["Kita A", "Kita B"]).values_list("municipality", flat=True)) == {world.town.pk}
    found = problems(planner, world.county, "kitas", "Name;AGS;Träger\nKita C;1607;Stadt Schleiz\n")
    assert "Ein AGS hat acht Ziffern" in found[0][2]
    with as_owner():
        there = make.make_municipality(world.other_county, "Schleiz")
    found = problems(planner, world.county, "kitas", f"Name;AGS;Träger\nKita D;{there.ags};Stadt Schleiz\nKita E;Schleiz;Stadt Schleiz\n")
    assert [cell[2].count("gibt es hier nicht (Ilm-Kreis)") for cell in found] == [1, 1]  # a municipality of another county is none here
    with as_owner():
        for _ in range(2):
            make.make_municipality(world.county, "Neustadt")
    found = problems(planner, world.county, "kitas", "Name;Gemeinde;Träger\nKita F;Neustadt;Stadt Schleiz\n")
    assert "gibt es mehrmals. Bitte nehmen Sie den AGS." in found[0][2]


def test_a_provider_of_the_own_county_comes_before_one_of_the_same_name_elsewhere(world, client_of):
    with as_owner():
        for county in (world.other_county, world.county):
            make.make_provider(county, "Lebenswege e. V.")
        make.make_provider(world.other_county, "Nur dort e. V.")
    town = world.town.name
    applied(
        client_of("social_planner"), world.county, "kitas", f"Name;Gemeinde;Träger\nKita F;{town};Lebenswege e. V.\nKita G;{town};Nur dort e. V.\n"
    )
    with as_owner():
        homes = Kita.objects.filter(name__in=["Kita F", "Kita G"]).order_by("name").values_list("provider__county", flat=True)
        assert list(homes) == [world.county.pk, world.other_county.pk]


@pytest.mark.req("R321.H")
def test_a_key_finds_a_kita_that_is_called_and_run_otherwise(world, client_of):
    with as_owner():
        lindenhof = Kita.objects.get(name="Kita Lindenhof")
        Kita.objects.filter(pk=lindenhof.pk).update(key="K-1")
    applied(client_of("social_planner"), world.county, "kitas", f"{KITA_HEAD}\nK-1;Kita Lindenpark;Ilmenau;Stadt Schleiz;;;\n")
    with as_owner():
        lindenhof.refresh_from_db()
        assert (lindenhof.name, lindenhof.provider) == ("Kita Lindenpark", world.other_provider)
        former = FormerName.objects.get(subject=f"sites.kita:{lindenhof.pk}")
        assert (former.name, former.place_id) == ("Kita Lindenhof", world.own.pk)
        held = FormerProvider.objects.get(kita=lindenhof)
        assert (held.provider, held.starts, held.ends) == (world.provider, None, timezone.localdate() - timedelta(days=1))
        assert Job.objects.filter(name="offers.publish", place_id=world.own.pk).exists()
    applied(client_of("social_planner"), world.county, "kitas", f"{KITA_HEAD}\nK-1;Kita Lindenpark;Ilmenau;Sozialwerk Ilmtal e. V.;;;\n")
    with as_owner():
        assert FormerProvider.objects.filter(kita=lindenhof).count() == 1  # a provider for less than a day is no history


def test_another_provider_follows_on_the_last_one_of_several(world, client_of):
    with as_owner():
        lindenhof = Kita.objects.get(name="Kita Lindenhof")
        for year in (2021, 2015, 2018):
            FormerProvider.objects.create(county=world.county, kita=lindenhof, provider=world.other_provider, ends=date(year, 12, 31))
    applied(client_of("social_planner"), world.county, "kitas", f"{KITA_HEAD}\n;Kita Lindenhof;Ilmenau;Stadt Schleiz;;;\n")
    with as_owner():
        held = FormerProvider.objects.get(kita=lindenhof, provider=world.provider)
        assert (held.starts, held.ends) == (date(2022, 1, 1), timezone.localdate() - timedelta(days=1))


def test_what_was_merged_is_never_found(world, client_of):
    with as_owner():
        kept = Kita.objects.get(name="Kita Lindenhof")
        twin = make.make_kita(world.town, world.provider, "Kita Linde")
        Kita.objects.filter(pk=twin.pk).update(merged_into=kept, key="K-1")
    run = applied(client_of("social_planner"), world.county, "kitas", f"{KITA_HEAD}\nK-1;Kita Linde;Ilmenau;Sozialwerk Ilmtal e. V.;98693;;\n")
    with as_owner():
        assert run.creates == 1
        twin.refresh_from_db()
        assert twin.postcode == ""


def test_contacts_reach_the_kita_and_its_site(world, client_of):
    with as_owner():
        Kita.objects.filter(name="Kita Lindenhof").update(key="K-1")
        alone = make.make_kita(world.town, world.provider, "Kita Allein")
        make.make_kita_link(world.sibling, alone, starts=date(2023, 1, 1), ends=date(2024, 12, 31))  # what it belonged to once is not told
    planner = client_of("social_planner")
    head = "Schlüssel;Kita;Gemeinde;Telefon der Kita;Ansprechperson des Standorts;E-Mail des Standorts\n"
    applied(planner, world.county, "contacts", f"{head}K-1;;;03677 5;Jana Beck;familien@lindenhof.example\n;Kita Allein;Ilmenau;03677 6;;\n")
    with as_owner():
        site = Site.objects.get(pk=world.own.pk)
        assert (site.contact, site.email) == ("Jana Beck", "familien@lindenhof.example")
        assert Kita.objects.get(key="K-1").phone == "03677 5"
        alone.refresh_from_db()
        assert alone.phone == "03677 6"
        entry = Entry.objects.get(subject=f"sites.site:{site.pk}", kind="changed")
        assert entry.place_id == site.pk and entry.details["contact"] == ["", "Jana Beck"]
        assert Job.objects.filter(name="offers.publish", place_id=site.pk).count() == 1
    found = problems(
        planner, world.county, "contacts", f"{head};Kita Allein;Ilmenau;;Jana Beck;\nK-77;;;;;\n;Kita Fehlt;Ilmenau;;;\nK-1;Kita Allein;;;;\n"
    )
    assert [(row, column) for row, column, _ in found] == [(2, "Ansprechperson des Standorts"), (3, "Schlüssel"), (4, "Kita"), (5, "Kita")]
    assert "gehört zu keinem Standort" in found[0][2] and "gehört zu „Kita Lindenhof“" in found[3][2]


def test_two_kitas_of_a_verbund_name_one_contact(world, client_of):
    with as_owner():
        kitas = [make.make_kita(world.town, world.provider, name) for name in ("Kita A", "Kita B")]
        site = make.make_site(world.town, kitas, "Verbund")
    head = "Kita;Gemeinde;Ansprechperson des Standorts\n"
    planner = client_of("social_planner")
    found = problems(planner, world.county, "contacts", f"{head}Kita A;Ilmenau;Jana Beck\nKita B;Ilmenau;Ute Kern\n")
    assert [row for row, _, _ in found] == [2, 3] and "in Zeile 3" in found[0][2] and "in Zeile 2" in found[1][2]
    applied(planner, world.county, "contacts", f"{head}Kita A;Ilmenau;Jana Beck\nKita B;Ilmenau;Jana Beck\n")
    with as_owner():
        site.refresh_from_db()
        assert site.contact == "Jana Beck"


@pytest.mark.req("R062.H")
def test_figures_of_the_social_space_come_with_day_and_source(world, client_of):
    with as_owner():
        space = Area.objects.create(county=world.county, name="Am Ehrenberg")
    planner = client_of("social_planner")
    head = "Kennzahl;Gemeinde;Planungsraum;Stichtag;Wert;von;Quelle\n"
    text = (
        f"{head}Betreuungsquote der 3- bis unter 6-Jährigen;;;31.3.2019;95,8 %;;Landesamt für Statistik\n"
        f"children_under_7;{world.town.ags};;31.12.2025;1.412;;Einwohnermeldeamt\n"
        "Alleinerziehende Haushalte;;am ehrenberg;31.12.2025;120;480;Einwohnermeldeamt\n"
    )
    run = applied(planner, world.county, "figures", text)
    with as_owner():
        rate = SocialFigure.objects.get(indicator__code="care_rate_3_6")
        assert (rate.place_id, rate.municipality, rate.day, rate.value, rate.value_of) == (
            world.county.pk, None, date(2019, 3, 31), Decimal("95.80"), Decimal(100),
        )  # fmt: skip
        assert rate.source == "Landesamt für Statistik"
        children = SocialFigure.objects.get(municipality=world.town)
        assert children.value == 1412 and children.indicator == Term.objects.get(code="children_under_7")
        assert SocialFigure.objects.get(planning_area=space).value_of == 480
    assert run.creates == 3
    run = applied(planner, world.county, "figures", text.replace("1.412", "1.500"))
    assert (run.creates, run.updates, run.unchanged) == (0, 1, 2)
    with as_owner():
        assert SocialFigure.objects.count() == 3
        children.refresh_from_db()
        assert children.value == 1500


def test_many_problems_come_in_pages(world, client_of):
    planner = client_of("social_planner")
    text = "Name;Art\n" + "".join(f"Träger {number};unklar\n" for number in range(600))
    response, run = read_in(planner, world.county, "providers", text)
    assert (len(run.problems), run.problem_count) == (500, 600)
    body = planner.get(response.url).content.decode()
    assert "Gezeigt werden die ersten 500 von 600 Problemen." in body
    assert "Zeile 51, Spalte Art" in body and "Zeile 52, Spalte Art" not in body and "after=50" in body
    assert "Zeile 52, Spalte Art" in planner.get(response.url + "?show=problems&after=50").content.decode()
