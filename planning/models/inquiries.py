"""What is asked between a site and the offices: the visible thread of questions, support and advice (R025, R071, R115, R161, R187, R233)."""

from django.conf import settings
from django.db import models

from sites.core.flow import Flow, Step
from sites.models import SamePlace, child_of


class Inquiry(models.Model):
    """An Anliegen of a site to its county or to the state office; lies at both, because each side reads and answers."""

    class Kind(models.TextChoices):
        QUESTION = "question", "Frage oder Austausch"
        SUPPORT = "support", "Unterstützung durch den Landkreis"
        COORDINATION = "coordination", "Beratung zur Koordination"
        INFORMATION_EVENT = "information_event", "Informationsveranstaltung"
        CONSULTATION = "consultation", "Kontakt zu einer Konsultationseinrichtung"
        ADVICE = "advice", "Beratung durch die Fachstelle ThEKiZ"
        SPEAKER = "speaker", "Vortrag oder Mitwirkung bei einer Veranstaltung"
        TOPIC = "topic", "Themenwunsch für Fortbildung und Beratung"

    class State(models.TextChoices):
        OPEN = "open", "Offen"
        ANSWERED = "answered", "Beantwortet"
        CLOSED = "closed", "Abgeschlossen"

    area = "inquiries"
    place_columns = ("site_id", "office_id")
    never = "delete"  # guard: never-inquiry -> never = ""
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="inquiries", editable=False)
    office = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the county or the state
    site_name = models.CharField(max_length=200, editable=False)  # the state office reads no site, only what it is asked
    kind = models.CharField("Worum geht es?", max_length=17, choices=Kind, default=Kind.QUESTION)
    topic = models.ForeignKey("planning.Term", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Zu welchem Thema?")
    wanted_on = models.DateField("Für welchen Tag?", null=True, blank=True)
    title = models.CharField("Anliegen in einem Satz", max_length=160)
    begun = models.DateTimeField(auto_now_add=True)
    state = models.CharField("Stand", max_length=8, choices=State, default=State.OPEN, editable=False)
    flow = Flow(
        Step("answer", frozenset({"open", "answered"}), "answered", "inquiries.answer", "Antworten", "Anliegen beantwortet"),
        Step("ask_again", frozenset({"open", "answered"}), "open", "inquiries.ask", "Nachfragen", "Nachgefragt"),
        Step("close", frozenset({"open", "answered"}), "closed", "inquiries.ask", "Abschließen", "Anliegen abgeschlossen"),
    )

    class Meta:
        verbose_name = "Anliegen"
        verbose_name_plural = "Anliegen"
        ordering = ["-begun", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="inquiry_site_place"),
            models.UniqueConstraint(fields=["id", "office"], name="inquiry_office_place"),
        ]

    def __str__(self) -> str:
        return self.title


class InquiryMessage(models.Model):
    """One message of the thread; never changed afterwards."""

    area = "inquiries"
    place_columns = ("site_id", "office_id")
    never = "update delete"  # guard: never-inquirymessage -> never = ""
    inquiry = child_of("planning.Inquiry", related_name="messages", editable=False)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    office = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    text = models.TextField("Nachricht", max_length=4000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    person_label = models.CharField(max_length=160, editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        ordering = ["at", "pk"]
        constraints = [
            SamePlace("inquiry", "site", name="inquirymessage_site_place"),
            SamePlace("inquiry", "office", name="inquirymessage_office_place"),
        ]
