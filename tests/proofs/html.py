"""The Nu validator on every page, for each role: fresh and refused forms, what everybody may read, errors, all components."""

import http.cookiejar
import sys
import tempfile
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.proofs import vnu
from tests.proofs.base import end
from tests.proofs.browser import ACCOUNTS, demo_server
from tests.proofs.crawl import OWN, PER_VIEW_DEEP, PUBLIC, crawl, in_words, unseen, view_of

SENT_ALONE = {"hidden", "submit"}
EVERYBODY = ["", *ACCOUNTS]


class Reader(HTMLParser):
    """The links of a page, and its forms: where they go, what they carry unseen, whether something can be entered."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[dict] = []
        self.feed(text)

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in pairs}
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        elif tag == "form":
            self.forms.append({"posts": attributes.get("method") == "post", "action": attributes.get("action", ""), "hidden": [], "fields": 0})
        elif tag in {"input", "select", "textarea"} and self.forms:
            kind = attributes.get("type", "text") if tag == "input" else tag
            if kind == "hidden":
                self.forms[-1]["hidden"].append((attributes.get("name", ""), attributes.get("value", "")))
            self.forms[-1]["fields"] += kind not in SENT_ALONE


class Visitor:
    """One account (or nobody) over HTTP with its cookies; every page it gets lies in the folder."""

    def __init__(self, server, folder: Path, account: str) -> None:
        self.server, self.folder, self.who = server, folder, account or "anonymous"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.seen: Counter[str] = Counter()
        self.refusable: list[tuple[str, str, list[tuple[str, str]]]] = []
        self.failed: list[str] = []
        if account:
            hidden = Reader(self.ask("/konto/login/")[1]).forms[-1]["hidden"]
            self.ask("/demo/enter/", [*hidden, ("account", f"{account}@demo.example")])

    def ask(self, path: str, fields: list[tuple[str, str]] | None = None) -> tuple[int, str, str]:
        """Status and text of a page, and where it is; no text where the answer is none. With fields it is sent."""
        data = None if fields is None else urlencode(fields).encode()
        request = urllib.request.Request(self.server.url + path, data, {"Referer": self.server.url + path})
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        text = answer.read().decode() if "html" in answer.headers.get("Content-Type", "") else ""
        return answer.status, text if text.startswith("<!DOCTYPE") else "", urlsplit(answer.url).path

    def keep(self, name: str, text: str) -> None:
        page = f"{self.who} {name}".replace(":", " ")
        self.seen[page] += 1
        (self.folder / f"{page} {self.seen[page]}.html").write_text(text)

    def look(self, name: str, path: str) -> list[str] | None:
        status, text, there = self.ask(path)
        if status >= 400:
            self.failed.append(f"{self.who}: {path} answers {status}")
            return None
        if not text:
            return []
        if there != urlsplit(path).path:
            return [there]
        self.keep(name, text)
        page = Reader(text)
        for form in page.forms:
            if form["posts"] and form["fields"]:
                action = form["action"] or path
                self.refusable += [] if any(action == known for _, known, _ in self.refusable) else [(view_of(action), action, form["hidden"])]
        return page.links

    def pass_by(self, path: str) -> list[str]:
        """The links of a page that is not kept."""
        _, text, there = self.ask(path)
        return [there, *Reader(text).links]

    def looking_for(self, missing: set[str]) -> Callable[[str, str], list[str] | None]:
        return lambda name, path: self.look(name, path) if name in missing else self.pass_by(path)

    @property
    def starts(self) -> Sequence[str]:
        return PUBLIC if self.who == "anonymous" else OWN

    def send_empty(self) -> None:
        """Every form of the pages seen once without an entry: what is refused is a page as well."""
        for name, path, hidden in self.refusable:
            status, text, _ = self.ask(path, hidden)
            self.failed += [f"{self.who}: {path} answers {status} when sent empty"] if status >= 500 else []
            if text and status >= 400:
                self.keep(f"{name} {status}", text)


def rendered() -> dict[str, str]:
    """What no visitor can make appear at will: the pages of all errors, and all components in all their states."""
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    from tests.sites.gallery import context

    shell = {"shell": {"demo": True, "person": None, "nav": []}}
    names = sorted(path.name for path in (Path(__file__).parents[2] / "templates").glob("[45]*.html"))
    pages = {name: render_to_string(name, shell, request=RequestFactory().get("/")) for name in names}
    return {**pages, "components.html": render_to_string("components/gallery.html", {**context(), **shell}, request=RequestFactory().get("/"))}


def visit(folder: Path, accounts: list[str]) -> tuple[set[str], list[str]]:
    """Fill the folder; the views seen, and what did not answer as it should."""
    views: set[str] = set()
    with demo_server() as server:
        visitors = [Visitor(server, folder, account) for account in accounts]
        for visitor in visitors:
            views |= crawl(visitor.starts, visitor.look)
            print(f"  {visitor.who}: {visitor.seen.total()} pages", flush=True)
        for visitor in visitors if accounts == EVERYBODY else []:  # what lies further away than a few pages of every view
            if missing := unseen(views):
                views |= missing & crawl(visitor.starts, visitor.looking_for(missing), PER_VIEW_DEEP)
        for visitor in visitors:  # at last: what is accepted empty may change what others see
            visitor.send_empty()
        visitor.keep("unknown address", visitor.ask("/gibt-es-nicht/")[1])
    return views, [line for visitor in visitors for line in visitor.failed]


def main() -> None:
    import django

    django.setup()
    if sentence := vnu.missing():
        end("html", 1, [sentence])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        views, failed = visit(folder, sys.argv[1:] or EVERYBODY)
        failed += [] if sys.argv[1:] else in_words(unseen(views))
        for page, text in rendered().items():
            (folder / page).write_text(text)
        errors = vnu.validate(folder)
        tried = len(list(folder.glob("*.html")))
    kinds = Counter(error.split(" … ")[0] for those in errors.values() for error in those)
    print(*(f"  {count} × {kind}" for kind, count in kinds.most_common()), sep="\n")
    end("html", tried, failed + [f"{page}: {len(those)} errors, first {those[0]}" for page, those in sorted(errors.items())])


if __name__ == "__main__":
    main()
