"""The only place that brings KERN UX and Fira Sans into static/vendor/ and cuts the style sheet down to what we use.

    python static/vendor/update.py fetch    packs the version named in vendor.lock with npm, checks its integrity, copies the files
    python static/vendor/update.py cut      writes kern/kern.cut.css anew (after a change of the lists below); needs no network
    .venv/bin/python static/vendor/update.py subset   writes fonts/latin-*.woff2 anew; needs fontTools and brotli, which come with WeasyPrint

A new version: change "version" and "integrity" in vendor.lock by hand, then `fetch`, `subset` and look at every page.

The browser takes the Latin part of a font, and the whole one only for a page with other signs; so nothing is lost. Paper has the whole ones.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
KERN, LOCK = HERE / "kern", HERE / "vendor.lock"

#: What is copied from the package: path there → path here.
FILES = {
    "dist/kern.min.css": "kern.min.css",
    "LICENSE.md": "LICENSE.md",
    **{f"dist/fonts/fira-sans/FiraSans-{face}.woff2": f"fonts/FiraSans-{face}.woff2" for face in ("Regular", "Italic", "Medium", "SemiBold")},
}
#: The faces our style sheets use: file → weight, style.
FACES = {"Regular": (400, "normal"), "Italic": (400, "italic"), "Medium": (500, "normal"), "SemiBold": (600, "normal")}
#: The signs of the Latin part: European languages, punctuation, currencies, arrows and signs of counting.
LATIN = ((0x0000, 0x024F), (0x1E9E, 0x1E9E), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x22FF))
#: A modified font may not be called Fira (OFL 3): inside its file the Latin part has this name.
LATIN_NAME = "ThEKiZ Sans"
#: The components that stay: a class is kept when it is one of these or begins with one of these and "--" or "__".
COMPONENTS = ("sr-only", "error", "icon", "badge", "btn", "form-input", "form-check", "label", "hint", "body", "light", "dark")
#: The icons that stay.
ICONS = (
    "account-circle", "add", "arrow-back", "arrow-forward", "autorenew", "calendar-today", "check", "checklist", "chevron-left", "chevron-right",
    "close", "content-copy", "danger", "dehaze", "delete", "download", "draft", "drive-folder-upload", "edit", "help", "home", "info", "language",
    "logout", "mail", "open-in-new", "search", "success", "visibility", "warning",
)  # fmt: skip
SIZES = ("small", "default", "large", "x-large")


def integrity(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def fetch() -> None:
    lock = json.loads(LOCK.read_text())
    with tempfile.TemporaryDirectory() as folder:
        packed = ["npm", "pack", f"{lock['name']}@{lock['version']}", "--silent", "--pack-destination", folder]
        subprocess.run(packed, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  a fixed command, a version from our own lock
        archive = next(Path(folder).glob("*.tgz"))
        found = integrity(archive.read_bytes())
        if found != lock["integrity"]:
            sys.exit(f"{lock['name']} {lock['version']} is not what vendor.lock names: {found}")
        with tarfile.open(archive) as tar:
            for there, here in FILES.items():
                content = tar.extractfile(f"package/{there}").read()
                (KERN / here).parent.mkdir(parents=True, exist_ok=True)
                (KERN / here).write_bytes(content)
                lock.setdefault("files", {})[here] = integrity(content)
    LOCK.write_text(json.dumps(lock, indent=2) + "\n")


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """The rules of a style sheet at its top level: (selector or @rule, what stands in the braces)."""
    depth = start = opened = 0
    for match in re.finditer(r"\"[^\"]*\"|'[^']*'|[{}]", css):
        if match[0] == "{":
            opened, depth = (match.start() if depth == 0 else opened), depth + 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : match.start()]
                start = match.end()


def wanted(selector: str) -> bool:
    """Base rules stay, and those that speak of kept components and icons only; buttons of an icon alone do not exist here."""
    if ":has(.kern-sr-only" in selector:
        return False
    for name in re.findall(r"\.kern-([\w-]+)", selector):
        icon = name.removeprefix("icon--")
        if name != icon:
            if icon not in ICONS + SIZES:
                return False
        elif re.split("--|__", name)[0] not in COMPONENTS:
            return False
    return True


def parts(selector: str) -> list[str]:
    """A selector list cut at its commas, not at those inside brackets."""
    return re.split(r",(?![^()\[\]]*[)\]])", selector)


def kept(css: str) -> str:
    out = []
    for head, body in blocks(css):
        if head.startswith("@media"):
            inner = kept(body)
            out.append(f"{head}{{{inner}}}\n" if inner else "")
        elif not head.startswith("@"):
            selectors = [part for part in parts(head) if wanted(part)]
            out.append(f"{','.join(selectors)}{{{body}}}\n" if selectors else "")
    return "".join(out)


def subset() -> None:
    """fonts/latin-*.woff2: the Latin part of each face, with kerning and the figures of equal width that tables use."""
    from fontTools import subset as cutter

    options = cutter.Options(flavor="woff2", layout_features=[*cutter.Options().layout_features, "tnum", "lnum"], name_IDs=["*"])
    for face in FACES:
        with cutter.load_font(KERN / "fonts" / f"FiraSans-{face}.woff2", options) as font:
            worker = cutter.Subsetter(options)
            worker.populate(unicodes=[code for first, last in LATIN for code in range(first, last + 1)])
            worker.subset(font)
            for record in font["name"].names:
                if record.nameID in (1, 3, 4, 6, 16):
                    text = record.toUnicode().replace("Fira Sans", LATIN_NAME).replace("FiraSans", LATIN_NAME.replace(" ", ""))
                    font["name"].setName(text.replace("Fira", "ThEKiZ"), record.nameID, record.platformID, record.platEncID, record.langID)
            cutter.save_font(font, KERN / "fonts" / f"latin-{face}.woff2", options)


def ranges(pairs: Iterable[tuple[int, int]]) -> str:
    return ",".join(f"U+{first:x}-{last:x}" for first, last in pairs)


def beside(pairs: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """All other signs."""
    start = 0
    for first, last in (*pairs, (0x110000, 0)):
        if start < first:
            yield start, first - 1
        start = last + 1


def cut() -> str:
    """kern.cut.css: our faces of Fira Sans in two parts, then the kept rules of kern.min.css, unchanged and in their order."""
    faces = "".join(
        f'@font-face{{font-family:"Fira Sans";font-weight:{weight};font-style:{style};font-display:swap;'
        f'src:url("fonts/{part}-{face}.woff2") format("woff2");unicode-range:{ranges(signs)}}}\n'
        for face, (weight, style) in FACES.items()
        for part, signs in (("FiraSans", beside(LATIN)), ("latin", LATIN))
    )
    source = (KERN / "kern.min.css").read_text().removeprefix('@charset "UTF-8";')
    return f'@charset "UTF-8";\n/* Made by static/vendor/update.py from KERN UX (EUPL-1.2); do not edit. */\n{faces}{kept(source)}'


if __name__ == "__main__":
    if sys.argv[1:] not in (["fetch"], ["cut"], ["subset"]):
        sys.exit(__doc__)
    if sys.argv[1] == "fetch":
        fetch()
    if sys.argv[1] == "subset":
        subset()
    (KERN / "kern.cut.css").write_text(cut())
