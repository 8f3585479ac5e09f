"""What shows that something was done and what it brought: kept once, used where it is needed (R247, UF10)."""

from django.db import models
from django.db.models import F, Q

from sites.models import SamePlace, child_of


class Evidence(models.Model):
    """A piece of evidence of one of the eight kinds, as a file or as the way to it, and until when it holds."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", "Protokoll"
        PARTICIPANTS = "participants", "Teilnahmeliste"
        FEEDBACK = "feedback", "Feedbackbogen"
        PUBLICATION = "publication", "Veröffentlichung"
        REPORT = "report", "Bericht"
        STATISTICS = "statistics", "statistische Erhebung"
        QUESTIONNAIRE = "questionnaire", "Fragebogen"
        PORTFOLIO = "portfolio", "Portfolio oder andere Selbstevaluation"

    area = "evidence"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Welche Art von Nachweis", max_length=13, choices=Kind)
    title = models.CharField("Bezeichnung", max_length=120)
    extent = models.CharField("Umfang", max_length=80, blank=True)
    dated = models.DateField("Vom")
    valid_until = models.DateField("Gilt bis", null=True, blank=True)
    where = models.CharField("Wo es liegt", max_length=200, blank=True)
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = "Nachweis"
        verbose_name_plural = "Nachweise"
        ordering = ["-dated", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="evidence_place"),
            SamePlace("document", "site", to="place", name="evidence_document_place"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("dated")),
                name="evidence_valid",
                violation_error_message="Ein Nachweis gilt nicht, bevor es ihn gibt.",
            ),
            models.CheckConstraint(  # a file of names is kept nowhere; what is needed are counts (R247, R255)
                condition=~Q(kind="participants", document__isnull=False),
                name="evidence_no_names",
                violation_error_message="Zu einer Teilnahmeliste wird keine Datei abgelegt: Namen gehören nicht hierher.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("offers:evidence_detail", args=[self.pk])

    @property
    def words(self) -> str:
        """Name and extent: "Feedbackbogen Elterncafé, 38 Antworten"."""
        return f"{self.title}, {self.extent}" if self.extent else self.title


class EvidenceUse(models.Model):
    """A piece of evidence shows something of a goal, an offer or a meeting: exactly one of them."""

    area = "evidence"
    place_columns = ("site_id",)
    part_of = "evidence"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    evidence = child_of("offers.Evidence", related_name="uses")
    goal = child_of("planning.Goal", null=True, blank=True, related_name="evidence_uses", verbose_name="Ziel")
    offer = child_of("offers.Offer", null=True, blank=True, related_name="evidence_uses", verbose_name="Angebot")
    meeting = child_of("planning.Meeting", null=True, blank=True, related_name="evidence_uses", verbose_name="Sitzung")

    class Meta:
        verbose_name = "Zuordnung eines Nachweises"
        verbose_name_plural = "Zuordnungen von Nachweisen"
        constraints = [
            SamePlace("evidence", "site", name="evidenceuse_evidence_place"),
            SamePlace("goal", "site", name="evidenceuse_goal_place"),
            SamePlace("offer", "site", name="evidenceuse_offer_place"),
            SamePlace("meeting", "site", to="place", name="evidenceuse_meeting_place"),
            *(models.UniqueConstraint(fields=["evidence", of], name=f"evidenceuse_{of}_once") for of in ("goal", "offer", "meeting")),
            models.CheckConstraint(
                condition=Q(goal__isnull=False, offer__isnull=True, meeting__isnull=True)
                | Q(goal__isnull=True, offer__isnull=False, meeting__isnull=True)
                | Q(goal__isnull=True, offer__isnull=True, meeting__isnull=False),
                name="evidenceuse_one",
            ),
        ]
