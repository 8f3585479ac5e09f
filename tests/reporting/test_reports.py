"""The pages of the Sachbericht: what each person sees, writing with conflicts, carrying over, lists of any length."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from reporting.models import Chapter, Report, ReportSnapshot
from reporting.services.reports import write_chapter
from sites.core.roles import Role
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner
from tests.reporting.snapshots import lindenhof
from tests.sites.reading import words

DRAFT = "Geheimer Entwurf über das Elterncafé"


def detail(report):
    return reverse("reporting:report_detail", args=[report.pk])


def chapter_url(report, key="offers"):
    return reverse("reporting:chapter_edit", args=[report.pk, key])


def chapter(report, key="offers"):
    with as_owner():
        return Chapter.objects.get(report=report, key=key)


@pytest.fixture
def report(world):
    with as_owner():
        made = make.make_report(world.own, 2025)
        made.chapters.filter(key="offers").update(text=DRAFT)
        return made


@pytest.fixture
def frozen(world, report):
    """A returned report with one frozen version; the text was changed since."""
    with as_owner():
        snapshot = ReportSnapshot.objects.create(
            place_id=world.county.pk, site=world.own, report=report, version=1, data=lindenhof(), sha256="a" * 64, created_by=world.people["head"]
        )
        Report.objects.filter(pk=report.pk).update(**{"state": "returned", "version": 1})
        return snapshot


# Who sees what ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.HEAD, Role.PROVIDER])
def test_the_house_sees_the_draft(client_of, report, role):
    response = client_of(role).get(detail(report))
    assert response.status_code == 200 and DRAFT in response.content.decode()


@pytest.mark.guard("drafts")
@pytest.mark.parametrize("role", [Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE])
def test_offices_see_no_draft_anywhere(client_of, report, role):
    client = client_of(role)
    assert client.get(detail(report)).status_code == 404
    assert client.get(reverse("reporting:report_list")).context["page"].rows == []
    assert client.post(reverse("reporting:report_draft_pdf", args=[report.pk])).status_code in {403, 404}


@pytest.mark.guard("draft-chapters")
@pytest.mark.parametrize("role", [Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE])
def test_offices_read_the_frozen_version_never_what_was_written_since(client_of, report, frozen, role):
    client = client_of(role)
    page = client.get(detail(report)).content.decode()
    assert "Fassung 1" in page and DRAFT not in page and 'id="h-chapters"' not in page
    frozen_page = client.get(reverse("reporting:snapshot_detail", args=[frozen.pk])).content.decode()
    assert "Elterncafé am Donnerstag" in frozen_page and "a" * 64 in frozen_page and DRAFT not in frozen_page


def test_strangers_find_nothing(client_of, report, frozen):
    for role in (Role.HEAD, Role.COORDINATOR, Role.SOCIAL_PLANNER, Role.PROVIDER):
        client = client_of(role, elsewhere=True)
        assert client.get(detail(report)).status_code == 404
        assert client.get(reverse("reporting:snapshot_detail", args=[frozen.pk])).status_code == 404
        assert client.post(reverse("reporting:snapshot_pdf", args=[frozen.pk])).status_code == 404
    with as_owner():
        assert not Job.objects.exists()


def test_the_button_says_why_it_cannot_be_used(client_of, report):
    head, coordinator = (client_of(role).get(detail(report)).content.decode() for role in ("head", "coordinator"))
    assert "Noch nicht möglich: Elf Kapitel sind offen." in head
    assert (
        "Einreichen können Leitung und Träger" in coordinator
        and 'action="/reports/' not in coordinator.split('id="h-status"')[1].split("</section>")[0]
    )


# Beginning --------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R248.D1")
def test_beginning_makes_eleven_chapters_with_last_years_texts(client_of, world, report):
    with as_owner():
        measure = make.make_measure(world.own, 2026)
        report.chapters.update(ready=True)
    url = reverse("reporting:report_create", args=[measure.pk])
    assert "2025 werden übernommen" in client_of("coordinator").get(url).content.decode()
    response = client_of("coordinator").post(url)
    with as_owner():
        begun = Report.objects.get(measure=measure)
        chapters = list(begun.chapters.all())
    assert response.headers["Location"] == detail(begun)
    assert len(chapters) == 11 and not any(one.ready for one in chapters)
    assert {one.key: one.text for one in chapters}["offers"] == DRAFT
    assert "Aus dem Vorjahr übernommen" in client_of("coordinator").get(chapter_url(begun)).content.decode()


@pytest.mark.req("R248.H")
def test_the_day_a_report_is_due_stands_where_it_is_begun_and_listed(client_of, world):
    with as_owner():
        measure = make.make_measure(world.own, 2026, report_due=make.date(2027, 2, 15))
    client, listed = client_of("coordinator"), reverse("reporting:report_list")
    assert "fällig am 15. Februar 2027" in words(client.get(listed))
    begin = reverse("reporting:report_create", args=[measure.pk])
    assert "Abgabe: 15. Februar 2027" in words(client.get(begin))
    client.post(begin)
    assert "Kita Lindenhof 2026 Ilmenau · Sozialwerk Ilmtal e. V. Entwurf 11 Kapitel offen 15.2.2027" in words(client.get(listed))


def test_beginning_twice_is_one_report(client_of, world):
    with as_owner():
        measure = make.make_measure(world.own, 2026)
    client = client_of("coordinator")
    first, second = (client.post(reverse("reporting:report_create", args=[measure.pk])) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    with as_owner():
        assert Report.objects.filter(measure=measure).count() == 1 and Entry.objects.filter(kind="begun").count() == 1


@pytest.mark.guard("report-site")
def test_two_hats_do_not_multiply(client_of, world):
    """Coordinator here and head there: a measure that is only read cannot get a report."""
    with as_owner():
        make.give(world.people["coordinator"], Role.HEAD, world.sibling)
        measure = make.make_measure(world.sibling, 2026)
    assert client_of("coordinator").post(reverse("reporting:report_create", args=[measure.pk])).status_code == 404


# Writing ----------------------------------------------------------------------------------------------------------------


def test_opening_an_empty_chapter_suggests_a_text_and_writes_nothing(client_of, world):
    with as_owner():
        offer = make.make_offer(world.own)
        report = make.make_report(world.own, 2025)
        report.chapters.update(text="")
        make.make_session(offer, make.date(2025, 3, 3), figures=(7, 2, 5))
    page = client_of("coordinator").get(chapter_url(report, "summary")).content.decode()
    assert "fand ein Termin zusätzlicher Angebote statt" in page and "Vorschlag aus Ihren Einträgen" in page
    assert chapter(report, "summary").text == ""


def test_live_figures_stand_beside_the_text(client_of, world, report):
    with as_owner():
        make.make_session(make.make_offer(world.own), make.date(2025, 3, 3), figures=(7, 2, 5))
    facts = client_of("coordinator").get(chapter_url(report, "summary")).context["facts"]
    assert [(fact.value, fact.label) for fact in facts] == [
        ("1", "Termin"), ("9", "Teilnahmen Erwachsener"), ("22\u00a0%", "aus dem Sozialraum"), ("5", "Teilnahmen von Kindern"),
    ]  # fmt: skip


def test_beside_the_chapter_on_the_network_stands_what_its_tables_print(client_of, world, report):
    def shown():
        answer = client_of("coordinator").get(chapter_url(report, "network"))
        return [(fact.value, fact.label) for fact in answer.context["facts"]], answer.content.decode()

    assert shown()[0] == [] and "keine Zahlen aus den Einträgen" in shown()[1]
    with as_owner():
        for name in ("Beratung", "Bibliothek"):
            cooperation = make.make_cooperation(partner := make.make_partner(world.own, name))
        make.make_agreement(cooperation)
        make.make_referral(partner, month=make.date(2025, 3, 1), number=11)
        make.make_referral(partner, "language", month=make.date(2025, 3, 1), number=4)
        make.make_referral(partner, "language", month=make.date(2024, 3, 1), number=40)  # of another year
    facts, page = shown()
    assert facts == [("2", "Kooperationen"), ("1", "Vereinbarung"), ("15", "Weitervermittlungen")] and "keine Zahlen" not in page
    with as_owner():
        make.make_referral(partner, "separation", month=make.date(2025, 4, 1), number=1)
    facts, page = shown()
    assert facts[2] == ("•", "Weitervermittlungen") and "verdeckt, weil es ein oder zwei sind" in page


def test_saving_and_finishing_a_chapter(client_of, report):
    client, url = client_of("coordinator"), chapter_url(report)
    assert client.post(url, {"text": "Neuer Text"}).headers["Location"] == url
    assert (chapter(report).text, chapter(report).version, chapter(report).ready) == ("Neuer Text", 2, False)
    response = client.post(url, {"text": "Neuer Text\r\n", "version": "2", "ready": "1"})
    assert response.headers["Location"] == chapter_url(report, "participation")  # the next open one
    assert chapter(report).ready
    page = client.get(url).content.decode()
    assert "10 von 11" not in page and "1 von 11 fertig" in page
    with as_owner():
        entries = list(Entry.objects.filter(kind="written"))
        assert len(entries) == 2 and "Neuer Text" not in str([(entry.text, entry.details) for entry in entries])


def marks_of(response):
    return re.search(r'name="marks" value="([^"]*)"', response.content.decode()).group(1)


def test_a_conflict_shows_both_texts_and_loses_none(client_of, world, report):
    client, url = client_of("coordinator"), chapter_url(report)
    with as_owner():
        make.give(world.people["nobody"], Role.COORDINATOR, world.own)
    marks = marks_of(client.get(url))
    assert client_of("nobody").post(url, {"text": "Text der Kollegin", "marks": marks}).status_code == 302
    response = client.post(url, {"text": "Mein Text", "marks": marks}, decides=False)
    page = response.content.decode()
    assert response.status_code == 409 and "Text der Kollegin" in page and "Mein Text" in page and "inzwischen gespeichert" in page
    assert chapter(report).text == "Text der Kollegin"
    assert client.post(url, {"text": "Beide Texte", "marks": marks_of(response)}).status_code == 302
    assert chapter(report).text == "Beide Texte"


@pytest.mark.parametrize("version", ["", "x", "text:", "text:00000000", "ü:1 \x00"])
def test_a_page_from_before_an_update_keeps_the_text(client_of, report, version):
    response = client_of("coordinator").post(chapter_url(report), {"text": "Mein langer Text", "marks": version}, decides=False)
    assert response.status_code == 409 and "Mein langer Text" in response.content.decode()
    assert chapter(report).text == DRAFT


@pytest.mark.parametrize("text", ["Nul\x00byte", "x" * 20001, " \n "])
def test_bad_texts_are_refused_with_the_page(client_of, report, text):
    response = client_of("coordinator").post(chapter_url(report), {"text": text})
    assert response.status_code == 422 and chapter(report).text == DRAFT


def test_a_chapter_that_is_too_long_is_told_how_long_it_is(client_of, report):
    page = client_of("coordinator").post(chapter_url(report), {"text": "x" * 200_000}).content.decode()
    assert "Das sind 200.000 Zeichen, höchstens 20.000 Zeichen sind möglich. Bitte kürzen Sie den Text." in page


def test_hostile_text_is_shown_as_text(client_of, report):
    client_of("coordinator").post(chapter_url(report), {"text": "<script>alert(1)</script>"})
    for url in (detail(report), chapter_url(report)):
        assert "<script>alert(1)" not in client_of("coordinator").get(url).content.decode()


@pytest.mark.guard("chapter-right")
@pytest.mark.parametrize("who", ["head", "social_planner"])
def test_only_the_coordination_writes_chapters(behind_forms, report, who):
    with pytest.raises(PermissionDenied):
        write_chapter(access=behind_forms(who), chapter=chapter(report), text="Von anderer Hand", ready=True)
    assert chapter(report).text == DRAFT


@pytest.mark.guard("closed-report")
def test_a_submitted_report_is_closed_and_the_typed_text_is_kept(client_of, world):
    with as_owner():
        report = make.make_report(world.own, 2025, state="submitted", ready=True, version=1)
    client = client_of("coordinator")
    assert "<textarea" not in client.get(chapter_url(report)).content.decode()
    response = client.post(chapter_url(report), {"text": "Nachtrag"})
    page = response.content.decode()
    assert response.status_code == 422 and "Nachtrag" in page
    assert "Der Sachbericht ist im Stand „Eingereicht“ und lässt sich nicht ändern." in page


def test_an_unknown_chapter_is_missing(client_of, report):
    assert client_of("coordinator").get(chapter_url(report, "weather")).status_code == 404


def test_what_changed_since_last_year_is_marked(client_of, world, report):
    with as_owner():
        now = make.make_report(world.own, 2026)
        now.chapters.filter(key="offers").update(text=f"{DRAFT} und mehr", version=2)
    page = client_of("coordinator").get(chapter_url(now)).content.decode()
    assert "<ins>und mehr</ins>" in page


# Lists and budgets ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize("role", ["social_planner", "coordinator"])
def test_the_list_costs_the_same_for_any_length(client_of, world, own_queries, number, role):
    with as_owner():
        for year in range(2100 - number, 2100):
            make.make_report(world.own, year, state="submitted", ready=True)
    client = client_of(role)
    with own_queries() as seen:
        response = client.get(reverse("reporting:report_list"))
    assert response.status_code == 200 and len(response.context["page"].rows) == number
    assert seen.count <= 5 + 4  # its own and those of every request


@pytest.mark.parametrize("role", ["social_planner", "coordinator", "head"])
def test_the_detail_page_stays_within_its_budget(client_of, report, frozen, own_queries, role):
    client = client_of(role)
    for url in (detail(report), reverse("reporting:snapshot_detail", args=[frozen.pk])):
        with own_queries() as seen:
            assert client.get(url).status_code == 200
        assert seen.count <= 8 + 4, url


@pytest.mark.parametrize("key", ["summary", "needs", "goals", "offers", "steering", "deviations", "outlook", "network"])
def test_a_chapter_stays_within_its_budget(client_of, report, own_queries, key):
    client = client_of("coordinator")
    with own_queries() as seen:
        assert client.get(chapter_url(report, key)).status_code == 200
    assert seen.count <= 8 + 4


def test_what_waits_for_me_stands_first_and_300_rows_have_pages(client_of, world):
    with as_owner():
        for year in range(1800, 2026):
            make.make_report(world.own, year, state="accepted", ready=True)
        waiting = make.make_report(world.sibling, 1900, state="submitted", ready=True)
    client = client_of("social_planner")
    page = client.get(reverse("reporting:report_list")).context["page"]
    assert page.rows[0] == waiting and page.rows[1].year == 2025 and len(page.rows) == 50
    seen, url = [row.pk for row in page.rows], page.next_url
    while url:
        page = client.get(reverse("reporting:report_list") + url).context["page"]
        seen, url = seen + [row.pk for row in page.rows], page.next_url
    assert len(seen) == len(set(seen)) == 227


@pytest.mark.parametrize("query", ["?state=nonsense&year=1e9&after=xx", "?q=%00", "?after=MQ:fremd", "?year=2025&q=Lindenhof"])
def test_nonsense_in_the_address_shows_the_list(client_of, report, query):
    assert client_of("coordinator").get(reverse("reporting:report_list") + query).context["page"].rows == [report]


def test_empty_lists_say_what_would_stand_there(client_of, world):
    assert "Noch kein Sachbericht eingereicht" in client_of("social_planner").get(reverse("reporting:report_list")).content.decode()
    assert "Noch kein Sachbericht" in client_of("head").get(reverse("reporting:report_list")).content.decode()


@pytest.mark.guard("chapter-lines")
@pytest.mark.parametrize(("lines", "status"), [(500, 302), (501, 422), (4800, 422)])
def test_a_chapter_has_no_more_lines_than_fit_on_paper(client_of, report, lines, status):
    """4,800 lines of a list once kept the worker for minutes; what was typed stays on the page."""
    text = "\n".join(["- x"] * lines)
    answer = client_of("coordinator").post(chapter_url(report, "offers"), {"text": text})
    assert answer.status_code == status
    if status == 422:
        page = answer.content.decode()
        assert "Auf Papier passen höchstens 500 in ein Kapitel" in page and page.count("- x") >= lines
