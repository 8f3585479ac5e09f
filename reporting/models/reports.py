"""What is seen and proven: roll-ups (written by triggers alone), reports with chapters and snapshots, LSZ reports."""

from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from offers.models import OfferType
from sites.core.access import Access, Shown
from sites.core.days import clock_time, date_long
from sites.core.flow import Flow, Step
from sites.core.journal import subject_of
from sites.models import Entry, SamePlace, child_of

#: Chapters of a Sachbericht in order: key and title (practice §2.4).
CHAPTERS = (
    ("summary", "Zusammenfassung"),
    ("needs", "Ausgangslage und Bedarfe"),
    ("goals", "Ziele und Indikatoren"),
    ("offers", "Angebote"),
    ("participation", "Beteiligung und Rückmeldung"),
    ("network", "Netzwerk und Kooperationen"),
    ("steering", "Steuerung, Begleitung, Koordination"),
    ("trainings", "Fortbildungen und Veranstaltungen"),
    ("public_relations", "Öffentlichkeitsarbeit"),
    ("deviations", "Abweichungen und Erkenntnisse"),
    ("outlook", "Ausblick"),
)


#: The steps that give a Sachbericht back to the house, and those that undo a step until the other side has acted.
RETURNS = ("hand_back", "reopen")
TAKE_BACKS = ("take_back", "take_back_return")


class _Quarter(models.Model):
    """Sums of one quarter, one offer type and one action field; numerators and denominators, never averages."""

    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    offer_type = models.CharField(max_length=13, choices=OfferType)
    action_field = models.ForeignKey("planning.ActionField", models.PROTECT, related_name="+")
    sessions = models.IntegerField(default=0)
    cancelled = models.IntegerField(default=0)
    adults_centre = models.IntegerField(default=0)
    adults_space = models.IntegerField(default=0)
    children = models.IntegerField(default=0)
    last_day = models.DateField(null=True)

    class Meta:
        abstract = True


class SiteQuarter(_Quarter):
    """The roll-up of a site; read-only for the runtime role."""

    area = "sitefigures"
    place_columns = ("site_id",)
    never = "insert update delete"  # guard: never-sitequarter -> never = ""
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Quartal eines Standorts"
        constraints = [models.UniqueConstraint(fields=["site", "year", "quarter", "offer_type", "action_field"], name="sitequarter_once")]


class CountyQuarter(_Quarter):
    """The roll-up of a county; read-only for the runtime role."""

    area = "figures"
    place_columns = ("county_id",)
    never = "insert update delete"  # guard: never-countyquarter -> never = ""
    county = models.ForeignKey("sites.County", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "Quartal eines Landkreises"
        constraints = [models.UniqueConstraint(fields=["county", "year", "quarter", "offer_type", "action_field"], name="countyquarter_once")]


class ClosedFigures(models.Model):
    """What is read above the site: the year of a county, whole and in parts, as of a closed month.

    `number`: which line of the part, types of offers in the order of `OfferType`; `sites`: how many deliver to it; `hidden`: who reads no
    single site reads no people of it;
    `until`: the day the figures go to, `closed`: the last month that was closed. Written once a month by a function; the runtime role only reads.
    """

    class Part(models.TextChoices):
        WHOLE = "whole", "Jahr"
        FIELD = "field", "Handlungsfeld"
        QUARTER = "quarter", "Quartal"
        TYPE = "type", "Angebotstyp"

    area = "figures"
    place_columns = ("county_id",)
    never = "insert update delete"  # guard: never-closedfigures -> never = ""
    county = models.ForeignKey("sites.County", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=7, choices=Part)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True)
    sites = models.PositiveIntegerField()
    sessions = models.PositiveIntegerField()
    cancelled = models.PositiveIntegerField()
    adults_centre = models.PositiveIntegerField()
    adults_space = models.PositiveIntegerField()
    children = models.PositiveIntegerField()
    hidden = models.BooleanField(default=False)
    until = models.DateField()
    closed = models.DateField()

    class Meta:
        verbose_name = "Zahlen bis zum letzten abgeschlossenen Monat"
        constraints = [models.UniqueConstraint(fields=["county", "year", "part", "number"], name="closedfigures_once")]


class ClosedSite(models.Model):
    """What of a site stands in the closed figures of its county, line by line: it tells who has moved them since.

    `hidden`: the line was not read above the site; `fresh`: the closing that is under way. Written by the same function alone.
    """

    area = "sitefigures"
    place_columns = ("site_id",)
    never = "insert update delete"  # guard: never-closedsite -> never = ""
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    county = models.ForeignKey("sites.County", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=7, choices=ClosedFigures.Part)
    number = models.PositiveSmallIntegerField()
    sessions = models.PositiveIntegerField()
    adults_centre = models.PositiveIntegerField()
    adults_space = models.PositiveIntegerField()
    children = models.PositiveIntegerField()
    hidden = models.BooleanField(default=False)
    fresh = models.BooleanField()

    class Meta:
        verbose_name = "Anteil eines Standorts an abgeschlossenen Zahlen"
        constraints = [models.UniqueConstraint(fields=["county", "year", "part", "number", "site", "fresh"], name="closedsite_once")]


class Report(models.Model):
    """Sachbericht of a measure and funding year; the draft is the site's, what is submitted is a snapshot at the county."""

    class State(models.TextChoices):
        DRAFT = "draft", "Entwurf"
        SUBMITTED = "submitted", "Eingereicht"
        RETURNED = "returned", "Zur Ergänzung zurück"
        ACCEPTED = "accepted", "Angenommen"

    area = "reports"
    place_columns = ("site_id",)
    year_lookup = "year"
    # guard: drafts -> shown = None
    shown = Shown(insiders="reports.draft", column="state", values=frozenset({"submitted", "returned", "accepted"}))  # drafts are the house's
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="reports", editable=False)
    measure = child_of("planning.Measure", on_delete=models.PROTECT, related_name="reports", editable=False)
    year = models.PositiveSmallIntegerField("Jahr", editable=False)
    created = models.DateTimeField(auto_now_add=True)
    version = models.PositiveSmallIntegerField(default=0, editable=False)  # of the last snapshot
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    state = models.CharField("Stand", max_length=9, choices=State, default=State.DRAFT, editable=False)
    flow = Flow(
        Step("submit", frozenset({"draft", "returned"}), "submitted", "reports.submit", "Einreichen", "Sachbericht eingereicht"),
        Step("hand_back", frozenset({"submitted"}), "returned", "reports.review", "Zurück zur Ergänzung", "Zurück zur Ergänzung gegeben", note=True),
        Step("accept", frozenset({"submitted"}), "accepted", "reports.review", "Annehmen", "Sachbericht angenommen"),
        Step("take_back", frozenset({"submitted"}), "draft", "reports.submit", "Einreichen zurücknehmen", "Sachbericht zurückgenommen", note=True),
        Step(
            "take_back_return",
            frozenset({"returned"}),
            "submitted",
            "reports.review",
            "Rückgabe zurücknehmen",
            "Rückgabe zurückgenommen",
            note=True,
        ),
        Step("reopen", frozenset({"accepted"}), "returned", "reports.review", "Wieder öffnen", "Sachbericht wieder geöffnet", note=True),
    )

    class Meta:
        verbose_name = "Sachbericht"
        verbose_name_plural = "Sachberichte"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="report_place"),
            SamePlace("measure", "site", name="report_measure_place"),
            models.UniqueConstraint(fields=["measure", "year"], name="report_year"),
        ]

    def __str__(self) -> str:
        return f"Sachbericht {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("reporting:report_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """The house writes it: nothing was submitted yet, or it came back."""
        return self.state in {self.State.DRAFT, self.State.RETURNED}

    def problems_before_submit(self, access: Access) -> Iterator[str]:
        """A report that nobody wrote is no report; figures fill themselves."""
        empty = [chapter for chapter in self.chapters.all() if not chapter.ready]
        for chapter in empty:
            yield f"Kapitel {chapter.number} „{chapter.title}“ ist noch nicht als fertig markiert."

    def problems_before_accept(self, access: Access) -> Iterator[str]:
        """Nobody reviews what they submitted."""
        if self.submitted_by_id == access.user.pk:  # guard: own-review -> if False:
            yield "Sie haben diesen Sachbericht selbst eingereicht. Prüfen muss ihn jemand anderes."

    problems_before_hand_back = problems_before_accept

    def problems_before_take_back_return(self, access: Access) -> Iterator[str]:
        """A return is taken back as long as the house has written nothing since."""
        entries = Entry.objects.filter(subject=subject_of(self))
        last = entries.filter(kind__in=RETURNS).order_by("-pk").first()
        if last and entries.filter(kind="written", pk__gt=last.pk).exists():  # guard: answered-return -> if False:
            yield "Die Rückgabe lässt sich nicht mehr zurücknehmen: Das Haus hat seitdem geschrieben."


class Chapter(models.Model):
    """The narrative text of one chapter; the facts beside it come from the data."""

    area = "reports"
    # Offices read versions, never what is being written.
    shown = Shown(insiders="reports.draft", column="report__state")  # guard: chapters-inside -> shown = None
    place_columns = ("site_id",)
    year_lookup = "report__year"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    report = child_of("reporting.Report", related_name="chapters", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    key = models.SlugField(max_length=20, editable=False)
    text = models.TextField("Text", max_length=20000, blank=True)
    ready = models.BooleanField("Kapitel ist fertig", default=False)
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "Kapitel"
        verbose_name_plural = "Kapitel"
        ordering = ["number"]
        constraints = [
            SamePlace("report", "site", name="chapter_report_place"),
            models.UniqueConstraint(fields=["report", "key"], name="chapter_key"),
        ]

    @property
    def title(self) -> str:
        return dict(CHAPTERS)[self.key]


class _Snapshot(models.Model):
    """Frozen means frozen: data, format and hash; the runtime role may add, never change."""

    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def made(self) -> str:
        """When and by whom: "17. November 2026 um 9:30 Uhr von Anna Beispiel"."""
        at = timezone.localtime(self.created)
        return f"{date_long(at)} um {clock_time(at.time())} Uhr von {self.created_by.name}"


class ReportSnapshot(_Snapshot):
    """A submitted version. It lies at the county: offices read this, never the draft; the site reads its own by the second column."""

    area = "snapshots"
    place_columns = ("place_id", "site_id")
    year_lookup = "report__year"
    never = "update delete"  # guard: never-reportsnapshot -> never = ""
    place = models.ForeignKey("sites.County", models.PROTECT, related_name="+")
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    report = child_of("reporting.Report", on_delete=models.PROTECT, related_name="snapshots")
    version = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "Fassung eines Sachberichts"
        ordering = ["-version"]
        constraints = [
            SamePlace("report", "site", name="reportsnapshot_report_place"),
            models.UniqueConstraint(fields=["report", "version"], name="reportsnapshot_version"),
        ]


class LszReport(_Snapshot):
    """A county's LSZ report of a year: frozen county sums, made by a job."""

    area = "lsz"
    place_columns = ("county_id",)
    never = "update delete"  # guard: never-lszreport -> never = ""
    county = models.ForeignKey("sites.County", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("Jahr")
    version = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "LSZ-Bericht"
        verbose_name_plural = "LSZ-Berichte"
        ordering = ["-year", "-version"]
        constraints = [models.UniqueConstraint(fields=["county", "year", "version"], name="lszreport_version")]
