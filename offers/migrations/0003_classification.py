"""What an offer is for, for whom and with whom; counts of referrals and support."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import sites.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0002_walls"),
        ("planning", "0004_planning"),
        ("sites", "0003_registry"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReferralCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="Monat")),
                (
                    "referred_by",
                    models.CharField(
                        choices=[("head", "Leitung"), ("coordinator", "Koordination"), ("professional", "Fachkraft")],
                        max_length=12,
                        verbose_name="Wer hat vermittelt",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(9999)], verbose_name="Vermittlungen"),
                ),
                ("arrived", models.PositiveIntegerField(default=0, verbose_name="angekommen")),
                ("not_gone", models.PositiveIntegerField(default=0, verbose_name="nicht hingegangen")),
            ],
            options={
                "verbose_name": "Weitervermittlungen",
                "verbose_name_plural": "Weitervermittlungen",
                "ordering": ["-month", "partner__sort_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SupportCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="Monat")),
                (
                    "number",
                    models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(9999)], verbose_name="Anzahl"),
                ),
            ],
            options={
                "verbose_name": "Unterstützung im Alltag",
                "verbose_name_plural": "Unterstützung im Alltag",
                "ordering": ["-month", "kind__number", "pk"],
            },
        ),
        migrations.AddField(
            model_name="offer",
            name="additional",
            field=models.BooleanField(default=True, verbose_name="zusätzliches Angebot, über das Regelangebot der Kita hinaus"),
        ),
        migrations.AddField(
            model_name="offer",
            name="audience",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("adults", "Erwachsene"),
                        ("children", "Kinder"),
                        ("families", "Familien gemeinsam"),
                        ("generations", "mehrere Generationen"),
                    ],
                    max_length=11,
                ),
                blank=True,
                default=list,
                verbose_name="Für wen",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="by_appointment",
            field=models.BooleanField(default=False, verbose_name="nur mit Termin oder Anmeldung"),
        ),
        migrations.AddField(
            model_name="offer",
            name="carried_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sites.post",
                verbose_name="Wer aus dem Team",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="closeness",
            field=models.CharField(blank=True, max_length=300, verbose_name="Wohnortnähe: wie?"),
        ),
        migrations.AddField(
            model_name="offer",
            name="family_orientation",
            field=models.CharField(blank=True, max_length=300, verbose_name="Familienorientierung: wie?"),
        ),
        migrations.AddField(
            model_name="offer",
            name="freelance_contract",
            field=models.CharField(blank=True, max_length=160, verbose_name="Honorarvertrag (Nummer, Datum)"),
        ),
        migrations.AddField(
            model_name="offer",
            name="generations",
            field=models.CharField(
                blank=True,
                choices=[("intra", "innerhalb einer Altersgruppe"), ("inter", "zwischen den Generationen")],
                max_length=5,
                verbose_name="Generationen",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="low_threshold",
            field=models.CharField(blank=True, max_length=300, verbose_name="Niedrigschwelliger Zugang: wie?"),
        ),
        migrations.AddField(
            model_name="offer",
            name="origin",
            field=models.CharField(
                choices=[
                    ("centre_families", "Familien der Kita"),
                    ("social_space", "Familien aus dem Sozialraum"),
                    ("both", "Familien der Kita und aus dem Sozialraum"),
                ],
                default="both",
                max_length=15,
                verbose_name="Offen für",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sites.partner",
                verbose_name="Kooperationspartner*in",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="special_needs",
            field=models.CharField(blank=True, max_length=300, verbose_name="Ausrichtung an besonderen Bedarfen: wie?"),
        ),
        migrations.AddField(
            model_name="offer",
            name="terms",
            field=models.ManyToManyField(blank=True, related_name="+", to="planning.term", verbose_name="Themen und Einordnung"),
        ),
        migrations.AddField(
            model_name="offer",
            name="tuned_with",
            field=models.CharField(blank=True, max_length=300, verbose_name="Abgestimmt mit"),
        ),
        migrations.AddField(
            model_name="offer",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sites.room",
                verbose_name="Raum aus der Raumliste",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="volunteers",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99)], verbose_name="Ehrenamtliche"
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="volunteers_suitable",
            field=models.BooleanField(default=False, verbose_name="Eignung der Ehrenamtlichen ist geklärt"),
        ),
        migrations.AddField(
            model_name="referralcount",
            name="partner",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.partner", verbose_name="Wohin"
            ),
        ),
        migrations.AddField(
            model_name="referralcount",
            name="site",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"),
        ),
        migrations.AddField(
            model_name="referralcount",
            name="theme",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.term", verbose_name="Thema"),
        ),
        migrations.AddField(
            model_name="supportcount",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.term", verbose_name="Art der Unterstützung"
            ),
        ),
        migrations.AddField(
            model_name="supportcount",
            name="site",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"),
        ),
        migrations.AddConstraint(
            model_name="referralcount",
            constraint=models.UniqueConstraint(fields=("site", "month", "partner", "theme", "referred_by"), name="referralcount_once"),
        ),
        migrations.AddConstraint(
            model_name="referralcount",
            constraint=models.CheckConstraint(condition=models.Q(("month__day", 1)), name="referralcount_month"),
        ),
        migrations.AddConstraint(
            model_name="referralcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", django.db.models.expressions.CombinedExpression(models.F("arrived"), "+", models.F("not_gone")))),
                name="referralcount_parts",
                violation_error_message="Es können nicht mehr angekommen oder weggeblieben sein, als vermittelt wurden.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportcount",
            constraint=models.UniqueConstraint(fields=("site", "month", "kind"), name="supportcount_once"),
        ),
        migrations.AddConstraint(
            model_name="supportcount",
            constraint=models.CheckConstraint(condition=models.Q(("month__day", 1)), name="supportcount_month"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=sites.models.base.SamePlace("venue", "site", name="offer_venue_place"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=sites.models.base.SamePlace("partner", "site", name="offer_partner_place"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=sites.models.base.SamePlace("carried_by", "site", name="offer_post_place"),
        ),
        migrations.AddConstraint(
            model_name="referralcount",
            constraint=sites.models.base.SamePlace("partner", "site", name="referralcount_partner_place"),
        ),
    ]
