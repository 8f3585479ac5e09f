"""What the state office does for all, and what houses publish for others: advice, seats, visits, wishes, practice examples."""

from datetime import date, timedelta
from typing import Any

from planning.models import Inquiry, InquiryMessage, Term
from processes.models import AdviceContact, BodySeat, PracticeExample, PracticeFigure, PracticeMedium, PracticeUse, PublishedExample, SiteVisit
from processes.rules.practice import content_of, slug_of, tags_of, words_of
from sites.core.days import month_long
from sites.core.roles import Role
from sites.models import Phase
from thekiz.demo.world.base import House, World, at, words
from thekiz.demo.world.records import store

WORDS = words("office")


def serve(world: World) -> None:
    """The log of the state office and what the houses ask of it."""
    others = [house for house in world.houses if house.running and house.county != world.house("Kita Lindenhof").county]
    topics = {term.code: term for term in Term.objects.on(world.today).filter(catalogue=Term.Catalogue.TRAINING_TOPIC)}
    officer = f"{world.accounts['landesstelle'].name}, {Role.STATE_OFFICE.label}"
    for number, given in enumerate(WORDS["contact"]):
        house = others[number * 5 % len(others)]
        AdviceContact.objects.create(
            place_id=world.state.pk, held_on=world.ago(given["days"]), topic=topics[given["topic"]], county=house.county, site=house.site,
            person=world.accounts["prozessbegleitung"] if given.get("own") else None, adviser=officer,
            **{name: given[name] for name in ("channel", "asker", "minutes", "words")},
        )  # fmt: skip
    for given in WORDS["seat"]:
        starts = date(world.year - given["years"], 3, 1)
        BodySeat.objects.create(
            place_id=world.state.pk, name=given["name"], organisation=given["organisation"], person=officer.partition(",")[0], starts=starts
        )
    for number, given in enumerate(WORDS["visit"]):
        house = world.house("Kita Lindenhof") if number == 0 else others[number * 3]
        SiteVisit.objects.create(
            county=house.county, site=house.site, house=house.site if given["released"] else None, visited_on=world.ago(given["days"]),
            channel=given["channel"], visitor=officer, notes=given["notes"],
        )  # fmt: skip
    for number, given in enumerate(WORDS["wish"]):
        _wish(world, others[number * 4 % len(others)], given, topics)
    publish(world, others)


def _wish(world: World, house: House, given: dict[str, Any], topics: dict[str, Term]) -> None:
    begun = at(world.ago(given["days"]), 9)
    inquiry = Inquiry.objects.create(
        site=house.site, office_id=world.state.pk, kind=given["kind"], title=given["title"], site_name=f"{house.name}, {house.county.name}",
        topic=topics.get(given.get("topic", "")), wanted_on=world.today + timedelta(days=given["wanted"]) if "wanted" in given else None, begun=begun,
    )  # fmt: skip
    InquiryMessage.objects.create(
        inquiry=inquiry, site=house.site, office_id=world.state.pk, text=given["question"], person=house.coordinator,
        person_label=house.label(Role.COORDINATOR), at=begun,
    )  # fmt: skip
    world.tell(inquiry, world.ago(given["days"]), house.coordinator, Role.COORDINATOR, "asked", f"Anliegen „{inquiry}“ gestellt", hour=9)


def publish(world: World, others: list[House]) -> None:
    """Examples of houses that are open to others, and one of the main house that waits for its review."""
    open_houses = [house for house in others if house.phase == Phase.CONSULTATION] or others
    for number, given in enumerate(WORDS["example"]):
        house = open_houses[number * 3 % len(open_houses)]
        example = _example(world, house, given)
        day = world.ago(30 * given["months"])
        example.reviewer, example.reviewed_on, example.state = "Fachstelle ThEKiZ", day, PracticeExample.State.PUBLISHED
        example.save()
        _copy(example, house, day)
        for place, changed in zip(others[5:], given["changed"], strict=False):
            PracticeUse.objects.create(site=place.site, example=example, used_on=day + timedelta(days=40), changed=changed)
    main = world.house("Kita Lindenhof")
    _example(world, main, WORDS["waiting"]).save()
    _begin(world, main)


def _begin(world: World, house: House) -> None:
    """An example that is still being written, with a paper."""
    example = _example(world, house, WORDS["begun"])
    example.office_id, example.consent, example.content, example.state = None, "", {}, PracticeExample.State.DRAFT
    example.save()
    paper = store(world, house.site.pk, house.coordinator, WORDS["paper"]["title"], WORDS["paper"]["title"], tuple(WORDS["paper"]["lines"]), example)
    PracticeMedium.objects.create(site=house.site, example=example, document=paper, caption=WORDS["paper"]["caption"])


def _example(world: World, house: House, given: dict[str, Any]) -> PracticeExample:
    """As it was submitted."""
    kept = ("title", "lead", "why", "goals", "staff", "room", "money", "lead_time", "failed", "types", "groups")
    example = PracticeExample.objects.create(
        site=house.site, house=f"{house.name}, {house.town.name}", steps=given["steps"].strip(), action_field=world.fields[given["field"]],
        **{name: given[name] for name in kept},
    )  # fmt: skip
    example.themes.set(Term.objects.on(world.today).filter(catalogue=Term.Catalogue.THEME, code__in=given["themes"]))
    figures = [
        PracticeFigure(
            site=house.site, example=example, label=label, value=value, number=number or None, words=says, counted=f"{month} {world.year - 1}"
        )
        for label, value, number, says, month in given["figures"]
    ]
    PracticeFigure.objects.bulk_create(figures)
    example.office_id, example.consent = house.county.pk, house.label(Role.COORDINATOR)
    example.content, example.state = content_of(example, figures, ()), PracticeExample.State.SUBMITTED
    return example


def _copy(example: PracticeExample, house: House, day: date) -> None:
    themes = list(example.themes.all())
    tags = tags_of(example, [theme.label for theme in themes])
    PublishedExample.objects.create(
        example=example, site=house.site, county=house.county, slug=slug_of(example), title=example.title, lead=example.lead, house=example.house,
        county_name=house.county.name, types=example.types, themes=[theme.code for theme in themes], tags=tags, action_field=example.action_field,
        content=example.content, consent=example.consent, reviewed=f"geprüft von der Fachstelle ThEKiZ im {month_long(day)}", published_on=day,
        words=words_of(example, tags),
    )  # fmt: skip
