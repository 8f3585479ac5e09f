"""On random worlds every figure that two outputs show is the same: page, CSV, XLSX, PDF, roll-up, year by year and as of then.

Additional offers alone count; county and state stand as of the last closed month; what a house was in a year is told day by day by hand.

`./run prove figures [WORLDS] [SEED]`: a failure names its world; the same seed makes the same worlds on the same day.
"""

import csv
import io
import random
import re
import sys
from datetime import date, time, timedelta

from django.utils import timezone

from tests.proofs.base import database, end

WORLDS, SEED, PAPERS = 40, 1, 8  # every eighth world is printed as PDF, too
#: How the key figures of a report go on after the figure: sessions held, Teilnahmen of adults and of children.
WORDS = ("Termine haben stattgefunden", "Teilnahmen Erwachsener –", "Teilnahmen von Kindern –")
PEOPLE = ("adults_centre", "adults_space", "children")
TODAY = timezone.localdate()
YEARS = (TODAY.year - 2, TODAY.year - 1, TODAY.year)
CLOSED = TODAY.replace(day=1) - timedelta(days=1)
DAY = timedelta(days=1)


def fill(world, dice: random.Random) -> None:
    """Offers of both kinds with sessions in every state, then what people do to them afterwards: reclassify, correct, move, delete."""
    from offers.models import OfferType, Session
    from tests import factories as make

    first, offers = date(YEARS[0], 1, 1), []
    for name, site in world.sites.items():
        for number in range(dice.randint(0, 4)):
            kinds = dice.sample(OfferType.values, dice.randint(1, 2))
            facts = {"types": kinds, "action_field": make.action_field(dice.randint(3, 6)), "additional": dice.random() < 0.7}
            offers.append(offer := make.make_offer(site, f"Angebot {name} {number}", **facts))
            for at in range(dice.randint(0, 12)):
                day = first + timedelta(days=dice.randint(0, (TODAY - first).days))
                state = dice.random()
                figures = tuple(dice.randint(0, 20) for _ in PEOPLE) if state < 0.8 else None
                make.make_session(offer, day, figures=figures, at=time(8 + at), cancelled=state > 0.9)
        for year in YEARS:
            make.make_report(site, year, ready=True)
    for offer in dice.sample(offers, len(offers) // 3):
        offer.additional = not offer.additional
        offer.save()
    for session in list(Session.objects.order_by("pk")):
        change = dice.random()
        if change < 0.05:
            session.delete()
        elif change < 0.15 and session.logged:
            session.children += 3
            session.save()
        elif change < 0.2:
            Session.objects.filter(pk=session.pk).update(held_on=first + timedelta(days=dice.randint(0, (TODAY - first).days)), starts_at=time(6))


def turn(world, dice: random.Random) -> None:
    """What houses were: former names, former providers, forms that follow one another. Days in and around the years of the world."""
    from sites.models import FormerName, FormerProvider, SiteForm, SiteKita

    first, length = date(YEARS[0] - 1, 7, 1), (TODAY - date(YEARS[0] - 1, 7, 1)).days
    providers = [world.provider, world.other_provider]
    for name, site in world.sites.items():
        kita = SiteKita.objects.get(site=site).kita
        for number, ends in enumerate(sorted({first + dice.randrange(length) * DAY for _ in range(dice.randint(0, 3))})):
            FormerName.objects.create(place_id=site.pk, subject=f"sites.site:{site.pk}", name=f"Haus {name} {number}", ends=ends)
        for ends in sorted({first + dice.randrange(length) * DAY for _ in range(dice.randint(0, 3))}):
            FormerProvider.objects.create(county_id=kita.county_id, kita=kita, provider=dice.choice(providers), ends=ends)
        if dice.random() < 0.6:
            turned = first + dice.randrange(length) * DAY
            SiteForm.objects.filter(site=site).update(ends=turned)
            for form in dice.sample(["one_roof", "guide", "gallery", "network"], dice.randint(1, 2)):
                SiteForm.objects.create(site=site, county_id=site.county_id, form=form, starts=turned + DAY)


def as_it_was(site, year: int) -> dict[str, object]:
    """The name of the last day, and the providers with their days: every day of the year is asked alone."""
    from sites.models import FormerName, FormerProvider, SiteForm, SiteKita
    from tests.conftest import as_owner

    with as_owner():
        names = list(FormerName.objects.filter(subject=f"sites.site:{site.pk}").order_by("ends"))
        kita = SiteKita.objects.select_related("kita__provider").get(site=site).kita
        handed = list(FormerProvider.objects.filter(kita=kita).select_related("provider").order_by("ends"))
        forms = list(SiteForm.objects.filter(site=site).order_by("-leading", "form"))
    last = min(date(year, 12, 31), TODAY)

    def provider_on(day: date) -> str:
        return next((one.provider.name for one in handed if one.ends >= day), kita.provider.name)

    days = [date(year, 1, 1) + number * DAY for number in range((last - date(year, 1, 1)).days + 1)]
    runs: list[tuple[str, date, date]] = []
    for day in days:
        name = provider_on(day)
        runs = [*runs[:-1], (name, runs[-1][1], day)] if runs and runs[-1][0] == name else [*runs, (name, day, day)]
    words = []
    for name, starts, ends in runs:
        begins = f"ab {starts:%-d.%-m.}" if ends == last else f"vom {starts:%-d.%-m.} bis {ends:%-d.%-m.}"
        words.append(name if len(runs) == 1 else f"{f'bis {ends:%-d.%-m.}' if starts == days[0] else begins} {name}")
    labels = [form.get_form_display() for form in forms if form.starts <= last and (form.ends is None or form.ends >= last)]
    return {
        "name": next((one.name for one in names if one.ends >= last), site.name),
        "providers": ", ".join(words),
        "form": labels[0] if len(labels) == 1 else f"Mischform aus {' und '.join(labels)}",
    }


def truth(sites, year: int, until: date = TODAY) -> dict[str, int]:
    """From the sessions alone, added up by hand, past the wall."""
    from offers.models import Session
    from tests.conftest import as_owner

    with as_owner():
        known = list(Session.objects.filter(site__in=list(sites), held_on__year=year, held_on__lte=until).select_related("offer"))
    sessions = [row for row in known if row.offer.additional]
    people = {name: sum(getattr(row, name) or 0 for row in sessions) for name in PEOPLE}
    return {"held": sum(row.logged is not None for row in sessions), "cancelled": sum(row.cancelled for row in sessions), **people}


def everybody(figures: dict[str, int]) -> int:
    return sum(figures[name] for name in PEOPLE)


# Outputs: (what it is, what it says, what is true) --------------------------------------------------------------------


def rolled_up(world):
    from django.db.models import Sum

    from reporting.models import CountyQuarter, SiteQuarter
    from tests.conftest import as_owner

    names = {"held": "sessions", "cancelled": "cancelled", **{name: name for name in PEOPLE}}
    for year in YEARS:
        for model, place, known in ((SiteQuarter, "site", world.sites.values()), (CountyQuarter, "county", (world.county, world.other_county))):
            for one in known:
                with as_owner():
                    sums = model.objects.filter(**{place: one, "year": year}).aggregate(**{name: Sum(of, default=0) for name, of in names.items()})
                yield f"roll-up of {one} {year}", sums, truth([one] if place == "site" else of_county(world, one), year)


def of_county(world, county) -> list:
    return [site for site in world.sites.values() if site.county_id == county.pk]


def listed(world, client):
    """The list of sites: page, CSV and XLSX of every year."""
    import openpyxl
    from django.urls import reverse

    for year in YEARS:
        then = {site.pk: as_it_was(site, year) for site in of_county(world, world.county)}
        wanted = {then[site.pk]["name"]: truth([site], year) for site in of_county(world, world.county)}
        held = {was["name"]: (was["providers"], was["form"]) for was in then.values()}
        pairs = {name: (figures["held"], everybody(figures)) for name, figures in wanted.items()}
        lines = client.get(reverse("reporting:site_list"), {"year": year}).context["lines"]
        yield f"list of sites {year}", {line.name: (line.held or 0, line.people or 0) for line in lines}, pairs
        yield f"list of sites {year}, as of then", {line.name: (line.providers, line.forms) for line in lines}, held
        for kind in ("csv", "xlsx"):
            content = b"".join(client.get(reverse("reporting:site_export", args=[kind]), {"year": year}))
            if kind == "csv":
                table = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
            else:
                table = [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
            head = next(at for at, row in enumerate(table) if "Termine" in row)
            columns = [table[head].index(name) for name in ("Standort", "Termine", "Teilnahmen", "Träger", "Organisationsform")]
            said = [[row[at] for at in columns] for row in table[head + 1 :] if row and row[columns[0]] in pairs]
            yield f"list of sites {year}, {kind}", {name: (int(count or 0), int(people or 0)) for name, count, people, *_ in said}, pairs
            yield f"list of sites {year}, {kind}, as of then", {name: tuple(words) for name, _, _, *words in said}, held


def of_site(world, head):
    """The page of a site: the year until today."""
    from django.urls import reverse

    wanted, before = truth([world.own], TODAY.year), truth([world.own], TODAY.year - 1)
    said = head.get(reverse("reporting:site_sheet", args=[world.own.pk])).context["year"].figures
    yield "page of a site", [figure.value for figure in said[:2]], [wanted["held"], everybody(wanted)] if wanted["held"] or before["held"] else []


def reported(world, *, printed: bool):
    """The Sachbericht of every year: data, HTML, CSV, and the table inside the PDF."""
    from reporting import documents
    from reporting.documents.snapshots import report_snapshot
    from reporting.models import Report
    from sites.core.access import Access
    from sites.core.numbers import number
    from sites.core.wall import set_wall
    from tests.conftest import as_owner

    access = Access(world.people["head"])
    with as_owner():
        known = list(Report.objects.filter(site=world.own).select_related("site__county", "site__municipality", "measure"))
    for report in known:
        set_wall(access.reach("reports.draft", "sites.view").places, person=access.user.pk)
        data = report_snapshot(access=access, report=report)
        wanted, before = truth([world.own], report.year), truth([world.own], report.year - 1)
        name = f"Sachbericht {report.year}"
        yield f"{name}, months", {of: sum(month[of] for month in data["months"]) for of in wanted}, wanted
        offers = {"held": "sessions_held", "cancelled": "sessions_cancelled", **{of: of for of in PEOPLE}}
        yield f"{name}, offers", {of: sum(offer[key] for offer in data["offers"]) for of, key in offers.items()}, wanted
        yield f"{name}, year before", data["previous"], before if before["held"] or before["cancelled"] else None
        adults, children = wanted["adults_centre"] + wanted["adults_space"], wanted["children"]
        keys = [number(wanted["held"]), number(adults), number(children)]
        yield f"{name}, CSV", keys_of(documents.report_csv(data)), keys
        was = as_it_was(world.own, report.year)
        yield f"{name}, as of then", (data["site"]["name"], ", ".join(data["site"]["providers"])), (was["name"], was["providers"])
        read = " ".join(re.sub(r"<[^>]+>", " ", documents.report_html(data, [])).split())
        yield f"{name}, HTML", [f" {key} {word}" in read for key, word in zip(keys, WORDS, strict=True)], [True] * 3
        if printed:
            yield f"{name}, PDF", keys_of(enclosed(documents.report_pdf(data, []))), keys


def keys_of(content: bytes) -> list[str]:
    """Sessions held, Teilnahmen of adults and of children, as the table of key figures says them."""
    rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";") if len(row) > 1]
    return [next((row[0] for row in rows if word in " ".join(row[1].split())), "missing") for word in WORDS]


def enclosed(pdf: bytes) -> bytes:
    """The CSV that a PDF carries."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as book:
        return next(bytes(book.attachments[name].get_file().read_bytes()) for name in book.attachments if name.endswith(".csv"))


def of_a_year(world, head, planner):
    """What a house was called and who carried it: the list of Sachberichte and each of them, the money of a year as page and CSV."""
    from django.urls import reverse

    wanted = {(site.pk, year): as_it_was(site, year) for site in of_county(world, world.county) for year in YEARS}
    lines = head.get(reverse("reporting:report_list")).context["lines"]
    yield "list of Sachberichte", sorted(line.report.year for line in lines), list(YEARS)
    for line in lines:
        was, providers = wanted[line.report.site_id, line.report.year], ", ".join(line.then.providers)
        yield f"list of Sachberichte, {line.report.year}", (line.name, providers), (f"{was['name']} {line.report.year}", was["providers"])
        page = head.get(line.report.get_absolute_url())
        yield f"Sachbericht {line.report.year}, page", (page.context["name"], was["providers"] in page.context["lead"]), (was["name"], True)
    for year in YEARS:
        names = sorted(was["name"] for (_, of), was in wanted.items() if of == year)
        page = planner.get(reverse("planning:money_list", args=[world.county.pk]), {"year": year}).context["page"].rows
        yield f"money {year}", sorted(line.site for line in page), names
        content = b"".join(planner.get(reverse("reporting:money_export", args=[world.county.pk, "csv"]), {"year": year}))
        table = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        yield f"money {year}, CSV", sorted(row[1] for row in table if len(row) > 1 and row[1] in names), names


def above(world, planner, office):
    """Sheet of the county, overview of the state and LSZ report: dates are counted openly, hidden figures are hidden everywhere."""
    import openpyxl
    from django.urls import reverse

    from reporting import documents
    from reporting.models import LszReport
    from sites.core import jobs
    from sites.core.numbers import number
    from sites.models import Job
    from tests.conftest import as_owner

    wanted = truth(of_county(world, world.county), CLOSED.year, CLOSED)
    sheet = planner.get(reverse("reporting:county_sheet", args=[world.county.pk])).context["year_figures"]
    yield "sheet of a county", (sheet.sessions, sum(line.sessions for line in sheet.fields)), (wanted["held"], wanted["held"])
    totals = office.get(reverse("reporting:overview")).context["totals"]
    yield "overview of the state", totals.sessions, truth(world.sites.values(), CLOSED.year, CLOSED)["held"]
    for year in YEARS:
        planner.post(reverse("reporting:lsz_create"), {"county": world.county.pk, "year": year})
        with as_owner():
            job = Job.objects.latest("pk")
        yield f"LSZ report {year}, job", jobs.run(job.pk), "done"
        with as_owner():
            data = LszReport.objects.get(year=year).data
        figures, sums = truth(of_county(world, world.county), year, CLOSED), data["totals"]
        yield f"LSZ report {year}", (sums["held"], sums["cancelled"]), (figures["held"], figures["cancelled"])
        for part in ("by_quarter", "by_type"):
            yield f"LSZ report {year}, {part}", sum(line["held"] for line in data[part]), figures["held"]
        shown = [sums[name] for name in PEOPLE]
        yield f"LSZ report {year}, people", [cell for cell in shown if cell != "•"], [
            figures[name] for name, cell in zip(PEOPLE, shown, strict=True) if cell != "•"
        ]  # fmt: skip
        book = openpyxl.load_workbook(io.BytesIO(documents.lsz_xlsx(data)))
        years = [list(row) for page in book for row in page.iter_rows(values_only=True) if row and row[0] == "Jahr gesamt"]
        said = [sums["held"], sums["cancelled"], *shown]
        yield f"LSZ report {year}, XLSX", [row[1:6] for row in years], [said] * len(years)
        table = [row for row in csv.reader(io.StringIO(documents.lsz_csv(data).decode("utf-8-sig")), delimiter=";") if row[:1] == ["Jahr gesamt"]]
        yield f"LSZ report {year}, CSV", [row[1:6] for row in table], [[number(cell) for cell in said]] * len(years)


def main() -> None:
    worlds, seed = (int(text) for text in (sys.argv[1:] + [str(WORLDS), str(SEED)][len(sys.argv) - 1 :])[:2])
    tried, failed = 0, []
    with database():
        from django.db import transaction

        from tests import factories as make
        from tests.client import Client
        from tests.conftest import as_owner, make_world

        world, clients = make_world(), {}
        for role in ("head", "social_planner", "state_office"):
            clients[role] = Client()
            clients[role].force_login(world.people[role])
        for number in range(worlds):
            with transaction.atomic():
                with as_owner():
                    dice = random.Random(f"{seed}-{number}")
                    fill(world, dice)
                    turn(world, dice)
                    make.close_month(CLOSED)
                for look in (
                    lambda: rolled_up(world),
                    lambda: listed(world, clients["social_planner"]),
                    lambda: of_site(world, clients["head"]),
                    lambda number=number: reported(world, printed=number % PAPERS == 0),
                    lambda: of_a_year(world, clients["head"], clients["social_planner"]),
                    lambda: above(world, clients["social_planner"], clients["state_office"]),
                ):
                    for what, says, true in look():
                        tried += 1
                        if says != true:
                            failed.append(f"world {seed}-{number}, {what}: {says} instead of {true}")
                transaction.set_rollback(True)
    end("figures", tried, failed)


if __name__ == "__main__":
    main()
