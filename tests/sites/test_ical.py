"""Calendar files: every line at most 75 octets, nothing typed begins a line of its own, whole days with a key that stays."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.core.ical import DayEvent, calendar_of

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


def file_of(*events) -> str:
    return calendar_of("Fällig", events, host="thekiz.example", now=NOW)


def lines_of(text: str) -> list[str]:
    """As a calendar reads it: folded lines joined."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def plain(text: str) -> str:
    """The words of a value without their escapes."""
    out, signs = "", iter(text)
    for sign in signs:
        out += {"n": "\n"}.get(following := next(signs), following) if sign == "\\" else sign
    return out


def test_a_day_ends_where_the_next_one_begins():
    lines = lines_of(file_of(DayEvent("report-7", date(2026, 12, 31), "Sachbericht 2026", "Fragen: Amt", "https://thekiz.example/reports/7/")))
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ThEKiZ//DE"] and lines[-1] == "END:VCALENDAR"
    assert {"UID:report-7@thekiz.example", "DTSTAMP:20261128T090000Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101"} <= set(lines)
    assert "URL:https://thekiz.example/reports/7/" in lines


@pytest.mark.guard("calendar-lines")
@given(st.text(max_size=300))
def test_whatever_was_typed_stays_in_its_line(words):
    text = file_of(DayEvent("a-1", date(2026, 1, 1), words, words, "https://thekiz.example/"))
    raw = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in raw)
    lines = lines_of(text)
    assert len(lines) == 5 + 10 + 1
    (title,) = [line for line in lines if line.startswith("SUMMARY:")]
    kept = "".join(sign for sign in words if sign >= " " or sign in "\n\t")
    assert plain(title.removeprefix("SUMMARY:")) == kept
