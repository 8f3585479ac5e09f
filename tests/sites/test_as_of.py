"""What was true then: the words of a year and of a day, for names, providers, Kitas, municipality, phase and form."""

from datetime import date, timedelta

import pytest

from sites.models import FormerName, FormerProvider, Site, SiteForm, SiteKita, SitePhase
from sites.rules.as_of import history, in_year, on_day, with_history
from tests import factories as make
from tests.conftest import as_owner

YEAR = 2025
TODAY = date(2026, 11, 20)
LAST = date(YEAR, 8, 31)
DAY = timedelta(days=1)


def was_called(place, row, name, ends):
    FormerName.objects.create(place_id=place, subject=f"sites.{row._meta.model_name}:{row.pk}", name=name, ends=ends)


@pytest.fixture
def changed(world):
    """Everything of a site changes on 1 September: the city hands the Kita over, all names, the form, the phase."""
    with as_owner():
        site, kita = world.own, SiteKita.objects.get(site=world.own).kita
        FormerProvider.objects.create(county=world.county, kita=kita, provider=world.other_provider, ends=LAST)
        FormerProvider.objects.create(county=world.county, kita=kita, provider=world.provider, ends=date(2024, 12, 31))
        was_called(site.pk, site, "Kita am Bach", LAST)
        was_called(site.pk, kita, "Bachkita", LAST)
        was_called(world.county.pk, world.town, "Ilmenau (alt)", LAST)
        for model, then, now in ((SitePhase, {"phase": "on_the_way"}, {"phase": "established"}), (SiteForm, {"form": "guide"}, {"form": "gallery"})):
            model.objects.filter(site=site).delete()
            model.objects.create(site=site, county_id=site.county_id, starts=date(2023, 1, 1), ends=LAST, **then)
            model.objects.create(site=site, county_id=site.county_id, starts=LAST + DAY, **now)
    return world


def words(known):
    return [known.name, known.names, known.providers, [name for _, name in known.kitas], known.municipality, known.phase, known.form]


@pytest.mark.req("R321.H")
def test_a_year_says_what_changed_in_it_with_the_days(changed):
    with as_owner():
        site = with_history(changed.own.pk)
    before, of_change, after = (words(in_year(site, year, TODAY)) for year in (YEAR - 1, YEAR, YEAR + 1))
    today, then = "Kita Lindenhof", "Kita am Bach"
    mine, citys = changed.provider.name, changed.other_provider.name
    assert before == [then, [then], [mine], ["Bachkita"], "Ilmenau (alt)", "Auf dem Weg zum ThEKiZ", "Lotse"]
    assert of_change == [
        today,
        [f"bis 31.8. {then}", f"ab 1.9. {today}"],
        [f"bis 31.8. {citys}", f"ab 1.9. {mine}"],
        ["bis 31.8. Bachkita", f"ab 1.9. {today}"],
        "bis 31.8. Ilmenau (alt), ab 1.9. Ilmenau",
        "bis 31.8. Auf dem Weg zum ThEKiZ, ab 1.9. ThEKiZ",
        "bis 31.8. Lotse, ab 1.9. Galerie",
    ]
    assert after == [today, [today], [mine], [today], "Ilmenau", "ThEKiZ", "Galerie"]


def test_a_day_has_its_own_words_and_the_next_day_others(changed):
    with as_owner():
        site = with_history(changed.own.pk)
    last, first = words(on_day(site, LAST)), words(on_day(site, LAST + DAY))
    assert last[:4] == ["Kita am Bach", ["Kita am Bach"], [changed.other_provider.name], ["Bachkita"]] and last[5:] == [
        "Auf dem Weg zum ThEKiZ",
        "Lotse",
    ]
    assert first[:4] == ["Kita Lindenhof", ["Kita Lindenhof"], [changed.provider.name], ["Kita Lindenhof"]] and first[5:] == ["ThEKiZ", "Galerie"]
    assert words(in_year(site, YEAR, LAST)) == last and words(in_year(site, YEAR, LAST + DAY)) != last  # the present year is read until today


def test_what_lasts_has_no_days_and_what_comes_between_has_both(world):
    """A Verbund: one Kita stays with its provider, another joins for the summer; a second form is a mixture for that time."""
    with as_owner():
        site = world.own
        joined = make.make_kita(world.town, world.other_provider, "Kita am See")
        dated = {"site": site, "county_id": site.county_id, "starts": date(YEAR, 6, 1), "ends": LAST}
        SiteKita.objects.create(kita=joined, **dated)
        SiteForm.objects.create(form="guide", **dated)
        known = in_year(with_history(site.pk), YEAR, TODAY)
        over = f"vom 1.6. bis 31.8. {world.other_provider.name}"
    assert known.providers == [world.provider.name, over]
    assert [name for _, name in known.kitas] == ["Kita Lindenhof", "vom 1.6. bis 31.8. Kita am See"]
    assert known.form == "bis 31.5. Galerie, vom 1.6. bis 31.8. Mischform aus Galerie und Lotse, ab 1.9. Galerie"


def test_one_query_for_many_sites(world, django_assert_num_queries):
    with as_owner(), django_assert_num_queries(1):
        lines = [in_year(site, YEAR, TODAY).providers for site in Site.objects.annotate(history=history())]
    assert len(lines) == 4 and all(lines)
