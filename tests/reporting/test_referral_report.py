"""What is handed up of the referrals: finished months by theme, small numbers hidden."""

from datetime import date
from html import unescape

from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reporting.pages.referral_report import finished_months
from reporting.rules.referrals import by_theme, of_year
from tests import factories as make
from tests.conftest import as_owner


def test_the_provider_reads_finished_months_without_small_numbers(world, client_of):
    today = timezone.localdate()
    last = finished_months(today)[-1]
    with as_owner():
        partner = make.make_partner(world.own)
        make.make_referral(partner, month=last, number=11)
        make.make_referral(partner, "separation", month=last, number=2)
        make.make_referral(partner, "encounter", month=last, number=4)
        make.make_referral(partner, "language", month=today.replace(day=1), number=8)
    response = client_of("provider").get(reverse("reporting:referral_report", args=[world.own.pk]))
    page = unescape(response.content.decode())
    cells = {label: str(cells[-1]) for label, cells in response.context["rows"]}
    assert cells["Erziehungs- und Lebensfragen"] == "11" and cells["Partnerschaft, Trennung und Scheidung"] != "2"
    assert "Sprache und Ankommen" not in page and "Zähler" not in page
    assert client_of("provider").get(reverse("offers:referral_count", args=[world.own.pk])).status_code == 403


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(finished_months(date(2026, 11, 5))), st.integers(0, 30)), max_size=40))
def test_shown_cells_never_give_a_small_number_away(found):
    months = finished_months(date(2026, 11, 5))
    rows, totals = by_theme(found, months)
    for at, day in enumerate(months):
        real = {theme: sum(number for of, when, number in found if (of, when) == (theme, day)) for theme, _ in rows}
        shown = {theme: cells[at] for theme, cells in rows}
        hidden = [theme for theme in real if str(shown[theme]) == "•"]
        assert not [theme for theme, number in real.items() if number in {1, 2} and theme not in hidden]
        assert all(shown[theme] == number for theme, number in real.items() if theme not in hidden)
        if str(totals[at]) != "•":
            assert totals[at] == sum(real.values()) and len(hidden) != 1


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(finished_months(date(2026, 11, 5))), st.integers(0, 30)), max_size=40))
def test_sums_of_a_year_say_nothing_that_its_months_do_not(found):
    """Whoever has both papers could subtract: a theme is summed only where each of its months is shown, and the whole likewise."""
    months = finished_months(date(2026, 11, 5))
    (rows, totals), (sums, whole) = by_theme(found, months), of_year(found, months)
    for (theme, cells), (same, shown) in zip(rows, sums, strict=True):
        assert theme == same
        assert shown == ("•" if "•" in cells else sum(number for of, _, number in found if of == theme))
    assert whole == ("•" if "•" in totals else sum(number for *_, number in found))
