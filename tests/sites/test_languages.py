"""The languages of the public pages: addresses, direction, fallback that is seen, days and figures; and that the catalogues are whole."""

import re
from datetime import date, time

import pytest
from django.template import Context, Template
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.translation import ngettext
from hypothesis import given
from hypothesis import strategies as st

from sites.core import languages
from sites.core.languages import LANGUAGES, TRANSLATED, in_language
from tests.client import Client
from tests.test_wording import ROOT
from tools.messages import messages

CODES = [language.code for language in LANGUAGES]


def test_an_address_names_its_language_and_reverse_keeps_it():
    assert reverse("offers:family_list") == "/familien/"
    with in_language("uk"):
        assert reverse("offers:family_list") == "/uk/familien/"
        assert resolve("/uk/familien/").view_name == "offers:family_list"
        assert reverse("sites:imprint") == "/impressum/"
    with in_language("de-simple"):
        assert reverse("offers:wish_form", args=["haus"]) == "/einfach/familien/haus/idee/"
    assert languages.split("/uk/familien/haus/") == (languages.BY_CODE["uk"], "/familien/haus/")
    for inside in ("/uk/offers/1/", "/uk/", "/xx/familien/", "/de/familien/", "/uk/konto/login/"):
        assert languages.split(inside)[0].code == "de"


@pytest.mark.parametrize("code", CODES)
def test_the_directory_has_the_language_of_its_address(world, code):
    with in_language(code):
        address = reverse("offers:family_list")
    response = Client().get(address)
    text, language = response.content.decode(), languages.BY_CODE[code]
    assert response.status_code == 200 and response.headers["Content-Language"] == code and not response.cookies
    assert f'<html lang="{code}" dir="{language.direction}">' in text
    assert translation.get_language() == "de"
    for other in LANGUAGES:
        assert f'hreflang="{other.code}"' in text and f">{other.name}</a>" in text


@pytest.mark.parametrize("code", CODES)
def test_a_missing_page_is_refused_in_the_language_of_its_address(world, code):
    prefix = languages.BY_CODE[code].prefix
    response = Client().get(f"/{prefix}/familien/gibt-es-nicht/" if prefix else "/familien/gibt-es-nicht/")
    text = response.content.decode()
    assert response.status_code == 404 and f'lang="{code}"' in text
    with in_language(code):
        assert f"<h1>{translation.gettext('Diese Seite gibt es nicht')}</h1>" in text
        assert f'href="{reverse("offers:family_list")}"' in text


def test_inside_nothing_is_translated(world, client):
    assert Client().get("/uk/impressum/").status_code == 404
    assert 'lang="de"' in Client().get("/impressum/").content.decode()


# The catalogues ---------------------------------------------------------------------------------------------------

PLACES = re.compile(r"%\((\w+)\)s|%%")


def texts_of(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.mark.req("R259.D")
@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_every_message_of_the_public_pages_has_a_text(language):
    said, stands = (
        messages(),
        {message.id if isinstance(message.id, str) else message.id[0]: message for message in languages.messages_of(language.code)},
    )
    assert len(said) > 90 and "Die nächsten Termine" in said
    assert sorted(set(said) - set(stands)) == [], "python -m tools.messages"
    assert sorted(set(stands) - set(said)) == [], "python -m tools.messages"
    assert [one for one, message in stands.items() if not languages.is_said(message)] == []
    assert {one for one, message in stands.items() if message.pluralizable} == {one for one, found in said.items() if isinstance(found[0], tuple)}


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_every_text_has_the_values_of_its_german_and_every_form_of_its_language(language):
    for message in languages.messages_of(language.code):
        german = message.id if isinstance(message.id, tuple) else (message.id,)
        needed, optional = set(PLACES.findall(german[-1])), {"figure", "number"}
        texts = texts_of(message)
        assert len(texts) == (languages.catalogue(language.code).num_plurals if message.pluralizable else 1), message.id
        for text in texts:
            found = set(PLACES.findall(text))
            assert found <= needed and needed - found <= (optional if message.pluralizable else set()), (language.code, text)
            assert "%" not in PLACES.sub("", text), text
            assert text.startswith(" ") == german[0].startswith(" ") and "familienzentr" not in text.lower()
        assert languages.is_checked(message) or languages.UNCHECKED in message.user_comments, message.id


def test_the_forms_of_a_number_are_those_of_its_language():
    """Arabic has six, Ukrainian, Russian, Polish and Romanian three, Vietnamese one."""
    counted = {language.code: languages.catalogue(language.code).num_plurals for language in TRANSLATED}
    assert counted == {"de-simple": 2, "uk": 3, "ar": 6, "en": 2, "ru": 3, "fa": 2, "vi": 1, "pl": 3, "ro": 3, "bg": 2}

    def said(code, n):
        with in_language(code):
            return ngettext("Ein Haus in Thüringen", "%(number)s Häuser in Thüringen", n) % {"number": languages.figure(n)}

    assert [said("de", n) for n in (1, 2)] == ["Ein Haus in Thüringen", "2 Häuser in Thüringen"]
    ukrainian = [re.split(" [ву] ", said("uk", n))[0].replace("\xa0", "") for n in (1, 2, 5, 11, 21, 22, 1000)]
    assert ukrainian == ["1 центр", "2 центри", "5 центрів", "11 центрів", "21 центр", "22 центри", "1000 центрів"]
    assert len({said("ar", n) for n in (0, 1, 2, 3, 11, 100)}) == 6
    assert [said("vi", n) for n in (1, 2)] == ["1 trung tâm ở Thüringen", "2 trung tâm ở Thüringen"]
    assert said("ro", 19).startswith("19 centre") and said("ro", 20).startswith("20 de centre")
    assert said("pl", 4).startswith("4 ośrodki") and said("pl", 12).startswith("12 ośrodków")


# What is missing is seen ------------------------------------------------------------------------------------------


def html_of(source, code, **values):
    with in_language(code):
        return Template(source).render(Context(values))


def test_what_a_catalogue_lacks_is_german_and_marked():
    for code in ("uk", "ar"):
        assert html_of('{% translate "Das gibt es nicht." %}', code) == '<span lang="de" dir="ltr">Das gibt es nicht.</span>'
        block = "{% blocktranslate trimmed count n=n %} Ein {{ what }} & {% plural %} {{ n }} {{ what }} {% endblocktranslate %}"
        assert html_of(block, code, n=2, what="<b>") == '<span lang="de" dir="ltr">2 &lt;b&gt;</span>'
        assert html_of('{% translate "Das gibt es nicht." as text %}{{ text }}', code) == "Das gibt es nicht."  # for an attribute
        assert 'lang="de"' not in html_of('{% translate "Zurück" %}', code)
    for code in ("de", "de-simple"):
        assert html_of('{% translate "Das gibt es nicht." %}', code) == "Das gibt es nicht."


def test_what_the_house_writes_is_marked_as_german():
    assert html_of("{{ text|german }}", "ar", text="Tee & Suppe") == '<bdi lang="de">Tee &amp; Suppe</bdi>'
    assert (
        html_of("{{ text|german_lines }}", "ar", text="Tee & Suppe\n\nzwei")
        == '<p><bdi lang="de">Tee &amp; Suppe</bdi></p>\n\n<p><bdi lang="de">zwei</bdi></p>'
    )
    for code in ("de", "de-simple"):
        assert html_of("{{ text|german }}{{ none|german }}", code, text="Tee & Suppe", none="") == "Tee &amp; Suppe"
    assert html_of("{{ none|german }}", "ar", none="") == ""


def test_templates_load_no_other_tags_for_messages():
    """Those of the framework would hide what is missing, and keep the line breaks of the template in the message."""
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"{% load [^%]*i18n", text), path
        assert re.findall(r"{% blocktranslate (?!trimmed)[^%]*%}|{% (?:trans|blocktrans) ", text) == [], path


# Days, times and figures ------------------------------------------------------------------------------------------

DAY, AT = date(2026, 12, 3), time(9, 30)
WRITTEN = {  # day with its name, day and month, month, month and year, clock, 1234.5, euros
    "de": ("Donnerstag, 3.\xa0Dezember 2026", "3. Dezember", "Do", "Dezember 2026", "9:30", "1.234,5", "2,50\xa0€"),
    "de-simple": ("Donnerstag, 3.\xa0Dezember 2026", "3. Dezember", "Do", "Dezember 2026", "9:30", "1.234,5", "2,50\xa0€"),
    "uk": ("четвер, 3 грудня 2026\u202fр.", "3 грудня", "чт", "грудень 2026\u202fр.", "09:30", "1\xa0234,5", "2,50\xa0EUR"),
    "ar": ("الخميس، 3 ديسمبر 2026", "3 ديسمبر", "الخميس", "ديسمبر 2026", "09:30", "1,234.5", "\u200f2.50\xa0€"),
    "en": ("Thursday, 3 December 2026", "3 December", "Thu", "December 2026", "09:30", "1,234.5", "€2.50"),
    "ru": ("четверг, 3 декабря 2026\u202fг.", "3 декабря", "чт", "декабрь 2026\u202fг.", "09:30", "1\xa0234,5", "2,50\xa0€"),
    "fa": ("پنجشنبه 3 دسامبر 2026", "3 دسامبر", "پنجشنبه", "دسامبر 2026", "9:30", "1,234.5", "\u200e€\xa02.50"),
    "vi": ("Thứ Năm, 3 tháng 12, 2026", "3 tháng 12", "Thứ 5", "tháng 12 năm 2026", "9:30", "1.234,5", "2,50\xa0€"),
    "pl": ("czwartek, 3 grudnia 2026", "3 grudnia", "czw.", "grudzień 2026", "09:30", "1\xa0234,5", "2,50\xa0€"),
    "ro": ("joi, 3 decembrie 2026", "3 decembrie", "joi", "decembrie 2026", "09:30", "1.234,5", "2,50\xa0EUR"),
    "bg": ("четвъртък, 3 декември 2026\u202fг.", "3 декември", "чт", "декември 2026\u202fг.", "09:30\u202fч.", "1\xa0234,5", "2,50\xa0€"),
}


@pytest.mark.parametrize("code", CODES)
def test_days_times_and_figures_are_written_as_in_the_language(code):
    with in_language(code):
        found = (
            languages.day_with_name(DAY), languages.day_and_month(DAY), languages.weekday_short(DAY), languages.month_and_year(DAY),
            languages.clock(AT), languages.figure(1234.5, 1), languages.money(2.5),
        )  # fmt: skip
    assert [text.replace("\xa0", " ").replace("\u202f", " ") for text in found] == [
        text.replace("\xa0", " ").replace("\u202f", " ") for text in WRITTEN[code]
    ]


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(CODES), st.times())
def test_every_day_and_time_is_written_in_every_language(day, code, at):
    with in_language(code):
        for write in (languages.day_with_name, languages.day_in_full, languages.day_and_month, languages.weekday, languages.month_short):
            assert write(day).strip()
        assert str(day.day) in languages.day_and_month(day) and str(day.year) in languages.day_in_full(day)
        assert languages.clock(at).lstrip("0").startswith(f"{at.hour}:{at:%M}".lstrip("0"))
