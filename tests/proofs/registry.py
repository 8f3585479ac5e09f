"""A county with 10,000 Kitas and 300 sites: lists, filters, search, export and import preview ask as many queries as with 3 and stay small."""

import gzip
import io
import time
from datetime import date, timedelta

from django.utils import timezone

from sites.core.numbers import number
from tests.proofs.base import database, end

KITAS, SITES, PROVIDERS, TOWNS, AREAS = 10_000, 300, 400, 60, 40
MOST_BYTES = 60 * 1024  # of a page, packed as the web server sends it
MOST_QUERIES = 5 + 4  # of the page, and of every request
TODAY = timezone.localdate()


def begin(world) -> None:
    """One of everything a page shows beside the Kitas, so that no query stays away for want of rows."""
    from sites.models import Area, Site
    from tests import factories as make

    area = Area.objects.create(county=world.county, name="Planungsraum Mitte")
    Site.objects.filter(pk=world.own.pk).update(planning_area=area)
    make.make_need(world.own, released=True)
    make.make_report(world.own, TODAY.year)
    make.make_session(make.make_offer(world.own), TODAY - timedelta(days=2), figures=(4, 2, 6))


def fill(world) -> None:
    """Thousands of rows in one county, as a spreadsheet would bring them."""
    from sites.models import Area, Kita, Municipality, Place, Provider, Site, SiteForm, SiteKita, SitePhase
    from tests import factories as make

    county, since = world.county, date(2023, 1, 1)
    places = Place.objects.bulk_create(Place(kind="provider") for _ in range(PROVIDERS))
    providers = Provider.objects.bulk_create(Provider(place=place, county=county, name=f"Träger {number:03}") for number, place in enumerate(places))
    towns = Municipality.objects.bulk_create(
        Municipality(county=county, name=f"Gemeinde {number:02}", ags=f"{county.ags}{900 - number:03}") for number in range(TOWNS)
    )
    kitas = Kita.objects.bulk_create(
        Kita(
            county=county, municipality=towns[at % TOWNS], provider=providers[at % PROVIDERS], name=f"Kita Nummer {at:05}", key=f"K{at:05}", places=60
        )
        for at in range(KITAS)
    )
    areas = Area.objects.bulk_create(Area(county=county, name=f"Planungsraum {number:02}") for number in range(AREAS))
    places = Place.objects.bulk_create(Place(kind="site") for _ in range(SITES))
    sites = Site.objects.bulk_create(
        Site(
            place=place,
            county=county,
            municipality=towns[at % TOWNS],
            name=f"Standort {at:03}",
            slug=f"ort-{place.pk}",
            planning_area=areas[at % AREAS],
        )
        for at, place in enumerate(places)
    )
    dated = [{"site": site, "county_id": county.pk, "starts": since} for site in sites]
    SitePhase.objects.bulk_create(SitePhase(phase="established", **fields) for fields in dated)
    SiteForm.objects.bulk_create(SiteForm(form="gallery", leading=True, **fields) for fields in dated)
    SiteKita.objects.bulk_create(SiteKita(kita=kitas[at], leading=True, **fields) for at, fields in enumerate(dated))
    for at, site in enumerate(sites):
        make.make_report(site, TODAY.year, state="submitted" if at % 3 else "draft")
        make.make_session(make.make_offer(site), TODAY - timedelta(days=at % 40 + 1), figures=(4, 2, 6))


def pages(world) -> dict[str, str]:
    """What a planner opens: name → address, the same before and after."""
    from django.urls import reverse

    county, sites = [world.county.pk], reverse("reporting:site_list")
    kitas = reverse("sites:kita_list", args=county)
    return {
        "Kitas": kitas,
        "Kitas, gesucht": f"{kitas}?q=kita",
        "Kitas, gefiltert": f"{kitas}?municipality={world.town.pk}&without=permit",
        "Standorte": sites,
        "Standorte, gesucht": f"{sites}?q=o",
        "Standorte, gefiltert": f"{sites}?form=gallery&phase=established&report=open",
        "Standorte als CSV": reverse("reporting:site_export", args=["csv"]),
        "Räume und Zentren": reverse("sites:area_list", args=county),
        "Träger": reverse("sites:provider_list", args=county),
        "Träger, gesucht": f"{reverse('sites:provider_list', args=county)}?q=r",
        "Blatt des Landkreises": reverse("reporting:county_sheet", args=county),
        "Startseite": "/",
    }


def ask(client, method: str, url: str, **data):
    """(answer, queries beside transaction handling, milliseconds)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        begun = time.perf_counter()
        answer = getattr(client, method)(url, data)
        lasted = (time.perf_counter() - begun) * 1000
    own = [query["sql"] for query in seen.captured_queries]
    return answer, sum(not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")) for sql in own), lasted


def preview(client, world, number: int):
    """Upload a table of so many Kitas and look at what it would do: (queries of reading, queries of the page, answer, milliseconds)."""
    from django.urls import reverse

    lines = [f"N{at:05};Neue Kita {at:05};{world.town.ags};{world.provider.name}" for at in range(number)]
    table = io.BytesIO("\n".join(["Schlüssel;Name;Gemeinde;Träger", *lines]).encode())
    table.name = "kitas.csv"
    sent, reading, _ = ask(client, "post", reverse("planning:import_create", args=[world.county.pk]), kind="kitas", upload=table)
    answer, showing, lasted = ask(client, "get", sent["Location"])
    return reading, showing, answer, lasted


def look(client, world, number: int) -> dict[str, tuple[int, int, float]]:
    """Every page once to warm up, then measured: name → (queries, bytes packed, milliseconds)."""
    found = {}
    for name, url in pages(world).items():
        ask(client, "get", url)
        answer, queries, lasted = ask(client, "get", url)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        found[name] = (queries, len(gzip.compress(answer.content)), lasted)
    reading, showing, answer, lasted = preview(client, world, number)
    found["Tabelle, Vorschau"] = (showing, len(gzip.compress(answer.content)), lasted)
    found["Tabelle, Einlesen"] = (reading, 0, 0.0)
    return found


def compared(few: dict, many: dict) -> list[str]:
    failed = []
    print(f"  {'':24}{'3 Kitas':>9}{KITAS:>9}{'KB':>7}{'ms':>7}")
    for name, (queries, size, lasted) in many.items():
        print(f"  {name:24}{few[name][0]:9}{queries:9}{size / 1024:7.1f}{lasted:7.0f}", flush=True)
        if queries != few[name][0]:
            failed.append(f"{name}: {few[name][0]} queries with 3 Kitas, {queries} with {KITAS}")
        if size > MOST_BYTES and "CSV" not in name:
            failed.append(f"{name}: {size} bytes")
        if queries > MOST_QUERIES and name.startswith(("Kitas", "Standorte", "Träger", "Räume")):
            failed.append(f"{name}: {queries} queries")
    return failed


def walked(client, world) -> list[str]:
    """The pager visits every Kita of the search exactly once: as many as it counts, those with the word in their name among them."""
    from django.urls import reverse

    from sites.models import Kita
    from tests.conftest import as_owner

    with as_owner():
        named = {pk for pk, name in Kita.objects.filter(county=world.county).values_list("pk", "name") if "00" in name}
    url, seen = reverse("sites:kita_list", args=[world.county.pk]), []
    query = "?q=kita+nummer+00"
    while query:
        page = client.get(url + query).context["page"]
        seen += [kita.pk for kita in page.rows]
        query, counted = page.next_url, page.count
    is_whole = len(seen) == len(set(seen)) and named <= set(seen) and counted.startswith(f"{number(len(seen))} von ")
    return (
        []
        if is_whole
        else [f"paging showed {len(seen)} Kitas, {len(set(seen))} of them different; {len(named)} are named so; the page says {counted}"]
    )


def main() -> None:
    with database():
        from django.db import connection

        from tests.client import Client
        from tests.conftest import as_owner, make_world

        world = make_world()
        client = Client()
        client.force_login(world.people["social_planner"])
        with as_owner():
            begin(world)
        few = look(client, world, 3)
        with as_owner():
            fill(world)
            connection.cursor().execute("ANALYZE")
        many = look(client, world, KITAS)
        failed = compared(few, many) + walked(client, world)
    end("registry", 2 * len(many) + 1, failed)


if __name__ == "__main__":
    main()
