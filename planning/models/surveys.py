"""What families are asked, without a name: surveys with at most five questions, and the sheets and answers that nobody can be told by."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from sites.models import SamePlace, child_of

MOST_QUESTIONS, MOST_OPTIONS = 5, 10


class Survey(models.Model):
    """An anonymous survey or vote of a site; its days say whether it is open, nobody opens or closes it by hand (R050, R168, R226)."""

    class Kind(models.TextChoices):
        SURVEY = "survey", "Umfrage"
        VOTE = "vote", "Abstimmung"

    area = "surveys"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Was ist es?", max_length=6, choices=Kind, default=Kind.SURVEY)
    title = models.CharField("Überschrift", max_length=80)
    intro = models.CharField("Worum es geht", max_length=300, blank=True)
    paper = models.CharField("Wo der Bogen auf Papier liegt", max_length=160, blank=True)
    asked = models.PositiveIntegerField("Wie viele Familien fragen Sie?", null=True, blank=True, validators=[MaxValueValidator(99_999)])
    opens = models.DateField("offen vom")
    closes = models.DateField("bis")
    code = models.SlugField("Kurzadresse", max_length=12, unique=True, editable=False)
    translations = models.JSONField(default=dict, blank=True, editable=False)  # language → title, intro, paper
    heard = models.TextField("Das haben wir gehört", max_length=1000, blank=True, editable=False)
    doing = models.TextField("Das machen wir", max_length=1000, blank=True, editable=False)
    figures = models.JSONField(null=True, editable=False)  # the results as they were published, small numbers hidden
    published_on = models.DateField("veröffentlicht am", null=True, editable=False)
    assessment = child_of("planning.Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = "Umfrage"
        verbose_name_plural = "Umfragen"
        ordering = ["-opens", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="survey_place"),
            SamePlace("assessment", "site", to="place", name="survey_assessment_place"),
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="survey_days", violation_error_message="Das Ende liegt vor dem Beginn."),
            models.CheckConstraint(condition=Q(published_on__isnull=True) | Q(published_on__gt=F("closes")), name="survey_published"),
        ]

    def __str__(self) -> str:
        return self.title


class SurveyQuestion(models.Model):
    """One of at most five questions; every one may be left out."""

    class Kind(models.TextChoices):
        FACES_3 = "faces3", "drei Gesichter"
        FACES_5 = "faces5", "fünf Gesichter"
        ONE = "one", "eine Antwort von mehreren"
        SEVERAL = "several", "mehrere Antworten"
        SCALE = "scale", "Zahl auf einer Skala"
        LINE = "line", "ein Satz in eigenen Worten"

    area = "surveys"
    place_columns = ("site_id",)
    part_of = "survey"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    survey = child_of("planning.Survey", related_name="questions", editable=False)
    number = models.PositiveSmallIntegerField("Nummer", validators=[MinValueValidator(1), MaxValueValidator(MOST_QUESTIONS)])
    kind = models.CharField("Art der Antwort", max_length=7, choices=Kind)
    text = models.CharField("Frage", max_length=160)
    options = ArrayField(models.CharField(max_length=60), verbose_name="Antworten", default=list, blank=True)
    highest = models.PositiveSmallIntegerField("Skala bis", default=5, validators=[MinValueValidator(2), MaxValueValidator(10)])
    translations = models.JSONField(default=dict, blank=True, editable=False)  # language → text, options

    class Meta:
        verbose_name = "Frage einer Umfrage"
        verbose_name_plural = "gestellte Fragen"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="surveyquestion_place"),
            SamePlace("survey", "site", name="surveyquestion_survey_place"),
            models.UniqueConstraint(fields=["survey", "number"], name="surveyquestion_once"),
            models.CheckConstraint(condition=Q(number__range=(1, MOST_QUESTIONS)), name="surveyquestion_number"),
            models.CheckConstraint(condition=Q(highest__range=(2, MOST_OPTIONS)), name="surveyquestion_scale"),
            models.CheckConstraint(
                condition=Q(kind__in=["one", "several"], options__len__range=(2, MOST_OPTIONS)) | (~Q(kind__in=["one", "several"]) & Q(options=[])),
                name="surveyquestion_options",
                violation_error_message="Diese Frage braucht zwei bis zehn Antworten zur Auswahl.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Way(models.TextChoices):
    """How a sheet came in."""

    PHONE = "phone", "über die Seite im Netz"
    PAPER = "paper", "auf Papier"


class SurveySheet(models.Model):
    """That a sheet was filled in: the day and the way, nothing else. Its answers do not know it, so nobody can lay two of them side by side.

    The number is a digest of a random one in the form: so a sheet that is sent twice counts once, without a cookie.
    """

    area = "surveys"
    place_columns = ("site_id",)
    never = "insert update delete"  # guard: never-surveysheet -> never = ""
    id = models.UUIDField(primary_key=True, editable=False)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    survey = child_of("planning.Survey", on_delete=models.PROTECT, related_name="sheets", editable=False)
    day = models.DateField("Tag", editable=False)
    way = models.CharField("Weg", max_length=5, choices=Way, editable=False)

    class Meta:
        verbose_name = "Bogen einer Umfrage"
        verbose_name_plural = "ausgefüllte Bögen"
        ordering = ["day", "id"]
        constraints = [SamePlace("survey", "site", name="surveysheet_survey_place")]


def in_no_order() -> int:
    """A number of which nobody can tell when it was given."""
    return secrets.randbelow(2**53)


class SurveyAnswer(models.Model):
    """One answer to one question: what was chosen, by number, or a line of words. No sheet, no day, no time."""

    area = "surveys"
    place_columns = ("site_id",)
    never = "insert update delete"  # guard: never-surveyanswer -> never = ""
    id = models.BigIntegerField(primary_key=True, default=in_no_order, editable=False)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    question = child_of("planning.SurveyQuestion", on_delete=models.PROTECT, related_name="answers", editable=False)
    choices = ArrayField(models.PositiveSmallIntegerField(), verbose_name="gewählt", default=list, editable=False)
    words = models.CharField("Satz", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "Antwort einer Umfrage"
        verbose_name_plural = "gegebene Antworten"
        ordering = ["id"]
        constraints = [
            SamePlace("question", "site", name="surveyanswer_question_place"),
            models.CheckConstraint(condition=Q(choices__len__gte=1, words="") | (Q(choices=[]) & ~Q(words="")), name="surveyanswer_something"),
        ]
