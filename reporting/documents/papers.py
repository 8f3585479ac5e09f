"""The only place that arranges papers for the door: the poster of an offer and the programme of a month, A4, PDF/A-3a and PDF/UA-1 as all papers.

They are drawn while one waits: a page or two without a table of figures. What was drawn is kept in the memory of the process, so that the same
paper asked for again costs nothing.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from offers.rules.qr import qr_svg
from reporting.documents.pdf import to_pdf
from sites.core.days import BERLIN, DAYS, MONTHS
from sites.core.languages import LANGUAGES, SIMPLE, Language, in_language

#: On the door of every house, in each language.
WELCOME = gettext_noop("Sie sind willkommen")
#: How large the title is, by its length, and the words below it; what is long takes the room of the picture.
TITLE_SIZES, SAY_SIZES = ((40, "large"), (60, "medium"), (999, "small")), ((120, "large"), (300, "medium"), (999, "small"))
#: Signs in a line and height of a line in millimetres.
TITLE_LINES = {"large": (15, 19.3), "medium": (20, 14.8), "small": (26, 11.9)}
SAY_LINES = {"large": (48, 8.8), "medium": (62, 6.9), "small": (78, 5.6)}
FACT_LINES = {"": (28, 6.2), "tight": (40, 4.3)}
#: What the rest of a poster takes: head, date, foot; and how high the picture is at most, and at least to be one.
FIXED, PICTURE_MOST, PICTURE_LEAST = 158.0, 52, 26
ROWS_PER_PAGE = 24
CODE = "34mm"
#: Of the programme, in millimetres: what its table has on a page, a row of one line, each further line, the line above a week; signs in a line.
ROOM, ROW, LINE, WEEK = 200.0, 6.5, 4.7, 7.2
SIGNS_OF_TITLE, SIGNS_OF_PLACE = 26, 22
#: Arabic and Persian letters with their marks: Fira Sans has none, `static/print/greeting.woff2` those of the greeting.
GREETING_SIGNS = frozenset(range(0x0600, 0x0700))


@dataclass(frozen=True)
class House:
    """Who invites: `town`, `address` and `provider` as they are said to families; `short` is the address to type."""

    name: str
    town: str
    address: str
    contact: str
    phone: str
    provider: str
    short: str
    long: str

    @property
    def asked(self) -> str:
        return ", ".join(filter(None, [self.contact, self.phone]))

    @property
    def imprint(self) -> str:
        text = " · ".join(filter(None, [f"Träger: {self.provider}" if self.provider else "", self.address]))
        return f"{text.rstrip('.')}." if text else ""


@dataclass(frozen=True)
class Meeting:
    """A date on paper. `where`: room and what belongs to it; `entry`: how one gets in, in a word or two."""

    day: date
    starts_at: time
    ends_at: time
    title: str = ""
    where: str = ""
    entry: str = ""
    cancelled: bool = False

    @property
    def weekday(self) -> str:
        return DAYS[self.day.weekday()]

    @property
    def month(self) -> str:
        return MONTHS[self.day.month - 1]

    @property
    def hours(self) -> str:
        """10 bis 12 Uhr; 9:30 bis 11 Uhr."""
        return f"{_hour(self.starts_at)} bis {_hour(self.ends_at)} Uhr"

    @property
    def exact_hours(self) -> str:
        return f"{self.starts_at.hour}:{self.starts_at:%M}–{self.ends_at.hour}:{self.ends_at:%M}"


@dataclass(frozen=True)
class Poster:
    """The poster of an offer. `meeting`: its next date, `later`: the days after it in words; `facts`: a drawing and a few words each."""

    house: House
    title: str
    text: str
    meeting: Meeting | None
    directions: str
    later: str
    facts: tuple[tuple[str, str], ...]
    url: str
    printed: date

    @property
    def title_size(self) -> str:
        return next(size for most, size in TITLE_SIZES if len(self.title) <= most)

    @property
    def say_size(self) -> str:
        return next(size for most, size in SAY_SIZES if len(self.text) <= most)

    @property
    def fact_size(self) -> str:
        """Long answers are set small."""
        return "" if sum(_lines(len(words), FACT_LINES[""]) for _, words in self.facts) <= 46 else "tight"

    @property
    def picture(self) -> SafeString:
        """The picture as high as the words leave it room, or none."""
        taken = _lines(len(self.title), TITLE_LINES[self.title_size]) + _lines(len(self.text), SAY_LINES[self.say_size])
        pairs = [self.facts[at : at + 2] for at in range(0, len(self.facts), 2)]
        taken += sum(2.6 + max(_lines(len(words), FACT_LINES[self.fact_size]) for _, words in pair) for pair in pairs)
        where = f"{self.meeting.where} {self.directions}" if self.meeting else ""
        left = 297 - FIXED - taken - max(0, len(where) // 38 - 1) * 7.8
        return coloured_picture(min(PICTURE_MOST, int(left))) if left >= PICTURE_LEAST else mark_safe("")

    @property
    def qr(self) -> SafeString:
        return qr_svg(self.url, "QR-Code zur Seite des Angebots", size=CODE)


@dataclass(frozen=True)
class Week:
    """The dates of a week on one page of the programme, under its days in words."""

    days: str
    meetings: list[tuple[str, Meeting]]


@dataclass(frozen=True)
class Programme:
    """The programme of a month. `closed`: on which days of it nobody is in the house."""

    house: House
    month: date
    meetings: list[Meeting]
    printed: date
    closed: str = ""

    @property
    def title(self) -> str:
        return f"{MONTHS[self.month.month - 1]} {self.month.year}"

    @property
    def pages(self) -> list[list[Week]]:
        """At most 24 dates a page, fewer where long names need more lines; head and foot stand on each."""
        parts: list[list[Meeting]] = [[]]
        for meeting in self.meetings:
            if len(parts[-1]) == ROWS_PER_PAGE or _height([*parts[-1], meeting]) > ROOM:
                parts.append([])
            parts[-1].append(meeting)
        return [_weeks(part) for part in parts]

    @property
    def qr(self) -> SafeString:
        return qr_svg(self.house.long, "QR-Code zu allen Terminen", size=CODE)


def _hour(at: time) -> str:
    return f"{at.hour}:{at:%M}" if at.minute else str(at.hour)


def _height(meetings: list[Meeting]) -> float:
    """How much of a page these dates take, rather too much than too little."""
    lines = sum(max(-(-len(one.title) // SIGNS_OF_TITLE), -(-len(one.where) // SIGNS_OF_PLACE), 1) - 1 for one in meetings)
    return len(meetings) * ROW + lines * LINE + len({one.day.isocalendar()[:2] for one in meetings}) * WEEK


def _weeks(meetings: list[Meeting]) -> list[Week]:
    by_week: dict[tuple[int, int], list[Meeting]] = {}
    for meeting in meetings:
        by_week.setdefault(meeting.day.isocalendar()[:2], []).append(meeting)
    weeks = []
    for found in by_week.values():
        lines, before = [], None
        for meeting in found:
            lines.append(("" if meeting.day == before else f"{meeting.weekday[:2]} {meeting.day.day}.", meeting))
            before = meeting.day
        weeks.append(Week(_span(found[0].day, found[-1].day), lines))
    return weeks


def _span(first: date, last: date) -> str:
    """1. bis 6. Dezember, 21. und 22. Dezember, 5. Dezember: the days of one month on which something is."""
    if first == last:
        return f"{first.day}. {MONTHS[first.month - 1]}"
    return f"{first.day}. {'und' if (last - first).days == 1 else 'bis'} {last.day}. {MONTHS[last.month - 1]}"


def greetings() -> list[tuple[Language, str]]:
    """The welcome in each language that has one; German first."""
    said = []
    for language in LANGUAGES:
        if language.code != SIMPLE:
            with in_language(language.code):
                said.append((language, gettext(WELCOME)))
    return said


def _lines(signs: int, of: tuple[int, float]) -> float:
    """How high so many signs stand, rather too high than too low."""
    return -(-signs // of[0]) * of[1]


def coloured_picture(height: int) -> SafeString:
    """The picture of the family pages with its colours in it: a document draws it apart from its page."""
    html = render_to_string("components/family_picture.html")
    svg = re.sub(r'class="p-(\w+)"', lambda name: PICTURE[name[1]], html)
    return mark_safe(svg.replace('class="pic"', f'width="178mm" height="{height}mm"'))  # our own drawing


FILLS = {
    "hill": "#cdf0e4", "hill2": "#92e2c8", "sun": "#ffe02e", "wall": "#ffffff", "roof": "#f59b00", "roof2": "#889fd9", "win": "#a5edff",
    "door": "#2044af", "tree": "#1ba885", "trunk": "#764200", "a": "#9c40c4", "b": "#3c5eba", "c": "#ac6100", "d": "#00644a", "e": "#e15d4e",
    "s1": "#fdcb6a", "s2": "#844b00", "s3": "#e28c00",
}  # fmt: skip
STRAND = 'fill="none" stroke="#b38f00" stroke-width="5" stroke-linecap="round"'
PICTURE = {name: f'fill="{fill}"' for name, fill in FILLS.items()} | {"strand": STRAND}


def poster_html(poster: Poster) -> str:
    return render_to_string("reporting/print/poster.html", {"poster": poster, "greetings": greetings()})


def programme_html(programme: Programme) -> str:
    return render_to_string("reporting/print/programme.html", {"programme": programme, "greetings": greetings()})


def poster_pdf(poster: Poster) -> bytes:
    """The same poster of the same day gives the same bytes."""
    return _drawn(poster_html(poster), poster.printed)


def programme_pdf(programme: Programme) -> bytes:
    return _drawn(programme_html(programme), programme.printed)


@lru_cache(maxsize=64)
def _drawn(html: str, printed: date) -> bytes:
    return to_pdf(html, made_at=datetime.combine(printed, time(), BERLIN), also=GREETING_SIGNS)
