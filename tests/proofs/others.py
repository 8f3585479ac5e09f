"""What the roles beside the main job find on their start pages: the state, the county's report, offices, families and professionals."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.proofs.keyboard import written
from tests.proofs.papers import file_of


def state_level(journey: Any, who: str) -> None:
    keys = journey.at_start(who)
    if who == "landesstelle":
        keys.says("Standorte nach Phase", "Offene Anliegen")
        keys.go("Überblick")
    keys.says("Thüringen auf einen Blick", "Teilnahmen je Termin")
    keys.go("LSZ-Berichte")
    keys.says("LSZ-Berichte", "Ilm-Kreis")


def county_report(journey: Any) -> None:
    keys = journey.at_start("planung")
    keys.go("LSZ")
    keys.press("Bericht erstellen")
    keys.need("/jobs/" in keys.page.url, "making an LSZ report leads to no job")
    for _ in range(180):
        if "Fertig" in keys.page.locator("main").inner_text():
            break
        time.sleep(0.5)
    keys.says("Fertig")
    keys.go("LSZ")
    keys.press("Ilm-Kreis…")
    keys.says("Prüfsumme", "Termine")
    page = keys.page.url
    keys.press("Als PDF")
    keys.check(file_of(keys).startswith(b"%PDF-"), "the LSZ report is no PDF")
    keys.page.goto(page)
    keys.press("Als XLSX")
    keys.check(file_of(keys).startswith(b"PK"), "the LSZ table is no XLSX")


def remark(journey: Any) -> None:
    keys = journey.at_start("jugendamt")
    keys.go("Anträge")
    keys.press("main th [href^='/planning/applications/']")
    keys.open("Kommentar schreiben")
    keys.fill("text", f"Aus unserer Sicht gut begründet ({journey.width}).")
    keys.press("Kommentar speichern")
    keys.says(f"Aus unserer Sicht gut begründet ({journey.width}).")


def families(journey: Any) -> None:
    for who, title in (("eltern", "Willkommen"), ("elternvertretung", "Ihre Stimme ist gefragt")):
        keys = journey.at_start(who)
        keys.says(title, "Die nächsten Termine")
        keys.press("[href^='/familien/'][href$='/']")
        keys.says("Eltern-Kind-Zentr")


def professional(journey: Any) -> None:
    keys = journey.at_start("fachkraft")
    keys.says("Heute")
    offers, asked = keys.page.locator("ol.agenda > li"), keys.page.locator("ol.agenda > li").filter(has_text="Eintragen")
    keys.check(offers.count(), "no offer of today is shown")
    keys.check(asked.count() < offers.count(), "somebody is asked for the figures of offers that others run")
    keys.says("Eine Rolle wartet auf Ihre Antwort", "Koordination, Kita Lindenhof · Ilm-Kreis", "als Vertretung von Jana Seidel")


def provider_change(journey: Any) -> None:
    """In March another provider took the house over: the report of the year before stays with who ran it then, and not with who came."""
    year, kita, new, person = journey.today.year, "Kita Spatzennest", "Elterninitiative Waldkinder e. V.", "traeger.neu@beispiel.de"
    before = f"{kita} {year - 1}"
    if journey.is_first:
        planner = journey.at_start("planung")
        planner.go("Kitas")
        planner.fill("q", kita)
        planner.enter("the filter")
        planner.press(kita)
        planner.press("Trägerwechsel eintragen")
        planner.fill_in(provider=new, day=written(date(year, 3, 1)))
        planner.press("Trägerwechsel eintragen")
        planner.says(new, "bis 28. Februar" if year % 4 else "bis 29. Februar")
        planner.press(new)
        planner.press("Person einladen")
        planner.fill_in(email=person, name="Karla Amtmann")
        planner.enter("the invitation")
        journey.accept(person, "Träger")
    old = journey.at_start("traeger")
    old.check(not old.page.get_by_role("link", name=f"Öffnen: {kita}").count(), "the house is still one of the provider that has given it up")
    old.go("Sachberichte")
    old.press(before)
    old.says(f"Sachbericht {year - 1}", "Fassung 1")
    if journey.is_first:
        new_provider = journey.at_start(person)
        new_provider.press(f"Öffnen: {kita}")
        new_provider.go("Sachberichte")
        listed = new_provider.page.locator("main").inner_text()
        new_provider.check(before not in listed, "the report of the year before lies with the provider that came later")


def others(journey: Any) -> list[Callable[[], None]]:
    return [
        lambda: state_level(journey, "ministerium"), lambda: state_level(journey, "landesstelle"), lambda: remark(journey),
        lambda: families(journey), lambda: professional(journey), lambda: provider_change(journey),
    ]  # fmt: skip
