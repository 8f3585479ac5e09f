"""Consultation visits under racers: never more in a month than the house has said, each time taken once; the naive way takes too many.

A part of the proof of sign-ups: it runs in the world that `tests.proofs.signups` has made.
"""

from collections import Counter
from datetime import date, time, timedelta

from tests.proofs.signups import asked, in_threads

MONTHS, LIMIT, TIMES, VISITORS = 6, 8, 12, 60
TOO_MANY = {"asked", "taken", "full", "many"}


def prepare(site) -> list[date]:
    """The site as a consultation site with some fixed times in each of the coming months; the first days of these months."""
    from django.db import transaction
    from django.utils import timezone

    from processes.models import ConsultationSlot
    from tests import factories as make
    from tests.conftest import as_owner

    today = timezone.localdate()
    firsts = [date(today.year + (today.month + number - 1) // 12, (today.month + number - 1) % 12 + 1, 1) for number in range(1, MONTHS + 2)]
    with transaction.atomic(), as_owner():
        make.make_consultation_site(site)
        make.make_consultation_profile(site, monthly_limit=LIMIT)
        for first in firsts:
            for number in range(TIMES):
                day = first + timedelta(days=number)
                ConsultationSlot.objects.create(site=site, day=day, starts_at=time(9), ends_at=time(11))
    return firsts


def slots_of(site, first: date) -> list[int]:
    from processes.models import ConsultationSlot
    from tests.conftest import as_owner

    with as_owner():
        return list(ConsultationSlot.objects.filter(site=site, day__year=first.year, day__month=first.month).values_list("pk", flat=True))


def race(site, first: date, number: int) -> list[str]:
    """What is wrong after many have asked at once for the times of one month. Each month is asked on a day of its own, one after the other."""
    from django.utils import timezone

    from processes.services.consultation import ask_visit

    slots, at = slots_of(site, first), timezone.now() - timedelta(days=2 * (MONTHS - number))

    def ask(visitor):
        return ask_visit(
            slug=site.slug, slot=slots[visitor % TIMES], role="centre", kinds=["tour"], organisation="Kita", people=2, wished="", question="",
            name="Kim", contact=("", f"0361{visitor:06}"), at=at,
        )  # fmt: skip

    counted = Counter(answer.answer for answer in in_threads(ask, list(range(VISITORS))))
    taken = asked("SELECT slot_id FROM processes_consultationvisit WHERE site_id = %s AND date_trunc('month', day) = %s", site.pk, first)
    wrong = [] if set(counted) <= TOO_MANY else [f"answers {dict(counted)}"]
    if len(taken) != LIMIT or counted["asked"] != LIMIT:
        wrong.append(f"{first:%Y-%m}: {len(taken)} visits and {counted['asked']} answers for {LIMIT} places")
    if len(set(taken)) != len(taken):
        wrong.append(f"{first:%Y-%m}: a time was taken twice")
    return wrong


def naive(site, first: date) -> int:
    """The negative control: count, then write, with the trigger away. How many visits the month has then."""
    from django.db import connection, transaction

    from tests.conftest import as_owner

    slots = slots_of(site, first)

    def one(number):
        with transaction.atomic(), as_owner(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM processes_consultationvisit WHERE site_id = %s AND date_trunc('month', day) = %s", [site.pk, first])
            (held,) = cursor.fetchone()
            cursor.execute("SELECT pg_sleep(0.002)")
            if held < LIMIT:
                cursor.execute(
                    "INSERT INTO processes_consultationvisit (site_id, state, role, kinds, organisation, people, wished, day, starts_at, ends_at,"
                    " question, answer, notes, name, email, phone, nonce, secret_hash, created, useful, took_along, missed)"
                    " SELECT site_id, 'asked', 'centre', '{tour}', '', 1, '', day, starts_at, ends_at, '', '', '', 'x', '', '', gen_random_uuid(),"
                    " '', now(), '', '', '' FROM processes_consultationslot WHERE id = %s",
                    [slots[number % TIMES]],
                )

    switch("DISABLE")
    in_threads(one, list(range(VISITORS)))
    switch("ENABLE")
    return len(asked("SELECT id FROM processes_consultationvisit WHERE site_id = %s AND date_trunc('month', day) = %s", site.pk, first))


def switch(how: str) -> None:
    from django.db import connection, transaction

    from tests.conftest import as_owner

    with transaction.atomic(), as_owner(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE processes_consultationvisit {how} TRIGGER visit_limit")


def prove() -> tuple[int, list[str]]:
    """How many have asked, and what is wrong."""
    from sites.models import Site
    from tests.conftest import as_owner

    with as_owner():
        site = Site.objects.order_by("pk").first()
    *months, control = prepare(site)
    failed = [one for number, first in enumerate(months) for one in race(site, first, number)]
    print(f"  visits: {MONTHS} months of {LIMIT} places, {MONTHS * VISITORS} requests at once")
    with_naive = naive(site, control)
    print(f"  visits, the naive way for {LIMIT} places: {with_naive}")
    if with_naive <= LIMIT:
        failed.append("visits: the naive way did not take too many: this proof would not see it")
    return MONTHS * VISITORS, failed
