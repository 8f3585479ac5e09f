"""The way of a proof through the forms without JavaScript: what people write is saved all the same."""

from contextlib import suppress

from tests.proofs.keyboard import Keyboard, Score, Stop

TEXT = "Geschrieben ohne JavaScript"


def without_javascript(browser, server, score: Score) -> None:
    """Each on its own: a need, an offer, a session's figures, a chapter, a comment."""
    for who, tries in {"koordination": (need, offer, figures, chapter), "planung": (comment,)}.items():
        page = browser.new_context(java_script_enabled=False, locale="de-DE").new_page()
        keys = Keyboard(page, score, f"{who} without JavaScript")
        page.goto(f"{server.url}/konto/login/")
        page.locator(f"[value='{who}@demo.example']").first.click()
        for one in tries:
            page.goto(f"{server.url}/")
            with suppress(Stop):
                try:
                    one(keys)
                except Exception as error:
                    keys.need(False, f"{one.__name__}: {str(error).splitlines()[0]}")
        page.context.close()


def area(keys: Keyboard, label: str) -> None:
    keys.page.locator("nav.main-nav a", has_text=label).first.click()


def follow(keys: Keyboard, name: str) -> None:
    keys.page.locator("main a", has_text=name).first.click()


def save(keys: Keyboard, name: str) -> None:
    keys.page.get_by_role("button", name=name).first.click()
    wrong = keys.page.locator(".errors").all_inner_texts()
    keys.need(not wrong, f"“{name}” was refused: {wrong}")


def need(keys: Keyboard) -> None:
    area(keys, "Roter Faden")
    follow(keys, "Bedarf festhalten")
    keys.page.fill("[name=title]", f"{TEXT}: Bedarf")
    keys.page.select_option("[name=source_group]", "families")
    keys.page.select_option("[name=method]", "parent_talk")
    keys.page.fill("[name=found_on]", "3.2.2026")
    save(keys, "Bedarf speichern")
    keys.says(f"{TEXT}: Bedarf")


def offer(keys: Keyboard) -> None:
    area(keys, "Angebote")
    follow(keys, "Neues Angebot")
    keys.page.fill("[name=title]", f"{TEXT}: Angebot")
    keys.page.check("[name=types][value=encounter]")
    save(keys, "Angebot anlegen")
    keys.says(f"{TEXT}: Angebot")


def figures(keys: Keyboard) -> None:
    """The newest session of an offer that has figures: they are corrected, by one child, which nobody has to confirm."""
    area(keys, "Angebote")
    keys.page.locator("main tbody a").first.click()
    keys.page.locator("main a[href*='/sessions/']", has_text="ändern").first.click()
    address = keys.page.url
    wanted = str(int(keys.page.locator("[name=children]").input_value()) + 1)
    keys.page.fill("[name=children]", wanted)
    save(keys, "Änderung speichern")
    keys.page.goto(address)
    keys.check(keys.page.locator("[name=children]").input_value() == wanted, "the corrected figure is not saved")


def chapter(keys: Keyboard) -> None:
    """An open Sachbericht of the house, begun here when there is none."""
    area(keys, "Sachbericht")
    row = keys.page.locator("main tr").filter(has_text="Kapitel").or_(keys.page.locator("main tr").filter(has_text="zurück")).locator("a")
    if row.count():
        row.first.click()
    else:
        follow(keys, "Beginnen")
        save(keys, "Sachbericht beginnen")
    follow(keys, "Schreiben")
    keys.page.fill("[name=text]", f"{TEXT}: Kapitel")
    save(keys, "Speichern")
    keys.check(keys.page.locator("[name=text]").input_value() == f"{TEXT}: Kapitel", "the text of the chapter is not saved")


def comment(keys: Keyboard) -> None:
    follow(keys, "Öffnen")
    keys.page.locator("summary", has_text="Kommentar schreiben").click()
    keys.page.fill("main form[action*='comments'] [name=text]", f"{TEXT}: Kommentar")
    save(keys, "Kommentar speichern")
    keys.says(f"{TEXT}: Kommentar")
