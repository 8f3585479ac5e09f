"""Recommended hours: a table of months, phases, changes and editions, and what must hold for any history."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.models import HoursEdition, HoursRule
from processes.rules.editions import hours_editions
from processes.rules.recommended import (
    NUMBERS,
    PRECEDENCE,
    Change,
    Edition,
    Rule,
    advice,
    on_the_way_since,
    periods,
    recommended,
    warning,
)
from tests import factories as make
from tests.conftest import as_owner


@dataclass
class Row:
    phase: str
    starts: date
    ends: date | None = None


def rules(*hours, least=(False, True, True, False)):
    """The four rules in the order of their numbers; None is by need."""
    return tuple(
        Rule(when, None if one is None else Decimal(one), one is not None and at_least, f"2.4 ({number})")
        for (when, number), one, at_least in zip(NUMBERS.items(), hours, least, strict=True)
    )


BOOK = Edition("Fachliche Empfehlungen 2021", date(2021, 1, 1), None, rules(10, 5, 10, None))
WAY = [Row("on_the_way", date(2024, 3, 15))]  # month 1 is March 2024, month 24 February 2026
HOUSE = [
    Row("interested", date(2023, 6, 1), date(2024, 3, 14)),
    Row("on_the_way", date(2024, 3, 15), date(2026, 5, 10)),
    Row("established", date(2026, 5, 11), date(2028, 8, 20)),
    Row("consultation_site", date(2028, 8, 21), date(2030, 4, 9)),
    Row("ended", date(2030, 4, 10)),
]
HEAD = Change("head", date(2026, 6, 15), date(2026, 9, 1))
OPEN = Change("team", date(2025, 2, 28), None)
COUNTY = Edition("Ilm-Kreis 2027", date(2027, 1, 1), date(2028, 12, 31), rules(8, 3, 8, None), 2)
LAND = Edition("Land 2026", date(2026, 7, 1), None, rules(9, 4, 9, None), 1)
SPAN = Edition("Land 2031", date(2031, 1, 1), None, (Rule("ongoing", Decimal(2), False, "3", Decimal(5)),), 1)
NOTHING = None
#: phases, changes, editions, month → number of the rule and hours; None: nothing is recommended. By need has no hours.
CASES = [
    # rule 1: months 1 to 24 of phase 1, counted from the first of the month of the start
    (WAY, [], [BOOK], date(2024, 2, 1), NOTHING),  # before the way
    (WAY, [], [BOOK], date(2024, 3, 1), (1, 10)),  # month 1 begins with the month, not on the 15th
    (WAY, [], [BOOK], date(2024, 3, 31), (1, 10)),  # any day of it
    (WAY, [], [BOOK], date(2025, 3, 1), (1, 10)),  # month 13
    (WAY, [], [BOOK], date(2026, 2, 1), (1, 10)),  # month 24, the last one
    (WAY, [], [BOOK], date(2026, 3, 1), (2, 5)),  # month 25
    (WAY, [], [BOOK], date(2026, 3, 14), (2, 5)),  # though the second year ends on this day
    (WAY, [], [BOOK], date(2034, 12, 1), (2, 5)),  # nothing is ever completed by itself
    ([Row("on_the_way", date(2024, 1, 1))], [], [BOOK], date(2025, 12, 31), (1, 10)),
    ([Row("on_the_way", date(2024, 1, 1))], [], [BOOK], date(2026, 1, 1), (2, 5)),
    ([Row("on_the_way", date(2024, 1, 31))], [], [BOOK], date(2026, 1, 1), (2, 5)),  # begun on the last day: January counts as month 1
    ([Row("on_the_way", date(2024, 2, 29))], [], [BOOK], date(2026, 1, 31), (1, 10)),
    ([Row("on_the_way", date(2024, 2, 29))], [], [BOOK], date(2026, 2, 28), (2, 5)),
    # the phases of a house, a month with two of them
    (HOUSE, [], [BOOK], date(2023, 6, 1), NOTHING),  # interested
    (HOUSE, [], [BOOK], date(2024, 3, 1), (1, 10)),  # interested until the 14th, on the way from the 15th on
    (HOUSE, [], [BOOK], date(2026, 5, 1), (2, 5)),  # phase 1 from month 25 on, then phase 2: the same rule
    (HOUSE, [], [BOOK], date(2027, 1, 1), (2, 5)),  # phase 2
    (HOUSE, [], [BOOK], date(2028, 8, 1), (4, None)),  # phase 3 holds on eleven days: 4 before 2
    (HOUSE, [], [BOOK], date(2029, 1, 1), (4, None)),
    (HOUSE, [], [BOOK], date(2030, 4, 1), (4, None)),  # it ends on the 9th
    (HOUSE, [], [BOOK], date(2030, 5, 1), NOTHING),  # ended
    ([Row("established", date(2025, 1, 1))], [], [BOOK], date(2025, 1, 1), (2, 5)),  # phase 2 without phase 1: no first two years
    (
        [Row("on_the_way", date(2024, 1, 1), date(2024, 6, 10)), Row("established", date(2024, 6, 11))],
        [], [BOOK], date(2024, 6, 1), (1, 10),
    ),  # 1 before 2
    ([], [], [BOOK], date(2025, 1, 1), NOTHING),
    # begun anew, and one stretch in two rows
    (
        [Row("on_the_way", date(2020, 1, 1), date(2021, 12, 31)), Row("ended", date(2022, 1, 1), date(2023, 12, 31)), *WAY],
        [], [BOOK], date(2024, 6, 1), (1, 10),
    ),
    ([Row("on_the_way", date(2023, 1, 1), date(2023, 12, 31)), Row("on_the_way", date(2024, 1, 1))], [], [BOOK], date(2025, 1, 1), (2, 5)),
    ([Row("on_the_way", date(2023, 1, 1), date(2024, 2, 9)), Row("on_the_way", date(2024, 2, 20))], [], [BOOK], date(2025, 1, 1), (1, 10)),
    # rule 3: a change that is open on any day of the month
    (HOUSE, [HEAD], [BOOK], date(2026, 5, 31), (2, 5)),
    (HOUSE, [HEAD], [BOOK], date(2026, 6, 1), (3, 10)),  # from the 15th on
    (HOUSE, [HEAD], [BOOK], date(2026, 9, 1), (3, 10)),  # its last day is the first of the month
    (HOUSE, [HEAD], [BOOK], date(2026, 10, 1), (2, 5)),
    (HOUSE, [OPEN], [BOOK], date(2025, 2, 1), (3, 10)),  # begun on the last day of the month; 3 before 1
    (HOUSE, [OPEN], [BOOK], date(2025, 1, 1), (1, 10)),
    (HOUSE, [OPEN], [BOOK], date(2029, 1, 1), (3, 10)),  # open: 3 before 4
    (HOUSE, [OPEN], [BOOK], date(2030, 4, 1), (3, 10)),
    (HOUSE, [OPEN], [BOOK], date(2030, 5, 1), NOTHING),  # after the end nothing is recommended, whatever changes
    (HOUSE, [Change("head", date(2023, 7, 1), date(2024, 3, 14))], [BOOK], date(2024, 3, 1), (1, 10)),  # over before the way began, in the same month
    (HOUSE, [Change("head", date(2023, 7, 1), date(2024, 3, 15))], [BOOK], date(2024, 3, 1), (3, 10)),
    (HOUSE, [Change("head", date(2023, 7, 1), None)], [BOOK], date(2023, 8, 1), NOTHING),  # before the way
    (HOUSE, [Change("head", date(2030, 4, 10), None)], [BOOK], date(2030, 4, 1), (4, None)),  # from the day of the end on
    (HOUSE, [HEAD, OPEN], [BOOK], date(2026, 7, 1), (3, 10)),
    # editions: that of the first day of the month, county before Land before recommendations
    (WAY, [], [BOOK], date(2020, 12, 31), NOTHING),
    ([Row("established", date(2015, 1, 1))], [], [BOOK], date(2020, 12, 1), NOTHING),  # no edition holds yet
    ([Row("established", date(2015, 1, 1))], [], [BOOK], date(2021, 1, 1), (2, 5)),
    (HOUSE, [], [BOOK, LAND], date(2026, 6, 1), (2, 5)),
    (HOUSE, [], [BOOK, LAND], date(2026, 7, 1), (2, 4)),
    (HOUSE, [], [BOOK, LAND, COUNTY], date(2026, 12, 31), (2, 4)),
    (HOUSE, [], [BOOK, LAND, COUNTY], date(2027, 1, 1), (2, 3)),
    (HOUSE, [OPEN], [BOOK, LAND, COUNTY], date(2028, 12, 1), (3, 8)),
    (HOUSE, [OPEN], [BOOK, LAND, COUNTY], date(2029, 1, 1), (3, 9)),  # the county's is over: that of the Land holds again
    (HOUSE, [], [BOOK, Edition("Mitten im Monat", date(2026, 8, 2), None, rules(7, 2, 7, None), 2)], date(2026, 8, 31), (2, 5)),
    (HOUSE, [], [BOOK, Edition("Mitten im Monat", date(2026, 8, 2), None, rules(7, 2, 7, None), 2)], date(2026, 9, 1), (2, 2)),
    (HOUSE, [], [BOOK, Edition("Endet am Ersten", date(2026, 1, 1), date(2026, 8, 1), rules(7, 2, 7, None), 2)], date(2026, 8, 31), (2, 2)),
    ([Row("established", date(2015, 1, 1))], [], [BOOK, SPAN], date(2031, 1, 1), (2, 2)),
    ([Row("consultation_site", date(2015, 1, 1))], [], [BOOK, SPAN], date(2031, 1, 1), (4, None)),  # what it leaves out, the next one says
    (HOUSE, [], [], date(2027, 1, 1), NOTHING),
]  # fmt: skip


@pytest.mark.req("R127.C", "R128.C", "R129.C")
@pytest.mark.parametrize(("phases", "changes", "editions", "month", "expected"), CASES)
def test_the_table_of_months_phases_and_changes(phases, changes, editions, month, expected):
    found = recommended(month, phases, changes, editions)
    assert (found and (found.number, found.hours)) == expected


def test_the_table_has_enough_cases():
    assert len(CASES) >= 40


def test_what_is_recommended_is_told_in_words():
    change = recommended(date(2026, 7, 1), HOUSE, [OPEN, HEAD], [BOOK])
    assert (change.rule, change.words) == ("(3) grundlegende Veränderung: Leitungswechsel", "mind. 10")
    assert advice(change) == "Bei grundlegenden Veränderungen sind mindestens 10 Stunden im Monat empfohlen"
    first = recommended(date(2024, 3, 1), HOUSE, [], [BOOK])
    assert (first.rule, first.words) == ("(1) erste zwei Jahre auf dem Weg", "10")
    span = recommended(date(2031, 1, 1), [Row("established", date(2015, 1, 1))], [], [BOOK, SPAN])
    assert span.words == "2 bis 5" and advice(span) == "Ist ein ThEKiZ bereits auf dem Weg, sind 2 bis 5 Stunden im Monat empfohlen"
    assert recommended(date(2029, 1, 1), HOUSE, [], [BOOK]).words == "nach Bedarf"


def test_periods_join_months_with_the_same_rule():
    found = periods(date(2024, 2, 20), date(2026, 7, 31), HOUSE, [HEAD], [BOOK])
    assert [(first, last, rule and rule.number) for first, last, rule in found] == [
        (date(2024, 2, 1), date(2024, 2, 1), None),
        (date(2024, 3, 1), date(2026, 2, 1), 1),
        (date(2026, 3, 1), date(2026, 5, 1), 2),
        (date(2026, 6, 1), date(2026, 7, 1), 3),
    ]


# What holds for any history --------------------------------------------------------------------------------------------

PHASES = ["interested", "on_the_way", "established", "consultation_site", "ended"]
DAYS = st.dates(date(2019, 1, 1), date(2032, 1, 1))


@st.composite
def histories(draw):
    """Phases without overlap, as the database keeps them: each begins after the one before has ended."""
    day, found = draw(st.dates(date(2019, 1, 1), date(2022, 1, 1))), []
    for phase in draw(st.lists(st.sampled_from(PHASES), max_size=6)):
        days = draw(st.integers(0, 1200))
        found.append(Row(phase, day, day + timedelta(days=days)))
        day += timedelta(days=days + draw(st.integers(1, 90)))
    if found and draw(st.booleans()):
        found[-1].ends = None
    return found


@st.composite
def changes(draw):
    starts = draw(DAYS)
    return Change("team", starts, draw(st.none() | st.integers(0, 700).map(lambda days: starts + timedelta(days=days))))


def days_of(month):
    day = month.replace(day=1)
    while day.month == month.month:
        yield day
        day += timedelta(days=1)


def on_day(day, phases, events):
    """The rule of a single day, told another way: by what stands on it."""
    phase = next((row.phase for row in phases if row.starts <= day and (row.ends is None or day <= row.ends)), None)
    if phase not in {"on_the_way", "established", "consultation_site"}:
        return None
    if any(one.starts <= day and (one.ends is None or day <= one.ends) for one in events):
        return "change"
    if phase != "on_the_way":
        return "ongoing" if phase == "established" else phase
    since = on_the_way_since(phases, day)
    return "first_two_years" if (day.year - since.year) * 12 + day.month - since.month < 24 else "ongoing"


@given(history=histories(), events=st.lists(changes(), max_size=3), month=DAYS, random=st.randoms())
def test_a_month_follows_the_highest_rule_of_its_days(history, events, month, random):
    found = recommended(month, history, events, [BOOK])
    whens = {on_day(day, history, events) for day in days_of(month)}
    highest = next((when for when in PRECEDENCE if when in whens), None)
    expected = highest if month >= date(2021, 1, 1) else None
    assert (found and found.when) == expected
    shuffled, others = [*history], [*events]
    random.shuffle(shuffled)
    random.shuffle(others)
    assert recommended(month.replace(day=1), shuffled, others, [BOOK]) == found  # neither order nor day of the month matters


@given(history=histories(), event=changes(), month=DAYS)
def test_a_change_never_lowers_what_is_recommended(history, event, month):
    before, after = recommended(month, history, [], [BOOK]), recommended(month, history, [event], [BOOK])
    assert (before is None) == (after is None)
    if before and before.hours is not None:
        assert after.hours >= before.hours


@given(history=histories(), month=DAYS, level=st.integers(0, 2), starts=DAYS)
def test_a_higher_edition_decides_from_its_first_month_on(history, month, level, starts):
    other = Edition("Andere", starts, None, rules(1, 1, 1, 1), level)
    found = recommended(month, history, [], [BOOK, other])
    if found:
        begun = starts <= month.replace(day=1)
        assert (found.edition == "Andere") == (begun and (level > 0 or starts > BOOK.starts or month < BOOK.starts))


@given(starts=st.dates(date(2021, 1, 1), date(2030, 1, 1)), first=st.integers(0, 2000), later=st.integers(0, 2000))
def test_within_one_way_the_recommendation_never_rises(starts, first, later):
    history = [Row("on_the_way", starts)]
    one, two = (recommended(starts + timedelta(days=days), history, [], [BOOK]).hours for days in (first, first + later))
    assert two <= one


@given(agreed=st.decimals(Decimal("0.5"), Decimal(80), places=1), reason=st.sampled_from(["", " ", "Der Bedarf ist kleiner."]))
def test_only_less_than_recommended_is_remarked(agreed, reason):
    for phase in ("on_the_way", "established", "consultation_site"):
        rule = recommended(date(2025, 1, 1), [Row(phase, date(2024, 1, 1))], [], [BOOK])
        text = warning(agreed, reason, rule)
        if rule.hours is not None:
            assert bool(text) == (agreed < rule.hours)
        if text:
            assert rule.edition in text and rule.paragraph in text
            assert ("Begründung" in text) == (not reason.strip())
    assert warning(agreed, reason, None) == ""


# What is stored --------------------------------------------------------------------------------------------------------


def test_the_catalogue_holds_the_rules_of_2021(db):
    found = {rule.when: (rule.hours, rule.at_least, rule.paragraph) for rule in HoursRule.objects.filter(edition__name="Fachliche Empfehlungen 2021")}
    assert found == {
        "first_two_years": (Decimal(10), False, "2.4 (1)"),
        "ongoing": (Decimal(5), True, "2.4 (2)"),
        "change": (Decimal(10), True, "2.4 (3)"),
        "consultation_site": (None, False, "2.4 (4)"),
    }


def test_an_edition_of_a_county_holds_in_it_alone(world, django_assert_num_queries):
    with as_owner():
        make.make_hours_edition(world.county, "Ilm-Kreis 2027", starts=date(2027, 1, 1))
        make.make_hours_edition(world.state, "Land 2026", starts=date(2026, 7, 1))
    with django_assert_num_queries(1):
        editions = hours_editions()
    own, other = ({one.name: one.level for one in editions.of(county.pk)} for county in (world.county, world.other_county))
    assert own == {"Fachliche Empfehlungen 2021": 0, "Land 2026": 1, "Ilm-Kreis 2027": 2}
    assert other == {"Fachliche Empfehlungen 2021": 0, "Land 2026": 1}
    assert HoursEdition.objects.count() == 3
