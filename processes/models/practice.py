"""The practice library: what a house has tried out, written down, reviewed, published, and taken up by others (R276)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from sites.core.access import Shown
from sites.core.flow import Flow, Step
from sites.models import SamePlace, child_of

#: Numbers of fewer people would tell who of them said what.
FEWEST = 5


class PracticeExample(models.Model):
    """A Praxisbeispiel of a house. It lies at the house, and at its county as well from the day it is submitted for review (R276)."""

    class State(models.TextChoices):
        DRAFT = "draft", "Entwurf"
        SUBMITTED = "submitted", "eingereicht"
        RETURNED = "returned", "zurückgegeben"
        PUBLISHED = "published", "veröffentlicht"
        WITHDRAWN = "withdrawn", "zurückgezogen"

    class Type(models.TextChoices):
        """B-B-B-B (R252), as offers have it."""

        ENCOUNTER = "encounter", "Begegnung"
        COUNSELLING = "counselling", "Beratung"
        EDUCATION = "education", "Bildung"
        ACCOMPANIMENT = "accompaniment", "Begleitung"

    area = "practice"
    place_columns = ("site_id", "office_id")
    # guard: practice-drafts -> shown = None
    shown = Shown(insiders="practice.write", column="state", values=frozenset({"submitted", "returned", "published", "withdrawn"}))
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    office = models.ForeignKey("sites.County", models.PROTECT, null=True, related_name="+", editable=False)  # its county, once submitted
    house = models.CharField(max_length=200, editable=False)  # name and town: the state office reads no site
    title = models.CharField("Wie heißt das Beispiel?", max_length=80)
    lead = models.CharField("In einem Satz", max_length=160)
    why = models.TextField("Warum es entstand", max_length=1500)
    goals = models.TextField("Was es erreichen soll", max_length=600, blank=True)
    steps = models.TextField("So geht es", max_length=3000)
    staff = models.CharField("Fachkraft", max_length=160, blank=True)
    room = models.CharField("Raum", max_length=160, blank=True)
    money = models.CharField("Geld", max_length=160, blank=True)
    lead_time = models.CharField("Vorlauf", max_length=160, blank=True)
    failed = models.TextField("Was nicht gelang", max_length=1500, blank=True)
    types = ArrayField(models.CharField(max_length=13, choices=Type), verbose_name="Art des Angebots")
    themes = models.ManyToManyField("planning.Term", blank=True, related_name="+", verbose_name="Themen")
    action_field = models.ForeignKey("planning.ActionField", models.PROTECT, related_name="+", verbose_name="Handlungsfeld")
    groups = models.CharField("Für wen", max_length=120, blank=True, help_text="Zum Beispiel: Familien mit Babys, Großeltern.")
    consent = models.CharField(max_length=160, blank=True, editable=False)  # who of the house agreed that it is published
    reviewer = models.CharField(max_length=160, blank=True, editable=False)
    reviewed_on = models.DateField(null=True, editable=False)
    answer = models.TextField(max_length=2000, blank=True, editable=False)  # what the review says to a returned one
    content = models.JSONField(default=dict, editable=False)  # as it was submitted: what is reviewed and then published
    state = models.CharField("Stand", max_length=9, choices=State, default=State.DRAFT, editable=False)

    flow = Flow(
        Step("submit", frozenset({"draft", "returned"}), "submitted", "practice.write", "Zur Prüfung einreichen", "Praxisbeispiel eingereicht"),
        Step("take_back", frozenset({"submitted", "returned", "withdrawn"}), "draft", "practice.write", "Zurückholen", "Praxisbeispiel zurückgeholt"),
        Step("publish", frozenset({"submitted"}), "published", "practice.review", "Veröffentlichen", "Praxisbeispiel veröffentlicht"),
        Step("give_back", frozenset({"submitted"}), "returned", "practice.review", "Zurückgeben", "Praxisbeispiel zurückgegeben", note=True),
        Step("withdraw", frozenset({"published"}), "withdrawn", "practice.follow", "Zurückziehen", "Praxisbeispiel zurückgezogen"),
    )

    class Meta:
        verbose_name = "Praxisbeispiel"
        verbose_name_plural = "Praxisbeispiele"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="practiceexample_place"),
            models.UniqueConstraint(fields=["site", "title"], name="practiceexample_title", violation_error_message="Dieses Beispiel gibt es schon."),
            models.CheckConstraint(
                condition=Q(types__len__gte=1), name="practiceexample_types", violation_error_message="Bitte wählen Sie mindestens eine Art."
            ),
            models.CheckConstraint(condition=Q(state="draft") | Q(office__isnull=False), name="practiceexample_submitted"),
            models.CheckConstraint(condition=~Q(state__in=("submitted", "published")) | ~Q(consent=""), name="practiceexample_consent"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("processes:example_detail", args=[self.pk])


class PracticeFigure(models.Model):
    """By what one could tell: a number of one house with how many were asked, and when."""

    area = "practice"
    place_columns = ("site_id",)
    part_of = "example"
    shown = Shown(insiders="practice.write", column="pk")  # guard: practice-figures -> shown = None
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    example = child_of("processes.PracticeExample", related_name="figures", editable=False)
    label = models.CharField("Was wurde gezählt?", max_length=60)
    value = models.PositiveSmallIntegerField("Wie viele", validators=[MaxValueValidator(9999)])
    number = models.PositiveSmallIntegerField(
        "von wie vielen (n)", null=True, blank=True, validators=[MinValueValidator(FEWEST), MaxValueValidator(9999)]
    )
    words = models.CharField("Was sagt die Zahl?", max_length=80, blank=True)
    counted = models.CharField("Wann gezählt", max_length=40, help_text="Zum Beispiel: Juli 2026.")

    class Meta:
        verbose_name = "Zahl eines Praxisbeispiels"
        verbose_name_plural = "Zahlen eines Praxisbeispiels"
        ordering = ["pk"]
        constraints = [
            SamePlace("example", "site", name="practicefigure_place"),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=FEWEST, value__lte=F("number")),
                name="practicefigure_number",
                violation_error_message=f"Die Zahl geht nicht über n hinaus, und n ist mindestens {FEWEST}.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PracticeMedium(models.Model):
    """A picture, film or paper of an example; where people can be recognised, with the day of their consent and who keeps it."""

    area = "practice"
    place_columns = ("site_id",)
    part_of = "example"
    shown = Shown(insiders="practice.write", column="pk")  # guard: practice-media -> shown = None
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    example = child_of("processes.PracticeExample", related_name="media", editable=False)
    document = child_of("sites.Document", on_delete=models.PROTECT, related_name="+", editable=False)
    caption = models.CharField("Was ist zu sehen?", max_length=160)
    people = models.BooleanField("Menschen sind zu erkennen", default=False)
    consent_on = models.DateField("Eingewilligt am", null=True, blank=True)
    kept_by = models.CharField("Wer hebt die Einwilligung auf?", max_length=80, blank=True)

    class Meta:
        verbose_name = "Bild oder Papier eines Praxisbeispiels"
        verbose_name_plural = "Bilder und Papiere"
        ordering = ["pk"]
        constraints = [
            SamePlace("example", "site", name="practicemedium_place"),
            SamePlace("document", "site", to="place", name="practicemedium_document"),
            models.CheckConstraint(
                # guard: practice-consent -> condition=Q(caption__isnull=False),
                condition=Q(people=False) | Q(consent_on__isnull=False) & ~Q(kept_by=""),
                name="practicemedium_consent",
                violation_error_message="Wo Menschen zu erkennen sind, braucht es ihre Einwilligung: wann, und wer sie aufhebt.",
            ),
        ]

    def __str__(self) -> str:
        return self.caption


class PublishedExample(models.Model):
    """What everybody reads of an example: a copy of the day it was published, so that later changes are reviewed again."""

    area = "published"
    place_columns = ("site_id", "county_id")
    readable = "published by the house after review"
    part_of = "example"
    example = models.OneToOneField("processes.PracticeExample", models.CASCADE, primary_key=True, related_name="published", editable=False)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    county = models.ForeignKey("sites.County", models.PROTECT, related_name="+", editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=80)
    lead = models.CharField(max_length=160)
    house = models.CharField(max_length=200)
    county_name = models.CharField(max_length=80)
    types = ArrayField(models.CharField(max_length=13))
    themes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    tags = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    action_field = models.ForeignKey("planning.ActionField", models.PROTECT, related_name="+", editable=False)
    content = models.JSONField(default=dict)  # why, goals, steps, needs, failed, figures, media
    consent = models.CharField(max_length=160)
    reviewed = models.CharField(max_length=160)
    published_on = models.DateField()
    words = models.TextField(blank=True)
    find = models.GeneratedField(expression=Func(F("words"), function="thekiz_find"), output_field=models.TextField(), db_persist=True)

    class Meta:
        verbose_name = "veröffentlichtes Praxisbeispiel"
        verbose_name_plural = "veröffentlichte Praxisbeispiele"
        ordering = ["-published_on", "title", "pk"]
        indexes = [GinIndex(fields=["find"], opclasses=["gin_trgm_ops"], name="publishedexample_find")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("reporting:practice_detail", args=[self.pk])


class PracticeUse(models.Model):
    """A house has taken an example over, and what it does differently: others read how many did, and what they changed."""

    area = "practice"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    example = models.ForeignKey("processes.PracticeExample", models.PROTECT, related_name="uses", editable=False)
    used_on = models.DateField("übernommen am", editable=False)
    changed = models.CharField("Was machen Sie anders?", max_length=300, blank=True)

    class Meta:
        verbose_name = "Übernahme eines Praxisbeispiels"
        verbose_name_plural = "Übernahmen"
        ordering = ["-used_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["site", "example"], name="practiceuse_once")]

    def __str__(self) -> str:
        return f"Übernahme vom {self.used_on:%d.%m.%Y}"
