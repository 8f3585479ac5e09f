"""Catalogues: the rules of the recommendations and of the LSZ as versioned data (architecture decision 11)."""

from django.db import models
from django.db.models import Q

from sites.core.wall import KEEPS_LISTS
from sites.models import ValidQuerySet, ends_after_start


class ActionField(models.Model):
    """One of the six LSZ action fields with the name of an edition (R103–R106)."""

    area = "catalogues"
    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS
    edition = models.CharField("Fassung", max_length=20)
    number = models.PositiveSmallIntegerField("Nummer")
    name = models.CharField("Name", max_length=120)
    code = models.SlugField(max_length=40)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Handlungsfeld"
        verbose_name_plural = "Handlungsfelder"
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="actionfield_number"), ends_after_start("actionfield_ends")]

    def __str__(self) -> str:
        return f"HF {self.number} {self.name}"


class LegalBasis(models.Model):
    """A row of the legal-basis table of §1.6 with validity (R087–R100)."""

    area = "catalogues"
    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS
    edition = models.CharField("Fassung", max_length=20)
    number = models.PositiveSmallIntegerField("Reihenfolge")
    citation = models.CharField("Fundstelle", max_length=120)
    content = models.TextField("Inhalt", max_length=600)
    needs_commission = models.BooleanField("nur im Auftrag des Jugendamtes", default=False)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "gesetzliche Grundlage"
        verbose_name_plural = "gesetzliche Grundlagen"
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="legalbasis_number"), ends_after_start("legalbasis_ends")]

    def __str__(self) -> str:
        return self.citation


class Edition(models.Model):
    """An edition of the recommendations (R111, R320)."""

    area = "catalogues"
    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS
    code = models.SlugField("Kürzel", max_length=20, unique=True)
    title = models.CharField("Titel", max_length=200)
    published = models.DateField("Stand")
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Fassung der Fachlichen Empfehlungen"
        ordering = ["-starts"]
        constraints = [ends_after_start("edition_ends")]

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """One entry of a value list that may change with an edition: themes, settings, goals, criteria, sources of money (R320)."""

    area = "catalogues"
    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS

    class Catalogue(models.TextChoices):
        THEME = "theme", "Themen der Familien"
        BURDEN = "burden", "Belastungen von Familien"
        SETTING = "setting", "Lebensbereiche"
        CROSS_CUTTING = "cross_cutting", "Querschnittsanforderungen"
        SERVICE_FIELD = "service_field", "Leistungsfelder"
        SPECIFIC_GOAL = "specific_goal", "Besondere Ziele der ThEKiZ"
        GENERAL_GOAL = "general_goal", "Grundlegende Ziele"
        CRITERION = "criterion", "Kriterien aus den Fachlichen Empfehlungen"
        SUPPORT_KIND = "support_kind", "Unterstützung im Alltag"
        FUNDING_SOURCE = "funding_source", "Quellen der Finanzierung"
        SOCIAL_INDICATOR = "social_indicator", "Sozialraumdaten"
        CRISIS_GROUP = "crisis_group", "Gruppen der Formen für Krisenzeiten"
        CRISIS_TOPIC = "crisis_topic", "Themen der Familien in Krisenzeiten"
        CRISIS_BASIC = "crisis_basic", "Grundlagen in Krisenzeiten"
        CRISIS_QUESTION = "crisis_question", "Leitfragen für neue Formen"
        COORDINATION = "coordination", "Aufgaben der Koordination"
        GROWTH_FIELD = "growth_field", "Entwicklungsfelder"
        GROWTH_LEVEL = "growth_level", "Stufen der Einschätzung"
        TRAINING_TOPIC = "training_topic", "Themen der Fortbildungen"
        FACILITATION = "facilitation", "Ziele und Aufgaben der Prozessbegleitung"

    class FigureKind(models.TextChoices):
        COUNT = "count", "wird gezählt"
        SHARE = "share", "ist ein Anteil"
        MEASURE = "measure", "wird gemessen"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="terms", verbose_name="Fassung")
    catalogue = models.CharField("Liste", max_length=16, choices=Catalogue)
    number = models.PositiveSmallIntegerField("Reihenfolge")
    code = models.SlugField("Kürzel", max_length=40)
    label = models.CharField("Bezeichnung", max_length=300)
    text = models.TextField("Wortlaut oder Erläuterung", max_length=1000, blank=True)
    paragraph = models.CharField("Fundstelle", max_length=20, blank=True)
    figure_kind = models.CharField("Art der Zahl", max_length=7, choices=FigureKind, blank=True)  # of indicators alone
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Eintrag einer Liste"
        verbose_name_plural = "Einträge der Listen"
        ordering = ["catalogue", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "catalogue", "code"], name="term_code", violation_error_message="Dieses Kürzel gibt es in der Liste schon."
            ),
            models.CheckConstraint(
                condition=Q(catalogue="social_indicator", figure_kind__gt="") | ~Q(catalogue="social_indicator") & Q(figure_kind=""),
                name="term_figure_kind",
                violation_error_message="Zu einer Kennzahl gehört die Art ihrer Zahl, zu anderen Einträgen nicht.",
            ),
            ends_after_start("term_ends"),
        ]

    def __str__(self) -> str:
        return self.label


class Link(models.Model):
    """The register of official links with the day they were last checked and what replaced them (R322)."""

    area = "catalogues"
    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS
    title = models.CharField("Bezeichnung", max_length=160)
    url = models.URLField("Adresse", max_length=300, unique=True, error_messages={"unique": "Diese Adresse steht schon im Verzeichnis."})
    paragraph = models.CharField("Genannt in", max_length=40, blank=True)
    checked_on = models.DateField("geprüft am", null=True, blank=True)
    gone = models.BooleanField("gibt es nicht mehr", default=False)
    replacement = models.URLField("Ersatz", max_length=300, blank=True)
    note = models.CharField("Anmerkung", max_length=300, blank=True)
    ordinance = models.BooleanField("ist eine Verordnung für Krisenzeiten", default=False)

    class Meta:
        verbose_name = "Verweis"
        verbose_name_plural = "Verweise"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class CriterionNote(models.Model):
    """What a site says to a criterion of the recommendations: how it stands, in its own words; never a score (R063, R111)."""

    class Standing(models.TextChoices):
        LIVED = "lived", "wird gelebt"
        ON_THE_WAY = "on_the_way", "wir sind dran"
        OPEN = "open", "noch offen"
        NOT_FITTING = "not_fitting", "passt nicht zu uns"

    area = "criteria"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    criterion = models.ForeignKey(Term, models.PROTECT, related_name="+", editable=False)
    standing = models.CharField("Wie steht es?", max_length=11, choices=Standing)
    how = models.TextField("Woran sieht man das?", max_length=1000, blank=True)
    noted_on = models.DateField("Stand vom")

    class Meta:
        verbose_name = "Einschätzung zu einem Kriterium"
        verbose_name_plural = "Einschätzungen"
        ordering = ["criterion__number"]
        constraints = [models.UniqueConstraint(fields=["site", "criterion"], name="criterionnote_once")]
