"""Papers for the door: poster of an offer and programme of a month, on one page each, as PDF for everybody."""

import io
from datetime import date, time, timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from weasyprint import HTML

from offers.models import Offer, PublicPage
from offers.services.publishing import publish
from reporting.documents import papers
from reporting.documents.papers import House, Meeting, Poster, Programme, poster_html, poster_pdf, programme_html, programme_pdf
from reporting.documents.pdf import OwnStaticFiles, laid_out
from reporting.pages.papers import months
from sites.core.wall import set_wall
from sites.models import Site
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

HOUSE = House(
    "Kita Lindenhof", "Ilmenau", "Lindenweg 8, 98693 Ilmenau", "Jana Seidel", "0361 555 1079", "Sozialwerk Ilmtal e. V.", "thekiz.example/familien/l",
    "https://thekiz.example/familien/l/",
)  # fmt: skip
FACTS = (("cost", "Kostet nichts"), ("door", "Einfach kommen, ohne Anmeldung"), ("whom", "Familien gemeinsam, auch ohne Kita-Platz"))
DAY = date(2026, 11, 28)


def poster(title="Vätersamstag", text="Bauen, grillen, reden.", facts=FACTS, directions="Der Eingang ist am Garten.", **changed):
    meeting = Meeting(date(2026, 12, 5), time(10), time(12), where="Garten mit Werkbank, Lindenweg 8, 98693 Ilmenau")
    values = {"house": HOUSE, "title": title, "text": text, "meeting": meeting, "directions": directions, "later": "12. Dez.", "facts": facts}
    return Poster(**{**values, "url": "https://thekiz.example/familien/l/angebot/v/", "printed": DAY, **changed})


def named(element):
    return element.tag == "table" or (element.get("class") or "").split(" ")[0] in {"facts", "when"}


def boxes(html):
    """Pages, and the lower edge of the words and the upper edge of the foot of each, in pixels."""
    document = HTML(string=laid_out(html, papers.GREETING_SIGNS), url_fetcher=OwnStaticFiles()).render(pdf_variant="pdf/a-3a")
    edges = []
    for page in document.pages:
        found = list(page._page_box.descendants())
        foot = next(box for box in found if box.element is not None and box.element.get("class") == "foot" and hasattr(box, "position_y"))
        above = [box for box in found if getattr(box, "element", None) is not None and named(box.element)]
        edges.append((max((box.position_y + box.margin_height() for box in above), default=0), foot.position_y))
    return edges


WORDS = "Wir hören zu und helfen weiter, wenn es einmal nicht so gut geht. "


@pytest.mark.parametrize(("title", "text"), [(12, 0), (40, 120), (41, 120), (60, 300), (40, 300), (61, 301), (80, 600), (40, 600)])
def test_a_poster_stays_on_its_page_whatever_is_long(title, text):
    shown = poster(title=("Sprechstunde Beratung für Familien mit Kindern " * 2)[:title], text=(WORDS * 10)[:text])
    [(words, foot)] = boxes(poster_html(shown))
    assert words <= foot


@pytest.mark.parametrize("long", [30, 70, 200])
def test_long_answers_are_set_small_and_stay_above_the_foot(long):
    facts = (*FACTS, *((name, (WORDS * 4)[:long]) for name in ("access", "speech", "care")))
    for title, text in (("Vätersamstag", WORDS), (("Sprechstunde " * 7)[:80], (WORDS * 10)[:600])):
        [(words, foot)] = boxes(poster_html(poster(title=title, text=text, facts=facts, directions="Durch den Hof, dann links. " * 4)))
        assert words <= foot


def test_the_title_is_as_large_as_its_length_allows():
    assert [poster(title="x" * signs).title_size for signs in (1, 40, 41, 60, 61, 80)] == ["large", "large", "medium", "medium", "small", "small"]
    assert "<svg" in poster().picture and "178mm" in poster().picture and not poster(text="x" * 600, title="x" * 80).picture


def meetings(number, title="Krabbelgruppe", per_day=2):
    return [
        Meeting(date(2026, 12, 1) + timedelta(days=at // per_day), time(9, 30), time(11), title, "Mehrzweckraum", "offen") for at in range(number)
    ]


@pytest.mark.req("R261.D", "R172.D")
def test_over_24_dates_a_programme_has_a_second_page_with_head_and_foot():
    for number, pages in ((0, 1), (24, 1), (25, 2)):
        html = programme_html(Programme(HOUSE, date(2026, 12, 1), meetings(number), DAY))
        edges = boxes(html)
        assert len(edges) == pages == html.count("<h1>Dezember 2026</h1>") == html.count("0361 555 1079"), number
        assert all(words <= foot for words, foot in edges) and html.count("Krabbelgruppe") == number


def test_closing_days_stand_below_the_month_and_push_nothing_into_the_foot():
    closed = "2.12., 7.12.–9.12., 15.12., 24.12.–2.1."
    html = programme_html(Programme(HOUSE, date(2026, 12, 1), meetings(24), DAY, closed=closed))
    assert f"geschlossen: {closed}" in html and all(words <= foot for words, foot in boxes(html))
    assert "geschlossen" not in programme_html(Programme(HOUSE, date(2026, 12, 1), meetings(3), DAY))


@pytest.mark.parametrize("per_day", [1, 5])
def test_long_names_make_more_pages_and_never_run_into_the_foot(per_day):
    html = programme_html(
        Programme(HOUSE, date(2026, 12, 1), meetings(28, "Sprechstunde Erziehungsberatung für alle Eltern mit Kindern", per_day), DAY)
    )
    edges = boxes(html)
    assert len(edges) >= 2 and all(words <= foot for words, foot in edges)


def test_a_week_is_said_in_its_days_and_a_day_once():
    december = [Meeting(date(2026, 12, day), time(9), time(10), "T") for day in (1, 1, 3, 8, 21, 22)]
    [weeks] = Programme(HOUSE, date(2026, 12, 1), december, DAY).pages
    assert [(week.days, [day for day, _ in week.meetings]) for week in weeks] == [
        ("1. bis 3. Dezember", ["Di 1.", "", "Do 3."]),
        ("8. Dezember", ["Di 8."]),
        ("21. und 22. Dezember", ["Mo 21.", "Di 22."]),
    ]


def test_the_same_paper_gives_the_same_bytes_and_is_accessible():
    papers._drawn.cache_clear()
    first = poster_pdf(poster())
    papers._drawn.cache_clear()
    assert poster_pdf(poster()) == first
    for content in (first, programme_pdf(Programme(HOUSE, date(2026, 12, 1), meetings(3), DAY))):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(pdf.pages) == 1 and pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "de"
            fonts = {str(font.BaseFont).split("+")[-1] for page in pdf.pages for font in page.Resources.Font.values()}
            assert all("Fira" in font or "ThEKiZ" in font or "Greeting" in font for font in fonts), fonts
            metadata = pdf.Root.Metadata.read_bytes()
            assert b"pdfuaid:part>1" in metadata and b"pdfaid" in metadata


def test_a_welcome_stands_in_every_language():
    html = poster_html(poster())
    for text in ("Sie sind willkommen", "Ласкаво просимо", "أهلًا وسهلًا", "Welcome", "خوش آمدید", "Chào mừng", "Bine ați venit", "Добре дошли"):
        assert text in html and text in laid_out(html, papers.GREETING_SIGNS)


# In the house and for everybody ------------------------------------------------------------------------------------


@pytest.fixture
def house(world):
    """A published site with an offer that is public and one that is not."""
    today = timezone.localdate()
    with as_owner():
        Site.objects.filter(pk=world.own.pk).update(street="Lindenweg 8", postcode="98693", phone="03677 20 00 14", contact="Jana Seidel")
        offer, hidden = make.make_offer(world.own, room="Familienraum"), make.make_offer(world.own, "Geschlossene Gruppe", public=False)
        for days in (2, 4):
            make.make_session(offer, today + timedelta(days=days))
            make.make_session(hidden, today + timedelta(days=days))
        make.make_session(offer, today + timedelta(days=3), cancelled=True)
    set_wall([world.own.pk])
    publish(site=world.own.pk, today=today)
    return offer


def seen(monkeypatch):
    """The HTML of the papers that are drawn."""
    drawn = []
    monkeypatch.setattr("reporting.documents.papers._drawn", lambda html, printed: drawn.append(html) or b"%PDF")
    return drawn


@pytest.mark.req("R261.D", "R172.D", "R259.D")
def test_everybody_gets_the_programme_of_a_month_with_what_is_published(world, house, monkeypatch):
    drawn, page, today = seen(monkeypatch), PublicPage.objects.get(site=world.own), timezone.localdate()
    for day in months(today):
        response = Client().get(reverse("reporting:month_programme", args=[page.slug, day.year, day.month]))
        assert response.status_code == 200 and response["Content-Type"] == "application/pdf" and not response.cookies
        assert "max-age" in response["Cache-Control"]
    text = "".join(drawn)
    assert text.count("<b>Elterncafé</b>") == 2 and "fällt aus" in text and "Geschlossene Gruppe" not in text
    assert "03677 20 00 14" in text and f"localhost:8000/familien/{page.slug}" in text and "<svg" in text and f"Stand {today.day}." in text


def test_other_months_and_houses_without_a_page_have_no_programme(world, house):
    page, today = PublicPage.objects.get(site=world.own), timezone.localdate()
    before = today.replace(day=1) - timedelta(days=1)
    for slug, year, month in (
        (page.slug, before.year, before.month),
        (page.slug, today.year + 1, today.month),
        (page.slug, 2026, 13),
        ("x", today.year, today.month),
    ):
        assert Client().get(f"/familien/{slug}/programm/{year}/{month}/").status_code == 404


def test_months_go_over_the_end_of_a_year():
    assert months(date(2026, 11, 30)) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert months(date(2026, 12, 31)) == [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]


@pytest.mark.req("R172.D")
def test_the_house_prints_a_poster_of_an_offer(world, house, monkeypatch):
    drawn, client = seen(monkeypatch), Client()
    client.force_login(world.people["coordinator"])
    response = client.get(reverse("reporting:offer_poster", args=[house.pk]))
    assert response.status_code == 200 and response["Content-Type"] == "application/pdf"
    day = timezone.localdate() + timedelta(days=2)
    for words in (
        "Elterncafé",
        f"<b>{day.day}.</b>",
        "Familienraum, Lindenweg 8",
        "Kostet nichts",
        "Jana Seidel, 03677 20 00 14",
        "Danach wieder:",
        "<svg",
    ):
        assert words in drawn[0], words
    page = client.get(reverse("offers:offer_detail", args=[house.pk])).content.decode()
    assert reverse("reporting:offer_poster", args=[house.pk]) in page


def test_an_offer_without_dates_and_page_has_a_poster_too(world, house, monkeypatch):
    drawn, client = seen(monkeypatch), Client()
    client.force_login(world.people["coordinator"])
    with as_owner():
        PublicPage.objects.all().delete()
        hidden = Offer.objects.get(title="Geschlossene Gruppe")
        hidden.sessions.all().delete()
    assert client.get(reverse("reporting:offer_poster", args=[hidden.pk])).status_code == 200
    assert "Wann? Fragen Sie uns." in drawn[0] and "QR-Code" not in drawn[0]


def test_the_page_of_a_house_leads_to_its_programme(world, house):
    page = PublicPage.objects.get(site=world.own)
    today = timezone.localdate()
    for prefix in ("", "/uk", "/ar"):
        text = Client().get(f"{prefix}/familien/{page.slug}/").content.decode()
        assert f'href="/familien/{page.slug}/programm/{today.year}/{today.month}/"' in text
