"""Tables on their way in, at the level of the planner: preview, problems in words, all or nothing, once."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from planning.models import ImportRun
from sites.core.sheets import KINDS
from sites.models import Area, Entry, Kita, Provider, Site
from tests import factories as make
from tests.conftest import as_owner
from tests.files import patched

OF_EVERY_REQUEST = 4  # session, person, reach, wall
PROVIDER = "Sozialwerk Ilmtal e. V."
KITA_HEAD = "Schlüssel;Name;Gemeinde;Träger;PLZ;Plätze;Telefon"


def url(name, row, *extra):
    return reverse(f"planning:{name}", args=[row.pk, *extra])


def csv_file(text, name="tabelle.csv", encoding="utf-8"):
    return SimpleUploadedFile(name, text.encode(encoding) if isinstance(text, str) else text, "text/csv")


def read_in(client, county, kind, text, **options):
    """Upload a table; the answer, and the run when there is one."""
    with as_owner():
        before = set(ImportRun.objects.values_list("pk", flat=True))
    response = client.post(url("import_create", county), {"kind": kind, "upload": csv_file(text, **options)})
    with as_owner():
        return response, ImportRun.objects.exclude(pk__in=before).first()


def applied(client, county, kind, text):
    """Read in and confirm."""
    response, run = read_in(client, county, kind, text)
    assert response.status_code == 302, response.content.decode()
    assert run.problems == []
    client.post(url("import_apply", run))
    with as_owner():
        run.refresh_from_db()
    assert run.applied
    return run


def problems(client, county, kind, text):
    response, run = read_in(client, county, kind, text)
    assert response.status_code == 302, response.content.decode()
    return [(problem["row"], problem["column"], problem["text"]) for problem in run.problems]


# Preview and confirmation -----------------------------------------------------------------------------------------


def test_a_table_is_shown_first_and_written_when_confirmed(world, client_of):
    planner = client_of("social_planner")
    with as_owner():
        lindenhof = Kita.objects.get(name="Kita Lindenhof")
        lindenhof.phone = "03677 1"
        lindenhof.save()
        before = Kita.objects.count()
    text = (
        f"{KITA_HEAD};Nummer der Betriebserlaubnis;Datum der Betriebserlaubnis;Inhaber*in der Betriebserlaubnis\n"
        f"K-1;Kita Neu;{world.town.ags};Sozialwerk Ilmtal e. V.;98693;96;;IK-7;3.4.14;Sozialwerk\n"
        "K-2;Kita Lindenhof;Ilmenau;Sozialwerk Ilmtal e. V.;;;03677 222;IK-8;2015-05-06;Sozialwerk\n"
        ";Kita Märchenwald;Ilmenau;Stadt Schleiz;;;;;;\n"
    )
    response, run = read_in(planner, world.county, "kitas", text)
    assert response.status_code == 302 and (run.creates, run.updates, run.unchanged, run.problems) == (1, 1, 1, [])
    body = planner.get(response.url).content.decode()
    assert "Noch ist nichts geschrieben" in body and "Kita Neu" in body and "<del>03677 1</del>" in body and "03677 222" in body
    with as_owner():
        assert Kita.objects.count() == before
        lindenhof.refresh_from_db()
        assert lindenhof.phone == "03677 1"
    assert planner.post(url("import_apply", run)).status_code == 302
    with as_owner():
        new = Kita.objects.get(key="K-1")
        assert (new.county, new.municipality, new.provider, new.places, new.postcode) == (world.county, world.town, world.provider, 96, "98693")
        assert (new.permit_number, new.permit_date, new.permit_holder) == ("IK-7", date(2014, 4, 3), "Sozialwerk")
        lindenhof.refresh_from_db()
        assert (lindenhof.phone, lindenhof.key, lindenhof.permit_date, lindenhof.places) == ("03677 222", "K-2", date(2015, 5, 6), 80)
        entry = Entry.objects.get(subject=f"sites.kita:{lindenhof.pk}")
        assert entry.details["phone"] == ["03677 1", "03677 222"] and entry.place_id == world.own.pk and "Sozialplanung" in entry.person_label
        assert Entry.objects.filter(subject=f"sites.kita:{new.pk}", kind="registered").exists()
        assert Entry.objects.filter(subject=f"planning.importrun:{run.pk}").count() == 2
    assert "Übernommen" in planner.get(response.url).content.decode()


@pytest.mark.guard("import-once")
def test_confirming_twice_writes_once(world, client_of):
    planner = client_of("social_planner")
    run = applied(planner, world.county, "providers", "Name;Art\nNeuer Träger;freier Träger\n")
    response = planner.post(url("import_apply", run), follow=True)
    assert "Diese Tabelle ist schon übernommen." in response.content.decode()
    with as_owner():
        assert Provider.objects.filter(name="Neuer Träger").count() == 1
        assert Entry.objects.filter(subject=f"planning.importrun:{run.pk}", kind="applied").count() == 1


@pytest.mark.guard("import-seen")
def test_what_changed_meanwhile_is_shown_again_before_it_is_written(world, client_of):
    planner = client_of("social_planner")
    _, run = read_in(planner, world.county, "kitas", "Name;Gemeinde;Träger;Telefon\nKita Lindenhof;Ilmenau;Sozialwerk Ilmtal e. V.;03677 5\n")
    with as_owner():
        Kita.objects.filter(name="Kita Lindenhof").update(phone="03677 999")
    response = planner.post(url("import_apply", run), follow=True)
    body = response.content.decode()
    assert "Noch nicht übernommen" in body and "<del>03677 999</del>" in body
    with as_owner():
        run.refresh_from_db()
        assert run.applied is None and Kita.objects.get(name="Kita Lindenhof").phone == "03677 999"
    planner.post(url("import_apply", run))
    with as_owner():
        assert Kita.objects.get(name="Kita Lindenhof").phone == "03677 5"


def test_what_became_impossible_meanwhile_is_refused(world, client_of):
    planner = client_of("social_planner")
    _, run = read_in(planner, world.county, "kitas", f"{KITA_HEAD}\nK-1;Kita Neu;Ilmenau;Sozialwerk Ilmtal e. V.;;;\n")
    with as_owner():
        world.provider.name = "Anders"
        world.provider.save()
    body = planner.post(url("import_apply", run), follow=True).content.decode()
    assert "Noch nicht übernommen" in body and "Den Träger „Sozialwerk Ilmtal e. V.“ gibt es noch nicht" in body
    body = planner.post(url("import_apply", run), follow=True).content.decode()
    assert "Die Tabelle hat noch Probleme" in body
    with as_owner():
        assert not Kita.objects.filter(name="Kita Neu").exists()


@pytest.mark.guard("import-problems")
def test_one_wrong_cell_keeps_the_whole_table_out(world, client_of):
    planner = client_of("social_planner")
    text = f"{KITA_HEAD}\nK-1;Kita Eins;Ilmenau;Sozialwerk Ilmtal e. V.;98693;;\nK-2;Kita Zwei;Ilmenau;Sozialwerk Ilmtal e. V.;9869;;\n"
    response, run = read_in(planner, world.county, "kitas", text)
    body = planner.get(response.url).content.decode()
    assert "Zeile 3, Spalte Postleitzahl" in body
    assert "„9869“ hat vier Ziffern. Eine Postleitzahl hat fünf, zum Beispiel 98693." in body and "Alles übernehmen" not in body
    planner.post(url("import_apply", run))
    with as_owner():
        run.refresh_from_db()
        assert run.applied is None and not Kita.objects.filter(name__in=["Kita Eins", "Kita Zwei"]).exists()


@pytest.mark.guard("import-stays")
def test_a_table_can_be_thrown_away_until_it_is_written(world, client_of):
    planner = client_of("social_planner")
    _, run = read_in(planner, world.county, "providers", "Name;Art\nNeuer Träger;freier Träger\n")
    assert planner.post(url("import_discard", run)).url == url("import_list", world.county)
    with as_owner():
        assert not ImportRun.objects.filter(pk=run.pk).exists() and not Provider.objects.filter(name="Neuer Träger").exists()
        assert Entry.objects.filter(subject=f"planning.importrun:{run.pk}", kind="discarded").exists()
    run = applied(planner, world.county, "providers", "Name;Art\nNeuer Träger;freier Träger\n")
    assert "bleibt als Nachweis stehen" in planner.post(url("import_discard", run), follow=True).content.decode()
    with as_owner():
        assert ImportRun.objects.filter(pk=run.pk).exists()


@pytest.mark.req("R003.D")
def test_a_table_reaches_its_own_county_only(world, client_of):
    with as_owner():
        foreign = make.make_import(world.other_county)
        away = Kita.objects.get(name="Kita Regenbogen")
        Kita.objects.filter(pk=away.pk).update(key="K-9")
    planner = client_of("social_planner")
    for name, row in (("import_list", world.other_county), ("import_create", world.other_county), ("import_detail", foreign)):
        assert planner.get(url(name, row)).status_code == 404
    for name in ("import_apply", "import_discard"):
        assert planner.post(url(name, foreign)).status_code == 404
    assert planner.get(url("import_template", world.other_county, "kitas", "csv")).status_code == 404
    found = problems(planner, world.county, "kitas", f"{KITA_HEAD}\nK-9;Kita Regenbogen;{world.other_town.ags};Stadt Schleiz;;;\n")
    assert found == [(2, "Gemeinde", found[0][2])] and "gibt es hier nicht (Ilm-Kreis)" in found[0][2]
    applied(planner, world.county, "kitas", f"{KITA_HEAD}\nK-9;Kita Regenbogen;Ilmenau;Stadt Schleiz;;;\n")
    with as_owner():
        away.refresh_from_db()
        assert away.county == world.other_county and Kita.objects.filter(key="K-9").count() == 2
    assert client_of("head").get(url("import_list", world.county)).status_code == 403


# Pages ------------------------------------------------------------------------------------------------------------


def test_rows_come_in_pages_and_by_what_happens(world, client_of):
    planner = client_of("social_planner")
    text = "Name;Art\n" + "".join(f"Träger {number};frei\n" for number in range(2, 302)) + f"{PROVIDER};frei\n"
    response, run = read_in(planner, world.county, "providers", text)
    body = planner.get(response.url).content.decode()
    assert "Träger 51<" in body and "Träger 52<" not in body and "after=50" in body
    assert "Träger 52<" in planner.get(response.url + "?after=50").content.decode()
    assert "Träger 2<" in planner.get(response.url + "?after=unsinn&show=unsinn").content.decode()
    assert PROVIDER in planner.get(response.url + "?show=same").content.decode()
    assert "Keine solche Zeile" in planner.get(response.url + "?show=changed").content.decode()
    assert (run.creates, run.unchanged) == (300, 1)


def test_problems_come_in_pages_and_stay_problems_on_the_second(world, client_of):
    planner = client_of("social_planner")
    response, _ = read_in(planner, world.county, "providers", "Name;Art\n" + "".join(f"Träger {number};Verein\n" for number in range(2, 60)))
    first = planner.get(f"{response.url}?show=problems&seite=1")
    assert first.context["page"].next_url == "?show=problems&seite=1&after=50"
    second = planner.get(f"{response.url}{first.context['page'].next_url}")
    assert [problem.row for problem in second.context["problems"]] == [*range(52, 60)] and not second.context["page"].next_url


def test_the_list_says_what_waits(world, client_of):
    planner = client_of("social_planner")
    assert "Noch keine Tabelle" in planner.get(url("import_list", world.county)).content.decode()
    read_in(planner, world.county, "providers", "Name;Art\nA;unklar\n", name="erste.csv")
    read_in(planner, world.county, "providers", "Name;Art\nB;frei\n", name="zweite <b>.csv")
    body = planner.get(url("import_list", world.county)).content.decode()
    assert "hat Probleme" in body and "wartet auf Sie" in body and "zweite &lt;b&gt;.csv" in body
    assert body.index("zweite") < body.index("erste.csv")


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind in ImportRun.Kind.values for form in KINDS])
def test_an_empty_table_can_be_filled_in_and_read(world, client_of, kind, form):
    """Its example row is a remark; without the # it is a row that we would take."""
    planner = client_of("social_planner")
    with as_owner():
        Area.objects.create(county=world.county, name="=Am Ehrenberg")
        make.make_site(world.town, [Kita.objects.create(
            county=world.county, municipality=world.town, provider=world.provider, name="Kita Beispiel", key="K-001",
        )], "Kita Beispiel")  # fmt: skip
    response = planner.get(url("import_template", world.county, kind, form))
    name = {"providers": "traeger", "contacts": "kontakte-der-kitas-und-standorte"}.get(kind, ImportRun.Kind(kind).label.lower())
    assert response.status_code == 200 and response["Content-Disposition"] == f'attachment; filename="{name}-ilm-kreis.{form}"'
    refused = planner.post(url("import_create", world.county), {"kind": kind, "upload": SimpleUploadedFile(f"leer.{form}", response.content)})
    assert refused.status_code == 422 and "hat nur Überschriften" in refused.content.decode()
    if form == "csv":
        filled = response.content.decode("utf-8-sig").replace("\r\n# ", "\r\n", 1).encode()
        assert f"({world.town.ags})".encode() in response.content or kind in {"municipalities", "providers"}
    elif form == "ods":
        filled = patched(response.content, "content.xml", b"<text:p># ", b"<text:p>")
    else:
        book = load_workbook(io.BytesIO(response.content))
        assert not any(cell.data_type == "f" for sheet in book.worksheets for line in sheet.iter_rows() for cell in line)
        sheet = book.worksheets[0]
        sheet["A2"] = sheet["A2"].value.removeprefix("# ")
        target = io.BytesIO()
        book.save(target)
        filled = target.getvalue()
    response, run = read_in(planner, world.county, kind, filled)
    assert response.status_code == 302, response.content.decode()
    assert run.problems == [] and run.creates + run.updates == 1


def test_an_unknown_empty_table_is_missing(world, client_of):
    assert client_of("social_planner").get(url("import_template", world.county, "kitas", "pdf")).status_code == 404
    assert client_of("social_planner").get(url("import_template", world.county, "kinder", "csv")).status_code == 404


# Speed ------------------------------------------------------------------------------------------------------------


def big_table(number, phone):
    return "Schlüssel;Name;Gemeinde;Träger;Telefon\n" + "".join(f"B-{at};Kita B {at};Ilmenau;{PROVIDER};{phone}{at}\n" for at in range(number))


def test_as_many_questions_for_thirty_rows_as_for_three_hundred(world, client_of, own_queries):
    planner, counts = client_of("social_planner"), []
    for number, phone in ((30, "03677 1"), (300, "03677 2"), (300, "03677 3")):
        with own_queries() as reading:
            _, run = read_in(planner, world.county, "kitas", big_table(number, phone))
        with own_queries() as showing:
            assert planner.get(url("import_detail", run)).status_code == 200
        with own_queries() as writing:
            assert planner.post(url("import_apply", run)).status_code == 302
        counts.append((reading.count, showing.count, writing.count))
        assert "Die Tabelle ist übernommen" in planner.get(url("import_detail", run)).content.decode()
        with as_owner():
            run.refresh_from_db()
            assert run.applied
    assert counts[0][:2] == counts[1][:2] == counts[2][:2]
    assert counts[1][2] <= counts[0][2] + 2  # the second both makes and changes
    assert abs(counts[2][2] - counts[1][2]) <= 2 and max(writing for _, _, writing in counts) <= 20 + OF_EVERY_REQUEST
    assert counts[0][1] <= 3 + OF_EVERY_REQUEST
    with own_queries() as listing:
        planner.get(url("import_list", world.county))
    assert listing.count <= 3 + OF_EVERY_REQUEST


def test_contacts_of_many_sites_cost_no_question_each(world, client_of, own_queries):
    planner, counts = client_of("social_planner"), []
    for begin, number in ((0, 3), (100, 27)):
        with as_owner():
            for at in range(begin, begin + number):
                make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {at}")], f"Standort {at}")
        text = "Kita;Gemeinde;Ansprechperson\n" + "".join(f"Kita {at};Ilmenau;Jana {at}\n" for at in range(begin, begin + number))
        _, run = read_in(planner, world.county, "contacts", text)
        with own_queries() as writing:
            planner.post(url("import_apply", run))
        counts.append(writing.count)
        with as_owner():
            assert Site.objects.get(name=f"Standort {begin}").contact == f"Jana {begin}"
    assert counts[0] == counts[1]
