"""Jobs of this app: PDF and XLSX from frozen data, a county's LSZ report, and the mails about a reviewed Sachbericht."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from offers.models import Session
from planning.models import VALID, Application, Decision, Inquiry, Measure, Meeting
from planning.rules.decisions import SHOWN, under_one_paper
from planning.rules.steering import without_account
from reporting import documents
from reporting.documents.letter_words import letter_of
from reporting.documents.minutes import minutes_pdf
from reporting.documents.money_lines import money_snapshot
from reporting.documents.snapshots import lsz_snapshot, report_snapshot
from reporting.models import LszReport, Report, ReportSnapshot
from reporting.pages.meeting_minutes import file_of, minutes_of
from reporting.rules import sums as queries
from reporting.rules.above import closed_years
from reporting.rules.data_quality import helper_of, members_on, missing_in, with_quality
from reporting.rules.history import history_of
from reporting.rules.waiting import House, Thing, steps_of, with_answers, with_spoken
from sites.core.access import Access
from sites.core.child import Tell, in_child
from sites.core.jobs import Run, handler
from sites.core.journal import record, subject_of
from sites.core.mails import compose, link, mails, to_each
from sites.core.roles import Role
from sites.core.sheets import KINDS, file_name
from sites.core.wall import widen_wall
from sites.models import County, Entry, Membership, Site, SiteForm, SitePhase, User
from sites.rules.as_of import history, in_year, on_day
from sites.services.records import write_document

#: What a job makes: ending → content type.
TYPES = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", **KINDS}
#: The steps that stand under "Freigaben" of a Sachbericht, in its words.
STEPS = {"submit": "Eingereicht", "hand_back": "Zurück zur Ergänzung", "accept": "Angenommen", "reopen": "Wieder geöffnet"}


def within(run: Run, source: Any, pk: int) -> tuple[Access, Any]:
    """The row of a job within the reach its person has now; PermissionDenied when that is lost."""
    access = run.wall()
    row = source.filter(access.q(run.action or "", source.model), pk=pk).first()  # guard: job-row -> row = source.filter(pk=pk).first()
    if row is None:
        raise PermissionDenied
    return access, row


def make_file(run: Run, *, title: str, name: str, kind: str, make: Callable[[Tell], bytes]) -> None:
    """Render in a process of its own and outside of any transaction, then write the file and the end together. The file is the person's alone."""
    documents.warm_up()
    content = in_child(make, run.progress)
    with transaction.atomic():
        access = run.wall()
        if run.place not in access.reach(run.action or "").walls:  # guard: job-file-right -> if False:
            raise PermissionDenied
        filename = f"{name}.{kind}"
        document = write_document(
            access=access, place=run.place, title=title, filename=filename, content=content, kind=TYPES[kind], owner=access.user
        )
        run.finish("done", document=document.pk)


# Sachbericht -----------------------------------------------------------------------------------------------------------


def approvals_of(access: Access, report: Report, version: int) -> list[dict[str, str]]:
    """Who submitted, returned, accepted a version: the entries up to the next submission."""
    of_year = access.carrying(report).q("entries.view", Entry)
    entries = Entry.objects.filter(of_year, subject=f"reporting.report:{report.pk}", kind__in=STEPS).order_by("at", "pk")
    approvals, submitted = [], 0
    for entry in entries:
        submitted += entry.kind == "submit"
        if submitted > version:
            break
        name, _, role = entry.person_label.partition(", ")
        at = timezone.localtime(entry.at).isoformat()
        approvals.append({"at": at, "step": STEPS[entry.kind], "name": name, "role": role, "note": entry.note})
    return approvals


@handler("reporting.report_pdf", action="snapshots.view")
def report_pdf(run: Run) -> None:
    """The PDF of a frozen version: from the snapshot and its approvals, never from live rows."""
    run.progress("Fassung wird gelesen", 0, 1)
    with transaction.atomic():
        access, snapshot = within(run, ReportSnapshot.objects.select_related("report"), run.arguments["snapshot"])
        approvals = approvals_of(access, snapshot.report, snapshot.version)
    name = file_name("sachbericht", snapshot.data["site"]["name"], snapshot.report.year, "fassung", snapshot.version)
    title = f"Sachbericht {snapshot.report.year}, Fassung {snapshot.version}"
    make_file(run, title=title, name=name, kind="pdf", make=lambda tell: documents.report_pdf(snapshot.data, approvals, progress=tell))


@handler("reporting.report_docx", action="snapshots.view")
def report_docx(run: Run) -> None:
    """A frozen version for a word processor, from the snapshot alone."""
    run.progress("Fassung wird gelesen", 0, 1)
    with transaction.atomic():
        _, snapshot = within(run, ReportSnapshot.objects.select_related("report"), run.arguments["snapshot"])
    name = file_name("sachbericht", snapshot.data["site"]["name"], snapshot.report.year, "fassung", snapshot.version)
    title = f"Sachbericht {snapshot.report.year}, Fassung {snapshot.version}"
    make_file(run, title=title, name=name, kind="docx", make=lambda tell: documents.report_docx(snapshot.data, progress=tell))


@handler("reporting.report_draft_pdf", action="reports.draft")
def report_draft_pdf(run: Run) -> None:
    """A PDF of the present state, marked as a draft; nothing is kept but the file."""
    run.progress("Texte und Zahlen werden gelesen", 0, 1)
    with transaction.atomic():
        access, report = within(run, Report.objects.select_related("measure", "site__county", "site__municipality"), run.arguments["report"])
        data = report_snapshot(access=access, report=report, draft=True)
    name = file_name("sachbericht", data["site"]["name"], report.year, "entwurf")
    make_file(
        run, title=f"Sachbericht {report.year}, Entwurf", name=name, kind="pdf", make=lambda tell: documents.report_pdf(data, [], progress=tell)
    )


def _to_house(run: Run, access: Access, *, subject: str, template: str, states: set[str], steps: set[str]) -> Iterator[EmailMessage]:
    """To coordination and head of the site, and to who ran it in that year and no longer does; it is called as in the year of the report.

    Nobody when the report has moved on meanwhile.
    """
    known = Report.objects.select_related("site__county").annotate(history=history("site__")).filter(pk=run.arguments["report"])
    # guard: stale-mail -> report = known.first()
    report = known.filter(state__in=states).first()
    if report is None:
        return
    note = Entry.objects.filter(subject=subject_of(report), kind__in=steps).order_by("-pk").values_list("note", flat=True).first()
    then = in_year(report, report.year, access.today)
    gone = then.carriers - on_day(report, access.today).carriers
    for provider in gone:
        widen_wall(provider)
    house = Q(place_id=report.site_id, role__in=[Role.COORDINATOR, Role.HEAD])
    people = (
        Membership.objects.on(access.today)
        # guard: report-mail -> .filter(house | Q(place_id__in=gone, role=Role.PROVIDER))
        .filter(house | Q(place_id__in=gone, role=Role.PROVIDER), user__is_active=True)
        .order_by("user_id")
        .values_list("user__email", "user__name")
        .distinct()
    )
    context = {"report": report, "site": then.name, "note": note or "", "link": link("reporting:report_detail", report.pk)}
    for email, name in people:
        yield compose(run, to=email, subject=subject.format(report=report), template=template, name=name, **context)


@mails("reporting.mail_returned")
def mail_returned(run: Run, access: Access) -> Iterator[EmailMessage]:
    subject, template = "{report}: bitte ergänzen", "email/report_returned.txt"
    return _to_house(run, access, subject=subject, template=template, states={"returned"}, steps={"hand_back", "reopen"})


@mails("reporting.mail_accepted")
def mail_accepted(run: Run, access: Access) -> Iterator[EmailMessage]:
    return _to_house(run, access, subject="{report}: angenommen", template="email/report_accepted.txt", states={"accepted"}, steps={"accept"})


@mails("reporting.mail_reminder")
def mail_reminder(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Remind who has the next step; nothing when it is taken meanwhile."""
    thing = _thing(run.arguments["subject"])
    step = next((step for step in steps_of(thing) if step.role == run.arguments["role"]), None) if thing else None
    if thing is None or step is None or step.role is None or access.user is None:
        return
    house = House(with_answers(Site.objects.all(), access).get(pk=thing.site_id), access.user.pk)
    people = [*User.objects.filter(pk__in=house.people(step.role)).order_by("pk"), *house.letters(step.role)]
    context = {"what": step.what, "site": house.site, "sender": access.user, "link": f"{settings.SITE_URL}{step.url}"}
    yield from to_each(run, people, subject=f"Erinnerung von {house.site.name}: {step.what}", template="email/reminder.txt", **context)


@mails("reporting.mail_minutes")
def mail_minutes(run: Run, access: Access) -> Iterator[EmailMessage]:
    """The minutes of a closed meeting, to its members of that day who have no account."""
    found = Meeting.objects.filter(pk=run.arguments["meeting"], state=Meeting.State.CLOSED)
    meeting = found.select_related("body", "place__county", "place__site").first()
    if meeting is None:
        return
    for site in meeting.items.filter(site__isnull=False).values_list("site", flat=True):
        widen_wall(site)  # what a body of the county has decided stands at the site
    content = minutes_pdf(minutes_of(meeting))
    subject = f"Protokoll: {meeting.body.name}, {meeting.held_on:%d.%m.%Y}"
    people = without_account(meeting.body.members.on(meeting.held_on))
    for mail in to_each(run, people, subject=subject, template="email/meeting_minutes.txt", meeting=meeting, sender=access.user):
        mail.attach(f"{file_of(meeting)}.pdf", content, "application/pdf")
        yield mail


@mails("reporting.mail_county_reminder")
def mail_county_reminder(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell who plans in a county what is missing in its data, each with its page; nothing when it is entered meanwhile."""
    county = with_quality(County.objects.filter(pk=run.place), members_on(access.today)).get()
    role, missing = helper_of(county), missing_in(county, history_of([county.pk], access.today), access.today)
    if role is None or not missing or access.user is None:
        return
    people = User.objects.filter(pk__in=members_on(access.today).filter(place=county.pk, role=role).values("user"), is_active=True).order_by("pk")
    lines = [(one.what, f"{settings.SITE_URL}{one.url}") for one in missing]
    subject = f"Was in den Angaben fehlt: {county.name}"
    yield from to_each(run, people, subject=subject, template="email/county_reminder.txt", lines=lines, county=county, sender=access.user)


def _thing(subject: str) -> Thing | None:
    """What a reminder is about, as it stands now behind the wall of the job."""
    label, _, pk = subject.partition(":")
    things: dict[str, Any] = {
        "reporting.report": Report.objects.all(),
        "planning.application": with_spoken(Application.objects.select_related("site")),
        "planning.inquiry": Inquiry.objects.select_related("site"),
    }
    thing: Thing | None = things[label].filter(pk=pk).first()
    return thing


# Letter ----------------------------------------------------------------------------------------------------------------


#: Decisions with what their letters say.
LETTERS = Decision.objects.select_related("site__county", "site__municipality", "application", "plan", "signatory", "recorded_by")


@handler("reporting.decision_letter", action="decisions.view")
def decision_letter(run: Run) -> None:
    """The letter about a decision, in the words of the decision as it stands."""
    run.progress("Entscheidung wird gelesen", 0, 3)
    with transaction.atomic():
        access, decision = within(run, LETTERS, run.arguments["decision"])
        letter = letter_of(decision, access.today)
    name = file_name("entscheidung", letter["site"], decision.decided_on)
    title = f"Entscheidung über {letter['site']}, {decision.decided_on:%d.%m.%Y}"[:120]
    make_file(run, title=title, name=name, kind="pdf", make=lambda tell: documents.letter_pdf(letter, progress=tell))


@handler("reporting.decision_letters", action="decisions.view")
def decision_letters(run: Run) -> None:
    """The letters about all decisions of a county under one paper, in one file."""
    run.progress("Entscheidungen werden gelesen", 0, 3)
    with transaction.atomic():
        access, decision = within(run, LETTERS, run.arguments["decision"])
        under = LETTERS.filter(VALID, access.q("decisions.view", Decision), **under_one_paper(decision))
        found = list(under.order_by("site__sort_key", "pk")[:SHOWN]) or [decision]  # all are taken back: the one that was asked for says so
        letters = [letter_of(row, access.today) for row in found]
    name = file_name("entscheidungen", decision.number, decision.decided_on)
    title = f"Entscheidungen, {decision.number}, {decision.decided_on:%d.%m.%Y}"[:120]
    make_file(run, title=title, name=name, kind="pdf", make=lambda tell: documents.letter_pdf(*letters, progress=tell))


# LSZ report ------------------------------------------------------------------------------------------------------------


@handler("reporting.lsz_report", action="lsz.make")
def lsz_report(run: Run) -> None:
    """A county's year as of the last closed month, offers site by site where only rows tell; hide what is small, freeze the next version."""
    year, years = run.arguments["year"], (run.arguments["year"], run.arguments["year"] - 1)
    run.progress("Standorte, Termine und Teilnahmen werden gezählt", 0, 1)
    with transaction.atomic():
        access, county = within(run, County.objects.all(), run.arguments["county"])
        own, closed = {"county_id": county.pk}, closed_years(access, "lsz.make", county.pk, years)
        phases, forms = (
            SitePhase.objects.filter(access.q("lsz.make", SitePhase), **own),
            SiteForm.objects.filter(access.q("lsz.make", SiteForm), **own),
        )
        sites = tuple(queries.sites_on(phases, forms, min(access.today, date(of, 12, 31))) for of in years)
        measures = Measure.objects.filter(access.q("lsz.make", Measure), site__county_id=county.pk)
        reports = queries.report_counts(measures, Report.objects.filter(access.q("lsz.make", Report), site__county_id=county.pk), year)
        houses = list(Site.objects.filter(access.q("lsz.make", Site), **own).order_by("sort_key", "pk"))
    offers: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    for number, site in enumerate(houses, 1):
        run.progress(f"Angebote: {site.name}", number, len(houses) + 1)
        with transaction.atomic():
            access = run.wall()
            own_sessions = Session.objects.filter(access.q("lsz.make", Session), site=site, county=county, held_on__lte=closed[0].until)
            held = queries.offers_held(own_sessions, years)
        for collected, of in zip(offers, years, strict=True):
            collected.extend(held[of])
    run.progress("Bericht wird eingefroren", len(houses) + 1, len(houses) + 1)
    with transaction.atomic():
        access, county = within(run, County.objects.select_for_update(of=("self",)), run.arguments["county"])
        last = LszReport.objects.filter(access.q("lsz.make", LszReport), county=county, year=year).aggregate(Max("version"))["version__max"]
        version = (last or 0) + 1
        data = lsz_snapshot(county=county, year=year, version=version, sites=sites, closed=closed, offers=offers, reports=reports)
        report = LszReport.objects.create(
            county=county, year=year, version=version, data=data, sha256=documents.snapshot_hash(data), created_by=access.user
        )
        record(access, report, "made", text=f"LSZ-Bericht {year}, Fassung {version}, erstellt")
        run.finish("done")


def make_lsz_file(run: Run, *, kind: str, make: Callable[..., bytes]) -> None:
    """A file of a frozen LSZ report. `make` takes its data and `progress`."""
    run.progress("Fassung wird gelesen", 0, 1)
    with transaction.atomic():
        _, lsz = within(run, LszReport.objects.all(), run.arguments["lsz"])
    name = file_name("lsz-bericht", lsz.data["county"]["name"], lsz.year, "fassung", lsz.version)
    make_file(run, title=f"LSZ-Bericht {lsz.year}, Fassung {lsz.version}", name=name, kind=kind, make=lambda tell: make(lsz.data, progress=tell))


@handler("reporting.lsz_pdf", action="lsz.view")
def lsz_pdf(run: Run) -> None:
    make_lsz_file(run, kind="pdf", make=documents.lsz_pdf)


@handler("reporting.lsz_xlsx", action="lsz.view")
def lsz_xlsx(run: Run) -> None:
    make_lsz_file(run, kind="xlsx", make=documents.lsz_xlsx)


# Money -----------------------------------------------------------------------------------------------------------------


@handler("reporting.money_pdf", action="money.view")
def money_pdf(run: Run) -> None:
    """The numerical proof of a measure as it stands now, within the reach the person has now."""
    run.progress("Einnahmen und Ausgaben werden gelesen", 0, 1)
    with transaction.atomic():
        measures = Measure.objects.select_related("site__county", "site__municipality", "action_field")
        access, measure = within(run, measures, run.arguments["measure"])
        data = money_snapshot(access=access, measure=measure)
    name = file_name("zahlenmaessiger-nachweis", data["site"]["name"], measure.funding_year)
    title = f"Zahlenmäßiger Nachweis {measure.funding_year}"
    make_file(run, title=title, name=name, kind="pdf", make=lambda tell: documents.money_pdf(data, progress=tell))
