"""The help directory: always public, by county, kept by counties and houses, printable; the numbers of the whole country."""

import re

import pytest
from django.utils.translation import gettext

from offers.models import HelpEntry, HelpNumber
from sites.core.languages import BY_CODE, LANGUAGES, in_language
from tests import factories as make
from tests.conftest import as_owner
from tests.offers.test_crisis import public_page, text_of, url
from tests.offers.test_family_languages import german_outside_its_marks

NUMBERS = ("0800 1110550", "116 111", "116 016", "0800 1110111", "112", "110")


@pytest.mark.req("R291.H", "R291.D")
def test_everybody_reads_the_help_of_a_county_without_a_crisis_and_prints_it(world, client):
    with as_owner():
        make.make_help(world.county)
        make.make_help(world.county, "Ärztliche Beratung", kind="counselling", phone="0361 1")
        make.make_help(world.other_county, "Hilfe in Schleiz")
        make.make_help(world.own, "Sprechstunde am Markt", phone="0361 2")
        make.make_help(world.foreign, "Weit weg")
    public_page(world.own)
    page = text_of(client.get(url("help_county", world.county)))
    for words in ("Notdienst des Jugendamtes", 'href="tel:036285550100"', "Ärztliche Beratung", "Sprechstunde am Markt", world.own.name, *NUMBERS):
        assert words in page
    assert "Hilfe in Schleiz" not in page and "Weit weg" not in page
    assert page.index("Notdienst des Jugendamtes") < page.index("Ärztliche Beratung")  # what is urgent stands first
    assert 'class="no-print small"' in page and "zum Drucken auf ein Blatt" in page
    everywhere = text_of(client.get(url("help_all")))
    assert url("help_county", world.county) in everywhere and all(number in everywhere for number in NUMBERS)
    assert client.get(url("help_county", 0)).status_code == 404


@pytest.mark.req("R291.H")
@pytest.mark.parametrize(
    ("role", "place"), [("social_planner", "county"), ("youth_welfare_office", "county"), ("head", "own"), ("coordinator", "own")]
)
def test_county_and_house_keep_their_entries(world, client_of, client, role, place):
    keeper, where = client_of(role), getattr(world, place)
    data = {"kind": "protection", "title": "Kinderschutzdienst", "phone": "0361 555 3480", "hours": "Mo bis Fr"}
    page = text_of(keeper.post(url("help_entry_create", where), data, follow=True))
    assert "„Kinderschutzdienst“ steht im Hilfeverzeichnis." in page and "0361 555 3480" in page
    assert "Dieser Eintrag steht schon" in text_of(keeper.post(url("help_entry_create", where), data), 422)
    with as_owner():
        row = HelpEntry.objects.get()
        assert row.place_id == where.pk
    public_page(world.own)
    assert "0361 555 3480" in text_of(client.get(url("help_county", world.county)))


def test_the_state_office_keeps_the_numbers_of_the_whole_country_alone(world, client_of, client):
    with as_owner():
        row = HelpNumber.objects.get(phone="116 016")
    office = client_of("state_office")
    answer = office.post(url("help_number_edit", row), {"title": row.title, "phone": "116 017", "checked_on": "01.03.2026"}, follow=True)
    assert "116 017" in text_of(answer) and "116 017" in text_of(client.get(url("help_all")))
    assert HelpNumber.objects.filter(pk=row.pk).update(phone="1") == 0  # nobody else's wall lets it


@pytest.mark.req("R291.D")
@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_the_directory_speaks_every_language(world, client, code):
    """Labels, kinds and the numbers of the whole country; what a house or a county wrote stays German and says so."""
    with as_owner():
        make.make_help(world.county, kind="counselling", title="Ärztliche Beratung", text="Für Mütter und Väter")
        changed = HelpNumber.objects.get(phone="0800 1110111")
        HelpNumber.objects.filter(pk=changed.pk).update(title="Sorgentelefon im Amt")
    language = BY_CODE[code]
    with in_language(code):
        addresses, police = [url("help_all"), url("help_county", world.county)], gettext("Polizei")
    for address in addresses:
        html = text_of(client.get(address))
        assert f'<html lang="{code}" dir="{language.direction}">' in html and all(number in html for number in NUMBERS)
        assert "Sorgentelefon im Amt" in html and police in html and '<bdi lang="de">Polizei' not in html
        if language.is_foreign:
            left = german_outside_its_marks(re.sub(r"<title>.*?</title>|<meta [^>]*>", "", html, flags=re.S))
            for words in ("Hilfe", "Polizei", "Tag und Nacht", "Gilt", "Landkreis", "Beratungsstelle", "Mütter", "Ilm-Kreis", "Uhr", "Amt"):
                assert words not in left, words
    assert (language.direction == "rtl") == (code in ("ar", "fa"))
