"""Calendar files: whole days with a key that stays; nothing typed begins a line of its own, and what no calendar may hold is left out."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from sites.core.ical import DayEvent, calendar_of

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


def file_of(*events) -> str:
    return calendar_of("Fällig", events, host="thekiz.example", now=NOW)


def test_a_day_ends_where_the_next_one_begins():
    text = file_of(DayEvent("report-7", date(2026, 12, 31), "Sachbericht 2026", "Fragen: Amt", "https://thekiz.example/reports/7/"))
    lines = text.removesuffix("\r\n").split("\r\n")
    assert {"VERSION:2.0", "PRODID:-//ThEKiZ//DE", "METHOD:PUBLISH", "X-WR-CALNAME:Fällig", "SUMMARY:Sachbericht 2026"} <= set(lines)
    assert {"UID:report-7@thekiz.example", "DTSTAMP:20261128T090000Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101"} <= set(lines)
    assert "URL:https://thekiz.example/reports/7/" in lines


@pytest.mark.guard("calendar-signs")
@given(st.text(max_size=300))
def test_whatever_was_typed_stays_in_its_line(words):
    text = file_of(DayEvent("a-1", date(2026, 1, 1), words, words, "https://thekiz.example/"))
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 and not any(sign < " " and sign != "\t" for sign in line) for line in lines)
    assert sum(not line.startswith(" ") for line in lines) == 5 + 1 + 10
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["summary"]) == "".join(sign for sign in words if sign >= " " or sign in "\n\t")
