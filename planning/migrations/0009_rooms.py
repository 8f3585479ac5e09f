"""The room concept of a site with its needs, and its equipment."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import sites.models.base
from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0008_basis"),
        ("sites", "0004_registry_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoomConcept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(editable=False, verbose_name="Fassung")),
                ("starts", models.DateField(verbose_name="gilt ab")),
                ("text", models.TextField(max_length=4000, verbose_name="Wie wir unsere Räume nutzen wollen")),
                (
                    "site",
                    models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="room_concepts", to="sites.site"),
                ),
            ],
            options={
                "verbose_name": "Raumkonzept",
                "verbose_name_plural": "Raumkonzepte",
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="RoomConceptNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "concept",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="need_links", to="planning.roomconcept"
                    ),
                ),
                ("need", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="planning.need")),
                ("site", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site")),
            ],
            options={
                "verbose_name": "Bedarf eines Raumkonzepts",
            },
        ),
        migrations.AddField(
            model_name="roomconcept",
            name="needs",
            field=models.ManyToManyField(related_name="+", through="planning.RoomConceptNeed", to="planning.need", verbose_name="Bedarfe dahinter"),
        ),
        migrations.CreateModel(
            name="Equipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="Was gebraucht wird")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999)],
                        verbose_name="Anzahl",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="Kosten zusammen in Euro",
                    ),
                ),
                ("bought_on", models.DateField(blank=True, null=True, verbose_name="angeschafft am")),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.need",
                        verbose_name="Für welchen Bedarf",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.room",
                        verbose_name="Für welchen Raum",
                    ),
                ),
                ("site", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="equipment", to="sites.site")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.term",
                        verbose_name="Wer bezahlt es",
                    ),
                ),
            ],
            options={
                "verbose_name": "Ausstattung",
                "verbose_name_plural": "Ausstattung",
                "ordering": ["title", "pk"],
                "constraints": [
                    sites.models.base.SamePlace("room", "site", name="equipment_room_place"),
                    sites.models.base.SamePlace("need", "site", name="equipment_need_place"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="roomconcept",
            constraint=models.UniqueConstraint(fields=("id", "site"), name="roomconcept_place"),
        ),
        migrations.AddConstraint(
            model_name="roomconceptneed",
            constraint=sites.models.base.SamePlace("concept", "site", name="roomconceptneed_concept_place"),
        ),
        migrations.AddConstraint(
            model_name="roomconceptneed",
            constraint=sites.models.base.SamePlace("need", "site", name="roomconceptneed_need_place"),
        ),
        migrations.AddConstraint(
            model_name="roomconceptneed",
            constraint=models.UniqueConstraint(fields=("concept", "need"), name="roomconceptneed_once"),
        ),
        migrations.AddConstraint(
            model_name="roomconcept",
            constraint=models.UniqueConstraint(
                fields=("site", "version"),
                name="roomconcept_version",
                violation_error_message="Diese Fassung hat inzwischen jemand anderes angelegt. Bitte laden Sie die Seite neu.",
            ),
        ),
        *(Wall(f"planning_{table}", "site_id") for table in ("roomconcept", "roomconceptneed", "equipment")),
    ]
