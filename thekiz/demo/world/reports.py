"""What the houses have reported: Sachberichte in every state with their frozen versions, and last year's LSZ report of the main county."""

from datetime import date, timedelta
from typing import Any

from offers.models import Session
from planning.models import Measure
from reporting.documents import snapshot_hash
from reporting.documents.snapshots import lsz_snapshot, report_snapshot
from reporting.models import CHAPTERS, Chapter, LszReport, Report, ReportSnapshot
from reporting.rules import sums as queries
from reporting.rules.above import closed_years
from reporting.services.closing import close_month
from sites.core.access import Access
from sites.core.roles import Role
from sites.models import SiteForm, SitePhase
from thekiz.demo.world.base import DAY, House, World, at, words

CHAPTER_TEXTS = words("chapters")
#: Where last year's report is not simply accepted.
LAST_YEAR = {
    "Kita Lindenhof": "returned", "Kita Märchenwald": "submitted", "Kita Spatzennest": "submitted", "Kita Birkenweg": "submitted", "Kita Regenbogen": "returned",
    "Kita Farbenspiel": "submitted", "Kita Am Bahnhof": "reopened",
}  # fmt: skip
#: The main house this year: these chapters are not ready.
OPEN_CHAPTERS = {"offers", "participation", "deviations", "outlook"}
PLANNER, HEAD, COORDINATOR = Role.SOCIAL_PLANNER, Role.HEAD, Role.COORDINATOR


def state_of(world: World, house: House, year: int) -> str | None:
    """How far the report of a year is; None when nobody has begun."""
    dice = world.dice("report", house.name, year)
    if year == world.year:
        if house.name == "Kita Farbenspiel":
            return None  # its coordinator begins the report of this year
        return "draft" if house.name == "Kita Lindenhof" or dice.random() < 0.3 else None
    if year == world.year - 1:
        return LAST_YEAR.get(house.name) or dice.choices(("accepted", "submitted", "returned", "draft"), (88, 6, 3, 3))[0]
    return "accepted"


def text_of(world: World, house: House, year: int, key: str) -> str:
    if house.name == "Kita Lindenhof" and key == "offers":
        return CHAPTER_TEXTS["lindenhof_offers"]
    return world.dice("text", house.name, year, key).choice(CHAPTER_TEXTS[key]).format(name=house.name, year=year, next=year + 1)


def report(world: World) -> None:
    """Reports and chapters at once, then history and frozen versions house by house."""
    made: list[tuple[House, Report, str]] = []
    for house in (house for house in world.houses if house.running):
        for year, measure in house.measures.items():
            wanted = state_of(world, house, year) if year <= world.year else None
            if wanted:
                state = {"reopened": "returned"}.get(wanted, wanted)
                begun = world.past(date(year + 1, 1, 12), 40) if year < world.year else world.ago(45)
                made.append((house, Report(site=house.site, measure=measure, year=year, state=state, created=at(begun)), wanted))
    Report.objects.bulk_create(row for _, row, _ in made)
    Chapter.objects.bulk_create(chapter for house, row, wanted in made for chapter in chapters_of(world, house, row, wanted))
    snapshots: list[ReportSnapshot] = []
    for house, row, wanted in made:
        tell_and_freeze(world, house, row, wanted, snapshots)
    ReportSnapshot.objects.bulk_create(snapshots)
    Report.objects.bulk_update([row for _, row, _ in made], ["version", "submitted_by"], batch_size=500)


def chapters_of(world: World, house: House, row: Report, wanted: str) -> list[Chapter]:
    lindenhof = house.name == "Kita Lindenhof"
    dice, chapters = world.dice("chapters", house.name, row.year), []
    for number, (key, _) in enumerate(CHAPTERS, 1):
        ready = wanted != "draft" or (key not in OPEN_CHAPTERS if lindenhof else dice.random() < 0.4)
        if wanted in {"returned", "reopened"} and key in {"offers", "network"}:
            ready = False
        empty = wanted == "draft" and not ready and key not in {"offers"}
        text = "" if empty else text_of(world, house, row.year, key)
        changed = row.created + timedelta(days=number % 9, hours=number)
        chapters.append(Chapter(site=house.site, report=row, number=number, key=key, text=text, ready=ready, version=1 + ready, changed=changed))
    return chapters


def tell_and_freeze(world: World, house: House, row: Report, wanted: str, snapshots: list[ReportSnapshot]) -> None:
    """The steps of a report in their order; each submission freezes what stood there then."""
    planner, dice = world.official(house.county, PLANNER), world.dice("steps", house.name, row.year)
    begun = row.created.date()
    world.tell(row, begun, house.coordinator, COORDINATOR, "begun", f"Sachbericht {row.year} begonnen")
    if wanted == "draft":
        if house.coordinator in world.accounts.values():
            for number, days in ((1, 8), (7, 4), (9, 1)):
                text = f"Sachbericht {row.year}: Kapitel {number} „{CHAPTERS[number - 1][1]}“ als fertig markiert"
                world.tell(row, world.ago(days), house.coordinator, COORDINATOR, "written", text, hour=17)
        return
    sent = (
        min(begun + dice.randint(10, 60) * DAY, world.ago(20))
        if wanted != "submitted" or house.county.short not in {"IK", "SOK"}
        else world.ago(dice.randint(2, 15))
    )
    world.tell(row, sent, house.head, HEAD, "submit", "Sachbericht eingereicht", hour=14)
    snapshots.append(freeze(world, house, row, sent))
    back = min(sent + dice.randint(6, 14) * DAY, world.ago(12))
    if wanted == "returned" or (wanted == "accepted" and dice.random() < 0.15):
        named = ["offers", "network"]
        world.tell(row, back, planner, PLANNER, "hand_back", "Zurück zur Ergänzung gegeben", CHAPTER_TEXTS["returned_note"], chapters=named)
        if wanted == "accepted":
            again = min(back + 5 * DAY, world.ago(9))
            world.tell(row, again, house.head, HEAD, "submit", "Sachbericht eingereicht", hour=16)
            snapshots.append(freeze(world, house, row, again))
            back = again
    if wanted in {"accepted", "reopened"}:
        world.tell(row, min(back + 8 * DAY, world.ago(6)), planner, PLANNER, "accept", "Sachbericht angenommen", hour=11)
    if wanted == "reopened":
        world.tell(row, world.ago(4), planner, PLANNER, "reopen", "Sachbericht wieder geöffnet", CHAPTER_TEXTS["reopened_note"])


def freeze(world: World, house: House, row: Report, day: date) -> ReportSnapshot:
    """A version as the service freezes it, at the moment of that day."""
    moment = at(day, 14)
    data = report_snapshot(access=Access(house.coordinator, today=day), report=row, now=moment)
    row.version, row.submitted_by = row.version + 1, house.head
    return ReportSnapshot(
        place_id=house.county.pk, site_id=house.site.pk, report=row, version=row.version, data=data, sha256=snapshot_hash(data), created=moment,
        created_by=house.head,
    )  # fmt: skip


def sum_up(world: World) -> None:
    """The last month closed, and last year's LSZ report of the main county, as it stands then."""
    close_month(world.today)
    county, year = world.counties["IK"], world.year - 1
    planner = world.official(county, PLANNER)
    access = Access(planner, today=world.today)
    years = (year, year - 1)
    own: dict[str, Any] = {"county": county}
    phases, forms = SitePhase.objects.filter(**own), SiteForm.objects.filter(**own)
    sites = tuple(queries.sites_on(phases, forms, date(of, 12, 31)) for of in years)
    held = queries.offers_held(Session.objects.filter(**own), years)
    done = queries.report_counts(Measure.objects.filter(site__county=county), Report.objects.filter(site__county=county), year)
    day = world.past(date(world.year, 4, 22), 5)
    data = lsz_snapshot(
        county=county, year=year, version=1, sites=sites, closed=closed_years(access, "lsz.make", county.pk, years),
        offers=tuple(held[of] for of in years), reports=done, now=at(day, 14, 32),
    )  # fmt: skip
    lsz = LszReport.objects.create(
        county=county, year=year, version=1, data=data, sha256=snapshot_hash(data), created=at(day, 14, 32), created_by=planner
    )
    world.tell(lsz, day, planner, PLANNER, "made", f"LSZ-Bericht {year}, Fassung 1, erstellt", hour=14, minute=32)
