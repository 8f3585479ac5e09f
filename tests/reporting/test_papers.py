"""What papers say of months that have not begun, of hours nobody recommends, of the house on the cover, and once instead of twice."""

from decimal import Decimal

from reporting import documents
from reporting.documents.lsz import begun_quarters, participation_figure
from reporting.documents.money import money_document
from reporting.documents.report import cover_figure
from reporting.documents.summary import FIGURES
from sites.core.charts import bars
from tests.reporting import papers, snapshots
from tests.reporting.test_documents import tables_of


def titled(snapshot, begin):
    return next(table for table in tables_of(snapshot) if table.title.startswith(begin))


def test_a_month_that_has_not_begun_is_no_zero():
    running = snapshots.lindenhof()
    running["frozen_at"], nothing = "2026-11-30T13:32:00+01:00", dict.fromkeys(FIGURES, 0)
    running["months"][9:], running["facilitation"]["months"][9:] = [dict(nothing), dict(nothing), dict(nothing)], [0, 0, 0]
    sessions, hours = titled(running, "Termine und T"), titled(running, "Prozessbegleitung in")
    for table in (sessions, hours):
        delivered = table.rows[0 if table is sessions else -1].cells
        assert [cell.text.partition(",")[0] for cell in delivered[10:13]] == ["0", "0", "–"], table.title
    assert sessions.rows[0].cells[13].text == "102" and hours.rows[-1].cells[13].text == "44,5"  # the sum leaves nothing out
    cover = cover_figure(running, 2026).chart
    assert "Nov 0 stattgefunden" in cover.title and "Dez" not in cover.title
    assert [shape.text for shape in cover.shapes if shape.text][-2:] == ["Dez", "–"]
    running["months"][11]["cancelled"] = 1  # called off already
    later = titled(running, "Termine und T")
    assert [row.cells[12].text for row in later.rows[:2]] == ["0", "1"]
    running["frozen_at"] = "2027-01-02T13:32:00+01:00"
    running["months"][11]["cancelled"] = 0
    over = titled(running, "Termine und T")
    assert over.rows[0].cells[12].text == "0"


def test_a_quarter_that_has_not_begun_is_no_zero():
    county = snapshots.ilm_kreis()
    county["until"] = "2026-09-30"
    county["by_quarter"][3] |= dict.fromkeys(("held", "cancelled"), 0) | dict.fromkeys(("adults_centre", "adults_space", "children"), "•")
    table = titled(county, "Termine und Teilnahmen nach Quartal")
    assert [cell.text for cell in table.rows[3].cells] == ["4. Quartal", *["–"] * 5] and table.rows[2].cells[1].text == "288"
    figure = participation_figure(begun_quarters(county), "Quartal", 2026)
    assert "3. Quartal" in figure.chart.title and "4. Quartal" not in figure.chart.title
    county["until"] = "2026-10-31"
    table = titled(county, "Termine und Teilnahmen nach Quartal")
    assert table.rows[3].cells[1].text == "0"


def test_where_no_hours_are_recommended_nothing_is_said_of_them():
    report = snapshots.lindenhof()
    assert "5\xa0Std. empfohlen" in documents.report_html(report, []) and "Quelle der Empfehlung: 2021." in documents.report_html(report, [])
    report["facilitation"] |= {"recommended": None, "edition": ""}
    html = documents.report_html(report, [])
    chapter = html.split('id="c7"')[1].split('id="c8"')[0]
    assert "5\xa0Std. vereinbart" in html and "Std. empfohlen" not in html
    assert "mpfohlen" not in chapter.split("Prozessbegleitung", 1)[1] and "mpfehlung" not in chapter.split("Prozessbegleitung", 1)[1]
    report["facilitation"]["edition"] = "Fachliche Empfehlungen 2021"  # of a Konsultationseinrichtung: by need
    html = documents.report_html(report, [])
    assert "ein Umfang nach Bedarf empfohlen" in html
    assert "Empfohlen ist ein Umfang nach Bedarf. Quelle der Empfehlung: Fachliche Empfehlungen 2021." in html


def test_the_proof_of_money_names_the_house_on_its_cover():
    document = money_document(papers.MONEY, "0" * 64)
    assert document.where == ["Kita Lindenhof", "Ilmenau, Ilm-Kreis"] and ("Einrichtung", ["Kita Lindenhof"]) in document.master


def test_a_bar_of_one_part_says_its_figure_once():
    def written(first, second):
        shapes = bars("", "", ("a", "b"), [("Personal", "", first, second)]).shapes
        return [shape.text for shape in shapes if shape.text][3:]

    assert written(25451, 0) == ["25.451"] and written(20000, 5451) == ["20.000", "5.451", "25.451"]


def test_a_cover_with_a_tall_picture_has_smaller_distances():
    """Six kinds of cost: the foot is not printed over the table."""
    kinds = [{"label": f"Kostenart {one}", "planned": Decimal(1000), "actual": Decimal(900)} for one in range(6)]
    few, many = (money_document({**papers.MONEY, "by_kind": kinds[:number]}, "0" * 64) for number in (5, 6))
    assert (few.tight, many.tight) == (False, True)
