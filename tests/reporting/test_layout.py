"""How documents stand on paper: nothing leaves page, column or picture, words break as German breaks them, every sign is printed or named."""

import copy
import re
from typing import Any

import pytest

from reporting import documents
from reporting.documents import pdf
from reporting.documents.letter import letter_html
from reporting.documents.lsz import lsz_document
from reporting.documents.money import money_document
from reporting.documents.report import report_document
from reporting.documents.signs import printable, with_places_to_break
from tests.reporting import layout, papers, snapshots

COMPOUND, LONGEST = "Gebietskörperschaftsverwaltungsangestellte", "Kindertagesbetreuungsplatzbedarfsermittlungsverfahrensbeschreibungsvorlagenmappe"
ADDRESS = "https://thueringerfamilienbildungslandschaftsentwicklungsgesellschaft.example/eltern-kind-zentrum/programm_2026.html?seite=1"
NOT_MULTIPLIED = {"no", "step", "year", "funding_year", "version", "due", "accepted"}


def many(data: Any, times: int, key: str = "") -> Any:
    """A copy with every figure so many times as large."""
    if isinstance(data, dict):
        return {name: many(value, times, name) for name, value in data.items()}
    if isinstance(data, list):
        return [many(value, times, key) for value in data]
    return data * times if isinstance(data, int | float) and not isinstance(data, bool) and key not in NOT_MULTIPLIED else data


def full_report() -> dict[str, Any]:
    """Sixty offers and needs with endless words, figures in millions and one month far above the others."""
    report = snapshots.with_text(many(snapshots.lindenhof(), 98_765), lambda text: f"{text} {COMPOUND}")
    report["offers"] = [{**report["offers"][no % 5], "no": no + 1} for no in range(60)]
    report["needs"] = [{**report["needs"][no % 3], "no": f"B{no + 1}", "urgency": "dringend"} for no in range(60)]
    report["goals"] = snapshots.lindenhof()["goals"]
    report["goals"][0]["title"] = report["offers"][0]["title"] = LONGEST
    report["months"][5]["held"] = 5_000_000
    return report


def wide_words(data: Any) -> Any:
    return snapshots.with_text(data, lambda text: f"{LONGEST} {text} {ADDRESS}")


def drawn(snapshot: dict[str, Any]) -> documents.Document:
    made = {"lsz/1": lsz_document, "money/1": money_document}
    digest = "0" * 64
    return (
        report_document(snapshot, snapshots.APPROVALS, digest)
        if snapshot["format"] == "sachbericht/1"
        else made[snapshot["format"]](snapshot, digest)
    )


PAPERS = {
    "report": lambda: drawn(full_report()),
    "lsz": lambda: drawn(many(snapshots.with_text(snapshots.ilm_kreis(), lambda text: f"{text} {LONGEST}"), 98_765)),
    "money": lambda: drawn(many(wide_words(copy.deepcopy(papers.MONEY)), 1_000)),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_leaves_page_column_or_picture_and_words_break_as_german_breaks_them(paper):
    document = PAPERS[paper]()
    assert [found for picture in layout.pictures_of(document) for found in layout.beyond_the_picture(picture)] == []
    html = documents.html(document)
    pages = layout.pages_of(html)
    assert layout.beyond_the_page(pages) == []
    assert layout.beyond_their_column(pages) == []
    assert layout.broken_words(html, pages) == []


def test_addresses_break_without_a_hyphen_in_letters_and_tables():
    for html in (letter_html(wide_words(papers.LETTER)), documents.html(PAPERS["money"]())):
        pages = layout.pages_of(html)
        assert layout.beyond_the_page(pages) == [] and layout.broken_words(html, pages) == []
        printed = layout.addresses(pages)
        assert printed.count(ADDRESS) > 5 and printed.replace(ADDRESS, "") == ""


def test_months_with_large_figures_stand_below_each_other():
    report = snapshots.lindenhof()
    titles = {table.title: table for table in _tables(report)}
    assert len(titles["Termine und Teilnahmen je Monat 2026"].columns) == 14
    report["months"][5]["held"] = 123_456
    turned = next(table for table in _tables(report) if table.title == "Termine und Teilnahmen je Monat 2026")
    assert [cell.text for cell in turned.rows[5].cells] == ["Juni", "123.456", "1", "64", "33", "50"]
    assert [cell.text for cell in turned.rows[12].cells] == ["Jahr", "123.587", "9", "678", "329", "527"]


def _tables(report: dict[str, Any]) -> list[documents.parts.Table]:
    return [block for chapter in drawn(report).chapters for block in chapter.blocks if isinstance(block, documents.parts.Table)]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\u202eb\x00c\u200d\ud800 e\u0301 \u2011 \u202f Ağ, Łódź", "abc é - \u00a0 Ağ, Łódź"),
        ("Danke😂😂😂!", "Danke [3 × lachendes Gesicht]!"),
        ("❤️ und 👍🏽", "[Herz] und [Daumen hoch]"),
        ("👩‍👧‍👦 🇩🇪 1️⃣", "[Familie] [Flagge] 1"),
        ("\U0001f310, \ue000", "[Bildzeichen], [Zeichen]"),
        ("مرحبا بكم heißt Willkommen", "[arabische Schrift] heißt Willkommen"),
        ("Кафе ﬁ ① Ａ", "Кафе fi 1 A"),
        ("＜b＞", "[Zeichen] b [Zeichen]"),
    ],
)
def test_a_sign_the_print_font_lacks_is_named(typed, printed):
    assert printable(typed, pdf.printable_characters()) == printed


def test_only_addresses_get_places_to_break():
    kept = '<p title="www.x.de">Dr. Weiß, z. B. e.V. am 1.2.2026, und/oder</p><style>a.de{}</style>'
    assert with_places_to_break(kept) == kept
    for address in ("https://a-b.de/c?d=e&amp;f=g", "www.ilm-kreis.de", "ilm-kreis.de/kita", "jana.feldkamp@ilmtal.example"):
        made = with_places_to_break(f"<p>(siehe {address}).</p>")
        assert f"(siehe {address})." in re.sub("<span[^>]*>|</span>|\u200b", "", made) and "</span>)." in made and "\u200b" in made


def test_a_link_keeps_its_words_to_itself():
    """An element within a link takes it from the reading of the page: prove pdf found it."""
    assert with_places_to_break('<a href="#c1">Siehe www.x.de/a</a> www.y.de') == (
        '<a href="#c1">Siehe www.\u200bx.\u200bde/\u200ba</a> <span class="web">www.\u200by.\u200bde</span>'
    )
