"""Writes static/print/greeting.woff2: the Arabic letters of the greeting on posters, which Fira Sans does not have.

`python -m tools.greeting_font [path of DejaVuSans.ttf]`, after a change of the greeting in Arabic or Farsi. The font is free; a changed one bears
another name, and its licence lies beside it (static/print/greeting-LICENSE.txt).
"""

import sys
from pathlib import Path

import django
from fontTools import subset  # type: ignore[import-untyped]  # fontTools has no types

SOURCE = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
TARGET = Path(__file__).resolve().parent.parent / "static" / "print" / "greeting.woff2"
NAME = "ThEKiZ Greeting"


def main(source: str) -> None:
    from reporting.documents.papers import greetings

    signs = {ord(sign) for language, text in greetings() if language.direction == "rtl" for sign in text}
    options = subset.Options(flavor="woff2", name_IDs=["*"])
    with subset.load_font(source, options) as font:
        worker = subset.Subsetter(options)
        worker.populate(unicodes=signs)
        worker.subset(font)
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                font["name"].setName(
                    NAME.replace(" ", "") if record.nameID == 6 else NAME, record.nameID, record.platformID, record.platEncID, record.langID
                )
        subset.save_font(font, TARGET, options)


if __name__ == "__main__":
    django.setup()
    main(*(sys.argv[1:] or [SOURCE]))
