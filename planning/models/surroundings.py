"""What surrounds a house: places, services and resources of its social space, and the events where it is seen (R175–R177, R232)."""

from django.db import models

from sites.models import SamePlace, child_of


class SocialResource(models.Model):
    """A place, service or resource of the social space, and what the house uses it for (R232)."""

    class Kind(models.TextChoices):
        PLACE = "place", "Ort"
        SERVICE = "service", "Dienst oder Einrichtung"
        BODY = "body", "Gremium oder Arbeitskreis"
        RESOURCE = "resource", "Möglichkeit oder Wissen von Menschen"

    area = "partners"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Was ist es", max_length=8, choices=Kind)
    name = models.CharField("Name", max_length=120)
    where = models.CharField("Wo", max_length=160, blank=True)
    contact = models.CharField("Wie man es erreicht", max_length=200, blank=True)
    used_for = models.CharField("Wofür wir es nutzen oder nutzen könnten", max_length=300, blank=True)
    partner = child_of("sites.Partner", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Kooperationspartner*in")
    seen_on = models.DateField("Zuletzt geprüft am")

    class Meta:
        verbose_name = "Ressource des Sozialraums"
        verbose_name_plural = "Ressourcen des Sozialraums"
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="socialresource_place"),
            SamePlace("partner", "site", name="socialresource_partner_place"),
            models.UniqueConstraint(
                fields=["site", "kind", "name"], name="socialresource_once", violation_error_message="Das steht schon im Verzeichnis."
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EventVisit(models.Model):
    """The house at a network event, in a body of the social space or at a conference, and in which role (R175–R177)."""

    class Kind(models.TextChoices):
        REGIONAL = "regional", "Netzwerktreffen in der Region"
        WIDER = "wider", "überregionales Netzwerktreffen"
        BODY = "body", "Gremium oder Arbeitskreis im Sozialraum"
        CONFERENCE = "conference", "Fachtag"

    class Role(models.TextChoices):
        VISITED = "visited", "hat teilgenommen"
        REPRESENTED = "represented", "hat den Standort vorgestellt"
        CONTRIBUTED = "contributed", "hat einen Beitrag gehalten"
        HELD = "held", "hat die Veranstaltung mit ausgerichtet"

    area = "partners"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Was war es", max_length=10, choices=Kind)
    title = models.CharField("Name der Veranstaltung", max_length=160)
    held_on = models.DateField("Tag")
    function = models.CharField("Wer war dort (Funktion)", max_length=80)
    role = models.CharField("In welcher Rolle", max_length=11, choices=Role)
    resource = child_of(
        "planning.SocialResource", on_delete=models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="Eintrag im Sozialraum"
    )
    result = models.CharField("Was nehmen wir mit?", max_length=300, blank=True)

    class Meta:
        verbose_name = "Teilnahme an einer Veranstaltung"
        verbose_name_plural = "Teilnahmen an Veranstaltungen"
        ordering = ["-held_on", "-pk"]
        constraints = [
            SamePlace("resource", "site", name="eventvisit_resource_place"),
            models.UniqueConstraint(
                fields=["site", "title", "held_on"], name="eventvisit_once", violation_error_message="Diese Teilnahme ist schon eingetragen."
            ),
        ]

    def __str__(self) -> str:
        return self.title
