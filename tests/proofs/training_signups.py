"""Places at trainings, a part of `./run prove signups`: 200 at once for 20 places each, pairs that cancel, every notice once; the naive way fails."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.proofs.signups import asked, in_threads

TRAININGS, PLACES, RACERS, PAIRS = 10, 20, 200, 40


def prepare(number: int) -> list[int]:
    """Published trainings of the state office with 20 places each, committed; their numbers."""
    from django.db import transaction

    from sites.models import State
    from tests import factories as make
    from tests.conftest import as_owner

    with transaction.atomic(), as_owner():
        return [make.make_training(State.objects.get(), f"Fortbildung {at}", capacity=PLACES).pk for at in range(number)]


def race(training: int) -> list[str]:
    """What is wrong after 200 people have registered at once for one training."""
    from processes.services.trainings import register

    def one(number: int) -> str:
        return register(training=training, role="head", county=None, name=f"P{number}", email=f"p{number}@t{training}.example").answer

    counted = Counter(in_threads(one, list(range(RACERS))))
    rows = asked("SELECT state FROM processes_trainingregistration WHERE training_id = %s ORDER BY id", training)
    states = [state for (state,) in rows]
    wrong = []
    if counted != {"in": PLACES, "waiting": RACERS - PLACES}:
        wrong.append(f"answers {dict(counted)}")
    if states != ["in"] * PLACES + ["waiting"] * (RACERS - PLACES):
        wrong.append(f"{states.count('in')} have a place, or the order is broken")
    return wrong


def two_at_once(training: int) -> list[str]:
    """Pairs give their places back at the same moment, each with a double click; the next two of the list have theirs, and each is told once."""
    from django.db import connection

    from processes.models import TrainingRegistration
    from processes.services.trainings import leave, secret_of
    from tests.conftest import as_owner

    wrong, told = [], 0
    for _ in range(PAIRS // 2):
        with as_owner():
            coming = list(TrainingRegistration.objects.filter(training=training, state="in").order_by("pk")[:2])
            waiting = list(TrainingRegistration.objects.filter(training=training, state="waiting").order_by("pk").values_list("pk", flat=True)[:2])
        gate = threading.Barrier(4)

        def back(row, gate=gate):
            try:
                gate.wait(30)
                return leave(secret=secret_of(row.nonce))
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            answers = Counter(pool.map(back, [*coming, *coming]))
        told += len(waiting)
        with as_owner():
            moved = list(TrainingRegistration.objects.filter(pk__in=waiting, state="in").values_list("pk", flat=True))
            number = TrainingRegistration.objects.filter(training=training, state="in").count()
        if answers != {"in": 2, "again": 2} or sorted(moved) != waiting or number != PLACES:
            wrong.append(f"answers {dict(answers)}, moved up {moved} of {waiting}, {number} have a place")
    notices = asked(
        "SELECT j.arguments ->> 'registration', j.arguments ->> 'kind', count(*) FROM sites_job j JOIN processes_trainingregistration r"
        " ON r.id = (j.arguments ->> 'registration')::bigint WHERE j.name = 'processes.mail_training' AND r.training_id = %s GROUP BY 1, 2",
        training,
    )
    kinds = Counter(kind for _, kind, _ in notices)
    if any(number != 1 for *_, number in notices) or kinds != {"in": PLACES, "waiting": RACERS - PLACES, "moved_up": told}:
        wrong.append(f"{told} have moved up, notices {dict(kinds)}, or one of them twice")
    return wrong


def naive(training: int) -> int:
    """The negative control: count, then write, as one would without holding the training. How many have a place then."""
    from django.db import connection, transaction

    from tests.conftest import as_owner

    def one(number: int) -> None:
        with transaction.atomic(), as_owner(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM processes_trainingregistration WHERE training_id = %s AND state = 'in'", [training])
            state = "in" if cursor.fetchone()[0] < PLACES else "waiting"
            cursor.execute("SELECT pg_sleep(0.002)")
            cursor.execute(
                "INSERT INTO processes_trainingregistration (place_id, training_id, name, email, role, state, attended, evaluated, nonce,"
                " secret_hash, created) SELECT place_id, id, 'x', %s, 'head', %s, false, false, gen_random_uuid(), %s, now()"
                " FROM processes_training WHERE id = %s",
                [f"n{number}@post.example", state, f"naive {number}", training],
            )

    in_threads(one, list(range(RACERS)))
    return asked("SELECT count(*) FROM processes_trainingregistration WHERE training_id = %s AND state = 'in'", training)[0][0]


def prove_trainings() -> tuple[int, list[str]]:
    """How many people have tried, and what was wrong."""
    trainings = prepare(TRAININGS + 1)
    failed = [f"training {training}: {one}" for training in trainings[:-1] for one in race(training)]
    failed += two_at_once(trainings[0])
    overbooked = naive(trainings[-1])
    print(f"  trainings: {TRAININGS * PLACES} places, {TRAININGS * RACERS} registrations; the naive way for {PLACES} places: {overbooked} have one")
    if overbooked <= PLACES:
        failed.append("the naive way did not overbook a training: this proof would not see it")
    return TRAININGS * RACERS + PAIRS, failed
