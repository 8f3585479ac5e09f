"""No page and no paper of the kept texts says "1 Termine"."""

import re

from tests.test_plurals import plural_words
from tests.test_wording import ROOT

#: Numbers that name: an item of an agenda, a chapter, a table, a picture.
NAMES = re.compile(r"(?:TOP|Tabelle|Abbildung|Kapitel|Ziel|Phase|Zeile) 1\b|^[-+]?1 [A-ZÄÖÜ][\w-]*(?: und [A-ZÄÖÜ]\w+)*$")


def test_no_kept_text_says_one_of_many():
    many = "|".join(sorted(plural_words(), key=len, reverse=True))
    wrong = re.compile(rf"(?<![\d.,:/–-])\b1[ \xa0](?:{many})\b")
    assert wrong.search("1 Termine") and wrong.search("nur 1\xa0Teilnahmen") and not wrong.search("16,1 Teilnahmen, 11 Termine")
    kept = [(path.stem, line) for path in sorted((ROOT / "tests/texts").glob("*.txt")) for line in path.read_text().splitlines()]
    assert len(kept) > 10_000
    assert [(where, line[:200]) for where, line in kept if wrong.search(line) and not NAMES.search(line.strip())] == []
