"""The only place for the languages of the public pages: which there are, by which address, and how each writes days, times and figures.

Inside everything is German. A page for families has one address per language, `/uk/familien/…`, German without a prefix: a cache keeps each by
its address, no cookie is needed, and `reverse` and {% url %} lead on in the same language by themselves, so forms and answers do, too.

German texts are the messages. In templates {% translate "…" %} and {% blocktranslate trimmed %} stand in running text (both built in: do not load
i18n), `_("…")` in attributes and arguments; in Python gettext, gettext_lazy, ngettext of Django. The catalogues are
`locale/<code>/LC_MESSAGES/django.po`; `python -m tools.messages` brings new messages into them. They are read when a language is first used:
nothing has to be compiled. What a catalogue lacks is shown in German and marked as such.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, dates, numbers
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import LocalePrefixPattern, URLResolver
from django.utils import translation
from django.utils.translation import gettext_noop, trans_real

from sites.core import days
from sites.core.numbers import decimal, places_of
from sites.core.numbers import in_words as numbers_in_words

GERMAN, SIMPLE = "de", "de-simple"
#: Where the public pages begin; elsewhere a prefix of a language leads nowhere.
PUBLIC = ("/familien/",)
CHECKED, UNCHECKED = "checked:", "unchecked"
MACHINE = gettext_noop("Diese Übersetzung hat noch kein Mensch geprüft.")


@dataclass(frozen=True)
class Language:
    """`code`: as in `lang`; `name`: in the language itself; `prefix`: of the address; `locale`: whose days and figures it writes."""

    code: str
    name: str
    german: str
    prefix: str
    locale: str
    direction: str = "ltr"

    @property
    def is_foreign(self) -> bool:
        """Whether German words in it are to be marked."""
        return self.code not in (GERMAN, SIMPLE)


#: In the order of the line at the head of each page. "simple" is a registered variant of a language.
LANGUAGES = (
    Language(GERMAN, "Deutsch", "Deutsch", "", "de"),
    Language(SIMPLE, "Einfache Sprache", "Einfache Sprache", "einfach", "de"),
    Language("uk", "Українська", "Ukrainisch", "uk", "uk"),
    Language("ar", "العربية", "Arabisch", "ar", "ar", "rtl"),
    Language("en", "English", "Englisch", "en", "en_GB"),
    Language("ru", "Русский", "Russisch", "ru", "ru"),
    Language("fa", "فارسی / دری", "Farsi und Dari", "fa", "fa", "rtl"),
    Language("vi", "Tiếng Việt", "Vietnamesisch", "vi", "vi"),
    Language("pl", "Polski", "Polnisch", "pl", "pl"),
    Language("ro", "Română", "Rumänisch", "ro", "ro"),
    Language("bg", "Български", "Bulgarisch", "bg", "bg"),
)
BY_CODE = {language.code: language for language in LANGUAGES}
BY_PREFIX = {language.prefix: language for language in LANGUAGES if language.prefix}
TRANSLATED = tuple(language for language in LANGUAGES if language.code != GERMAN)


def current() -> Language:
    """The language of this page: German everywhere but on the public pages in another one."""
    return BY_CODE.get(translation.get_language() or GERMAN, BY_CODE[GERMAN])


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Everything inside is written in this language: a page, or a mail to a family. An unknown one is German."""
    language = BY_CODE.get(code, BY_CODE[GERMAN])
    _bring_catalogue(language.code)
    with translation.override(language.code):
        yield


# Addresses --------------------------------------------------------------------------------------------------------


class LanguagePrefix(LocalePrefixPattern):
    """The first part of an address: that of the language of the page, none in German."""

    @property
    def language_prefix(self) -> str:
        prefix = current().prefix
        return f"{prefix}/" if prefix else ""


def in_languages(*patterns: Any) -> URLResolver:
    """Addresses that exist in every language (thekiz/urls.py)."""
    return URLResolver(LanguagePrefix(), list(patterns))


def split(path: str) -> tuple[Language, str]:
    """The language of an address and the address in German; what is no public page is German as it stands."""
    prefix, slash, rest = path.lstrip("/").partition("/")
    language = BY_PREFIX.get(prefix)
    if language and slash and f"/{rest}".startswith(PUBLIC):
        return language, f"/{rest}"
    return BY_CODE[GERMAN], path


def is_public(request: HttpRequest) -> bool:
    """Whether a page is one of those for families, in whatever language."""
    return split(request.path)[1].startswith(PUBLIC)


def addresses(request: HttpRequest) -> list[tuple[Language, str]]:
    """This page in each language, with what was asked for in the address."""
    _, plain = split(request.path)
    asked = f"?{query}" if (query := request.META.get("QUERY_STRING", "")) else ""
    return [(language, f"/{language.prefix}{plain}{asked}" if language.prefix else f"{plain}{asked}") for language in LANGUAGES]


class LanguageMiddleware:
    """The language of the address, around everything that answers: refusals and error pages speak it as well. German again afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, plain = split(request.path)
        with in_language(language.code):
            response = self.get_response(request)
        if plain.startswith(PUBLIC):
            response.headers.setdefault("Content-Language", language.code)
        return response


# Catalogues -------------------------------------------------------------------------------------------------------


def path_of(code: str) -> Path:
    base: Path = settings.BASE_DIR
    return base / "locale" / translation.to_locale(code) / "LC_MESSAGES" / "django.po"


def read_catalogue(code: str) -> Catalog:
    """What stands in the file of a language."""
    with path_of(code).open("rb") as file:
        return read_po(file, locale=BY_CODE[code].locale, domain="django", abort_invalid=True)


@lru_cache
def catalogue(code: str) -> Catalog:
    return read_catalogue(code)


@lru_cache
def _compiled(code: str) -> GNUTranslations:
    """The catalogue as gettext uses it, without a file beside it."""
    said, packed = read_catalogue(code), BytesIO()
    for message in [message for message in said if message.id and not is_said(message)]:
        said.delete(message.id)  # so that the German one is seen, not nothing
    write_mo(packed, said)
    packed.seek(0)
    return GNUTranslations(packed)


def _bring_catalogue(code: str) -> None:
    """Our messages over those of the framework: once for each process, and again after somebody has emptied its store."""
    if code == GERMAN:
        return
    store: Any = trans_real.translation(code)
    if not getattr(store, "has_ours", False):
        store.merge(_compiled(code))
        store.has_ours = True


def is_said(message: Message) -> bool:
    """Whether a message has its text, in every form it needs."""
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def is_checked(message: Message) -> bool:
    """Whether a person has checked it: "# checked: name, day" in the catalogue."""
    return any(comment.startswith(CHECKED) for comment in message.user_comments)


def messages_of(code: str) -> list[Message]:
    return [message for message in catalogue(code) if message.id]


def lacks(text: str) -> bool:
    """Whether the language of this page has no text for a message, so that it is shown in German."""
    language = current()
    if language.code == GERMAN:
        return False
    found = catalogue(language.code).get(text)
    return found is None or not is_said(found)


@lru_cache
def is_unchecked(code: str) -> bool:
    """Whether anything on the pages of a language was checked by nobody."""
    return code != GERMAN and any(is_said(message) and not is_checked(message) for message in messages_of(code))


# Days, times and figures ------------------------------------------------------------------------------------------
# German is written as everywhere here (sites/core/days.py, numbers.py), the other languages as Babel knows them, with the figures of the signs in
# the street (1, 2, 3) and the clock of 24 hours.


def _of(day: date, pattern: str) -> str:
    """A day by a pattern of CLDR in the words of the language."""
    return str(dates.format_date(day, pattern, locale=current().locale))


def weekday(day: date) -> str:
    """Dienstag"""
    return _of(day, "EEEE")


def weekday_short(day: date) -> str:
    """Di"""
    return days.dayname(day)[:2] if current().locale == GERMAN else _of(day, "EEE")


def month(day: date) -> str:
    """Dezember"""
    return _of(day, "LLLL")


def month_short(day: date) -> str:
    """Dez."""
    return days.SHORT_MONTHS[day.month - 1] if current().locale == GERMAN else _of(day, "LLL")


def month_and_year(day: date) -> str:
    """Dezember 2026"""
    return days.month_long(day) if current().locale == GERMAN else str(dates.format_skeleton("yMMMM", day, locale=current().locale))


def day_and_month(day: date) -> str:
    """3. Dezember"""
    return (
        f"{day.day}. {days.MONTHS[day.month - 1]}"
        if current().locale == GERMAN
        else str(dates.format_skeleton("MMMMd", day, locale=current().locale))
    )


def day_in_full(day: date) -> str:
    """3. Dezember 2026"""
    return days.date_long(day) if current().locale == GERMAN else _of(day, "long")


def day_with_name(day: date) -> str:
    """Donnerstag, 3. Dezember 2026"""
    return f"{weekday(day)}, {days.date_long(day)}" if current().locale == GERMAN else _of(day, "full")


def clock(at: time) -> str:
    """9:30"""
    locale = Locale.parse(current().locale)
    return days.clock_time(at) if locale.language == GERMAN else str(dates.format_time(at, locale.datetime_skeletons["Hm"].pattern, locale=locale))


def figure(value: Any, places: int = 0) -> str:
    """1.234"""
    if current().locale == GERMAN:
        return decimal(value, places)
    return str(numbers.format_decimal(value, format=f"#,##0{'.' + '0' * places if places else ''}", locale=current().locale))


def in_words(count: int) -> str:
    """drei in German, 3 elsewhere."""
    return numbers_in_words(count) if current().code == GERMAN else figure(count)


def exact(value: Any) -> str:
    """As precise as it is: 10, 3,5, 0,75."""
    return figure(value, places_of(value))


def money(value: Any) -> str:
    """2,50 €"""
    return str(numbers.format_currency(value, "EUR", locale=current().locale))
