"""Where: places in one id space (state, county, provider, soziales Zentrum), municipalities and the names of offices."""

from datetime import date, timedelta
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from sites.core.days import not_over
from sites.core.wall import KEEPS_LISTS
from sites.models.base import ValidQuerySet, ends_after_start, sort_key


class Place(models.Model):
    """The id space of everything that rows and roles lie at."""

    class Kind(models.TextChoices):
        STATE = "state", "Land"
        COUNTY = "county", "Landkreis oder kreisfreie Stadt"
        PROVIDER = "provider", "Träger"
        SITE = "site", "Standort"
        SOCIAL_CENTRE = "social_centre", "soziales Zentrum"

    never = "update delete"  # guard: never-place -> never = ""
    kind = models.CharField(max_length=13, choices=Kind, editable=False)
    label: str  # its name, where a view has looked it up

    class Meta:
        verbose_name = "Ort"
        constraints = [models.UniqueConstraint(fields=["id", "kind"], name="place_kind")]  # what memberships point at

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


def place_key(related_name: str) -> models.OneToOneField[Place, Place]:
    return models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name=related_name, editable=False)


class State(models.Model):
    """The Freistaat: one row (R001)."""

    area = "sites"
    place_columns = ("place_id",)
    readable = "register of public bodies"
    place = place_key("state")
    name = models.CharField("Name", max_length=80)

    class Meta:
        verbose_name = "Land"

    def __str__(self) -> str:
        return self.name


class OfficeName(models.Model):
    """Names of ministry and state office with their validity: they change, reports keep the name of their day (R001, R002)."""

    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS

    class Office(models.TextChoices):
        MINISTRY = "ministry", "Ministerium"
        STATE_OFFICE = "state_office", "Landeskoordinations- und Fachstelle"

    office = models.CharField("Stelle", max_length=12, choices=Office)
    name = models.CharField("Name", max_length=160)
    short = models.CharField("Kurzname", max_length=60)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Name einer Stelle"
        constraints = [ends_after_start("office_name_ends")]

    def __str__(self) -> str:
        return self.name


class County(models.Model):
    """Landkreis or kreisfreie Stadt: the planning and funding level, a tenant (R003)."""

    class Kind(models.TextChoices):
        RURAL = "rural_county", "Landkreis"
        CITY = "independent_city", "kreisfreie Stadt"

    area = "sites"
    place_columns = ("place_id",)
    readable = "register of public bodies"
    place = place_key("county")
    ags = models.CharField("AGS", max_length=5, unique=True, validators=[RegexValidator(r"^16\d{3}$", "Fünf Ziffern, beginnend mit 16.")])
    name = models.CharField("Name", max_length=80)
    sort_key = sort_key()
    kind = models.CharField("Art", max_length=16, choices=Kind)
    short = models.CharField("Kürzel", max_length=3)
    contact = models.CharField("Ansprechperson", max_length=120, blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)

    class Meta:
        verbose_name = "Landkreis oder kreisfreie Stadt"
        ordering = ["sort_key"]
        constraints = [models.CheckConstraint(condition=Q(ags__regex=r"^16[0-9]{3}$") & ~Q(ags="16056"), name="county_ags")]

    def __str__(self) -> str:
        return self.name


class MunicipalityQuerySet(ValidQuerySet["Municipality"]):
    def on(self, day: date) -> Self:
        """Municipalities that stand on a day; without a first day one has always stood."""
        return self.filter(not_over(day), Q(starts__isnull=True) | Q(starts__lte=day))


class Municipality(models.Model):
    """Gemeinde of a county (R011). `ends` and `merged_into`: its last day, and of what it is a part since then."""

    area = "sites"
    place_columns = ("county_id",)
    readable = "register of public bodies"
    county = models.ForeignKey(County, models.PROTECT, related_name="municipalities")
    ags = models.CharField("AGS", max_length=8, unique=True, validators=[RegexValidator(r"^16\d{6}$", "Acht Ziffern, beginnend mit 16.")])
    name = models.CharField("Name", max_length=80)
    official_name = models.CharField("amtlicher Name", max_length=120, blank=True)  # with its addition: "Ilmenau, Stadt"
    sort_key = sort_key()
    starts = models.DateField("gibt es seit", null=True, blank=True)
    ends = models.DateField("gab es bis", null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="gehört jetzt zu")
    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "Gemeinde"
        verbose_name_plural = "Gemeinden"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["id", "county"], name="municipality_place"),
            models.CheckConstraint(condition=Q(ags__regex=r"^16[0-9]{6}$"), name="municipality_ags"),
            ends_after_start("municipality_ends"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(ends__isnull=False) & ~Q(merged_into=F("pk")),
                name="municipality_merged",
                violation_error_message="Zu einem Zusammenschluss gehören der letzte Tag und eine andere Gemeinde.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def of_today(self) -> "Municipality":
        """Itself, or the municipality it has become part of."""
        return self.merged_into or self

    @property
    def merged_since(self) -> date | None:
        return self.ends + timedelta(days=1) if self.ends and self.merged_into_id else None


class Provider(models.Model):
    """Träger, public or independent; may run Kitas in several counties (R010)."""

    class Kind(models.TextChoices):
        PUBLIC = "public_provider", "öffentlicher Träger"
        INDEPENDENT = "independent_provider", "freier Träger"

    area = "sites"
    place_columns = ("place_id", "county_id")
    readable = "register of public bodies"
    never = "delete"  # guard: never-provider -> never = ""
    place = place_key("provider")
    county = models.ForeignKey(County, models.PROTECT, related_name="providers", verbose_name="Sitz")
    name = models.CharField("Name", max_length=120)
    sort_key = sort_key()
    kind = models.CharField("Art", max_length=20, choices=Kind, default=Kind.INDEPENDENT)
    email = models.EmailField("E-Mail", blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False)  # entered twice

    class Meta:
        verbose_name = "Träger"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "name"],
                condition=Q(merged_into__isnull=True),
                name="provider_name",
                violation_error_message="Diesen Träger gibt es schon.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SocialCentre(models.Model):
    """Soziales Zentrum: several ThEKiZ of one social space with one facilitation (R133); not a Verbund (R069)."""

    area = "sites"
    place_columns = ("place_id", "county_id")
    readable = "register of public bodies"
    place = place_key("social_centre")
    county = models.ForeignKey(County, models.PROTECT, related_name="social_centres")
    name = models.CharField("Name", max_length=120)

    class Meta:
        verbose_name = "soziales Zentrum"

    def __str__(self) -> str:
        return self.name
