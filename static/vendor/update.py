"""The only place that brings KERN UX and Fira Sans into static/vendor/ and cuts the style sheet down to what we use.

    python static/vendor/update.py fetch    packs the version named in vendor.lock with npm, checks its integrity, copies the files
    python static/vendor/update.py cut      writes kern/kern.cut.css anew (after a change of the lists below); needs no network
    .venv/bin/python static/vendor/update.py subset   writes fonts/<part>-*.woff2 anew; needs fontTools and brotli, which come with WeasyPrint

A new version: change "version" and "integrity" in vendor.lock by hand, then `fetch`, `subset` and look at every page.

The browser takes the parts of a font whose signs stand on the page. Paper has the whole ones.
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
#: The parts of a face, each at most 30 KB, and their signs: what our eleven languages need is in the first three; Arabic and Farsi are not in Fira
#: Sans and are written in the font of the device. Emoji and signs of private use stay out, so that none of them fetches a font.
PARTS = {
    "latin": (
        (0x0000, 0x017F), (0x01A0, 0x01A1), (0x01AF, 0x01B0), (0x0218, 0x021B), (0x02BC, 0x02BC), (0x1E9E, 0x1E9E), (0x2000, 0x206F),
        (0x20AC, 0x20AC), (0x2116, 0x2122), (0x2190, 0x2199), (0x2212, 0x2212), (0x2248, 0x2265),
    ),
    "cyrillic": ((0x0400, 0x052F),),
    "vietnamese": ((0x0300, 0x036F), (0x1E00, 0x1E9D), (0x1E9F, 0x1EFF)),
    "greek": ((0x0370, 0x03FF), (0x1F00, 0x1FFF)),
    "letters": ((0x0180, 0x019F), (0x01A2, 0x01AE), (0x01B1, 0x0217), (0x021C, 0x024F)),
    "phonetics": ((0x0250, 0x02BB), (0x02BD, 0x02FF), (0x1D00, 0x1DFF), (0x2C60, 0x2C7F), (0xA700, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06)),
    "signs": (
        (0x2070, 0x20AB), (0x20AD, 0x2115), (0x2123, 0x218F), (0x219A, 0x2211), (0x2213, 0x2247), (0x2266, 0x27BF), (0x2B00, 0x2BFF),
    ),
}  # fmt: skip
#: A modified font may not be called Fira (OFL 3): inside its file each part has this name.
PART_NAME = "ThEKiZ Sans"
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
    """fonts/<part>-*.woff2: the parts of each face, with kerning and the figures of equal width that tables use."""
    from fontTools import subset as cutter

    options = cutter.Options(flavor="woff2", layout_features=[*cutter.Options().layout_features, "tnum", "lnum"], name_IDs=["*"])
    for face in FACES:
        for part, signs in PARTS.items():
            with cutter.load_font(KERN / "fonts" / f"FiraSans-{face}.woff2", options) as font:
                worker = cutter.Subsetter(options)
                worker.populate(unicodes=[code for first, last in signs for code in range(first, last + 1)])
                worker.subset(font)
                for record in font["name"].names:
                    if record.nameID in (1, 3, 4, 6, 16):
                        text = record.toUnicode().replace("Fira Sans", PART_NAME).replace("FiraSans", PART_NAME.replace(" ", ""))
                        font["name"].setName(text.replace("Fira", "ThEKiZ"), record.nameID, record.platformID, record.platEncID, record.langID)
                cutter.save_font(font, KERN / "fonts" / f"{part}-{face}.woff2", options)


def ranges(pairs: Iterable[tuple[int, int]]) -> str:
    return ",".join(f"U+{first:x}-{last:x}" for first, last in pairs)


def cut() -> str:
    """kern.cut.css: our faces of Fira Sans in their parts, then the kept rules of kern.min.css, unchanged and in their order."""
    faces = "".join(
        f'@font-face{{font-family:"Fira Sans";font-weight:{weight};font-style:{style};font-display:swap;'
        f'src:url("fonts/{part}-{face}.woff2") format("woff2");unicode-range:{ranges(signs)}}}\n'
        for face, (weight, style) in FACES.items()
        for part, signs in PARTS.items()
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
