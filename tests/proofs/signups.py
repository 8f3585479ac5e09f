"""1,000 places, and 200 families at once for every 20 of them: 0 overbooked, the order kept, every notice written once; the naive way fails.

Then two families give their places back at once, again and again: one moves up for each, once.
"""

import os
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from queue import Empty, SimpleQueue

from tests.proofs.base import end
from tests.proofs.browser import manage

DATES, PLACES, RACERS, AT_ONCE, PAIRS = 50, 20, 200, 24, 100


def prepare() -> list[int]:
    """A published house with dates of 20 places each, committed; the numbers of the dates."""
    from django.db import transaction
    from django.utils import timezone

    from offers.services.publishing import publish
    from tests import factories as make
    from tests.conftest import as_owner, make_world

    world, today = make_world(), timezone.localdate()
    with transaction.atomic(), as_owner():
        offer = make.make_offer(world.own, "Babytreff", registration="required", capacity=PLACES)
        dates = [make.make_session(offer, today + timedelta(days=number + 1)).pk for number in range(DATES)]
        publish(site=world.own.pk, today=today)
    return dates


def in_threads(work, many: list) -> list:
    """Each in one of a few threads with a connection of its own, all let go at the same moment."""
    from django.db import connection

    gate, waiting, answers = threading.Barrier(AT_ONCE), SimpleQueue(), []
    for item in many:
        waiting.put(item)

    def hand() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            gate.wait(30)
            while True:
                answers.append(work(waiting.get_nowait()))
        except Empty:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(hand) for _ in range(AT_ONCE)]:
            done.result()
    return answers


def race(date: int) -> tuple[list[str], str]:
    """What is wrong after 200 families have signed up at once for one date, and how it stands."""
    from offers.services.signups import sign_up

    answers = in_threads(lambda number: sign_up(session=date, name=f"F{number}", contact=("", f"0361{number:06}")), list(range(RACERS)))
    counted, rows = Counter(answer.answer for answer in answers), asked("SELECT id, state FROM offers_signup WHERE session_id = %s ORDER BY id", date)
    states = [state for _, state in rows]
    wrong = []
    if counted != {"in": PLACES, "waiting": RACERS - PLACES}:
        wrong.append(f"answers {dict(counted)}")
    if states != ["in"] * PLACES + ["waiting"] * (RACERS - PLACES):
        wrong.append(f"{states.count('in')} have a place, or the order is broken")
    return wrong, f"{states.count('in')} in, {states.count('waiting')} waiting"


def naive(date: int) -> int:
    """The negative control: count, then write, as one would without holding the date. How many have a place then."""
    from django.db import connection, transaction

    from offers.models import SignUp
    from tests.conftest import as_owner

    def one(number):
        with transaction.atomic(), as_owner(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM offers_signup WHERE session_id = %s AND state = 'in'", [date])
            state = "in" if cursor.fetchone()[0] < PLACES else "waiting"
            cursor.execute("SELECT pg_sleep(0.002)")
            cursor.execute(
                "INSERT INTO offers_signup"
                " (site_id, session_id, title, held_on, starts_at, state, name, email, phone, call, secret_hash, by_house, nonce, created)"
                " SELECT site_id, id, 'x', held_on, starts_at, %s, 'x', '', %s, '', '', false, gen_random_uuid(), now()"
                " FROM offers_session WHERE id = %s",
                [state, f"0999{number:06}", date],
            )

    in_threads(one, list(range(RACERS)))
    with as_owner():
        return SignUp.objects.filter(session=date, state="in").count()


def two_at_once(date: int) -> list[str]:
    """Pairs give their places back at the same moment; the next two of the list have theirs, and each is told once."""
    from django.db import connection, transaction

    from offers.models import SignUp
    from offers.services.signups import give_back, secret_of
    from tests.conftest import as_owner

    with transaction.atomic(), as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE offers_signup SET email = 'f' || id || '@post.example', phone = '' WHERE session_id = %s", [date])
    wrong, told = [], 0
    for _ in range(PAIRS // 2):
        with as_owner():
            coming = list(SignUp.objects.filter(session=date, state="in").order_by("pk")[:2])
            waiting = list(SignUp.objects.filter(session=date, state="waiting").order_by("pk").values_list("pk", flat=True)[:2])
        gate = threading.Barrier(4)

        def back(row, gate=gate):
            try:
                gate.wait(30)
                return give_back(secret=secret_of(row.nonce))
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:  # each of them twice: a double click of both
            answers = Counter(pool.map(back, [*coming, *coming]))
        told += len(waiting)
        with as_owner():
            moved = list(SignUp.objects.filter(pk__in=waiting, state="in").values_list("pk", flat=True))
            number = SignUp.objects.filter(session=date, state="in").count()
        if answers != {"in": 2, "again": 2} or sorted(moved) != waiting or number != PLACES:
            wrong.append(f"answers {dict(answers)}, moved up {moved} of {waiting}, {number} have a place")
    mails = asked("SELECT (arguments ->> 'signup')::bigint, count(*) FROM sites_job WHERE arguments ->> 'kind' = 'moved_up' GROUP BY 1")
    if len(mails) != told or any(number != 1 for _, number in mails):
        wrong.append(f"{told} have moved up, mails by family: {Counter(number for _, number in mails)}")
    print(f"  {PAIRS // 2} times two at once, each of them twice: {told} moved up, {sum(number for _, number in mails)} mails written")
    return wrong


def asked(sql: str, *values: object) -> list[tuple]:
    from django.db import connection

    from tests.conftest import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def main() -> None:
    from tests.proofs import visits
    from tests.proofs.training_signups import prove_trainings

    environment = {**os.environ}
    environment.pop("THEKIZ_PROOF", None)
    manage(environment, "migrate", "--verbosity", "0")
    os.environ["TEST_DATABASE_URL"] = os.environ["DATABASE_URL"].replace("thekiz_web", "thekiz_test")
    import django

    django.setup()
    dates, begin, failed = prepare(), time.monotonic(), []
    for date in dates:
        wrong, stands = race(date)
        failed += [f"date {date}: {one}" for one in wrong]
        if date == dates[0]:
            print(f"  the first date: {stands}")
    seconds = time.monotonic() - begin
    print(f"  {DATES * PLACES} places, {DATES * RACERS} sign-ups, {AT_ONCE} at the same moment: {DATES * RACERS / seconds:.0f} a second")
    failed += two_at_once(dates[0])
    with_naive = naive(prepare_another())
    print(f"  the naive way for {PLACES} places: {with_naive} have one")
    if with_naive <= PLACES:
        failed.append("the naive way did not overbook: this proof would not see it")
    parts = [visits.prove(), prove_trainings()]
    end("signups", DATES * RACERS + PAIRS + sum(tried for tried, _ in parts), failed + [one for _, wrong in parts for one in wrong])


def prepare_another() -> int:
    """One more date of the same offer."""
    from django.db import transaction
    from django.utils import timezone

    from offers.models import Offer
    from tests import factories as make
    from tests.conftest import as_owner

    with transaction.atomic(), as_owner():
        return make.make_session(Offer.objects.select_related("site").get(title="Babytreff"), timezone.localdate() + timedelta(days=DATES + 1)).pk


if __name__ == "__main__":
    main()
