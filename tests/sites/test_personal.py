"""The guard of free text: it hints at what tells of one person, and leaves the rest alone (R042, UF18)."""

import json
import re
from datetime import time
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from offers.models import Session
from planning.models import GoalReview, Need
from sites.core.notes import is_free_text
from sites.core.personal import ANY_CASE, BIRTH, HINT, MATTER, NEAR, PATTERNS, PHONE, hint, personal
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.sites.reading import text

#: By hand: what somebody might write in a hurry, and should not.
PERSONAL = """
Lena wirkt sehr müde, die Eltern leben seit Mai getrennt.
Frau Yılmaz hat erzählt, dass ihr Mann sie schlägt.
Familie Öztürk hat hohe Schulden und braucht Hilfe beim Jobcenter.
Mutter von L. war wegen Depression in der Klinik.
M. K. ist schwanger und möchte nicht, dass es jemand weiß.
Bitte Herrn Petrow anrufen, 0176 12345678.
Handy 0361 / 55 66 77, sie meldet sich abends.
Tel. 03677-123456 für Rückfragen.
Emil hat die Diagnose ADHS bekommen.
Noah, geb. 12.03.2019, neu in der Gruppe.
Geburtstag: 4. Mai 2021
Mia (03.11.2020) braucht Begleitung.
Sophie nässt wieder ein, seit der Papa weg ist.
Herr Schulze trinkt, das Jugendamt weiß Bescheid.
Olena hat ein Trauma und schläft schlecht.
Familie Al Hussein wartet auf die Duldung.
Frau Schmidt hat eine Anzeige erstattet.
Jonas' Vater sitzt im Gefängnis.
Paulas Mutter nimmt Medikamente.
Frau Nguyen hatte eine Fehlgeburt.
Bei Familie Krause gab es häusliche Gewalt.
Ahmed wurde operiert, danach geht es ihm besser.
Das Sorgerecht für Lukas liegt jetzt beim Vater.
Fr. Meier ist alkoholabhängig.
Hr. Wagner hat die Wohnung verloren.
Kind A. ist in einer Pflegefamilie.
Frau Kowalska möchte sich scheiden lassen.
Tim hat blaue Flecken am Arm.
Leonie hat Asthma, Spray liegt im Büro.
Familie Weber: Privatinsolvenz, bitte vertraulich.
Anna ist Autistin und braucht Ruhe.
Der Bruder von Elif ist verstorben.
Frau Hoffmann ist seit drei Wochen arbeitslos.
Finn hat einen Herzfehler.
Tochter K. ritzt sich.
Maria erzählt, dass der Umgang mit dem Vater schwierig ist.
Frau Dr. Lang ist selbst krank geworden.
Sarah hat Angst vor der Abschiebung.
Frau Beck musste vor Gericht aussagen.
Kateryna wartet auf ihren Aufenthaltstitel.
Ben bekommt Ergotherapie und Logopädie.
Familie Roth ist mit der Trennung überfordert.
Luisa ist entwicklungsverzögert.
Die Mama von Oskar hat Krebs.
Herr Fischer ist vorbestraft.
Julia hat ihr Baby verloren, Fehlgeburt im vierten Monat.
WhatsApp 0151 23456789, Frau Lange
Bei Mehmet besteht Verdacht auf Kindeswohlgefährdung.
Frau Vogel weint viel. Der Mann hat sie verlassen.
Erreichbar unter +49 170 9876543.
"""
#: By hand: what belongs into a note, also where it comes near.
PLAIN = """
Zwölf Familien waren da, drei zum ersten Mal.
Lena und Tom haben gemeinsam gebacken.
Der nächste Termin ist am 12.03.2026 um 15 Uhr.
Frau Seidel vom Jugendamt war zu Gast.
Vortrag von Frau Dr. Kern zu Allergien bei Kindern.
Elternabend zum Thema Trennung mit Frau Lorenz.
Alleinerziehende wünschen sich einen Treff am Samstag.
Viele Eltern fragen nach Hilfe bei Anträgen an das Jobcenter.
Die Suchtberatung bietet jetzt eine Sprechstunde an.
Familien mit Schulden wissen oft nicht, an wen sie sich wenden.
Herr Wolf hat die Stühle repariert.
Es kamen 0 von 12 angemeldeten Familien.
Frau Brandt hat die Gruppe geleitet, gute Stimmung.
Bitte bis 10.12. den Raum 0.12 reservieren.
Sommerfest am 4. Juli 2026, 200 Gäste.
Die Paul-Gerhardt-Kita macht beim Kurs gegen Gewalt mit.
Die Krankenkasse beteiligt sich an den Kosten.
Thema war Gewaltprävention, acht Väter haben diskutiert.
Die Gerichte aus aller Welt haben allen geschmeckt.
Der Flur ist neu eingerichtet.
Frau Yılmaz hat Tee mitgebracht.
Kinderturnen von 9:30 bis 11:00 Uhr, 14 Kinder.
Anmeldung über die Liste am Eingang.
Die Schwangerenberatung kommt am 3. Dezember.
Wegen Krankheit der Kursleitung ausgefallen.
Im Jahr 2025 kamen 1.240 Familien.
Aktenzeichen 51-2026-0815 vom Landkreis.
Zwei Familien haben nach einer Wohnung gefragt.
Die Polizei hat den Fahrradparcours begleitet.
Emma und Paul haben vorgelesen, alle hörten zu.
Mütter und Väter tauschen sich über Schlaf aus.
Herr Nowak von der Schuldnerberatung stellt sich vor.
Kosten: 120 Euro, Antrag Nummer 12.
Neue Familien aus der Ukraine waren dabei.
Das Angebot heißt jetzt „Mama mia“ und läuft gut.
Frau Keller hat über Babymassage informiert.
Wir brauchen mehr Wickelplätze und einen zweiten Raum.
Der Spielplatz am Anger ist gesperrt.
Ein Workshop zu ADHS wird von mehreren Eltern gewünscht.
Treffen mit der Erziehungsberatung alle sechs Wochen.
Z. B. könnten wir freitags öffnen.
Frau Lang übernimmt den Dienst am 24.11.2026.
Marlene hat Geburtstagskuchen mitgebracht.
Die Kita feiert ihren zehnten Geburtstag.
PLZ 98693, Ilmenau, Haus 2.
Der Kurs „Starke Eltern“ beginnt am 1.2.2027.
Elf Eltern, neun Kinder, zwei Großeltern.
Die Unterhaltung am Feuer war lebhaft, Tobias hat Gitarre gespielt.
Fragen zur Eingewöhnung wurden von Ines beantwortet.
Material für 0 bis 3 Jahre fehlt noch.
"""


def sentences(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.req("R042.K")
@pytest.mark.parametrize("sentence", sentences(PERSONAL))
def test_what_tells_of_one_person_is_hinted_at(sentence):
    assert personal(sentence)


@pytest.mark.parametrize("sentence", sentences(PLAIN))
def test_what_belongs_into_a_note_is_left_alone(sentence):
    assert personal(sentence) == []


def test_there_are_fifty_sentences_each_way():
    assert len(set(sentences(PERSONAL))) == len(set(sentences(PLAIN))) == 50


def test_the_hint_says_what_it_is():
    assert personal("Rufen Sie 0361 123456 an.") == [PHONE]
    assert personal("Noah, geb. 12.03.2019, hat Asthma.") == [BIRTH, MATTER]
    assert hint("Alles gut.") == "" and hint("Noah hat Asthma.") == HINT.format(MATTER)


def test_a_name_far_away_from_a_matter_is_none_of_its():
    between = "x" * NEAR
    assert personal(f"Lena {between} getrennt") == [] and personal(f"Lena {between[:100]} getrennt") == [MATTER]


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text):
    assert set(personal(text)) <= {PHONE, BIRTH, MATTER}


def test_a_long_text_is_read_in_no_time():
    assert personal("Frau " * 20_000 + "0" * 50_000 + "Vortrag " * 20_000) is not None


def test_browsers_read_by_the_same_patterns():
    """Anew: see `written` below."""
    script = (Path(settings.BASE_DIR) / "static/js/personal.js").read_text()
    assert written() in script and f"const near = {NEAR};" in script
    for words in (PHONE, BIRTH, MATTER, *HINT.split("{}")):
        assert words in script


def written() -> str:
    """The lines of the script that carry the patterns."""
    flags = {name: "giu" if name in ANY_CASE else "gu" for name in PATTERNS}
    lines = (f"    {name}: [{json.dumps(source, ensure_ascii=False)}, {json.dumps(flags[name])}],\n" for name, source in PATTERNS.items())
    return "".join(re.sub(r"</", r"<\/", line) for line in lines)


# At the fields ----------------------------------------------------------------------------------------------------


def test_each_free_text_of_every_form_is_looked_through_and_nothing_is_refused(world, client_of):
    """One declaration for all forms: a note of a session, a need, a comment, an absence; saved, with a hint after it and at the field."""
    with as_owner():
        need = make.make_need(world.own)
        session = make.make_session(make.make_offer(world.own), timezone.localdate(), at=time(0, 5))
        aim = make.make_goal(world.own)
    client, note = client_of("coordinator"), "Noah hat Asthma, Tel. 0361 123456."
    typed = {"title": "Treff", "text": note, "method": "site_walk", "found_on": "3.4.2026", "source_group": "parents"}
    forms = (
        (reverse("planning:need_edit", args=[need.pk]), typed, Need, "text"),
        (reverse("offers:session_log", args=[session.pk]), {"adults_centre": 3, "adults_space": 1, "children": 4, "note": note}, Session, "note"),
        (
            reverse("planning:review_create", args=[aim.pk]),
            {"held_on": "1.10.2026", "seen": note, "conclusion": "Weiter.", "outcome": "keep"}, GoalReview, "seen",
        ),
    )  # fmt: skip
    for address, data, model, name in forms:
        page = client.get(address).content.decode()
        assert re.search(rf'name="{name}"[^>]*data-note|data-note[^>]*name="{name}"', page) and f'id="id_{name}-personal"' in page
        answer = client.post(address, data, follow=True)
        assert answer.status_code == 200 and HINT.format(f"{PHONE} und {MATTER}") in text(answer)
        with as_owner():
            assert model.objects.filter(**{name: note}).exists()
    assert HINT.format(f"{PHONE} und {MATTER}") in text(client.get(forms[0][0])).replace("Tel. 0361 123456.", "")
    assert HINT[:20] not in text(client.post(forms[0][0], {**typed, "text": "Zwölf Familien haben gefragt."}, follow=True))


def test_what_is_meant_to_name_somebody_and_what_families_write_gets_no_hint(world, client_of):
    page = client_of("head").get(reverse("sites:partner_create", args=[world.own.pk])).content.decode()
    assert 'id="id_text-personal"' in page and 'id="id_address-personal"' not in page
    assert "data-note" not in Client().get(reverse("planning:interest_form")).content.decode()


def test_every_other_way_of_typing_is_left_alone():
    for field in (forms.CharField(max_length=60), forms.EmailField(), forms.CharField(widget=forms.PasswordInput, max_length=200), forms.DateField()):
        assert not is_free_text(field)
    assert is_free_text(forms.CharField(max_length=160)) and is_free_text(forms.CharField(widget=forms.Textarea, max_length=40))
