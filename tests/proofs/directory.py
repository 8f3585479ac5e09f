"""The directory of families and the page of one house at 70 houses and at 10,000: the same number of queries, at most 1.2 times the CPU."""

import resource
import statistics
from datetime import timedelta

from tests.proofs.base import database, end

FEW, MANY, MOST = 70, 10_000, 1.2
ROUNDS, ASKED = 7, 12


def houses(world, first: int, last: int) -> None:
    """Published houses in bulk, each with an offer and a date; as the owner, in the counties of the world."""
    from django.db import transaction
    from django.utils import timezone

    from offers.models import Offer, PublicDate, PublicOffer, PublicPage, Session
    from planning.models import ActionField
    from sites.models import Place, Site
    from tests.conftest import as_owner

    today, field = timezone.localdate(), ActionField.objects.first()
    with transaction.atomic(), as_owner():
        numbers = range(first, last)
        places = Place.objects.bulk_create(Place(kind="site") for _ in numbers)
        town, county = world.town, world.county
        sites = Site.objects.bulk_create(
            Site(place=place, county=county, municipality=town, name=f"Kita {number:05}", slug=f"kita-{number:05}")
            for number, place in zip(numbers, places, strict=True)
        )
        offers = Offer.objects.bulk_create(
            Offer(site=site, title="Elterncafé", types=["encounter"], action_field=field, starts=today) for site in sites
        )
        sessions = Session.objects.bulk_create(
            Session(
                site=offer.site, county=county, offer=offer, offer_type="encounter", action_field=field, held_on=today + timedelta(days=1),
                starts_at="10:00", ends_at="11:00",
            )
            for offer in offers
        )  # fmt: skip
        PublicPage.objects.bulk_create(
            PublicPage(
                site=site, slug=site.slug, name=site.name, town=f"Ort {site.pk % 900}", county_name=f"Kreis {site.pk % 22:02}", county_key="16070",
                themes=["parenting"] if site.pk % 5 == 0 else ["encounter"], audience=["families"],
            )
            for site in sites
        )  # fmt: skip
        PublicOffer.objects.bulk_create(
            PublicOffer(
                site=offer.site,
                offer=offer,
                slug="elterncafe",
                title=offer.title,
                types=offer.types,
                origin="both",
                registration="none",
                starts=today,
            )
            for offer in offers
        )
        PublicDate.objects.bulk_create(
            PublicDate(
                site_id=session.site_id, session=session, offer_id=session.offer_id, title="Elterncafé", held_on=session.held_on,
                starts_at=session.starts_at, ends_at=session.ends_at,
            )
            for session in sessions
        )  # fmt: skip


def pages(today) -> dict[str, str]:
    return {
        "directory": "/familien/",
        "searched": "/familien/?q=kita+00042",
        "theme": "/familien/?theme=parenting",
        "day": f"/familien/?day={(today + timedelta(days=1)).isoformat()}",
        "house": "/familien/kita-00042/",
        "offer": "/familien/kita-00042/angebot/elterncafe/",
        "feed": "/familien/feed.json",
    }


def measured(address: str) -> tuple[int, float]:
    """Queries of one request, and the CPU of this process for it: the least of several rounds, because others use the machine as well."""
    from django.db import connection

    from tests.client import Client

    browser, seen = Client(), []

    def noted(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        if browser.get(address).status_code != 200:
            raise SystemExit(f"{address} does not answer.")
    rounds = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_SELF)
        for _ in range(ASKED):
            browser.get(address)
        after = resource.getrusage(resource.RUSAGE_SELF)
        rounds.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / ASKED * 1000)
    return len(seen), statistics.median(sorted(rounds)[:5])


def main() -> None:
    with database():
        from django.db import connection
        from django.utils import timezone

        from tests.conftest import as_owner, make_world

        world, today = make_world(), timezone.localdate()
        houses(world, 0, FEW)
        few = {name: measured(address) for name, address in pages(today).items()}
        houses(world, FEW, MANY)
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        many = {name: measured(address) for name, address in pages(today).items()}
    failed = []
    for name, (queries, cpu) in few.items():
        more_queries, more_cpu = many[name]
        now = f"{more_queries} queries, {more_cpu:5.1f} ms at {MANY}: {more_cpu / cpu:.2f}"
        print(f"  {name:10} {queries} queries, {cpu:5.1f} ms at {FEW} houses; {now}")
        failed += [f"{name}: {queries} queries have become {more_queries}"] if queries != more_queries else []
        failed += [f"{name}: {more_cpu / cpu:.2f} times the CPU"] if more_cpu > MOST * cpu else []
    end("directory", 2 * len(few), failed)


if __name__ == "__main__":
    main()
