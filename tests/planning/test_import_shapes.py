"""Tables as offices have them: what is recognised and named, columns said by hand, proposals accepted, rows left out, signs of statistics.

How each shape is read one by one is `./run prove tables`.
"""

import pytest
from django.urls import reverse

from planning.models import ColumnAssignment, ImportRun, SocialFigure
from sites.models import Entry, Kita, Provider
from tests import factories as make
from tests.conftest import as_owner
from tests.planning.test_imports import PROVIDER, read_in, url

HEAD = "Name;Gemeinde;Träger"


def press(client, name, run, **query):
    """Press a button of the page of a table, by its address; the page that follows, in words."""
    address = url(name, run) + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")
    body = client.post(address, follow=True).content.decode()
    with as_owner():
        run.refresh_from_db()
    return body


def test_what_is_no_entry_is_named_and_never_read(world, client_of):
    planner = client_of("social_planner")
    text = f"Kitabestand\n\n{HEAD};Plätze;Bemerkung\nKita A;Ilmenau;{PROVIDER};40;schön\n\nSumme;;;40;\n* Stand September\n"
    response, run = read_in(planner, world.county, "kitas", text)
    assert [row["cells"]["name"] for row in run.rows] == ["Kita A"] and not run.problems
    body = planner.get(response.url).content.decode()
    for words in (
        "Die Überschrift steht in Zeile 3. Eine Zeile über der Überschrift wird nicht gelesen: „Kitabestand“.",
        "Zeile 6 ist eine Summe und wird nicht gelesen: „Summe“.",
        "Zeile 7 ist eine Fußnote oder Zwischenüberschrift und wird nicht gelesen: „* Stand September“.",
        "Zeile 5 ist leer.",
        "Nicht gelesen wird die Spalte „Bemerkung“.",
    ):
        assert words in body


def test_columns_are_assigned_once_and_known_for_the_next_table(world, client_of):
    planner, text = client_of("social_planner"), f"Haus;Gemeinde;Betreiber;Notiz\nKita A;Ilmenau;{PROVIDER};privat\n"
    response, run = read_in(planner, world.county, "kitas", text)
    assert run.missing == ["Name", "Träger"] and "Es fehlen die Spalten „Name“ und „Träger“." in planner.get(response.url).content.decode()
    assert "noch nicht zugeordnet" in press(planner, "import_apply", run) and not run.applied
    page = planner.get(url("import_columns", run)).content.decode()
    assert "Betreiber (Spalte C)" in page and f"Zum Beispiel „{PROVIDER}“" in page
    said = {"column_0": "name", "column_1": "municipality", "column_2": "provider", "column_3": "-"}
    twice = planner.post(url("import_columns", run), {**said, "column_3": "name"})
    assert twice.status_code == 422 and "schon für eine andere Spalte" in twice.content.decode()
    short = planner.post(url("import_columns", run), {**said, "column_2": "-"})
    assert short.status_code == 422 and "Es fehlt noch die Spalte „Träger“." in short.content.decode()
    assert planner.post(url("import_columns", run), said).status_code == 302
    with as_owner():
        run.refresh_from_db()
        assert run.creates == 1 and not run.missing
        kept = dict(ColumnAssignment.objects.filter(place=world.county.pk).values_list("head", "column"))
        assert kept == {"haus": "name", "betreiber": "provider"}
        ColumnAssignment.objects.update(place_id=world.other_county.pk)
    _, elsewhere = read_in(planner, world.county, "kitas", text)
    assert elsewhere.missing  # what another county has said is not ours
    with as_owner():
        ColumnAssignment.objects.update(place_id=world.county.pk)
    _, again = read_in(planner, world.county, "kitas", text)
    assert again.creates == 1 and not again.missing and "privat" not in str(again.rows)


def test_a_table_with_heads_of_its_own_leads_to_its_columns_however_many_rows_it_has(world, client_of):
    planner, row = client_of("social_planner"), f";Ilmenau;{PROVIDER}\n"
    for rows in (1, 3):
        text = "Kurzname;Sitzgemeinde;Betreiber\n" + "".join(f"Kita {number}{row}" for number in range(rows))
        response, run = read_in(planner, world.county, "kitas", text)
        assert response.status_code == 302 and run.missing == ["Name", "Gemeinde", "Träger"]
        body = planner.get(response.url).content.decode()
        assert "Die Zeilen stehen hier, sobald die Spalten zugeordnet sind." in body and "gibt es dazu nichts" not in body
        assert "Als Überschrift gilt Zeile 1: „Kurzname“, „Sitzgemeinde“, „Betreiber“." in body
        nothing = planner.post(url("import_columns", run), {f"column_{at}": "-" for at in range(3)})
        assert nothing.status_code == 422 and "Es fehlen noch die Spalten „Name“, „Gemeinde“ und „Träger“." in nothing.content.decode()
    planner.post(url("import_columns", run), {"column_0": "name", "column_1": "municipality", "column_2": "provider"})
    with as_owner():
        run.refresh_from_db()
    assert run.creates == 3 and not run.missing


WIDE_HEAD = "Kennzahl;Gemeinde;2022;2023;2024;Quelle\n"


def test_the_row_of_the_county_is_its_own_figure(world, client_of):
    planner = client_of("social_planner")
    rows = "".join(f"Arbeitslose;{name};{value};;;Amt\n" for value, name in enumerate(["Ilmenau", "Ilm-Kreis"], 1))
    _, run = read_in(planner, world.county, "figures", WIDE_HEAD + rows)
    assert not run.problems
    press(planner, "import_apply", run)
    with as_owner():
        assert set(SocialFigure.objects.values_list("municipality", "value")) == {(world.town.pk, 1), (None, 2)}
    for name in ("Landkreis Ilm-Kreis", "16070", "Ganzes Gebiet"):  # also as the list of municipalities is exported
        _, run = read_in(planner, world.county, "figures", f"{WIDE_HEAD}Arbeitslose;{name};2;;;Amt\n")
        assert (run.unchanged, run.problems) == (1, [])
    with as_owner():
        make.make_municipality(world.county, "Ilm-Kreis")
    _, run = read_in(planner, world.county, "figures", f"{WIDE_HEAD}Arbeitslose;Ilm-Kreis;2;;;Amt\n")
    assert run.creates == 1  # a town that bears the name of the county is meant first


def test_what_is_wrong_with_a_wide_row_is_said_once_and_with_its_column_where_it_has_one(world, client_of):
    planner = client_of("social_planner")
    text = f"{WIDE_HEAD}Arbeitslose;Nirgends;700;710;720;Amt\nArbeitslose;Ilmenau;12,5;viele;9;Amt\n"
    response, run = read_in(planner, world.county, "figures", text)
    assert [(problem["row"], problem["column"]) for problem in run.problems] == [(2, "Gemeinde"), (3, "2022"), (3, "2023")]
    assert run.problem_count == 3 and "Zeile 3, Spalte 2023" in planner.get(response.url).content.decode()
    press(planner, "import_leave", run, which="wrong", at=2)  # the second entry of row 2: the whole row goes
    assert (run.left_out, run.problem_count) == (3, 2)
    left = planner.get(url("import_detail", run) + "?show=left").content.decode()
    assert "Arbeitslose · 2022<small>Zeile 2" in left and "Nirgends" in left and "700" in left and "720" in left
    press(planner, "import_leave", run, which="back", at=3)
    assert (run.left_out, run.problem_count) == (0, 3)
    press(planner, "import_leave", run, which="wrong")
    assert (run.left_out, run.problem_count) == (6, 0)


def test_a_proposal_for_a_cell_holds_for_every_entry_of_its_row(world, client_of):
    planner = client_of("social_planner")
    _, run = read_in(planner, world.county, "figures", f"{WIDE_HEAD}Arbeitslose;Stadt  Ilmenau (;700;710;720;Amt\nArbeitslose;16070;1;;;Amt\n")
    assert [problem.get("mend") for problem in run.problems] == ["Ilmenau"]  # nor is the row taken for the county's, which stands below
    press(planner, "import_mend", run, at=1, column="municipality")
    assert not run.problems and [row["cells"]["municipality"] for row in run.rows] == ["Ilmenau"] * 3 + ["16070"]
    _, run = read_in(planner, world.county, "figures", f"{WIDE_HEAD}Arbeitslose;Ilmenau;1.5 Fälle;1.234 Fälle;2;Amt\n")
    assert [(problem["column"], problem.get("mend")) for problem in run.problems][1] == ("2023", "1.234")
    press(planner, "import_mend", run, at=2, column="value")
    assert [row["cells"]["value"] for row in run.rows] == ["1.5 Fälle", "1.234", "2"]


def test_a_changed_figure_is_shown_as_figures_are_written(world, client_of):
    with as_owner():
        make.make_figure(world.county, "population", municipality=world.town, value=25690, value_of=None)
    text = "Kennzahl;Gemeinde;Stichtag;Wert;Quelle\npopulation;Ilmenau;31.12.2025;25700;Amt\n"
    _, run = read_in(client_of("social_planner"), world.county, "figures", text)
    assert ["Wert", "25.690", "25.700"] in run.rows[0]["changes"]


def test_figures_of_years_take_what_the_table_does_not_say_from_the_person(world, client_of):
    planner = client_of("social_planner")
    _, run = read_in(planner, world.county, "figures", "Arbeitslose nach Gemeinden\nGemeinde;2023;2024\nIlmenau;310;.\n")
    assert run.missing == ["Kennzahl", "Quelle"]
    said = {"column_0": "municipality", "column_1": "wide", "column_2": "wide", "fixed_indicator": "Arbeitslose", "fixed_source": "Amt"}
    assert planner.post(url("import_columns", run), said).status_code == 302
    press(planner, "import_apply", run)
    assert run.applied and run.creates == 1
    with as_owner():
        stored = SocialFigure.objects.get()
        assert (stored.value, stored.day.isoformat(), stored.municipality) == (310, "2023-12-31", world.town)
    body = planner.get(url("import_detail", run) + "?show=none").content.decode()
    assert ". (geheim oder unbekannt, wird nicht eingetragen)" in body


@pytest.mark.guard("import-mended")
def test_proposals_are_accepted_one_by_one_or_all_at_once(world, client_of):
    planner = client_of("social_planner")
    text = f"{HEAD};PLZ;Hausnummer;Straße;Betriebserlaubnis vom\nA;Ilmenau;{PROVIDER};7318;8;Lindenweg;42948\nB;Ilmenau;{PROVIDER};7318;;;\n"
    response, run = read_in(planner, world.county, "kitas", text)
    assert [problem["mend"] for problem in run.problems] == ["07318", "1.8.2017", "07318"]
    body = planner.get(response.url).content.decode()
    assert "Vorschlag: <b>07318</b>" in body and "Alle Vorschläge annehmen (3)" in body
    press(planner, "import_mend", run, at=2, column="postcode")
    assert [(problem["row"], problem["column"]) for problem in run.problems] == [(2, "Postleitzahl"), (2, "Datum der Betriebserlaubnis")]
    assert "keinen Vorschlag mehr" in press(planner, "import_mend", run, at=2, column="postcode")
    assert "2 Vorschläge sind angenommen." in press(planner, "import_mend", run) and not run.problems
    press(planner, "import_apply", run)
    with as_owner():
        kita = Kita.objects.get(name="A")
        assert (kita.postcode, kita.street, kita.permit_date.isoformat()) == ("07318", "Lindenweg 8", "2017-08-01")
    for name, query in (("import_mend", {}), ("import_keep", {"at": 1, "column": "name"}), ("import_leave", {"which": "wrong"})):
        assert "Diese Tabelle ist schon übernommen." in press(planner, name, run, **query)


def test_nearly_the_same_name_is_a_question_and_never_decided_in_silence(world, client_of):
    planner, text = client_of("social_planner"), "Name;Art\nSozialwerk  Ilmtal e.V.;frei\nLebenswege;frei\n"
    response, run = read_in(planner, world.county, "providers", text)
    assert [(problem["row"], problem["mend"], problem["keep"]) for problem in run.problems] == [(2, PROVIDER, "Es ist ein anderer Träger")]
    assert "Ist es derselbe Träger?" in planner.get(response.url).content.decode()
    press(planner, "import_keep", run, at=1, column="name")
    assert run.problem_count == 0 and run.creates == 2  # another one
    assert "braucht keine Entscheidung mehr" in press(planner, "import_keep", run, at=1, column="name")
    _, run = read_in(planner, world.county, "providers", text)
    press(planner, "import_mend", run, at=1, column="name")
    press(planner, "import_apply", run)
    with as_owner():
        assert run.creates == 1 and Provider.objects.filter(name__startswith="Sozialwerk").count() == 1


def test_the_same_name_with_another_key_is_another_kita(world, client_of):
    planner = client_of("social_planner")
    with as_owner():
        Kita.objects.filter(name="Kita Lindenhof").update(key="K-1")
    _, run = read_in(planner, world.county, "kitas", f"Schlüssel;{HEAD}\nK-5;Kita Lindenhof;Ilmenau;{PROVIDER}\n")
    press(planner, "import_apply", run)
    with as_owner():
        assert set(Kita.objects.filter(name="Kita Lindenhof").values_list("key", flat=True)) == {"K-1", "K-5"}
    _, run = read_in(planner, world.county, "contacts", "Kita;Gemeinde;Telefon\nKita Lindenhof;Ilmenau;03677 1\n")
    assert "gibt es in Ilmenau mehrmals. Bitte nennen Sie den Schlüssel." in run.problems[0]["text"]


def test_a_bad_row_is_left_out_by_name_and_the_rest_is_written(world, client_of):
    planner = client_of("social_planner")
    text = "Name;Art\n" + "".join(f"Träger {number};frei\n" for number in range(2, 202)) + "Schlecht;unklar\n"
    _, run = read_in(planner, world.county, "providers", text)
    assert "Die Tabelle hat noch Probleme" in press(planner, "import_apply", run) and not run.applied  # all or nothing stays the rule
    press(planner, "import_leave", run, which="wrong")
    assert (run.problem_count, run.left_out, run.creates) == (0, 1, 200)
    press(planner, "import_leave", run, which="back", at=201)
    assert (run.problem_count, run.left_out) == (1, 0)
    press(planner, "import_leave", run, which="wrong", at=201)
    body = press(planner, "import_apply", run)
    assert "Weggelassene Einträge: 1." in body and run.applied
    with as_owner():
        assert Provider.objects.filter(name__startswith="Träger ").count() == 200 and not Provider.objects.filter(name="Schlecht").exists()
        assert Entry.objects.get(subject=f"planning.importrun:{run.pk}", kind="applied").details["left_out"] == [202]
    assert "Schlecht" in planner.get(url("import_detail", run) + "?show=left").content.decode()
    answer = planner.get(reverse("planning:import_left", args=[run.pk, "csv"]))
    assert answer.content.decode("utf-8-sig").split() == ["Name;Art", "Schlecht;unklar"]
    with as_owner():
        whole = make.make_import(world.county)
    assert planner.get(reverse("planning:import_left", args=[whole.pk, "csv"])).status_code == 404


def test_cells_are_kept_no_longer_than_they_are_needed(world, client_of):
    planner = client_of("social_planner")
    _, run = read_in(planner, world.county, "providers", "Name;Art;Kinder\nNeu;frei;Paul und Paula\n")
    assert "Paula" in str(run.grid)
    press(planner, "import_apply", run)
    with as_owner():
        assert "Paula" not in str(ImportRun.objects.filter(pk=run.pk).values().get())
    assert planner.get(url("import_columns", run)).status_code == 404
