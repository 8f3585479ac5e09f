"""What is wrong with a page for whoever goes through it by keyboard or ear: asked of every page that any test opens."""

import re
from collections import Counter
from html import unescape
from itertools import pairwise

#: A number that a browser leaves out: it wants a point.
MISMARKED = re.compile(r'<input(?=[^>]*type="number")[^>]*\bvalue="[^"]*,[^"]*"[^>]*>')


def links_of(html: str) -> list[str]:
    return [unescape(url) for url in re.findall(r'<a\b[^>]*\bhref="([^"]+)"', html)]


def problems_of(html: str, *, is_refused: bool = False) -> list[str]:
    """Links to places that are not there, levels of headings left out, ways and parts called alike, numbers that no browser reads.

    `is_refused`: a form shows what was typed, whatever it is.
    """
    lost = {url[1:] for url in links_of(html) if url.startswith("#")} - set(re.findall(r'\bid="([^"]+)"', html))
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    skipped = [f"{before} to {then}" for before, then in pairwise(levels) if then > before + 1]
    found = {
        "leads to no place of its own": sorted(lost),
        "leaves out a level of headings": skipped,
        "has ways called alike": _twice(re.findall(r'<nav\b[^>]*aria-label="([^"]+)"', html)),
        "has parts called alike": _twice(sections_of(html)),
        "marks up what no browser reads": [] if is_refused else MISMARKED.findall(html),
    }
    return [f"{what}: {', '.join(names)}" for what, names in found.items() if names]


def _twice(names: list[str]) -> list[str]:
    return [name for name, number in Counter(names).items() if number > 1]


def sections_of(html: str) -> list[str]:
    """How the parts of a page are called, as somebody hears them who goes from part to part."""
    heads = dict(re.findall(r'<h[1-6]\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h[1-6]>', html, re.S))
    labels = re.findall(r'<section\b[^>]*\baria-labelledby="([^"]+)"', html)
    return [" ".join(re.sub(r"<[^>]+>", " ", heads[label]).split()) for label in labels if label in heads]
