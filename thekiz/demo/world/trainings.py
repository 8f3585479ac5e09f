"""What the state office and a county offer: trainings and events with who comes, who waits and who was there."""

from datetime import time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from planning.models import Term
from processes.models import TopicProposal, Training, TrainingDay, TrainingFeedback, TrainingRegistration
from processes.services.trainings import secret_of
from sites.core.roles import Role
from sites.core.strangers import hash_of
from sites.models import County
from thekiz.demo.world.base import World, at, words

FIRST = ("Anne", "Birgit", "Carola", "Doreen", "Elke", "Frauke", "Grit", "Heike", "Ilka", "Jens", "Katja", "Liane", "Maik", "Nicole", "Olaf")
LAST = ("Albrecht", "Böhme", "Döring", "Ehrhardt", "Fiedler", "Günther", "Hartung", "Jahn", "Keil", "Lorenz", "Möller", "Nagel", "Otto")
ROLES = ("coordinator", "coordinator", "head", "coordinator", "professional", "facilitator", "office")
SAID = ("Mehr Zeit zum Üben.", "", "", "Ein Beispiel aus einem kleinen Ort.", "", "Nichts, es war rund.")


def teach(world: World) -> None:
    """Everything in words/trainings.toml."""
    counties = {county.name: county for county in County.objects.all()}
    terms = {term.code: term for term in Term.objects.filter(catalogue="training_topic")}
    for number, entry in enumerate(words("trainings")["training"]):
        _plan(world, entry, number, counties, terms.get(entry.get("topic", "")))


def _plan(world: World, entry: dict[str, Any], number: int, counties: dict[str, County], topic: Term | None) -> None:
    keeper = counties[entry["keeper"]].pk if "keeper" in entry else world.state.pk
    training = Training.objects.create(
        place_id=keeper, kind=entry["kind"], title=entry["title"], summary=entry["summary"], text=entry.get("text", ""), topic=topic,
        audience=entry["audience"], speaker=entry.get("speaker", ""), channel=entry.get("channel", "on_site"), venue=entry.get("venue", ""),
        county=counties.get(entry.get("county", "")), link=entry.get("link", ""), capacity=entry.get("capacity"), fee_note=entry.get("fee_note", ""),
        closes_on=_day(world, entry["closes"]), topics_until=_day(world, entry["topics"]) if "topics" in entry else None,
        state="held" if entry.get("held") else "open", materials=entry.get("materials", ""),
    )  # fmt: skip
    begins, ends = entry.get("hours", (9, 15.5))
    TrainingDay.objects.bulk_create(
        TrainingDay(place_id=keeper, training=training, held_on=_day(world, day), starts_at=time(begins), ends_at=time(int(ends), int(ends % 1 * 60)))
        for day in entry["days"]
    )
    TopicProposal.objects.bulk_create(
        TopicProposal(place_id=keeper, training=training, text=text, proposed_on=world.ago(3 + at))
        for at, text in enumerate(entry.get("proposals", ()))
    )
    _fill(world, training, entry, number, list(counties.values()))
    office = world.accounts["landesstelle"] if keeper == world.state.pk else world.official(counties[entry["keeper"]], Role.SOCIAL_PLANNER)
    role = Role.STATE_OFFICE if keeper == world.state.pk else Role.SOCIAL_PLANNER
    world.tell(training, world.past(_day(world, entry["closes"] - 40)), office, role, "open", "Fortbildung veröffentlicht")


def _day(world: World, number: int) -> Any:
    return world.today + timedelta(days=number)


def _fill(world: World, training: Training, entry: dict[str, Any], number: int, counties: list[County]) -> None:
    coming, waiting, freed, is_over = entry.get("coming", 0), entry.get("waiting", 0), entry.get("freed", 0), bool(entry.get("held"))
    first = _day(world, entry["days"][0])
    rows = []
    for place in range(coming + waiting):
        state = "in" if place < coming else "waiting"
        account = world.accounts[entry["waits"]] if "waits" in entry and place == coming + 2 else None
        account = world.accounts[entry["attended"]] if "attended" in entry and not place else account
        name = f"{FIRST[(place * 7 + number) % len(FIRST)]} {LAST[(place * 5 + number * 3) % len(LAST)]}"
        nonce = uuid5(NAMESPACE_URL, f"training:{number}:{place}")
        contact = {} if account else {"name": name, "email": f"t{number}p{place}@post.example"}
        rows.append(TrainingRegistration(
            place_id=training.place_id, training=training, person=account, role=ROLES[place % len(ROLES)], county=counties[place * 3 % len(counties)],
            state=state, attended=is_over and place != 4, evaluated=(is_over and place % 3 == 1) or bool(account and entry.get("evaluated")),
            moved_up_on=first - timedelta(days=4 + place % 5) if coming - freed <= place < coming else None,
            created=at(world.past(training.closes_on - timedelta(days=25 - place)), 8, 12), nonce=nonce, secret_hash=hash_of(secret_of(nonce)), **contact,
        ))  # fmt: skip
    TrainingRegistration.objects.bulk_create(rows)
    said = sum(row.evaluated for row in rows)
    TrainingFeedback.objects.bulk_create(
        TrainingFeedback(place_id=training.place_id, training=training, learned=4 - one % 2, usable=3 + one % 2, words=SAID[one % len(SAID)])
        for one in range(said)
    )
