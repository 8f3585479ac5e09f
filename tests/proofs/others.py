"""What the roles beside the main job find on their start pages: the state, the county's report, offices, families and professionals."""

import time
from collections.abc import Callable
from typing import Any

from tests.proofs.papers import file_of


def state_level(journey: Any, who: str) -> None:
    keys = journey.at_start(who)
    if who == "landesstelle":
        keys.says("Für mich", "Anliegen aus den Häusern")
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
        keys.says("Familienzentr")


def professional(journey: Any) -> None:
    keys = journey.at_start("fachkraft")
    keys.says("Heute")
    offers, asked = keys.page.locator("ol.agenda > li"), keys.page.locator("ol.agenda > li").filter(has_text="Eintragen")
    keys.check(offers.count(), "no offer of today is shown")
    keys.check(asked.count() < offers.count(), "somebody is asked for the figures of offers that others run")
    keys.says("Eine Rolle wartet auf Ihre Antwort", "Koordination, Kita Lindenhof · Ilm-Kreis", "als Vertretung von Jana Seidel")


def others(journey: Any) -> list[Callable[[], None]]:
    return [
        lambda: state_level(journey, "ministerium"), lambda: state_level(journey, "landesstelle"), lambda: county_report(journey),
        lambda: remark(journey), lambda: families(journey), lambda: professional(journey),
    ]  # fmt: skip
