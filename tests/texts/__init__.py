"""What pages and papers say, as plain text that people can read and compare: one file per account and per kind of paper beside this one."""

import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import unified_diff
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from sites.models import User
from tests.client import Client
from tests.proofs.crawl import crawl, view_of
from thekiz.demo.accounts import DOMAIN

HERE = Path(__file__).parent
BLOCKS = {
    "article", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "header", "label", "legend", "li", "main", "nav", "ol", "p", "section", "summary", "table", "tr", "ul",
}  # fmt: skip
SILENT = {"script", "style", "head"}
#: Of a picture: where its shapes lie and how large they are.
SHAPES = {"rect", "circle", "line", "polyline", "polygon", "text"}
GEOMETRY = ("x", "y", "width", "height", "cx", "cy", "r", "x1", "y1", "x2", "y2", "points")
#: What is drawn by chance or counted by the database.
CHANCE = ("once", "marks", "csrfmiddlewaretoken")
#: Something that holds nothing, beside what a script or a drawing fills.
EMPTY = re.compile(r"<(ul|ol|dl|li|dt|dd|table|thead|tbody|tr|p|b|strong|small|span|h[1-6]|a|button|label|summary|details|figure)\b[^>]*>\s*</\1>")
FILLED_LATER = re.compile(r"aria-hidden|aria-live|data-|role=\"status\"")
#: A number that a browser leaves out: it wants a point.
MISMARKED = re.compile(r'<input(?=[^>]*type="number")[^>]*\bvalue="[^"]*,[^"]*"[^>]*>')
#: Queries of every page (session, person, reach, wall, the place in the header), and what a list and any other page may ask beside them.
OF_EVERY_PAGE, OF_A_LIST, OF_A_PAGE = 5, 5, 8
AROUND = ("SAVEPOINT", "RELEASE", "ROLLBACK")
#: What a form signs with the key of the installation: a number drawn by chance, or when it was made.
DRAWN = re.compile(r"^[\w-]+:\w{6}:[\w-]{43}$")
#: The code of a short address: drawn by chance, or made of a number of the database.
SHORT = re.compile(r"(?<=testserver/[ur]/)[\w-]+")
NUMBERS, SIGNED = re.compile(r"\d+"), re.compile(r"after=[^&]+")


class _Reader(HTMLParser):
    """Lines of what is read; fields, choices, links, the state of a badge or a line, and what is unfolded as signs beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.silent = 0
        self.options = 0

    def new_line(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT or (tag == "option" and "selected" not in given):
            self.silent += 1
        if tag == "option":
            self.options += 1
        elif tag in BLOCKS:
            self.new_line()
        self.lines[-1] += self._signs(tag, given)

    def _signs(self, tag: str, given: dict[str, str]) -> str:
        signs = ["(hier) " if "aria-current" in given else ""]
        if tag == "a" and given.get("href"):
            signs.append(f"→{self._target(given['href'])} ")
        elif tag in SHAPES:
            signs.append(f"[{' '.join([tag, *(given[name] for name in GEOMETRY if name in given)])}] ")
        elif tag == "form":
            signs.append(f"[{given.get('method', 'get')} {self._target(given.get('action', ''))}]")
        elif tag in {"input", "textarea", "button"} and not given.get("name", "").endswith(CHANCE):
            chosen = " ✓" if "checked" in given else ""
            refused = " –" if {"disabled", "aria-disabled"} & set(given) else ""
            signs.append(f"[{tag} {given.get('name', '')}={DRAWN.sub('…', given.get('value', ''))}{chosen}{refused}] ")
        elif tag == "select":
            signs.append(f"[select {given.get('name', '')}] ")
        elif tag == "option" and "selected" in given:
            signs.append("✓ ")
        elif tag in {"td", "th"}:
            signs.append(" | ")
        if tag == "details" and "open" in given:
            signs.append("(offen) ")
        signs += [f"({name}) " for name in given.get("class", "").split() if name.startswith("is-") or name in {"wide-only", "phone-only"}]
        if state := re.search(r"kern-badge--(success|info|warning|danger)|\b(q\d)\b", given.get("class", "")):
            signs.append(f"({state[1] or state[2]}) ")
        return "".join(signs)

    def _target(self, url: str) -> str:
        parts = urlsplit(url)
        name = view_of(parts.path) if parts.path and not parts.netloc else ""
        if name and parts.query:
            return f"{name}?{masked(parts.query)}"
        return name or (masked(url) if url.startswith("?") else SHORT.sub("…", url))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT or (tag == "option" and self.silent):
            self.silent -= 1
        if tag == "select":
            self.lines[-1] += f" von {self.options}"
            self.options = 0
        if tag in BLOCKS:
            self.new_line()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.lines[-1] += SHORT.sub("…", re.sub(r"\s+", " ", data))


def masked(query: str) -> str:
    """A query without numbers of rows and without the signature of a place in a list."""
    return NUMBERS.sub("N", SIGNED.sub("after=…", query))


def read(html: str) -> list[str]:
    """A piece of HTML line by line."""
    reader = _Reader()
    reader.feed(html)
    return [" ".join(line.split()) for line in reader.lines if line.strip()]


def links_of(html: str) -> list[str]:
    return [unescape(url) for url in re.findall(r'<a\b[^>]*\bhref="([^"]+)"', html)]


def places_named(html: str) -> set[str]:
    """The places of the page itself to which its links lead."""
    return {url[1:] for url in links_of(html) if url.startswith("#")}


def places(html: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', html))


def sections_of(html: str) -> list[str]:
    """How the parts of a page are called, as somebody hears them who goes from part to part."""
    heads = dict(re.findall(r'<h[1-6]\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h[1-6]>', html, re.S))
    labels = re.findall(r'<section\b[^>]*\baria-labelledby="([^"]+)"', html)
    return [" ".join(re.sub(r"<[^>]+>", " ", heads[label]).split()) for label in labels if label in heads]


def main_of(html: str) -> str:
    """What stands between the shell of a page: the way to it and its content."""
    start, end = inside(html)
    return html[start:end]


def frame_of(html: str) -> str:
    """The shell of a page: who is logged in, the main areas, and what stands at the foot."""
    start, end = inside(html)
    return f"{html[:start]}<{html[end:]}"


def inside(html: str) -> tuple[int, int]:
    start = min((at for at in (html.find('<nav class="wrap crumbs'), html.find("<main")) if at >= 0), default=0)
    return start, html.rfind("</main>") + 1 or len(html)


def said_by(html: str) -> list[str]:
    """What a page says, line by line; nothing on it is an empty shell of something that is not there."""
    shown = main_of(html)
    empty = [match for match in EMPTY.finditer(shown) if not FILLED_LATER.search(match[0])]
    assert not empty, f"empty: {[' '.join(shown[max(match.start() - 90, 0) : match.end()].split()) for match in empty[:3]]}"
    return read(shown)


type Parts = dict[str, list[str]]


def logged_in(account: str) -> Client:
    """The browser of a demo account."""
    browser = Client()
    browser.force_login(User.objects.get(email=f"{account}@{DOMAIN}"))
    return browser


def walk(browser: Client, starts: Sequence[str], look: Callable[[str, str, Any], None]) -> None:
    """Follow the links, a few pages of every view, each within its budget of queries; `look` takes the name of the view, the address and the page."""

    def visit(name: str, address: str) -> list[str] | None:
        reset_queries()  # Django keeps the last 9,000
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(address)
        own = [query["sql"][:160] for query in asked.captured_queries if not query["sql"].startswith(AROUND)][OF_EVERY_PAGE:]
        most = OF_A_LIST if name.endswith("_list") else OF_A_PAGE + (address == "/")  # there also: what was handed over to this person
        assert len(own) <= most, f"{address} asks {len(own)} queries:\n" + "\n".join(own)
        assert answer.status_code in {200, 302}, f"a link leads to {address}, which answers {answer.status_code}"
        if answer.status_code == 302:
            return [answer.headers["Location"]]
        if not answer.headers["Content-Type"].startswith("text/html"):
            return []
        look(name, address, answer)
        return links_of(answer.content.decode())

    crawl(starts, visit)


def pages_of(browser: Client, starts: Sequence[str]) -> Parts:
    """What the pages say that are reached by links; every link inside a page leads to a place there."""
    pages: Parts = {}

    def look(name: str, address: str, answer: Any) -> None:
        html = answer.content.decode()
        assert not (lost := places_named(html) - places(html)), f"{address} leads to no place of its own: {lost}"
        ways = Counter(re.findall(r'<nav\b[^>]*aria-label="([^"]+)"', html))
        assert not (marked := MISMARKED.findall(html)), f"{address} marks up what no browser reads: {marked[:3]}"
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
        assert all(then <= before + 1 for before, then in pairwise(levels)), f"{address} leaves out a level of headings: {levels}"
        assert not (twice := [label for label, number in ways.items() if number > 1]), f"{address} has two ways called alike: {twice}"
        named = Counter(sections_of(html))
        assert not (alike := [name for name, number in named.items() if number > 1]), f"{address} has two parts called alike: {alike}"
        if not pages:
            pages["frame"] = read(frame_of(html))
        pages[name if name not in pages else f"{name} (2)"] = said_by(html)

    walk(browser, starts, look)
    return pages


def kept(name: str) -> Parts:
    """The parts of a file by their titles."""
    return _parts_of((HERE / f"{name}.txt").read_text())


@lru_cache(maxsize=4)
def _parts_of(text: str) -> Parts:
    parts = re.split(r"^=== ", text, flags=re.MULTILINE)[1:]
    return {title: body.splitlines() for title, _, body in (part.partition("\n") for part in parts)}


def beside(usual: Parts, parts: Parts) -> Parts:
    """What is said otherwise than usual; what is not usual is there whole."""
    changed = {title: list(unified_diff(usual.get(title, []), lines, n=0, lineterm=""))[2:] for title, lines in parts.items() if title in usual}
    return {"all pages": list(parts), **{title: changed.get(title, lines) for title, lines in parts.items() if changed.get(title, lines)}}


def differences(name: str, parts: Parts) -> str:
    """What the file of that name says otherwise; with RENEW_TEXTS it is written instead."""
    if os.environ.get("RENEW_TEXTS"):
        (HERE / f"{name}.txt").write_text("".join(f"=== {title}\n{''.join(f'{line}\n' for line in lines)}" for title, lines in parts.items()))
    known = kept(name)
    other = [title for title in {**known, **parts} if known.get(title, []) != parts.get(title, [])]
    changes = {title: list(unified_diff(known.get(title, []), parts.get(title, []), n=0, lineterm=""))[2:] for title in other}
    return "\n".join(f"{name}: {title}\n" + "\n".join(lines) for title, lines in changes.items() if lines)
