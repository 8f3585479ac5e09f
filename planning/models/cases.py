"""By whose will: interest, application with its dossier, statements of the parties."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, QuerySet

from sites.core.access import Access
from sites.core.flow import Flow, Step
from sites.core.journal import subject_of
from sites.models import Entry, OrganisationForm, SamePlace, child_of

#: What may be taken back: the step it undoes, and which side (offices or house) must not have acted since.
TAKES_BACK = {"take_back": ("submit", True), "take_back_return": ("hand_back", False)}


def answered(entries: Iterable[Entry], name: str) -> bool:
    """Whether the other side has acted since the step that `name` would take back; entries of the case, newest first."""
    undone, office = TAKES_BACK[name]
    for entry in entries:
        if entry.kind == undone:
            return False
        if entry.details.get("office") is office or (office and entry.kind in {"hand_back", "take_back_return", "undecide"}):
            return True
    return False


class Interest(models.Model):
    """A Kita's own door (R181): what the public form sends, waiting at the county for planner or Kita advisor."""

    class State(models.TextChoices):
        RECEIVED = "received", "Eingegangen"
        CONFIRMED = "confirmed", "Bestätigt"
        DECLINED = "declined", "Nicht weiterverfolgt"

    area = "interests"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the county
    kita_name = models.CharField("Name der Kita", max_length=100)
    municipality = models.ForeignKey("sites.Municipality", models.PROTECT, related_name="+", verbose_name="Gemeinde")
    provider_name = models.CharField("Träger", max_length=120)
    contact = models.CharField("Ihr Name", max_length=120)
    email = models.EmailField("E-Mail-Adresse", max_length=254)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    message = models.TextField("Was bewegt Sie?", max_length=3000)
    created = models.DateTimeField(auto_now_add=True)
    state = models.CharField("Stand", max_length=9, choices=State, default=State.RECEIVED, editable=False)
    flow = Flow(
        Step("confirm", frozenset({"received"}), "confirmed", "interests.confirm", "Interesse bestätigen", "Interesse bestätigt"),
        Step(
            "decline", frozenset({"received"}), "declined", "interests.confirm", "Nicht weiterverfolgen", "Interesse nicht weiterverfolgt", note=True
        ),
    )

    class Meta:
        verbose_name = "Interesse"
        verbose_name_plural = "Interessen"
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.kita_name


class LocationReason(models.TextChoices):
    """Possible locations of §3.1 (R183)."""

    RURAL = "rural_weak_infrastructure", "ländliche Region mit schwacher Infrastruktur"
    QUARTER = "disadvantaged_quarter", "benachteiligtes Wohngebiet"
    MOTIVATION = "intrinsic_motivation", "eigene Motivation der Kita"


class Party(models.TextChoices):
    """Whose readiness §3.1 names (R184), and the parents who are to be heard (R099, R188)."""

    PROVIDER = "provider", "Träger"
    TEAM = "team", "Team"
    YOUTH_WELFARE_OFFICE = "youth_welfare_office", "Jugendamt"
    MUNICIPALITY = "municipality", "Gemeinde"
    PARENTS = "parents_council", "Elternbeirat"


class Application(models.Model):
    """A Kita's way into the programme, with its dossier (R181–R188)."""

    class State(models.TextChoices):
        OPEN = "open", "In Arbeit"
        SUBMITTED = "submitted", "Eingereicht"
        RETURNED = "returned", "Zurück zur Ergänzung"
        DECIDED = "decided", "Entschieden"
        WITHDRAWN = "withdrawn", "Zurückgezogen"

    class Route(models.TextChoices):
        ADMINISTRATION = "administration", "auf Einladung der Verwaltung"
        KITA = "kita", "auf Wunsch der Kita"

    #: Nobody has decided or withdrawn it yet.
    PENDING = (State.OPEN, State.SUBMITTED, State.RETURNED)

    area = "applications"
    takes = ("documents", "comments")
    place_columns = ("site_id",)
    never = "delete"  # guard: never-application -> never = ""
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="applications", editable=False)
    route = models.CharField("Weg", max_length=14, choices=Route, editable=False)
    interest = models.ForeignKey(Interest, models.PROTECT, null=True, related_name="applications", editable=False)
    begun = models.DateField("begonnen am", editable=False)
    submitted = models.DateField("eingereicht am", null=True, editable=False)
    file_number = models.CharField("Aktenzeichen", max_length=60, blank=True)
    needs_text = models.TextField("Welche Bedarfe haben Sie festgestellt?", max_length=6000, blank=True)
    needs_source = models.CharField("Grundlage der Bedarfe (Erhebung, Datum)", max_length=200, blank=True)
    assessment = models.ForeignKey(
        "planning.Assessment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Bedarfserhebung, auf die sich der Antrag stützt"
    )
    location_reasons = ArrayField(
        models.CharField(max_length=25, choices=LocationReason), verbose_name="Warum dieser Standort?", default=list, blank=True
    )
    reason_text = models.TextField("Begründung des Standorts", max_length=3000, blank=True)
    forms = ArrayField(
        models.CharField(max_length=10, choices=OrganisationForm), verbose_name="Gewünschte Organisationsform", default=list, blank=True
    )
    coordinator_fte = models.DecimalField(
        "Gewünschte Koordination in VZÄ",
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.05")), MaxValueValidator(Decimal(5))],
    )
    team_informed = models.DateField("Team informiert am", null=True, blank=True)
    wanted_start = models.DateField("Gewünschter Beginn", null=True, blank=True)
    state = models.CharField("Stand", max_length=9, choices=State, default=State.OPEN, editable=False)
    flow = Flow(
        Step("submit", frozenset({"open", "returned"}), "submitted", "applications.submit", "Antrag einreichen", "Antrag eingereicht"),
        Step(
            "hand_back",
            frozenset({"submitted"}),
            "returned",
            "applications.hand_back",
            "Zurück zur Ergänzung",
            "Zurück zur Ergänzung gegeben",
            note=True,
        ),
        Step(
            "take_back",
            frozenset({"submitted"}),
            "open",
            "applications.submit",
            "Zum Bearbeiten zurückholen",
            "Antrag zum Bearbeiten zurückgeholt",
            note=True,
        ),
        Step(
            "take_back_return",
            frozenset({"returned"}),
            "submitted",
            "applications.hand_back",
            "Rückgabe zurücknehmen",
            "Rückgabe zurückgenommen",
            note=True,
        ),
        Step(
            "withdraw",
            frozenset(PENDING),
            "withdrawn",
            "applications.withdraw",
            "Antrag zurückziehen",
            "Antrag zurückgezogen",
            note=True,
        ),
        Step("decide", frozenset({"submitted"}), "decided", "applications.decide", "Entscheidung eintragen", "Entscheidung eingetragen"),
        Step(
            "close",
            frozenset({"open", "returned"}),
            "decided",
            "applications.decide",
            "Antrag mit der Entscheidung abschließen",
            "Antrag mit der Entscheidung über den Standort abgeschlossen",
        ),
        Step(
            "undecide",
            frozenset({"decided"}),
            "submitted",
            "applications.decide",
            "Entscheidung zurücknehmen",
            "Entscheidung zurückgenommen, der Antrag ist wieder eingereicht",
            note=True,
        ),
        Step(
            "reopen",
            frozenset({"decided"}),
            "open",
            "applications.decide",
            "Entscheidung zurücknehmen",
            "Entscheidung zurückgenommen, der Antrag ist wieder in Arbeit",
            note=True,
        ),
        Step(
            "reopen_returned",
            frozenset({"decided"}),
            "returned",
            "applications.decide",
            "Entscheidung zurücknehmen",
            "Entscheidung zurückgenommen, der Antrag ist wieder zurück zur Ergänzung",
            note=True,
        ),
    )

    phase: dict[str, Any] | None  # these four are set by departures.with_basis(), the others by application_detail.cases()
    kitas: list[dict[str, Any]]
    plans: list[dict[str, Any]]
    dues: list[dict[str, Any]]
    money: dict[str, Any] | None
    needs: list[dict[str, Any]]

    class Meta:
        verbose_name = "Antrag"
        verbose_name_plural = "Anträge"
        ordering = ["-begun", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="application_place"),
            models.UniqueConstraint(fields=["site"], condition=Q(state__in=["open", "submitted", "returned"]), name="application_one_open"),
            models.UniqueConstraint(
                fields=["file_number"],
                condition=~Q(file_number=""),
                name="application_file_number",
                violation_error_message="Dieses Aktenzeichen ist schon vergeben.",
            ),
        ]

    def __str__(self) -> str:
        return f"Antrag {self.site.name}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("planning:application_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.PENDING

    def is_answered_for(self, year: int) -> bool:
        """Whether a decision about this year can be an answer to it: not one about years before it was begun."""
        return year >= self.begun.year

    def problems_before_submit(self, access: Access) -> Iterator[str]:
        """Without these three nobody could read the application; everything else only warns."""
        if not self.needs_text.strip():
            yield "Es fehlt, welche Bedarfe Sie festgestellt haben."
        if not self.location_reasons:
            yield "Es fehlt, warum dieser Standort gewählt wird."
        if not self.forms:
            yield "Es fehlt die gewünschte Organisationsform."

    def problems_before_take_back(self, access: Access) -> Iterator[str]:
        """The house takes back its application as long as no office has worked on it."""
        if answered(self._entries(), "take_back"):
            yield "Zurückholen geht nicht mehr: Die Ämter haben seit dem Einreichen daran gearbeitet. Sie können um Rückgabe bitten."

    def problems_before_take_back_return(self, access: Access) -> Iterator[str]:
        """The planner takes back a return as long as the house has changed nothing."""
        if answered(self._entries(), "take_back_return"):
            yield "Die Rückgabe lässt sich nicht mehr zurücknehmen: Das Haus hat seitdem etwas geändert."

    def _entries(self) -> QuerySet[Entry]:
        subjects = [subject_of(row) for row in (self, *self.statements.all())]
        return Entry.objects.filter(subject__in=subjects).order_by("-pk")


class Statement(models.Model):
    """Readiness or hearing of a party: given by itself or recorded on its behalf, with the paper it rests on (R184–R186)."""

    class Stance(models.TextChoices):
        PENDING = "pending", "steht noch aus"
        GIVEN = "given", "einverstanden / angehört"
        CONCERNS = "concerns", "mit Bedenken"
        REFUSED = "refused", "nicht einverstanden"
        SILENT = "silent", "keine Stellungnahme"
        NOT_NEEDED = "not_needed", "nicht nötig"

    area = "statements"
    place_columns = ("site_id",)
    application = child_of("planning.Application", related_name="statements", editable=False)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    party = models.CharField("Wer", max_length=20, choices=Party, editable=False)
    stance = models.CharField("Haltung", max_length=10, choices=Stance, default=Stance.GIVEN)
    stated_on = models.DateField("Datum")
    spoken_by = models.CharField("Für die Seite hat gesprochen", max_length=160)
    votes_for = models.PositiveSmallIntegerField("Stimmen dafür", null=True, blank=True)
    votes_all = models.PositiveSmallIntegerField("von", null=True, blank=True)
    text = models.TextField("Wortlaut oder Zusammenfassung", max_length=3000, blank=True)
    on_behalf = models.BooleanField("im Namen der Seite festgehalten", default=False, editable=False)
    paper = models.CharField("Grundlage (Schreiben, Protokoll, Nummer)", max_length=200, blank=True)
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    late = models.BooleanField("nach der Entscheidung abgegeben", default=False, editable=False)

    class Meta:
        verbose_name = "Stellungnahme"
        verbose_name_plural = "Stellungnahmen"
        constraints = [
            SamePlace("application", "site", name="statement_application_place"),
            SamePlace("document", "site", to="place", name="statement_document_place"),
            models.UniqueConstraint(fields=["application", "party"], name="statement_party"),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True, votes_all__isnull=True)
                | Q(votes_for__isnull=False, votes_all__isnull=False, votes_for__lte=models.F("votes_all")),
                name="statement_votes",
                violation_error_message="Es können nicht mehr dafür gestimmt haben, als da waren.",
            ),
        ]
