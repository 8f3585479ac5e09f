"""With whom: partner organisations of a site, the cooperation from the first idea to its end, and the written agreements."""

from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from sites.core.days import date_long
from sites.models.base import SamePlace, child_of, ends_after_start, sort_key


class Partner(models.Model):
    """An organisation or external professional of the social space that a site works with or refers to (R019, R023, R037)."""

    class Kind(models.TextChoices):
        ADVICE_CENTRE = "advice_centre", "Beratungsstelle"
        EARLY_INTERVENTION = "early_childhood_intervention", "Frühe Hilfen"
        AUTHORITY = "authority", "Amt oder Behörde"
        HEALTH = "health", "Gesundheit und Therapie"
        EDUCATION = "education", "Bildungseinrichtung, Schule, Volkshochschule"
        CLUB = "club", "Verein oder Initiative"
        SENIORS = "seniors", "Einrichtung für Senior*innen"
        CHURCH = "church", "Kirchengemeinde"
        BUSINESS = "business", "Betrieb"
        NETWORK = "network", "Netzwerk (LSZ, Kinderschutz, Frühe Hilfen)"
        EXTERNAL_PROFESSIONAL = "external_professional", "externe Fachkraft"
        OTHER = "other", "Sonstige"

    class Service(models.TextChoices):
        """Kinds of services of partners (R046, fn 4) and what families are passed on for (R039)."""

        PREVENTION = "prevention", "Prävention"
        COUNSELLING = "counselling", "Beratung"
        THERAPY = "therapy", "Therapie"
        SELF_HELP = "self_help", "Selbsthilfe"
        FAMILY_EDUCATION = "family_education", "Familienbildung"
        AUTHORITY_HELP = "authority_help", "Hilfe im Umgang mit Ämtern"
        BENEFIT_APPLICATION = "benefit_application", "Hilfe beim Beantragen von Leistungen"
        HEALTH = "health", "Gesundheit und Bewegung"
        LEISURE = "leisure", "Freizeit und Begegnung"

    area = "partners"
    takes = ("documents",)
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="partners", editable=False)
    name = models.CharField("Name", max_length=120)
    sort_key = sort_key()
    kind = models.CharField("Art", max_length=28, choices=Kind)
    services = ArrayField(models.CharField(max_length=19, choices=Service), verbose_name="Was Familien dort finden", default=list, blank=True)
    text = models.TextField("Angebot in eigenen Worten", max_length=1000, blank=True)
    contact = models.CharField("Ansprechperson", max_length=120, blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    website = models.URLField("Webseite", blank=True)
    address = models.CharField("Anschrift", max_length=160, blank=True)
    hours = models.CharField("Erreichbar", max_length=160, blank=True, help_text="Zum Beispiel: Di und Do 9–12 Uhr, ohne Termin.")
    languages = models.CharField("Sprachen", max_length=120, blank=True)

    class Meta:
        verbose_name = "Kooperationspartner*in"
        verbose_name_plural = "Kooperationspartner*innen"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="partner_place"),
            models.UniqueConstraint(fields=["site", "name"], name="partner_name", violation_error_message="Diese*n Partner*in gibt es schon."),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("sites:partner_detail", args=[self.pk])

    @property
    def service_labels(self) -> list[str]:
        return [Partner.Service(value).label for value in self.services if value in Partner.Service.values]

    @property
    def furthest(self) -> "Cooperation | None":
        """Of its prefetched cooperations."""
        return furthest(self.cooperations.all())

    @property
    def more(self) -> int:
        return len(self.cooperations.all()) - 1

    @property
    def warnings(self) -> list[str]:
        return list(dict.fromkeys(text for row in self.cooperations.all() for text in row.warnings))


class Cooperation(models.Model):
    """How far a site and a partner are, from identified to ended (R178), and what kind of cooperation it is (R084, R098)."""

    class Stage(models.TextChoices):
        IDENTIFIED = "identified", "vorgemerkt"
        CONTACTED = "contacted", "angesprochen"
        TALKS = "talks", "im Gespräch"
        AGREED = "agreed", "vereinbart"
        ACTIVE = "active", "läuft"
        ENDED = "ended", "beendet"

    class Nature(models.TextChoices):
        PROFESSIONAL = "professional", "hauptamtlich"
        VOLUNTARY = "voluntary", "ehrenamtlich"

    area = "partners"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="cooperations", editable=False)
    partner = child_of("sites.Partner", on_delete=models.PROTECT, related_name="cooperations", verbose_name="Partner*in")
    subject_text = models.CharField("Worum es geht", max_length=200)
    stage = models.CharField("Wie weit", max_length=10, choices=Stage, default=Stage.IDENTIFIED)
    nature = models.CharField("Art", max_length=12, choices=Nature, default=Nature.PROFESSIONAL)
    beyond_law = models.BooleanField("geht über § 7 Abs. 3 ThürKigaG hinaus", default=True)
    starts = models.DateField("seit", null=True, blank=True)
    ends = models.DateField("bis", null=True, blank=True)
    next_step = models.CharField("Nächster Schritt", max_length=200, blank=True)
    next_on = models.DateField("bis wann", null=True, blank=True)
    in_force: bool  # these four are set by with_agreements()
    lasts: bool
    until: date | None
    notice_on: date | None

    class Meta:
        verbose_name = "Kooperation"
        verbose_name_plural = "Kooperationen"
        ordering = ["partner__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="cooperation_place"),
            SamePlace("partner", "site", name="cooperation_partner_place"),
            models.UniqueConstraint(
                fields=["partner", "subject_text"], name="cooperation_once", violation_error_message="Diese Kooperation gibt es schon."
            ),
            ends_after_start("cooperation_ends"),
            models.CheckConstraint(
                condition=~Q(stage="ended") | Q(ends__isnull=False),
                name="cooperation_ended",
                violation_error_message="Eine beendete Kooperation braucht ihren letzten Tag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner.name}: {self.subject_text}"

    @property
    def warnings(self) -> list[str]:
        """What is due, in words; needs with_agreements()."""
        found = []
        if self.stage == self.Stage.ACTIVE and not self.in_force:
            found.append("läuft ohne Vereinbarung")
        if self.in_force and not self.lasts:
            found.append(f"Vereinbarung endet am {date_long(self.until)}")
        if self.notice_on:
            found.append(f"kündbar nur noch bis {date_long(self.notice_on)}")
        return found if self.stage != self.Stage.ENDED else []

    @property
    def warning_sentence(self) -> str:
        words = ", ".join(self.warnings)
        return f"{words[:1].upper()}{words[1:]}." if words else ""

    @property
    def since_words(self) -> str:
        """From when it is, or when it ended, to stand behind its stage."""
        if self.stage == self.Stage.ENDED:
            return f" am {date_long(self.ends)}"
        return f", seit {date_long(self.starts)}" if self.starts else ""


def furthest(cooperations: Iterable[Cooperation]) -> Cooperation | None:
    """The cooperation that is furthest; an ended one only when nothing else is left."""
    known, stages = list(cooperations), Cooperation.Stage.values
    running = [row for row in known if row.stage != Cooperation.Stage.ENDED]
    return max(running or known, key=lambda row: stages.index(row.stage), default=None)


class Agreement(models.Model):
    """A written cooperation agreement: parties, subject, from/until, notice, signed paper (R083)."""

    area = "partners"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    cooperation = child_of("sites.Cooperation", related_name="agreements", editable=False)
    title = models.CharField("Gegenstand", max_length=200)
    parties = models.CharField("Wer hat unterschrieben", max_length=300)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True, help_text="Leer heißt: unbefristet.")
    notice_until = models.DateField("kündbar bis", null=True, blank=True)
    notice = models.CharField("Kündigung", max_length=160, blank=True, help_text="Zum Beispiel: drei Monate zum Jahresende.")
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = "Kooperationsvereinbarung"
        verbose_name_plural = "Kooperationsvereinbarungen"
        ordering = ["-starts", "-pk"]
        constraints = [
            SamePlace("cooperation", "site", name="agreement_cooperation_place"),
            SamePlace("document", "site", to="place", name="agreement_document_place"),
            ends_after_start("agreement_ends"),
            models.CheckConstraint(
                condition=Q(notice_until__isnull=True) | Q(ends__isnull=True) | Q(notice_until__lte=models.F("ends")),
                name="agreement_notice",
                violation_error_message="Gekündigt werden kann nur, solange die Vereinbarung gilt.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
