"""The page of a case, its dossier, the statements of the parties, the list of applications."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from planning.models import Application, Assessment, Statement
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header


@pytest.fixture
def case(world):
    with as_owner():
        return make.make_application(world.own, state="submitted")


def dossier(**changes):
    return {
        "needs_text": "Familien fehlt ein Treffpunkt.", "needs_source": "Elternbefragung, Mai 2026",
        "location_reasons": ["intrinsic_motivation"],
        "reason_text": "", "forms": ["gallery", "guide"], "coordinator_fte": "0,5", "team_informed": "3.9.26",
        "wanted_start": "01.01.2027", **changes,
    }  # fmt: skip


# Dossier ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["head", "provider", "social_planner", "youth_welfare_office"])
def test_the_dossier_is_written(world, client_of, who):
    with as_owner():
        case = make.make_application(world.own)
    assert client_of(who).post(reverse("planning:application_edit", args=[case.pk]), dossier()).status_code == 302
    with as_owner():
        case.refresh_from_db()
        assert (case.forms, str(case.coordinator_fte), case.team_informed.isoformat()) == (["gallery", "guide"], "0.50", "2026-09-03")
        assert Entry.objects.get(kind="changed").details["coordinator_fte"] == ["", "0.5"]
    assert "Mischform aus Galerie und Lotse" in client_of(who).get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"coordinator_fte": "eine halbe"}, "Bitte als Zahl eingeben, zum Beispiel 0,5."),
        ({"coordinator_fte": "7"}, "Bitte geben Sie höchstens 5 an."),
        ({"team_informed": "31.2.2026"}, "Diesen Tag gibt es nicht."),
        ({"team_informed": "1.1.2099"}, "Das Datum liegt in der Zukunft."),
        ({"location_reasons": ["near_the_lake"]}, "Diese Auswahl gibt es nicht"),
        ({"forms": ["castle"]}, "Diese Auswahl gibt es nicht"),
        ({"needs_text": "x" * 6001}, "höchstens 6.000 Zeichen"),
        ({"needs_source": "Nul\x00l"}, "Nullzeichen"),
    ],
)
def test_a_bad_dossier_is_refused_in_words_and_keeps_the_text(world, client_of, changes, sentence):
    with as_owner():
        case = make.make_application(world.own)
    response = client_of("head").post(reverse("planning:application_edit", args=[case.pk]), dossier(**{"reason_text": "Bleibt stehen", **changes}))
    body = response.content.decode()
    assert response.status_code == 422 and sentence in body and "Bleibt stehen" in body
    with as_owner():
        case.refresh_from_db()
        assert case.reason_text == ""


@pytest.mark.guard("submitted-case")
def test_the_house_waits_while_the_planner_looks(world, client_of, case):
    url = reverse("planning:application_edit", args=[case.pk])
    response = client_of("head").post(url, dossier(needs_text="Später Text"))
    page = response.content.decode()
    assert response.status_code == 422 and "Zum Ändern gibt ihn die Sozialplanung zurück" in page and "Später Text" in page
    assert client_of("social_planner").post(url, dossier(file_number="51.3/2026")).status_code == 302
    with as_owner():
        case.refresh_from_db()
        assert case.file_number == "51.3/2026"


@pytest.mark.guard("file-number")
def test_only_the_planner_gives_the_file_number_and_only_once(world, client_of):
    with as_owner():
        case = make.make_application(world.own)
        make.make_application(world.sibling, file_number="51.3/2026")
    url = reverse("planning:application_edit", args=[case.pk])
    client_of("head").post(url, dossier(file_number="gefälscht"))
    with as_owner():
        case.refresh_from_db()
        assert case.file_number == ""
    response = client_of("social_planner").post(url, dossier(file_number="51.3/2026"))
    assert response.status_code == 422 and "Dieses Aktenzeichen ist schon vergeben." in response.content.decode()


@pytest.fixture
def surveys(world):
    """One of the house that is not released, one of the county, one of another county."""
    values = {"method": "survey", "held_from": date(2026, 5, 1), "answered": 40}
    with as_owner():
        return {
            name: Assessment.objects.create(place_id=place, title=f"Befragung {name}", released=name != "house", **values)
            for name, place in (("house", world.own.pk), ("county", world.county.pk), ("foreign", world.other_county.pk))
        }


@pytest.mark.guard("case-assessment")
@pytest.mark.req("R028.H", "R182.H")
def test_an_application_names_the_assessment_it_rests_on(world, client_of, surveys):
    with as_owner():
        case = make.make_application(world.own)
    url = reverse("planning:application_edit", args=[case.pk])
    assert "kommunaler Bedarfserhebungen" in client_of("head").get(url).content.decode()
    refused = client_of("head").post(url, dossier(assessment=surveys["foreign"].pk))
    assert refused.status_code == 422 and "Diese Auswahl gibt es nicht (mehr)." in refused.content.decode()
    assert client_of("head").post(url, dossier(assessment=surveys["house"].pk, needs_source="")).status_code == 302
    seen = {who: client_of(who).get(case.get_absolute_url()).content.decode() for who in ("head", "social_planner")}
    assert "Befragung house, 1.\u00a0Mai 2026, n = 40" in seen["head"]
    assert "Befragung house" not in seen["social_planner"] and "Erhebung des Hauses, noch nicht freigegeben" in seen["social_planner"]
    assert all("Grundlage fehlt noch" not in page for page in seen.values())
    assert client_of("social_planner").post(url, dossier(needs_text="Ergänzt")).status_code == 302  # it does not lose what it cannot see
    with as_owner():
        case.refresh_from_db()
        assert case.assessment == surveys["house"] and case.needs_text == "Ergänzt"


# Statements -------------------------------------------------------------------------------------------------------


def statement(**changes):
    return {"stance": "given", "stated_on": "1.10.2026", "spoken_by": "Vorstand", "text": "", "paper": "Beschluss vom 1.10.2026, Nr. 7", **changes}


@pytest.mark.req("R184.H")
@pytest.mark.parametrize(
    ("party", "own"),
    [
        ("provider", "provider"),
        ("team", "head"),
        ("youth_welfare_office", "youth_welfare_office"),
        ("parents_council", "parent_representative"),
        ("municipality", None),
    ],
)
def test_a_party_speaks_for_itself_or_the_planner_records_it(world, client_of, case, party, own):
    url = reverse("planning:statement_edit", args=[case.pk, party])
    for who in ("provider", "head", "youth_welfare_office", "parent_representative", "social_planner"):
        response = client_of(who).post(url, statement())
        assert response.status_code == (302 if who in (own, "social_planner") else 422), who
        if who == own:
            with as_owner():
                assert not Statement.objects.get(application=case, party=party).on_behalf
    with as_owner():
        row = Statement.objects.get(application=case, party=party)
        assert (row.on_behalf, row.recorded_by, row.paper) == (True, world.people["social_planner"], "Beschluss vom 1.10.2026, Nr. 7")
        assert Entry.objects.filter(kind="stated").count() == (2 if own else 1)
    page = client_of("head").get(case.get_absolute_url()).content.decode()
    assert "im Namen der Seite festgehalten von Sozialplanung Hier, Grundlage: Beschluss vom 1.10.2026, Nr. 7" in page


@pytest.mark.req("R186.H")
def test_the_vote_of_the_team_stands_on_the_strip(world, client_of, case):
    client_of("head").post(reverse("planning:statement_edit", args=[case.pk, "team"]), statement(votes_for="11", votes_all="12"))
    page = client_of("social_planner").get(case.get_absolute_url()).content.decode()
    assert "11 von 12 dafür, 1.\u00a0Oktober 2026" in page and "1 von 7 liegen vor" in page


@pytest.mark.parametrize(
    ("who", "changes", "sentence"),
    [
        ("head", {"stance": ""}, "Bitte füllen Sie „Wie lautet die Stellungnahme?“ aus."),
        ("head", {"stance": "not_needed"}, "Diese Auswahl gibt es nicht"),
        ("head", {"stated_on": "1.1.2099"}, "Das Datum liegt in der Zukunft."),
        ("head", {"stated_on": "gestern"}, "Bitte als Datum eingeben"),
        ("head", {"spoken_by": "", "text": "Bleibt"}, "Bitte füllen Sie „Wer hat gesprochen?“ aus."),
        ("head", {"votes_for": "13", "votes_all": "12"}, "Es können nicht mehr dafür gestimmt haben, als da waren."),
        ("head", {"votes_for": "11"}, "Bitte geben Sie beide Zahlen an oder keine"),
        ("head", {"votes_for": "-1", "votes_all": "12"}, "Bitte geben Sie mindestens 0 an."),
        ("social_planner", {"paper": ""}, "Bitte nennen Sie das Schreiben oder Protokoll"),
        ("social_planner", {"document": "424242"}, "Diese Auswahl gibt es nicht"),
    ],
)
def test_a_bad_statement_is_refused_in_words(world, client_of, case, who, changes, sentence):
    response = client_of(who).post(reverse("planning:statement_edit", args=[case.pk, "team"]), statement(**changes))
    assert response.status_code == 422 and sentence in response.content.decode()
    with as_owner():
        assert not Statement.objects.exists()


def test_a_paper_of_this_site_is_linked_and_one_of_another_is_not_offered(world, client_of, case):
    with as_owner():
        mine, foreign = make.make_document(world.own), make.make_document(world.sibling)
    url = reverse("planning:statement_edit", args=[case.pk, "municipality"])
    assert client_of("social_planner").post(url, statement(document=foreign.pk)).status_code == 422
    assert client_of("social_planner").post(url, statement(document=mine.pk)).status_code == 302
    assert reverse("sites:document_download", args=[mine.pk]) in client_of("head").get(case.get_absolute_url()).content.decode()


@pytest.mark.req("R184.H")
@pytest.mark.parametrize("party", ["municipality", "parents_council"])
def test_what_was_said_on_paper_is_kept_with_its_scan_in_one_form(world, client_of, case, party):
    url = reverse("planning:statement_edit", args=[case.pk, party])
    page = client_of("social_planner").get(url).content.decode()
    assert 'enctype="multipart/form-data"' in page and "Oder ein neues Dokument dazu" in page
    scan = SimpleUploadedFile("zustimmung.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    assert client_of("social_planner").post(url, statement(upload=scan)).status_code == 302
    with as_owner():
        row = Statement.objects.select_related("document").get(application=case, party=party)
        assert (row.document.place_id, row.document.created_by) == (world.own.pk, world.people["social_planner"])
        assert row.document.subject == f"planning.application:{case.pk}" and row.on_behalf
    assert reverse("sites:document_download", args=[row.document.pk]) in client_of("head").get(case.get_absolute_url()).content.decode()
    fake = SimpleUploadedFile("zustimmung.pdf", b"MZ this is no paper")
    response = client_of("social_planner").post(url, statement(upload=fake, text="Bleibt stehen"))
    assert (
        response.status_code == 422
        and "keine PDF-, PNG- oder JPEG-Datei" in response.content.decode()
        and "Bleibt stehen" in response.content.decode()
    )


@pytest.mark.guard("parents-file")
def test_parents_bring_no_file(world, client_of, case):
    """Their role stores no documents; the planner or the head does it for them."""
    url = reverse("planning:statement_edit", args=[case.pk, "parents_council"])
    assert "Oder ein neues Dokument dazu" not in client_of("parent_representative").get(url).content.decode()


@pytest.mark.req("R184.H")
def test_a_statement_is_corrected_until_the_decision_and_the_log_keeps_what_stood_there(world, client_of, case):
    planner, url = client_of("social_planner"), reverse("planning:statement_edit", args=[case.pk, "municipality"])
    planner.post(url, statement(stance="refused", paper="Schreiben Nr. 3"))
    assert "nicht einverstanden, 1.\u00a0Oktober 2026" in planner.get(case.get_absolute_url()).content.decode()
    assert planner.post(url, statement(stance="not_needed", paper="Telefonnotiz vom 2.10.2026")).status_code == 302
    with as_owner():
        assert Statement.objects.get(application=case).stance == "not_needed"
        assert Entry.objects.filter(kind="stated").latest("pk").details["before"] == ["refused", "2026-10-01", "Vorstand", "Schreiben Nr. 3"]
    assert "0 von 6 liegen vor, 1 nicht nötig" in planner.get(case.get_absolute_url()).content.decode()


def test_nothing_is_said_after_the_decision(world, client_of):
    with as_owner():
        case = make.make_statement(make.make_application(world.own, state="decided"), "team", world.people["head"]).application
    response = client_of("head").post(reverse("planning:statement_edit", args=[case.pk, "team"]), statement(text="Zu spät"))
    assert response.status_code == 422 and "Zu spät" in response.content.decode()


def test_parents_read_what_they_are_heard_on_and_not_the_dossier(world, client_of, case):
    page = client_of("parent_representative").get(reverse("planning:statement_edit", args=[case.pk, "parents_council"]))
    assert page.status_code == 200 and "§ 12 Abs. 2 Nr. 1 ThürKigaG" in page.content.decode()
    assert case.needs_text in page.content.decode() and "Finanz" not in page.content.decode()
    assert client_of("parent_representative").get(case.get_absolute_url()).status_code == 403


def test_foreign_cases_and_unknown_parties_are_missing(world, client_of, case):
    for who in ("head", "social_planner", "parent_representative"):
        assert client_of(who, elsewhere=True).get(reverse("planning:statement_edit", args=[case.pk, "team"])).status_code == 404
    assert client_of("head").get(reverse("planning:statement_edit", args=[case.pk, "mayor"])).status_code == 404
    for name in ("application_detail", "application_edit", "decision_create"):
        assert client_of("social_planner", elsewhere=True).get(reverse(f"planning:{name}", args=[case.pk])).status_code == 404


# The page and the list --------------------------------------------------------------------------------------------


def test_a_remark_of_the_offices_is_read_by_the_offices(world, client_of, case):
    with as_owner():
        subject = f"planning.application:{case.pk}"
        make.make_comment(world.county, world.people["social_planner"], "Nur unter uns.", subject)
        make.make_comment(world.own, world.people["social_planner"], "Für alle.", subject)
    office, house = (client_of(who).get(case.get_absolute_url()).content.decode() for who in ("youth_welfare_office", "head"))
    assert "Nur unter uns." in office and "Sichtbar nur für Ämter" in office and "Für alle." in office
    assert "Nur unter uns." not in house and "Für alle." in house and "Sichtbar für alle am Antrag Beteiligten" in house


@pytest.mark.req("R182.H")
def test_the_needs_of_the_site_stand_beside_the_case(world, client_of, case):
    """What families need is read where it is decided: released needs for the offices, all of them for the house, small numbers never outside."""
    with as_owner():
        make.make_need(world.own, "Rat ohne lange Wege", released=True, voices=2)
        make.make_need(world.own, "Treffpunkt für Familien mit Babys", released=True, voices=29, urgent=True)
        make.make_need(world.own, "Nur im Haus besprochen", voices=5)
        make.make_need(world.own, "Schon erledigt", released=True, closed_on=date(2026, 5, 1))
    office, house = (client_of(who).get(case.get_absolute_url()).content.decode() for who in ("social_planner", "head"))
    assert office.index("Familien mit Babys") < office.index("Rat ohne lange Wege") and "n = 29" in office and "n = •" in office
    assert "Nur im Haus besprochen" not in office and "Nur im Haus besprochen" in house and "n = 2<" in house
    assert "Schon erledigt" not in office + house and reverse("planning:need_list", args=[world.own.pk]) in office
    with as_owner():
        for number in range(6):
            make.make_need(world.own, f"Bedarf {number}", released=True)
    assert "Zu den Bedarfen" in office and "Alle Bedarfe" in client_of("social_planner").get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["social_planner", "head", "provider", "coordinator"])
def test_the_page_asks_the_same_number_of_questions(world, client_of, own_queries, case, who):
    client, counts = client_of(who), []
    for number in (3, 30):
        with as_owner():
            for index in range(number):
                make.make_comment(world.own, world.people["head"], f"Kommentar {index}", f"planning.application:{case.pk}")
                make.make_need(world.own, f"Bedarf {index}", released=True)
                if not case.site.measures.filter(funding_year=2020 + index).exists():
                    measure = make.make_report(world.own, 2020 + index, state="submitted", version=1).measure
                    make.make_cost(measure), make.make_funding(measure)
                party = ["provider", "team", "youth_welfare_office", "municipality", "parents_council"][index % 5]
                if not case.statements.filter(party=party).exists():
                    make.make_statement(case, party, world.people["head"])
        with own_queries() as seen:
            assert client.get(case.get_absolute_url()).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] and counts[0] <= 8 + OF_EVERY_REQUEST, "\n".join(query["sql"][:160] for query in seen.captured_queries)


def test_the_next_case_that_waits_is_one_click_away(world, client_of, case):
    with as_owner():
        Application.objects.filter(pk=case.pk).update(submitted=date(2026, 10, 2))
        sites = [
            make.make_site(world.town, [make.make_kita(world.town, world.provider, name)], name) for name in ("Kita Alt", "Kita Neu", "Kita Offen")
        ]
        older, newer = (
            make.make_application(site, state="submitted", submitted=date(2026, 10, day)) for site, day in zip(sites, (1, 3), strict=False)
        )
        make.make_application(sites[2])
    planner = client_of("social_planner")
    pages = {row.pk: planner.get(row.get_absolute_url()).content.decode() for row in (older, case, newer)}
    assert "Nächster Fall: Kita Lindenhof" in pages[older.pk] and "Nächster Fall: Kita Neu" in pages[case.pk]
    assert "Nächster Fall: Kita Alt" in pages[newer.pk]  # from the end back to the oldest one
    assert "Nächster Fall" not in client_of("coordinator").get(case.get_absolute_url()).content.decode()


def make_cases(world, number, start=0):
    for index in range(start, start + number):
        site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {index:03}")], f"Kita {index:03}")
        make.make_application(site, state=["open", "submitted", "decided"][index % 3])


@pytest.mark.parametrize("who", ["social_planner", "provider"])
def test_the_list_asks_the_same_number_of_questions(world, client_of, own_queries, who):
    client, counts, start = client_of(who), [], 0
    for number in (3, 27):
        with as_owner():
            make_cases(world, number, start)
        start += number
        with own_queries() as seen:
            body = client.get(reverse("planning:application_list")).content.decode()
        counts.append(seen.count)
        assert body.count("/planning/applications/") >= start
    assert counts[0] == counts[1] and counts[0] <= 5 + OF_EVERY_REQUEST


def test_what_waits_for_me_stands_first(world, client_of):
    with as_owner():
        make_cases(world, 6)
    for who, waiting in (("social_planner", {"001", "004"}), ("provider", {"000", "003"})):
        body = client_of(who).get(reverse("planning:application_list")).content.decode()
        names = [part.split("<")[0] for part in body.split("Kita 0")[1:]]
        assert {f"0{name[:2]}" for name in names[:2]} == waiting and body.count("wartet auf Sie") == 2
        only = client_of(who).get(reverse("planning:application_list") + "?show=waiting").content.decode()
        assert only.count("wartet auf Sie") == 2 and "Entschieden</span>" not in only


def test_long_lists_have_pages_and_nonsense_shows_the_first(world, client_of):
    with as_owner():
        make_cases(world, 120)
    client = client_of("social_planner")
    first = client.get(reverse("planning:application_list") + "?after=unsinn&state=erfunden&show=%00")
    assert first.status_code == 200 and first.content.decode().count('<th scope="row"') == 50 and "after=" in first.content.decode()
    assert "Kita 007" in client.get(reverse("planning:application_list") + "?q=Kita+007").content.decode()
    assert "Kein Antrag passt" in client.get(reverse("planning:application_list") + "?q=nirgends").content.decode()


def test_the_list_holds_only_what_is_in_reach(world, client_of):
    with as_owner():
        for site in world.sites.values():
            make.make_application(site)
    found = {
        who: {name for name, site in world.sites.items() if site.name in client_of(who).get(reverse("planning:application_list")).content.decode()}
        for who in ("social_planner", "provider", "head")
    }
    assert found == {"social_planner": {"own", "sibling"}, "provider": {"own", "sister"}, "head": {"own"}}


def test_an_old_case_says_since_when_nothing_is_open(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="decided", submitted=make.TODAY - timedelta(days=90))
        assert Application.objects.get(pk=case.pk).is_open is False
    body = client_of("social_planner").get(case.get_absolute_url()).content.decode()
    assert "Liegt bei" not in body and "Entscheidung eintragen" not in body
