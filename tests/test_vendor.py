"""What stands in static/vendor/ is what vendor.lock names, the cut style sheet is what the script makes, and pages stay light."""

import gzip
import importlib.util
import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "static" / "vendor"
CUT = (VENDOR / "kern" / "kern.cut.css").read_text()
TEMPLATES = [*sorted((ROOT / "templates").rglob("*.html")), ROOT / "sites" / "templatetags" / "ui.py"]


@pytest.fixture(scope="module")
def update():
    spec = importlib.util.spec_from_file_location("vendor_update", VENDOR / "update.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_vendored_file_has_the_integrity_of_the_lock(update):
    lock = json.loads((VENDOR / "vendor.lock").read_text())
    assert lock["version"] == "2.7.2" and lock["integrity"].startswith("sha512-TN0Mqbasp7S1IOqurXickde8MDj5hIcgT4s3f1i33wyv2iVgA1dTO")
    assert set(lock["files"]) == set(update.FILES.values())
    assert {name: update.integrity((VENDOR / "kern" / name).read_bytes()) for name in lock["files"]} == lock["files"]


def test_the_cut_is_what_the_script_makes(update):
    assert update.cut() == CUT, "run: python static/vendor/update.py cut"


def test_the_cut_keeps_rules_whole_and_drops_what_nobody_uses(update):
    css = (
        "*{margin:0}.kern-btn,.kern-card{a:b}.kern-btn:has(.kern-sr-only){a:b}.kern-grid-xl{a:b}"
        '@media x{.kern-icon--logo{m:url("{;}")}.kern-icon--add{m:url("{;}")}}'
    )
    assert update.kept(css) == '*{margin:0}\n.kern-btn{a:b}\n@media x{.kern-icon--add{m:url("{;}")}\n}\n'


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_kern_class_of_a_template_is_in_the_cut(path):
    used = set(re.findall(r"(?<![\w/.-])kern-[a-z][a-z0-9_-]*[a-z0-9](?![a-z0-9-]*\.css)", path.read_text()))
    assert {name for name in used if f".{name}" not in CUT} == set()


def test_every_token_of_our_layer_exists():
    ours = (ROOT / "static" / "css" / "app.css").read_text()
    used, own = set(re.findall(r"var\((--[\w-]+)", ours)), set(re.findall(r"(--[\w-]+):", ours))
    assert {name for name in used - own if f"{name}:" not in CUT} == set()


def test_a_page_stays_light():
    """First load of a list: 60 KB with at most 20 KB of HTML; style and script are three files, beside them the icon. Who is logged in has the
    hints at free texts as well, who logs sessions what serves entries without network; both come after the page is drawn. All files together
    have 600 bytes more since rounds of analysis, meetings, hours of facilitation, trainings and rooms have pictures and tables of their own;
    what stands before the page is drawn keeps its part of the 60 KB.
    """
    files = [VENDOR / "kern" / "kern.cut.css", ROOT / "static" / "css" / "app.css", *sorted((ROOT / "static" / "js").glob("*.js"))]
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 6)) for path in files}
    assert sum(sizes.values()) <= 43_600
    assert sizes["kern.cut.css"] + sizes["app.css"] + sizes["app.js"] <= 34_000
    head = (ROOT / "templates" / "components" / "head.html").read_text() + (ROOT / "templates" / "base.html").read_text()
    everybody, later = ["vendor/kern/kern.cut.css", "css/app.css", "js/app.js"], ["js/queue.js", "js/offline.js", "js/personal.js"]
    assert re.findall(r"{% static '(?!icon\.svg)([^']*)'", head) == everybody + later


@pytest.mark.parametrize("face", ["Regular", "Italic", "Medium", "SemiBold"])
def test_the_parts_of_a_font_are_light_and_lose_no_sign_together(update, face):
    """The browser asks by sign: each that the font has is in the one part named for it, and no part is large."""
    found = dict(re.findall(rf'fonts/(\w+)-{face}\.woff2"[^}}]*unicode-range:([^}}]*)', CUT))
    assert set(found) == set(update.PARTS) and "FiraSans" not in found
    signs = {part: set() for part in found}
    for part, text in found.items():
        for first, last in re.findall(r"U\+(\w+)-(\w+)", text):
            signs[part].update(range(int(first, 16), int(last, 16) + 1))
    assert sum(map(len, signs.values())) == len(set().union(*signs.values()))  # each sign in one part
    folder = VENDOR / "kern" / "fonts"
    with TTFont(folder / f"FiraSans-{face}.woff2") as whole:
        has = {sign for sign in whole.getBestCmap() if not 0xE000 <= sign < 0xF900 and sign not in (0xFEFF, 0x1F310)}
    for part in found:
        path = folder / f"{part}-{face}.woff2"
        with TTFont(path) as font:
            assert set(font.getBestCmap()) == has & signs[part], part
            names = {record.nameID: record.toUnicode() for record in font["name"].names}
            assert "Fira" not in names[1] + names[4] + names[6] and "Mozilla" in names[0]  # a changed font has another name (OFL 3)
        assert path.stat().st_size <= 30_000, part
    assert has <= set().union(*signs.values()) and (folder / "OFL.txt").exists()
    assert not any(0x0590 <= sign <= 0x08FF or sign > 0xFFFF for sign in set().union(*signs.values()))  # Arabic and emoji fetch no font
    with TTFont(folder / f"latin-{face}.woff2") as latin:
        assert {"tnum", "kern"} <= {feature.FeatureTag for table in ("GSUB", "GPOS") for feature in latin[table].table.FeatureList.FeatureRecord}


LETTERS = {
    "latin": "äöüßÄÖÜẞ„“‚‘’–—…€§°·•→−×ğşıİçćłśñéô\u00a0ăâîșțĂÂÎȘȚąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "cyrillic": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъёАБВГҐДЕЄЖЗИІЇЙ",
    "vietnamese": "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}


@pytest.mark.parametrize("face", ["Regular", "Italic", "Medium", "SemiBold"])
@pytest.mark.parametrize("part", LETTERS)
def test_the_letters_of_the_languages_stand_in_their_part(part, face):
    """Romanian and Polish come with the first part; Vietnamese takes ơ, ư, đ from it."""
    with TTFont(VENDOR / "kern" / "fonts" / f"{part}-{face}.woff2") as font:
        assert {sign for sign in LETTERS[part] if ord(sign) not in font.getBestCmap()} == set()


def test_no_page_writes_style_or_script_into_itself():
    """A drawing of a document carries its own style: it is drawn apart from its page."""
    found = [
        path.name
        for path in TEMPLATES
        if path.name != "picture.html"
        and re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=|[^>]*ld\+json)|\son[a-z]+=\"", path.read_text())
        and "print" not in path.parts
    ]
    assert found == []
