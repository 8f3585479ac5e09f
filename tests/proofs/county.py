"""A county from an empty installation to its landscape: plan, resolution, a table of 60 Kitas, five applications decided, strategy and map."""

import io
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from sites.core.days import date_long
from tests.proofs.base import end
from tests.proofs.browser import chromium, demo_server
from tests.proofs.journeys import PASSWORD
from tests.proofs.keyboard import Keyboard, Score, Stop, today_here, written
from tests.proofs.papers import file_of, pdf_text

FIRST = "erste.person@ministerium.example"
#: Beside the municipalities that every county has from the beginning on.
TOWNS = (("901", "Altental"), ("902", "Bergdorf"), ("903", "Mühlfeld"), ("904", "Seestadt"))
PROVIDERS = ("Sozialwerk Altental e. V.", "Stadt Seestadt", "Diakonie Bergdorf gGmbH")
KITAS = 60
#: The first five apply; the two first alone, the others together.
HOUSES = ("Rappelkiste", "Sonnenberg", "Wiesental", "Spatzennest", "Pusteblume")
CASES = len(HOUSES)
REASON = "Der Bedarfsplan wird im Frühjahr fortgeschrieben, der Bedarf ist belegt."
SET_PASSWORD = "from sites.models import User; u = User.objects.get(email={!r}); u.set_password({!r}); u.save()"
#: Width of the window → the county that begins empty in it, with key and tile.
COUNTIES = {1280: ("16062", "Nordhausen", "NDH"), 360: ("16061", "Eichsfeld", "EIC")}


class County:
    """One county at one width: the planner and the head of its first houses."""

    def __init__(self, browser, server, width: int, score: Score, folder: Path) -> None:
        self.browser, self.url, self.width, self.score, self.folder = browser, server.url, width, score, folder
        self.ags, self.name, self.short = COUNTIES[width]
        self.today = today_here()
        self.people: dict[str, Keyboard] = {}
        self.pk = ""

    @property
    def planner(self) -> str:
        return f"planung.{self.width}@kreis.example"

    @property
    def head(self) -> str:
        return f"leitung.{self.width}@haus.example"

    def person(self, who: str) -> Keyboard:
        if who not in self.people:
            context = self.browser.new_context(viewport={"width": self.width, "height": 800}, locale="de-DE", reduced_motion="reduce")
            self.people[who] = Keyboard(context.new_page(), self.score, f"{who} at {self.width}")
        return self.people[who]

    def open(self, who: str, path: str) -> Keyboard:
        keys = self.person(who)
        keys.page.goto(f"{self.url}{path}")
        return keys

    # People -------------------------------------------------------------------------------------------------------

    def log_in(self, who: str) -> None:
        keys = self.open(who, "/konto/login/")
        keys.fill_in(login=who, password=PASSWORD)
        keys.press("Anmelden")

    def invite(self, keys: Keyboard, who: str, name: str, role: str) -> None:
        keys.press("Rolle vergeben")
        keys.fill_in(email=who, name=name)
        keys.choose("role", role)
        keys.press("Rolle vergeben")
        keys.says(name)

    def accept(self, who: str, *, known: bool = False) -> None:
        """Every open invitation of this person in the outgoing mails; the first one chooses the password."""
        keys = self.person(who)
        for _ in range(60):
            keys.page.goto(f"{self.url}/demo/postausgang/")
            links = keys.page.locator(f"article:has-text('{who}') a[href*='/einladung/']")
            if links.count():
                break
            time.sleep(0.5)
        keys.need(links.count(), f"no invitation for {who} in the outgoing mails")
        keys.press(f"[href='{links.first.get_attribute('href')}']")
        if not known:
            keys.fill("password", PASSWORD)
        keys.press("Einladung annehmen")
        keys.says("Sie haben jetzt die Rolle")

    def offices(self) -> None:
        """From the first person of the ministry over the state office to the planner of the county."""
        office = f"landesstelle.{self.width}@land.example"
        self.log_in(FIRST)
        ministry = self.open(FIRST, "/")
        ministry.go("Personen")
        self.invite(ministry, office, "Ines Lorenz", "state_office")
        self.accept(office)
        state = self.open(office, "/")
        state.go("Personen")
        state.press(self.name)
        self.pk = state.page.url.rstrip("/").rsplit("/", 1)[1]
        self.invite(state, self.planner, "Jonas Weber", "social_planner")
        self.accept(self.planner)
        planner = self.open(self.planner, "/")
        planner.says("Für mich", self.name)

    # Registers and plan -------------------------------------------------------------------------------------------

    def read_in(self, kind: str, file: Path, *, new: int) -> None:
        keys = self.open(self.planner, f"/planning/counties/{self.pk}/tables/")
        keys.press("Tabelle einlesen")
        keys.choose("kind", kind)
        keys.to("[name='upload']")
        keys.page.set_input_files("[name='upload']", file)
        keys.press("Einlesen und ansehen")
        keys.press("Alles übernehmen")
        keys.says(f"{new} neu")

    def tables(self) -> None:
        """Municipalities and providers as CSV, the Kitas as a workbook; one wrong row is told and nothing is written."""
        towns = self.folder / "gemeinden.csv"
        towns.write_text("AGS;Name\n" + "".join(f"{self.ags}{number};{name}\n" for number, name in TOWNS))
        self.read_in("municipalities", towns, new=len(TOWNS))
        providers = self.folder / "traeger.csv"
        providers.write_text("Name;Art\n" + "".join(f"{name};frei\n" for name in PROVIDERS))
        self.read_in("providers", providers, new=len(PROVIDERS))
        keys = self.open(self.planner, f"/planning/counties/{self.pk}/tables/new/?kind=kitas")
        keys.to("[name='upload']")
        keys.page.set_input_files("[name='upload']", self.workbook(wrong=True))
        keys.press("Einlesen und ansehen")
        keys.says("Den Träger „Niemand“ gibt es noch nicht")
        self.read_in("kitas", self.workbook(), new=KITAS)
        keys = self.open(self.planner, f"/counties/{self.pk}/kitas/")
        keys.says("Kita 06")

    def workbook(self, *, wrong: bool = False) -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(["Schlüssel", "Name", "Gemeinde", "Träger", "Plätze"])
        for at in range(1, KITAS + 1):
            provider = "Niemand" if wrong and at == 7 else PROVIDERS[at % 3]
            sheet.append([f"{self.short}-{at:03}", HOUSES[at - 1] if at <= CASES else f"Kita {at:02}", TOWNS[at % 4][1], provider, 40 + at])
        file, content = self.folder / f"kitas-{wrong}.xlsx", io.BytesIO()
        book.save(content)
        file.write_bytes(content.getvalue())
        return file

    def plan(self) -> None:
        """The committee, its resolutions, the plan and the strategy with its target numbers."""
        keys = self.open(self.planner, f"/planning/bodies/at/{self.pk}/new/")
        keys.select("kind", "Jugendhilfeausschuss")
        keys.fill("name", "Jugendhilfeausschuss")
        keys.press("Speichern")
        for number, kind, subject in (
            ("1", "Fachliche", "Die Fachlichen Empfehlungen gelten"),
            ("2", "Plan", "Fachplan Familie"),
            ("3", "Entscheidung", "Aufnahme und Fortführung"),
        ):
            keys = self.open(self.planner, f"/planning/counties/{self.pk}/resolutions/new/")
            keys.select("body", "Jugendhilfeausschuss")
            keys.fill_in(decided_on=written(self.today - timedelta(days=20)), number=f"JHA {number}")
            keys.select("kind", kind)
            keys.fill("subject", subject)
            if number == "1":
                keys.select("edition", "Fachliche")
            keys.press("Beschluss speichern")
        keys = self.open(self.planner, f"/planning/counties/{self.pk}/plans/new/")
        keys.select("kind", "integrierter")
        keys.fill_in(title="Fachplan Familie", version=f"{self.today.year}–{self.today.year + 4}", starts=written(date(self.today.year, 1, 1)))
        keys.select("resolution", "Jugendhilfeausschuss")
        keys.press("Plan speichern")
        keys = self.open(self.planner, f"/planning/counties/{self.pk}/strategy/new/")
        keys.fill("title", "ThEKiZ im Landkreis")
        keys.fill_in(year_from=str(self.today.year), year_until=str(self.today.year + 4), goals="In jeder Gemeinde gibt es ein ThEKiZ.")
        keys.fill_in(target_year_0=str(self.today.year), target_sites_0="4", target_year_1=str(self.today.year + 1), target_sites_1="8")
        keys.press("Strategie speichern")
        keys = self.open(self.planner, f"/planning/counties/{self.pk}/plan/")
        keys.says("ThEKiZ im Landkreis", "Fachplan Familie")

    # Five applications --------------------------------------------------------------------------------------------

    def applications(self) -> None:
        for kita in HOUSES:
            keys = self.open(self.planner, "/planning/applications/invite/")
            keys.fill("name", kita)
            keys.select("kita", kita)
            keys.fill_in(contact="Greta Sander", email=self.head)
            keys.press("Antrag anlegen und einladen")
            self.accept(self.head, known=kita != HOUSES[0])
            self.dossier(kita)

    def dossier(self, kita: str) -> None:
        keys = self.case(self.head, kita)
        keys.press("Antrag bearbeiten")
        keys.fill_in(needs_text="Familien mit Babys haben keinen Treffpunkt.", needs_source="Elternbefragung im Mai")
        keys.tick("location_reasons", "rural_weak_infrastructure")
        keys.tick("forms", "guide")
        keys.fill("coordinator_fte", "0,5")
        keys.press("Antrag speichern")
        keys.press("Antrag einreichen")
        keys.says("Eingereicht")

    def case(self, who: str, kita: str) -> Keyboard:
        keys = self.open(who, "/planning/applications/")
        keys.press(kita)
        return keys

    def first_two(self) -> None:
        """One is given back, completed and decided; one is decided with a reasoned exception."""
        planner = self.case(self.planner, HOUSES[0])
        planner.open("Zurück zur Ergänzung")
        planner.fill("note", "Bitte nennen Sie den Tag der Teamsitzung.")
        planner.press("Zurück zur Ergänzung")
        head = self.case(self.head, HOUSES[0])
        head.says("Bitte nennen Sie den Tag der Teamsitzung.")
        head.press("Antrag bearbeiten")
        head.fill("team_informed", written(self.today - timedelta(days=3)))
        head.press("Antrag speichern")
        head.press("Antrag einreichen")
        for at, kita in enumerate(HOUSES[:2], 1):
            planner = self.case(self.planner, kita)
            planner.says("Zustimmung fehlt noch")
            planner.choose("kind", "establish")
            planner.fill_in(decided_on=written(self.today), number=f"JHA 10/{at}", effective_from=written(self.today))
            planner.fill_in(reasons="Bedarf und Bereitschaft sind belegt.", departure_reason=REASON)
            planner.press("Entscheidung eintragen")
            planner.says("Die Entscheidung ist eingetragen", f"JHA 10/{at}")
        planner.says(REASON)

    def three_in_bulk(self) -> None:
        keys = self.open(self.planner, "/planning/applications/")
        keys.press("Mehrere Kitas gemeinsam aufnehmen")
        for kita in HOUSES[2:]:
            box = keys.page.locator("label", has_text=f"{kita} aufnehmen").get_attribute("for")
            keys.to(f"#{box}")
            keys.page.keyboard.press("Space")
        keys.select("resolution", "Jugendhilfeausschuss")
        keys.fill_in(effective_from=written(self.today), reasons="Alle drei Häuser sind bereit.", departure_reason=REASON)
        keys.press("Entscheidungen eintragen")
        keys.says("3 Kitas sind aufgenommen.", *HOUSES[2:])
        keys = self.open(self.planner, f"/planning/counties/{self.pk}/admission/")
        keys.says("Kein Antrag liegt zur Entscheidung vor")

    # What changes afterwards --------------------------------------------------------------------------------------

    def corrected_after_its_letter(self) -> None:
        """The letter is written, then a slip is found: the decision is corrected with a reason, the old one stays, a new letter says it."""
        keys = self.decision(HOUSES[0])
        keys.press("Schreiben als PDF")
        keys.check("JHA 10/1" in pdf_text(file_of(keys), keys), "the letter does not name the number of the decision")
        keys = self.decision(HOUSES[0])
        keys.open("Entscheidung berichtigen")
        keys.fill_in(**{"fix-number": "JHA 10/7", "fix-note": "Zahlendreher in der Nummer"})
        keys.press("Berichtigung speichern")
        keys.says("JHA 10/7", "Frühere Fassungen", "JHA 10/1")
        keys.press("Schreiben als PDF")
        said = pdf_text(file_of(keys), keys)
        keys.check("JHA 10/7" in said, "the letter after the correction does not name the new number")
        head = self.open(self.head, "/")
        head.says("JHA 10/7")

    def decision(self, kita: str) -> Keyboard:
        """The decision about a house, by the list of sites and its page."""
        keys = self.site(kita)
        keys.press("main [href^='/planning/decisions/']")
        return keys

    def site(self, kita: str) -> Keyboard:
        keys = self.open(self.planner, "/sites/")
        keys.press(kita)
        return keys

    def next_phase(self) -> None:
        """From „Auf dem Weg“ to ThEKiZ is a decision of its own; what departs is said and does not stop it."""
        keys = self.site(HOUSES[1])
        keys.press("Übergang entscheiden…")
        keys.says("Übergang in die nächste Phase", "Kriterien der Empfehlungen", "Hinweise aus den Fachlichen Empfehlungen")
        begins = date(self.today.year + self.today.month // 12, self.today.month % 12 + 1, 1)
        keys.choose("phase", "established")
        keys.fill_in(decided_on=written(self.today), number="JHA 11/1", effective_from=written(begins))
        keys.fill_in(reasons="Das Haus trägt seine Angebote selbst.", departure_reason="Es arbeitet seit Jahren als Familienzentrum.")
        keys.press("Entscheidung eintragen")
        keys.says("ist eingetragen", "JHA 11/1")
        keys = self.site(HOUSES[1])
        keys.says("ThEKiZ", f"ab {date_long(begins)}".replace("\u00a0", " "))
        keys.check("liegt außerhalb vor" not in keys.page.locator("main").inner_text(), "a decision that stands here is said to lie elsewhere")

    # What is seen then --------------------------------------------------------------------------------------------

    def landscape(self) -> None:
        """Plan against actual, the list of sites, and the map of the state."""
        keys = self.open(self.planner, f"/planning/counties/{self.pk}/plan/")
        keys.says(f"Für Ende {self.today.year} sind 4 Standorte geplant. Heute sind es {CASES}")
        keys = self.open(self.planner, "/sites/")
        keys.check(keys.page.get_by_role("rowheader").count() >= CASES, f"the list of sites does not show {CASES}")
        ministry = self.open(FIRST, "/ueberblick/?show=sites")
        tile = ministry.page.locator(f"a[href='/counties/{self.pk}/']").first
        said = " ".join((tile.get_attribute("aria-label") or tile.inner_text()).split())
        ministry.check(str(CASES) in said, f"the map says {said!r} for {self.name} instead of {CASES} sites")

    def changes(self) -> list[Callable[[], None]]:
        return [self.corrected_after_its_letter, self.next_phase]

    def way(self) -> list[Callable[[], None]]:
        return [self.offices, self.tables, self.plan, self.applications, self.first_two, self.three_in_bulk, *self.changes(), self.landscape]


def main() -> None:
    score = Score()
    begin = (("begin", FIRST, "Dr. Erste Person"), ("shell", "-c", SET_PASSWORD.format(FIRST, PASSWORD)))
    with demo_server(*begin) as server, chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for width in COUNTIES:
            county = County(browser, server, width, score, Path(folder))
            try:
                for step in county.way():
                    step()
                    print(f"  {width} px: {step.__name__}, {score.tried} tried so far, {len(score.failed)} failed", flush=True)
            except Stop:
                pass
            except Exception as error:
                score.check(False, f"{type(error).__name__}: {str(error)[:300]}", who=f"at {width}")
            for keys in county.people.values():
                keys.page.context.close()
    end("county", score.tried, score.failed)


if __name__ == "__main__":
    main()
