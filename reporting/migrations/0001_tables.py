"""Every table of reporting, as its models say; written by tools.tables."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

import sites.core.wall
import sites.models.base


class Migration(migrations.Migration):
    initial = True

    dependencies = [("offers", "0001_tables"), ("planning", "0001_tables"), ("sites", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="handovers", to="sites.site")),
                ("role", models.CharField(choices=[("head", "Leitung"), ("coordinator", "Koordination")], max_length=21, verbose_name="Rolle")),
                ("leaver", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="Wer geht?")),
                ("leaves_on", models.DateField(verbose_name="Letzter Tag")),
                ("successor", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="Wer übernimmt?")),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="Was die neue Person wissen sollte")),
                ("passed", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=240), default=list, editable=False, verbose_name="Übergeben")),
                ("passed_on", models.DateField(editable=False, verbose_name="übergeben am")),
                ("done_on", models.DateField(editable=False, null=True, verbose_name="angekommen am")),
            ],
            options={
                "verbose_name": "Übergabe",
                "verbose_name_plural": "Übergaben",
                "ordering": ["-passed_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("site", "leaver", "role", "leaves_on"), name="handover_once", violation_error_message="Diese Übergabe gibt es schon."),
                    models.CheckConstraint(condition=models.Q(("leaver", models.F("successor")), _negated=True), name="handover_two", violation_error_message="Wer geht und wer übernimmt, sind zwei Personen."),
                ],
            },
        ),
        sites.core.wall.Wall(model="Handover"),
        migrations.CreateModel(
            name="SiteQuarter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("quarter", models.PositiveSmallIntegerField()),
                ("offer_type", models.CharField(choices=[("encounter", "Begegnung"), ("counselling", "Beratung"), ("education", "Bildung"), ("accompaniment", "Begleitung")], max_length=13)),
                ("action_field", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="planning.actionfield")),
                ("sessions", models.IntegerField(default=0)),
                ("cancelled", models.IntegerField(default=0)),
                ("adults_centre", models.IntegerField(default=0)),
                ("adults_space", models.IntegerField(default=0)),
                ("children", models.IntegerField(default=0)),
                ("last_day", models.DateField(null=True)),
                ("site", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="sites.site")),
            ],
            options={"verbose_name": "Quartal eines Standorts", "constraints": [models.UniqueConstraint(fields=("site", "year", "quarter", "offer_type", "action_field"), name="sitequarter_once")]},
        ),
        sites.core.wall.Wall(model="SiteQuarter"),
        migrations.CreateModel(
            name="CountyQuarter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("quarter", models.PositiveSmallIntegerField()),
                ("offer_type", models.CharField(choices=[("encounter", "Begegnung"), ("counselling", "Beratung"), ("education", "Bildung"), ("accompaniment", "Begleitung")], max_length=13)),
                ("action_field", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="planning.actionfield")),
                ("sessions", models.IntegerField(default=0)),
                ("cancelled", models.IntegerField(default=0)),
                ("adults_centre", models.IntegerField(default=0)),
                ("adults_space", models.IntegerField(default=0)),
                ("children", models.IntegerField(default=0)),
                ("last_day", models.DateField(null=True)),
                ("county", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="sites.county")),
            ],
            options={"verbose_name": "Quartal eines Landkreises", "constraints": [models.UniqueConstraint(fields=("county", "year", "quarter", "offer_type", "action_field"), name="countyquarter_once")]},
        ),
        sites.core.wall.Wall(model="CountyQuarter"),
        migrations.CreateModel(
            name="ClosedFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("county", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="sites.county")),
                ("year", models.PositiveSmallIntegerField()),
                ("part", models.CharField(choices=[("whole", "Jahr"), ("field", "Handlungsfeld"), ("quarter", "Quartal"), ("type", "Angebotstyp")], max_length=7)),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(blank=True, max_length=120)),
                ("sites", models.PositiveIntegerField()),
                ("sessions", models.PositiveIntegerField()),
                ("cancelled", models.PositiveIntegerField()),
                ("adults_centre", models.PositiveIntegerField()),
                ("adults_space", models.PositiveIntegerField()),
                ("children", models.PositiveIntegerField()),
                ("hidden", models.BooleanField(default=False)),
                ("until", models.DateField()),
                ("closed", models.DateField()),
            ],
            options={"verbose_name": "Zahlen bis zum letzten abgeschlossenen Monat", "constraints": [models.UniqueConstraint(fields=("county", "year", "part", "number"), name="closedfigures_once")]},
        ),
        sites.core.wall.Wall(model="ClosedFigures"),
        migrations.CreateModel(
            name="ClosedSite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("county", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="sites.county")),
                ("year", models.PositiveSmallIntegerField()),
                ("part", models.CharField(choices=[("whole", "Jahr"), ("field", "Handlungsfeld"), ("quarter", "Quartal"), ("type", "Angebotstyp")], max_length=7)),
                ("number", models.PositiveSmallIntegerField()),
                ("sessions", models.PositiveIntegerField()),
                ("adults_centre", models.PositiveIntegerField()),
                ("adults_space", models.PositiveIntegerField()),
                ("children", models.PositiveIntegerField()),
                ("hidden", models.BooleanField(default=False)),
                ("fresh", models.BooleanField()),
            ],
            options={"verbose_name": "Anteil eines Standorts an abgeschlossenen Zahlen", "constraints": [models.UniqueConstraint(fields=("county", "year", "part", "number", "site", "fresh"), name="closedsite_once")]},
        ),
        sites.core.wall.Wall(model="ClosedSite"),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="reports", to="sites.site")),
                ("measure", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.PROTECT, related_name="reports", to="planning.measure")),
                ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="Jahr")),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("submitted_by", models.ForeignKey(editable=False, null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("state", models.CharField(choices=[("draft", "Entwurf"), ("submitted", "Eingereicht"), ("returned", "Zur Ergänzung zurück"), ("accepted", "Angenommen")], default="draft", editable=False, max_length=9, verbose_name="Stand")),
            ],
            options={
                "verbose_name": "Sachbericht",
                "verbose_name_plural": "Sachberichte",
                "ordering": ["-year", "pk"],
                "constraints": [models.UniqueConstraint(fields=("id", "site"), name="report_place"), sites.models.base.SamePlace("measure", "site", name="report_measure_place"), models.UniqueConstraint(fields=("measure", "year"), name="report_year")],
            },
        ),
        sites.core.wall.Wall(model="Report"),
        migrations.CreateModel(
            name="Chapter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("report", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.CASCADE, related_name="chapters", to="reporting.report")),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("key", models.SlugField(editable=False, max_length=20)),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="Text")),
                ("ready", models.BooleanField(default=False, verbose_name="Kapitel ist fertig")),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed", models.DateTimeField(auto_now=True)),
            ],
            options={"verbose_name": "Kapitel", "verbose_name_plural": "Kapitel", "ordering": ["number"], "constraints": [sites.models.base.SamePlace("report", "site", name="chapter_report_place"), models.UniqueConstraint(fields=("report", "key"), name="chapter_key")]},
        ),
        sites.core.wall.Wall(model="Chapter"),
        migrations.CreateModel(
            name="ReportSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("data", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("created_by", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("place", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="sites.county")),
                ("site", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("report", models.ForeignKey(db_constraint=False, on_delete=models.PROTECT, related_name="snapshots", to="reporting.report")),
                ("version", models.PositiveSmallIntegerField()),
            ],
            options={"verbose_name": "Fassung eines Sachberichts", "ordering": ["-version"], "constraints": [sites.models.base.SamePlace("report", "site", name="reportsnapshot_report_place"), models.UniqueConstraint(fields=("report", "version"), name="reportsnapshot_version")]},
        ),
        sites.core.wall.Wall(model="ReportSnapshot"),
        migrations.CreateModel(
            name="LszReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("data", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("created_by", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("county", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="sites.county")),
                ("year", models.PositiveSmallIntegerField(verbose_name="Jahr")),
                ("version", models.PositiveSmallIntegerField()),
            ],
            options={"verbose_name": "LSZ-Bericht", "verbose_name_plural": "LSZ-Berichte", "ordering": ["-year", "-version"], "constraints": [models.UniqueConstraint(fields=("county", "year", "version"), name="lszreport_version")]},
        ),
        sites.core.wall.Wall(model="LszReport"),
    ]
