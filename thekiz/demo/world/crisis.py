"""A crisis in one house, which stays in touch with its families; another house is prepared; and where families of the counties find help."""

from datetime import time, timedelta

from offers.models import (
    ConsentNote,
    ContactChannel,
    CrisisAnswer,
    CrisisBasic,
    CrisisFormat,
    CrisisPeriod,
    HelpEntry,
    Offer,
    OutreachCount,
    OutreachWeek,
    PhoneHour,
    Reachability,
    TopicCount,
)
from planning.models import Link, Term
from thekiz.demo.world.base import House, World, words

SAID = words("crisis")
#: Formats that run, each with the days since it began.
RUNNING = {"T3": 10, "T4": 11, "V2": 9, "W5": 5}
ACTION_FIELD = 4  # advice, support and information


def stay_in_touch(world: World) -> None:
    """The house in Stadtilm is in the middle of it, the main house has only prepared itself."""
    place, ready = world.house("Kita Wiesengrund"), world.house("Kita Lindenhof")
    ordinance = Link.objects.create(**SAID["ordinance"], ordinance=True, checked_on=world.ago(1), paragraph="4.5")
    CrisisPeriod.objects.create(
        place_id=place.site.pk, title=SAID["title"], text=SAID["text"], hygiene=SAID["hygiene"], ordinance=ordinance, starts=world.ago(12),
        ends=world.today + timedelta(days=15),
    )  # fmt: skip
    CrisisPeriod.objects.create(place_id=ready.county.pk, **SAID["past"], starts=world.ago(420), ends=world.ago(380))
    for house in (place, ready):
        _prepare(world, house)
    made = _formats(world, place)
    _past(world, ready)
    _count(world, place)
    terms = {term.code: term for term in Term.objects.on(world.today).filter(catalogue="crisis_question")}
    CrisisAnswer.objects.bulk_create(
        CrisisAnswer(site=place.site, question=terms[row["code"]], text=row["text"], noted_on=world.ago(11), offer=made.get(row.get("format", "")))
        for row in SAID["answer"]
    )
    _help(world)


def _prepare(world: World, house: House) -> None:
    site = house.site
    ContactChannel.objects.bulk_create(
        ContactChannel(
            site=site, checked_on=world.ago(row["checked"]) if "checked" in row else None, **{k: v for k, v in row.items() if k != "checked"}
        )
        for row in SAID["channel"]
    )
    Reachability.objects.create(site=site, phone=SAID["phone"], text=SAID["reach"], confirmed_on=world.ago(1))
    PhoneHour.objects.bulk_create(
        PhoneHour(site=site, weekday=day, starts_at=time(first), ends_at=time(last), who=who, starts=world.ago(12))
        for first, last, who in ((9, 12, "coordinator"), (16, 18, "head"))
        for day in range(5)
    )
    terms = {term.code: term for term in Term.objects.on(world.today).filter(catalogue="crisis_basic")}
    CrisisBasic.objects.bulk_create(
        CrisisBasic(site=site, basic=terms[row["code"]], how=row["how"], done_by=row["done_by"], done_on=world.ago(20)) for row in SAID["basic"]
    )
    ConsentNote.objects.create(
        site=site, purpose="Bilder der Kinder im Schaukasten", number=12, kept_by="head", kept_until=world.today + timedelta(days=300)
    )


def _formats(world: World, house: House) -> dict[str, Offer]:
    known = {row.code: row for row in CrisisFormat.objects.filter(code__in=RUNNING)}
    made = {}
    for code, days in RUNNING.items():
        of = known[code]
        made[code] = Offer.objects.create(
            site=house.site, title=of.title, text=of.summary, types=[of.types], action_field=world.fields[ACTION_FIELD], executor=of.executor,
            crisis_format=of, starts=world.ago(days), where=Offer.Where.NEARBY if code == "V2" else Offer.Where.INSIDE, public=code in {"T4", "V2"},
        )  # fmt: skip
        made[code].legal_bases.add(world.bases[2])
    return made


def _past(world: World, house: House) -> None:
    """What the main house has done in the crisis of its county, which is over: one offer at the window instead of inside, and a note."""
    of, usual = CrisisFormat.objects.get(code="T4"), next(row for key, row in house.offers if key == "cafe")
    offer = Offer.objects.create(
        site=house.site, title=f"{usual.title} am Fenster", text=of.summary, types=[of.types], action_field=world.fields[ACTION_FIELD],
        executor=of.executor, crisis_format=of, continues=usual, starts=world.ago(415), ends=world.ago(381), public=False,
    )  # fmt: skip
    offer.legal_bases.add(world.bases[2])
    question = Term.objects.on(world.today).get(catalogue="crisis_question", code="needs")
    CrisisAnswer.objects.create(site=house.site, question=question, text=SAID["past_answer"], noted_on=world.ago(410), offer=offer)


def _count(world: World, house: House) -> None:
    """Two weeks of contacts; families are fewer than contacts."""
    monday = world.today - timedelta(days=world.today.weekday())
    topics = {term.code: term for term in Term.objects.on(world.today).filter(catalogue="crisis_topic")}
    for week, factor, reached in ((monday - timedelta(days=7), 0.8, 26), (monday, 1.0, 31)):
        OutreachCount.objects.bulk_create(
            OutreachCount(site=house.site, week=week, channel=channel, number=int(number * factor)) for channel, number in SAID["counts"].items()
        )
        TopicCount.objects.bulk_create(
            TopicCount(site=house.site, week=week, topic=topics[code], number=int(number * factor)) for code, number in SAID["topics"].items()
        )
        OutreachWeek.objects.create(site=house.site, week=week, reached=reached, families=44)


def _help(world: World) -> None:
    """The main county has more than its emergency service."""
    main, rows = world.house("Kita Lindenhof").county, []
    for number, county in enumerate(sorted(world.counties.values(), key=lambda county: county.ags)):
        known = SAID["help"] if county == main else [SAID["help"][0] | {"phone": f"0361 555 {4000 + 10 * number}"}]
        rows += [HelpEntry(place_id=county.pk, **row) for row in known]
    HelpEntry.objects.bulk_create(rows)
