"""Every table of processes, as its models say; written by tools.tables."""

from decimal import Decimal

import django.core.validators
from django.conf import settings
from django.db import migrations, models

import sites.core.wall
import sites.models.base


class Migration(migrations.Migration):
    initial = True

    dependencies = [("planning", "0001_tables"), ("sites", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="HoursRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.CharField(max_length=40, verbose_name="Fassung")),
                ("when", models.CharField(choices=[("first_two_years", "die ersten zwei Jahre auf dem Weg"), ("ongoing", "danach"), ("consultation_site", "Konsultationseinrichtung")], max_length=17, verbose_name="gilt für")),
                ("hours", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="empfohlene Stunden im Monat")),
                ("paragraph", models.CharField(max_length=20, verbose_name="Abschnitt")),
                ("starts", models.DateField(verbose_name="gilt ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="gilt bis")),
            ],
            options={"verbose_name": "Regel zu Stunden", "verbose_name_plural": "Regeln zu Stunden", "constraints": [models.UniqueConstraint(fields=("edition", "when"), name="hoursrule_when")]},
        ),
        sites.core.wall.Wall(model="HoursRule"),
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="contracts", to="sites.site")),
                ("facilitator", models.ForeignKey(on_delete=models.PROTECT, related_name="contracts", to=settings.AUTH_USER_MODEL, verbose_name="Prozessbegleiter*in")),
                ("membership", models.OneToOneField(db_constraint=False, editable=False, on_delete=models.PROTECT, related_name="contract", to="sites.membership")),
                ("client", models.CharField(choices=[("county", "Landkreis oder kreisfreie Stadt"), ("municipality", "Gemeinde"), ("provider", "Träger")], default="county", max_length=12, verbose_name="Wer schließt die Vereinbarung")),
                ("hours_per_month", models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal("0.5")), django.core.validators.MaxValueValidator(Decimal("80"))], verbose_name="Vereinbarte Stunden im Monat")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="Begründung, wenn weniger als empfohlen")),
                ("starts", models.DateField(verbose_name="ab")),
                ("ends", models.DateField(verbose_name="bis")),
            ],
            options={
                "verbose_name": "Honorarvereinbarung",
                "verbose_name_plural": "Honorarvereinbarungen",
                "ordering": ["-starts", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "site"), name="contract_place"),
                    sites.models.base.SamePlace("membership", "site", name="contract_membership_place", to="place"),
                    models.CheckConstraint(condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"), name="contract_ends", violation_error_message="Das Ende liegt vor dem Beginn."),
                ],
            },
        ),
        sites.core.wall.Wall(model="Contract"),
        migrations.CreateModel(
            name="FacilitationSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="facilitation_sessions", to="sites.site")),
                ("contract", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.PROTECT, related_name="hours", to="processes.contract")),
                ("held_on", models.DateField(verbose_name="Datum")),
                ("hours", models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal("0.25")), django.core.validators.MaxValueValidator(Decimal("12"))], verbose_name="Stunden")),
                ("kind", models.CharField(choices=[("advice", "Beratung"), ("moderation", "Moderation"), ("training", "Fortbildung"), ("coaching", "Coaching")], default="advice", max_length=10, verbose_name="Art")),
                ("topic", models.CharField(max_length=160, verbose_name="Thema")),
            ],
            options={
                "verbose_name": "Begleitungstermin",
                "verbose_name_plural": "Begleitungstermine",
                "ordering": ["-held_on", "-pk"],
                "constraints": [sites.models.base.SamePlace("contract", "site", name="facilitation_contract_place"), models.CheckConstraint(condition=models.Q(("hours__gt", 0), ("hours__lte", 12)), name="facilitation_hours")],
            },
        ),
        sites.core.wall.Wall(model="FacilitationSession"),
    ]
