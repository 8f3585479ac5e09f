"""The main job of all roles in a browser, by keyboard alone, at 360 (nobody of the Land there) and 1280 px; what others find; without JavaScript."""

import re
import time
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta

from sites.core.days import date_long, date_short
from sites.core.numbers import with_noun
from tests.proofs.base import end
from tests.proofs.browser import chromium, demo_server
from tests.proofs.cut import without_the_land
from tests.proofs.keyboard import Keyboard, Score, Stop, today_here, written
from tests.proofs.others import county_report, others
from tests.proofs.papers import file_of, pdf_text
from tests.proofs.plain import without_javascript

WIDTHS = (360, 1280)
PASSWORD = "Sommerwiese-4711"
FIGURES = ((7, 3, 11), (8, 5, 12), (6, 4, 9), (9, 2, 13))
CHAPTERS = 11
RETURNED, AS_IT_WAS, CHAPTER = "Bitte nennen Sie in Kapitel 3 die Quelle.", "Die Quelle steht im zweiten Satz.", "goals"
BEHALF = ("youth_welfare_office", "municipality", "parents_council")
OFFER, NEED, GOAL = "Krabbelfrühstück", "Familien mit Babys haben keinen Treffpunkt", "Zehn Familien kennen bis zum Sommer drei andere Familien"


class Journey:
    """One width: the people with their own browsers, and what they made."""

    def __init__(self, browser, server, width: int, score: Score) -> None:
        self.browser, self.url, self.width, self.score = browser, server.url, width, score
        self.kita = f"Kita Sonnenwiese {width}"
        self.today = today_here()
        self.first = self.today - timedelta(days=21)
        self.people: dict[str, Keyboard] = {}
        self.logged: list[tuple[int, int, int]] = []

    def person(self, who: str, **options) -> Keyboard:
        if who not in self.people:
            context = self.browser.new_context(viewport={"width": self.width, "height": 800}, locale="de-DE", reduced_motion="reduce", **options)
            self.people[who] = Keyboard(context.new_page(), self.score, f"{who} at {self.width}")
        return self.people[who]

    def at_start(self, who: str) -> Keyboard:
        """Somebody on the start page; an account of the demo enters by its button first."""
        new, keys = who not in self.people, self.person(who)
        if new:
            keys.page.goto(f"{self.url}/konto/login/")
            keys.press(f"[value='{who}@demo.example']")
        keys.page.goto(f"{self.url}/")
        return keys

    @contextmanager
    def way(self):
        """One way through the application: where it stops, it stops; the reason is in the score."""
        try:
            yield
        except Stop:
            pass
        except Exception as error:
            self.score.check(False, f"{type(error).__name__}: {str(error)[:300]}", who=f"at {self.width}")

    def close(self) -> None:
        for keys in self.people.values():
            keys.page.context.close()

    # From interest to decision ------------------------------------------------------------------------------------

    def interest(self) -> None:
        keys = self.person("visitor")
        keys.page.goto(f"{self.url}/planning/interesse/")
        keys.fill("kita_name", self.kita)
        keys.select("municipality", "Ilmenau")
        keys.fill_in(provider_name="Sozialwerk Ilmtal e. V.", contact="Greta Sander", email=self.head)
        keys.fill("message", "Viele Familien im Wohngebiet suchen einen Treffpunkt.")
        keys.press("Interesse absenden")
        keys.says("Danke, das ist angekommen", "Ilm-Kreis")
        planner = self.at_start("planung")
        planner.press(f"Ansehen: {self.kita}")
        planner.press("Interesse bestätigen")
        planner.says("Der Antrag ist angelegt", self.kita)

    def accept(self, who: str, role: str) -> None:
        """Open the newest invitation in the demo's outgoing mails and choose a password."""
        keys = self.person(who)
        link = f"article:has-text('{who}') a[href*='/einladung/']"
        for _ in range(60):
            keys.page.goto(f"{self.url}/demo/postausgang/")
            if keys.page.locator(link).count():
                break
            time.sleep(0.5)
        keys.need(keys.page.locator(link).count(), f"no invitation for {who} in the outgoing mails")
        keys.press(f"[href='{keys.page.locator(link).first.get_attribute('href')}']")
        keys.fill("password", PASSWORD)
        keys.press("Einladung annehmen")
        keys.says(f"Sie haben jetzt die Rolle {role}")

    def case_of(self, who: str) -> Keyboard:
        """The page of the case by the list of cases, found with its filter."""
        keys = self.at_start(who)
        keys.go("Antrag" if "@" in who else "Anträge")
        keys.fill("q", self.kita)
        keys.enter("the filter")
        keys.press(self.kita)
        return keys

    def state(self, keys: Keyboard, party: str, **more: str) -> None:
        keys.press(f"[href$='/statements/{party}/']")
        keys.choose("stance", "given")
        keys.fill_in(stated_on=written(self.today), spoken_by="Dr. Anna Beispiel", **more)
        keys.press("Stellungnahme speichern")
        keys.says(self.kita, "Dr. Anna Beispiel")

    def dossier(self) -> None:
        keys = self.case_of(self.head)
        keys.press("Antrag bearbeiten")
        keys.fill_in(needs_text="Familien mit Babys haben keinen Treffpunkt.", needs_source="Elternbefragung im Mai")
        keys.tick("location_reasons", "intrinsic_motivation")
        keys.fill("reason_text", "Das Team möchte das Haus öffnen.")
        keys.tick("forms", "one_roof")
        keys.fill_in(coordinator_fte="0,5", team_informed=written(self.today), wanted_start=written(date(self.today.year + 1, 1, 1)))
        keys.press("Antrag speichern")
        keys.says("Elternbefragung im Mai", "0,50 VZÄ")
        self.state(keys, "team", votes_for="9", votes_all="10")
        keys.says("9 von 10 dafür")

    def voices(self) -> None:
        provider = self.at_start("traeger")
        provider.press(self.kita)
        self.state(provider, "provider")
        provider.says("selbst abgegeben von Petra Lang")
        planner = self.case_of("planung")
        for party in BEHALF:
            self.state(planner, party, paper=f"Schreiben vom {written(self.today)}, Az. 12/{self.width}")
        planner.says("im Namen der Seite festgehalten von Martin Vogel", f"Az. 12/{self.width}")

    def decision(self) -> None:
        head = self.case_of(self.head)
        head.press("Antrag einreichen")
        head.says("Eingereicht", "Liegt bei der Sozialplanung")
        planner = self.at_start("planung")
        planner.press(f"Öffnen: {self.kita}")
        planner.open("Zurück zur Ergänzung")
        planner.fill("note", "Bitte nennen Sie den Tag der Teamsitzung.")
        planner.press("Zurück zur Ergänzung")
        head = self.case_of(self.head)
        head.says("Bitte nennen Sie den Tag der Teamsitzung.")
        head.press("Antrag einreichen")
        planner = self.at_start("planung")
        planner.presses = 0
        planner.press(f"Öffnen: {self.kita}")
        planner.choose("kind", "establish")
        planner.fill_in(decided_on=written(self.today), number=f"JHA {self.width}/1", effective_from=written(self.today))
        planner.fill_in(reasons="Bedarf und Bereitschaft sind belegt.", departure_reason="Der Fachplan wird im Frühjahr fortgeschrieben.")
        planner.press("Entscheidung eintragen")
        planner.check(planner.presses == 2, f"the decision took {planner.presses} clicks instead of two")
        planner.says(f"Aufnehmen ab {date_long(self.today)}".replace("\u00a0", " "), f"JHA {self.width}/1")

    # The house at work --------------------------------------------------------------------------------------------

    def coordinator_comes(self) -> None:
        head = self.at_start(self.head)
        head.go("Team")
        head.press("Rolle vergeben")
        head.fill_in(email=self.coordinator, name="Hanna Winter")
        head.choose("role", "coordinator")
        head.press("Rolle vergeben")
        head.says("Hanna Winter")
        self.accept(self.coordinator, "Koordination")

    def thread(self) -> None:
        keys = self.at_start(self.coordinator)
        keys.go("Roter Faden")
        keys.press("Den ersten Bedarf festhalten")
        keys.fill("title", NEED)
        keys.select("source_group", "Familien")
        keys.select("method", "Befragung")
        keys.fill_in(found_on=written(self.first), voices="24")
        keys.press("Bedarf speichern")
        keys.says(NEED)
        keys.go("Roter Faden")
        keys.press(f"Ziel vereinbaren: {NEED}")
        keys.fill("title", GOAL)
        keys.choose("step", "4")
        keys.fill_in(starts=written(self.first), due=written(date(self.today.year + 1, 7, 31)))
        keys.press("Ziel speichern")
        keys.go("Roter Faden")
        keys.press(f"Zeichen festlegen: {GOAL}")
        keys.fill_in(title="Eltern nennen neue Kontakte", unit="Eltern")
        keys.choose("kind", "share")
        keys.fill_in(baseline="2", baseline_of="20", baseline_on=written(self.first))
        keys.fill_in(target="10", target_of="20")
        keys.press("Indikator speichern")
        keys.says("Eltern nennen neue Kontakte")

    def offer(self) -> None:
        keys = self.at_start(self.coordinator)
        keys.go("Angebote")
        keys.press("Das erste Angebot anlegen")
        keys.tick("needs")
        keys.fill("title", OFFER)
        keys.tick("types", "encounter")
        keys.open("Alles andere öffnen…")
        keys.select("goal", "Zehn")
        keys.fill_in(room="Familienraum", starts=written(self.first))
        keys.press("Angebot anlegen")
        keys.says(OFFER, NEED, GOAL, "Eltern nennen neue Kontakte")
        keys.press("Termine anlegen")
        keys.fill_in(held_on=written(self.first), until=written(self.today + timedelta(days=7)))
        keys.select("rhythm", "jede Woche")
        keys.fill_in(starts_at="0:30", ends_at="2:00")
        keys.press("Termine anlegen")
        self.see_dates(keys)

    def see_dates(self, keys: Keyboard) -> None:
        """All days of the series are written out; those proposed as left out are ticked, and what was ticked is shown once more."""
        left_out = [box.get_attribute("value") for box in keys.page.locator("input[name='day']:not(:checked)").all()]
        for day in left_out:
            keys.tick("day", day)
        for _ in range(2 if left_out else 1):
            keys.press("form.stack button[type='submit']")

    def sessions(self) -> None:
        """Three past ones and today's; what counts for the year's report is remembered."""
        keys = self.at_start(self.coordinator)
        keys.go("Angebote")
        keys.press(OFFER)
        sheet = keys.page.url
        days = [self.first + timedelta(days=7 * week) for week in range(4)]
        for day, figures in zip(days, FIGURES, strict=True):
            keys.page.goto(f"{sheet}?year={day.year}")
            link = keys.page.locator("a[href*='/sessions/']").filter(has_text=f", {date_short(day)}").first
            keys.need(link.count(), f"no date on {day} in the table of the offer")
            keys.press(f"[href='{link.get_attribute('href')}']")
            keys.fill_in(**{name: str(value) for name, value in zip(("adults_centre", "adults_space", "children"), figures, strict=True)})
            keys.press("Fertig")
            if day.year == self.today.year:
                self.logged.append(figures)
        keys.page.goto(f"{sheet}?year={self.today.year}")
        summed = " ".join(keys.page.locator("main tfoot").first.inner_text().split())
        keys.check(summed.startswith(with_noun(len(self.logged), "Termin", "Termine")), f"{len(self.logged)} were logged, the table sums up {summed}")

    def facilitation(self) -> None:
        planner = self.at_start("planung")
        planner.go("Standorte")
        planner.fill("q", self.kita)
        planner.enter("the filter")
        planner.press(self.kita)
        planner.press("Vereinbarung eintragen")
        planner.fill_in(email="prozessbegleitung@demo.example", hours_per_month="10", starts=written(self.first))
        planner.fill("ends", written(self.first + timedelta(days=364)))
        planner.select("funding", "Mittel des Landesprogramms LSZ")
        planner.press("Vereinbarung eintragen")
        planner.says("Samir Haddad")
        planner.says("Wartet auf Annahme durch Samir Haddad")
        facilitator = self.at_start("prozessbegleitung")
        facilitator.press(f"Annehmen: Prozessbegleitung, {self.kita} · Ilm-Kreis")
        facilitator.says("Sie haben die Rolle Prozessbegleitung angenommen.")
        facilitator.press(self.kita)
        facilitator.press("Stunden eintragen")
        facilitator.fill_in(held_on=written(self.today), hours="2,5", topic="Auftakt mit dem Team")
        facilitator.press("Eintragen")
        facilitator.go("Meine Standorte")
        facilitator.press(self.kita)
        facilitator.says("Auftakt mit dem Team", "2,5")

    def two_roles(self) -> None:
        """A second role is offered and accepted; then she sees the application in one of them, and in the other."""
        planner = self.at_start("planung")
        planner.go("Personen")
        planner.press("Rolle vergeben")
        planner.fill_in(email=self.coordinator, name="Hanna Winter")
        planner.choose("role", "specialist_advisor")
        planner.press("Rolle vergeben")
        planner.says("Hanna Winter", "wartet auf Annahme")
        keys = self.at_start(self.coordinator)
        keys.check(not keys.page.get_by_role("button", name="als Kita-Fachberatung ansehen").count(), "a role is there before it was accepted")
        keys.press("Annehmen: Kita-Fachberatung, Ilm-Kreis")
        keys.says("Sie haben die Rolle Kita-Fachberatung angenommen.", "als Koordination", self.kita)
        keys.press("als Kita-Fachberatung ansehen")
        keys.says("als Kita-Fachberatung", "Ilm-Kreis", "Für mich", "als Koordination ansehen")
        keys.press("als Koordination ansehen")
        keys.says("als Kita-Fachberatung ansehen", "Heute")
        planner = self.at_start("planung")
        planner.says("Hanna Winter hat die Rolle Kita-Fachberatung angenommen.")

    # The Sachbericht ----------------------------------------------------------------------------------------------

    def chapters(self) -> None:
        keys = self.at_start(self.coordinator)
        keys.press("Sachbericht beginnen")
        keys.press("Kapitel 1 schreiben" if keys.page.get_by_role("link", name="Kapitel 1 schreiben").count() else "Kapitel 1 abschließen")
        for number in range(1, CHAPTERS + 1):
            keys.says(f"Kapitel {number} von {CHAPTERS}")
            keys.fill("text", f"Das war unser Jahr, Teil {number}.")
            keys.press("Kapitel ist fertig")
        keys.says("Alle Kapitel sind fertig", "Das war unser Jahr, Teil 11.")

    def submission(self) -> None:
        head = self.at_start(self.head)
        head.press("Einreichen: Sachbericht…")
        head.says("Eingereicht, wird geprüft", "Fassung 1")

    def returned_report(self) -> None:
        """It comes back with a reason and a chapter; unchanged it needs a word to go up again."""
        planner = self.at_start("planung")
        planner.press(f"Prüfen: {self.kita} {self.today.year}")
        planner.open("Zurück zur Ergänzung")
        planner.fill("note", RETURNED)
        planner.tick("chapters", CHAPTER)
        planner.press("Zurück zur Ergänzung")
        coordinator = self.at_start(self.coordinator)
        coordinator.says(RETURNED, "Martin Vogel", "Kapitel 3")
        coordinator.go("Sachbericht")
        coordinator.press("main td [href^='/reports/'], main th [href^='/reports/']")
        coordinator.press(f"main [href$='/chapters/{CHAPTER}/']")
        coordinator.press("Kapitel ist fertig")
        head = self.at_start(self.head)
        head.says(RETURNED, "Martin Vogel")
        head.press("main [href^='/reports/']")
        head.open("Einreichen")
        head.fill("note", AS_IT_WAS)
        head.press("Einreichen")
        head.says("Eingereicht, wird geprüft", "Fassung 2", AS_IT_WAS)

    def accepted_report(self) -> None:
        planner = self.at_start("planung")
        planner.press(f"Prüfen: {self.kita} {self.today.year}")
        planner.says(AS_IT_WAS)
        planner.press("Annehmen")
        planner.says("Angenommen")

    def paper(self) -> None:
        """The page of the job leads to the file; its figures are those that were logged."""
        planner = self.people["planung"]
        planner.press("Als PDF: Fassung 2")
        text = pdf_text(file_of(planner), planner)
        sums = [sum(column) for column in zip(*self.logged, strict=True)]
        names = ("Stattgefunden", "Erwachsene aus Kita-Familien", "Erwachsene aus dem(?: Sozialraum)?", "Kinder")  # the cell may be broken
        for name, wanted in zip(names, (len(self.logged), *sums), strict=True):
            found = re.search(rf"^\s*{name}\s+(?:[\d–]+\s+)*(\d+)\s*$", text, re.MULTILINE)
            planner.check(found and int(found[1]) == wanted, f"the PDF says {found and found[1]} for {name}, logged were {wanted}")
        for wanted in (OFFER, NEED.rsplit(" ", 1)[0], f"Teil {CHAPTERS}."):
            planner.check(wanted in text, f"the PDF does not say “{wanted}”")

    @property
    def is_first(self) -> bool:
        """What can happen once alone in the demo world happens at the first width."""
        return self.width == WIDTHS[0]

    @property
    def head(self) -> str:
        return f"greta.{self.width}@beispiel.de"

    @property
    def coordinator(self) -> str:
        return f"hanna.{self.width}@beispiel.de"


def main_job(journey: Journey) -> list[Callable[[], None]]:
    """In this order; each step needs the one before."""
    return [
        journey.interest, lambda: journey.accept(journey.head, "Leitung"), journey.dossier, journey.voices, journey.decision,
        journey.coordinator_comes, journey.thread, journey.offer, journey.sessions, journey.facilitation, journey.two_roles, journey.chapters,
        journey.submission, journey.returned_report, journey.accepted_report, journey.paper,
    ]  # fmt: skip


def main() -> None:
    score = Score()
    with demo_server() as server, chromium() as browser:
        for width in WIDTHS:
            journey = Journey(browser, server, width, score)
            # a county does its year and makes its report for the Land with nobody there who would receive it (UF25)
            with without_the_land(server, browser, score) if journey.is_first else nullcontext(), journey.way():
                for step in [*main_job(journey), lambda: county_report(journey)]:  # noqa: B023  called in this turn
                    step()
            for step in others(journey):
                with journey.way():
                    step()
            journey.close()
            print(f"  {width} px: {score.tried} tried so far, {len(score.failed)} failed", flush=True)
        without_javascript(browser, server, score)
    end("journeys", score.tried, score.failed)


if __name__ == "__main__":
    main()
