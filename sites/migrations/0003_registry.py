"""The registry in full: areas, rooms, posts, profiles, partners, former names and providers, saved views."""

from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sites.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="Gegenstand")),
                ("parties", models.CharField(max_length=300, verbose_name="Wer hat unterschrieben")),
                ("starts", models.DateField(verbose_name="gilt ab")),
                ("ends", models.DateField(blank=True, help_text="Leer heißt: unbefristet.", null=True, verbose_name="gilt bis")),
                ("notice_until", models.DateField(blank=True, null=True, verbose_name="kündbar bis")),
                (
                    "notice",
                    models.CharField(blank=True, help_text="Zum Beispiel: drei Monate zum Jahresende.", max_length=160, verbose_name="Kündigung"),
                ),
            ],
            options={
                "verbose_name": "Kooperationsvereinbarung",
                "verbose_name_plural": "Kooperationsvereinbarungen",
                "ordering": ["-starts", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("planning_area", "Planungsraum"), ("social_space", "Sozialraum")],
                        default="planning_area",
                        max_length=13,
                        verbose_name="Art",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="Name")),
                (
                    "sort_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("name"), function="thekiz_sort", output_field=models.TextField()),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="Was den Raum ausmacht")),
            ],
            options={
                "verbose_name": "Planungsraum oder Sozialraum",
                "ordering": ["sort_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Cooperation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_text", models.CharField(max_length=200, verbose_name="Worum es geht")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("identified", "vorgemerkt"),
                            ("contacted", "angesprochen"),
                            ("talks", "im Gespräch"),
                            ("agreed", "vereinbart"),
                            ("active", "läuft"),
                            ("ended", "beendet"),
                        ],
                        default="identified",
                        max_length=10,
                        verbose_name="Wie weit",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("professional", "hauptamtlich"), ("voluntary", "ehrenamtlich")],
                        default="professional",
                        max_length=12,
                        verbose_name="Art",
                    ),
                ),
                ("beyond_law", models.BooleanField(default=True, verbose_name="geht über § 7 Abs. 3 ThürKigaG hinaus")),
                ("starts", models.DateField(blank=True, null=True, verbose_name="seit")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="bis")),
                ("next_step", models.CharField(blank=True, max_length=200, verbose_name="Nächster Schritt")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="bis wann")),
            ],
            options={
                "verbose_name": "Kooperation",
                "verbose_name_plural": "Kooperationen",
                "ordering": ["partner__sort_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(db_index=True, editable=False, max_length=80)),
                ("name", models.CharField(max_length=120, verbose_name="Früherer Name")),
                ("ends", models.DateField(verbose_name="galt bis")),
            ],
            options={
                "verbose_name": "früherer Name",
                "ordering": ["-ends", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FormerProvider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField(blank=True, null=True, verbose_name="ab")),
                ("ends", models.DateField(verbose_name="bis")),
            ],
            options={
                "verbose_name": "früherer Träger",
                "ordering": ["-ends", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                (
                    "sort_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("name"), function="thekiz_sort", output_field=models.TextField()),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("advice_centre", "Beratungsstelle"),
                            ("early_childhood_intervention", "Frühe Hilfen"),
                            ("authority", "Amt oder Behörde"),
                            ("health", "Gesundheit und Therapie"),
                            ("education", "Bildungseinrichtung, Schule, Volkshochschule"),
                            ("club", "Verein oder Initiative"),
                            ("seniors", "Einrichtung für Senior*innen"),
                            ("church", "Kirchengemeinde"),
                            ("business", "Betrieb"),
                            ("network", "Netzwerk (LSZ, Kinderschutz, Frühe Hilfen)"),
                            ("external_professional", "externe Fachkraft"),
                            ("other", "Sonstige"),
                        ],
                        max_length=28,
                        verbose_name="Art",
                    ),
                ),
                (
                    "services",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("prevention", "Prävention"),
                                ("counselling", "Beratung"),
                                ("therapy", "Therapie"),
                                ("self_help", "Selbsthilfe"),
                                ("family_education", "Familienbildung"),
                                ("authority_help", "Hilfe im Umgang mit Ämtern"),
                                ("benefit_application", "Hilfe beim Beantragen von Leistungen"),
                                ("health", "Gesundheit und Bewegung"),
                                ("leisure", "Freizeit und Begegnung"),
                            ],
                            max_length=19,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="Was Familien dort finden",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="Angebot in eigenen Worten")),
                ("contact", models.CharField(blank=True, max_length=120, verbose_name="Ansprechperson")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="Telefon")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail")),
                ("website", models.URLField(blank=True, verbose_name="Webseite")),
                ("address", models.CharField(blank=True, max_length=160, verbose_name="Anschrift")),
                (
                    "hours",
                    models.CharField(
                        blank=True, help_text="Zum Beispiel: Di und Do 9–12 Uhr, ohne Termin.", max_length=160, verbose_name="Erreichbar"
                    ),
                ),
                ("languages", models.CharField(blank=True, max_length=120, verbose_name="Sprachen")),
            ],
            options={
                "verbose_name": "Kooperationspartner*in",
                "verbose_name_plural": "Kooperationspartner*innen",
                "ordering": ["sort_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "function",
                    models.CharField(
                        choices=[
                            ("head", "Leitung"),
                            ("deputy_head", "stellvertretende Leitung"),
                            ("coordinator", "Koordination ThEKiZ"),
                            ("professional", "pädagogische Fachkraft"),
                            ("key_pedagogue", "Bezugspädagog*in"),
                            ("parent_companion", "Elternbegleiter*in"),
                        ],
                        max_length=16,
                        verbose_name="Funktion",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                (
                    "fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=3,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.05")),
                            django.core.validators.MaxValueValidator(Decimal("5")),
                        ],
                        verbose_name="Umfang in VZÄ",
                    ),
                ),
                (
                    "fte_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Begründung des Umfangs (Aufgaben, Fassung der Konzeption)"),
                ),
                ("qualification", models.CharField(blank=True, max_length=200, verbose_name="Qualifikation")),
                (
                    "release_hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0")), django.core.validators.MaxValueValidator(Decimal("200"))],
                        verbose_name="Freistellung für das Steuerungsteam (Stunden im Monat)",
                    ),
                ),
                ("starts", models.DateField(verbose_name="ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="bis")),
            ],
            options={
                "verbose_name": "Stelle",
                "verbose_name_plural": "Stellen",
                "ordering": ["function", "-starts", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="Raum")),
                (
                    "external",
                    models.BooleanField(
                        default=False, help_text="Zum Beispiel das Vereinshaus oder die Bibliothek.", verbose_name="außerhalb der Kita"
                    ),
                ),
                ("covered", models.BooleanField(default=True, verbose_name="gehört zur Betriebserlaubnis")),
                ("address", models.CharField(blank=True, max_length=160, verbose_name="Anschrift, wenn außerhalb")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, validators=[django.core.validators.MaxValueValidator(999)], verbose_name="Platz für (Personen)"
                    ),
                ),
                ("uses", models.CharField(blank=True, max_length=300, verbose_name="Wofür er genutzt wird")),
                (
                    "accessible",
                    models.CharField(
                        blank=True, help_text="Zum Beispiel: stufenlos, WC rollstuhlgerecht.", max_length=200, verbose_name="Barrierefreiheit"
                    ),
                ),
                ("equipment", models.TextField(blank=True, max_length=1000, verbose_name="Ausstattung")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="nicht mehr genutzt seit")),
            ],
            options={
                "verbose_name": "Raum",
                "verbose_name_plural": "Räume",
                "ordering": ["external", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("view", models.CharField(editable=False, max_length=60)),
                ("name", models.CharField(max_length=60, verbose_name="Name")),
                ("query", models.CharField(editable=False, max_length=500)),
            ],
            options={
                "verbose_name": "gespeicherte Ansicht",
                "verbose_name_plural": "gespeicherte Ansichten",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SiteProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2010), django.core.validators.MaxValueValidator(2100)],
                        verbose_name="Jahr",
                    ),
                ),
                ("priorities", models.TextField(max_length=2000, verbose_name="Schwerpunkte des Jahres")),
                ("base_mandate", models.TextField(blank=True, max_length=2000, verbose_name="Bildung, Erziehung und Betreuung")),
                (
                    "education_partnership",
                    models.TextField(blank=True, max_length=2000, verbose_name="Erziehungspartnerschaftliches Zusammenwirken mit Familien"),
                ),
                (
                    "learning_partnership",
                    models.TextField(blank=True, max_length=2000, verbose_name="Bildungspartnerschaftliches Zusammenwirken im Sozialraum"),
                ),
                ("low_threshold", models.TextField(blank=True, max_length=1000, verbose_name="Niedrigschwelliger Zugang")),
                ("family_orientation", models.TextField(blank=True, max_length=1000, verbose_name="Familienorientierung")),
                ("closeness", models.TextField(blank=True, max_length=1000, verbose_name="Wohnortnähe")),
                (
                    "special_needs",
                    models.TextField(blank=True, max_length=1000, verbose_name="Ausrichtung an besonderen Bedarfen aller Familien des Sozialraums"),
                ),
                (
                    "participation",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="Beteiligung von Leitung, Team, Kindern und Familien, wie sie im Konzept steht"
                    ),
                ),
                ("concept", models.CharField(blank=True, max_length=200, verbose_name="Konzeption (Fassung, Datum, Abschnitt)")),
            ],
            options={
                "verbose_name": "Profil des Jahres",
                "verbose_name_plural": "Profile",
                "ordering": ["-year"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="kita",
            name="kita_name",
        ),
        migrations.AddField(
            model_name="kita",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="E-Mail"),
        ),
        migrations.AddField(
            model_name="kita",
            name="key",
            field=models.CharField(
                blank=True,
                help_text="Daran erkennt eine neue Tabelle die Kita wieder.",
                max_length=40,
                verbose_name="Schlüssel im Bestand des Landkreises",
            ),
        ),
        migrations.AddField(
            model_name="kita",
            name="merged_into",
            field=models.ForeignKey(
                blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="sites.kita"
            ),
        ),
        migrations.AddField(
            model_name="kita",
            name="permit_holder",
            field=models.CharField(blank=True, max_length=120, verbose_name="Inhaber*in der Betriebserlaubnis"),
        ),
        migrations.AddField(
            model_name="kita",
            name="permit_rooms",
            field=models.CharField(blank=True, max_length=300, verbose_name="Räume der Betriebserlaubnis"),
        ),
        migrations.AddField(
            model_name="kita",
            name="phone",
            field=models.CharField(blank=True, max_length=40, verbose_name="Telefon"),
        ),
        migrations.AddConstraint(
            model_name="kita",
            constraint=models.UniqueConstraint(
                condition=models.Q(("merged_into__isnull", True)),
                fields=("municipality", "name"),
                name="kita_name",
                violation_error_message="Diese Kita gibt es in der Gemeinde schon.",
            ),
        ),
        migrations.AddConstraint(
            model_name="kita",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("key", ""), _negated=True), ("merged_into__isnull", True)),
                fields=("county", "key"),
                name="kita_key",
                violation_error_message="Diesen Schlüssel hat schon eine andere Kita des Landkreises.",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="document",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sites.document",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="site",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"),
        ),
        migrations.AddField(
            model_name="area",
            name="county",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="areas", to="sites.county"),
        ),
        migrations.AddField(
            model_name="site",
            name="planning_area",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sites",
                to="sites.area",
                verbose_name="Planungsraum oder Sozialraum",
            ),
        ),
        migrations.AddField(
            model_name="cooperation",
            name="site",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="cooperations", to="sites.site"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="cooperation",
            field=models.ForeignKey(
                db_constraint=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="agreements", to="sites.cooperation"
            ),
        ),
        migrations.AddField(
            model_name="formername",
            name="place",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place"),
        ),
        migrations.AddField(
            model_name="formerprovider",
            name="county",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.county"),
        ),
        migrations.AddField(
            model_name="formerprovider",
            name="kita",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="former_providers", to="sites.kita"),
        ),
        migrations.AddField(
            model_name="formerprovider",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.provider", verbose_name="Früherer Träger"
            ),
        ),
        migrations.AddField(
            model_name="partner",
            name="site",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="partners", to="sites.site"),
        ),
        migrations.AddField(
            model_name="cooperation",
            name="partner",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cooperations",
                to="sites.partner",
                verbose_name="Partner*in",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="site",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="sites.site"),
        ),
        migrations.AddField(
            model_name="room",
            name="cooperation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="sites.cooperation",
                verbose_name="Kooperation, über die er genutzt wird",
            ),
        ),
        migrations.AddField(
            model_name="room",
            name="site",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="sites.site"),
        ),
        migrations.AddField(
            model_name="savedview",
            name="user",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="siteprofile",
            name="site",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="profiles", to="sites.site"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(fields=("id", "county"), name="area_place"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(fields=("county", "name"), name="area_name", violation_error_message="Diesen Raum gibt es schon."),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="agreement_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("notice_until__isnull", True), ("ends__isnull", True), ("notice_until__lte", models.F("ends")), _connector="OR"),
                name="agreement_notice",
                violation_error_message="Gekündigt werden kann nur, solange die Vereinbarung gilt.",
            ),
        ),
        migrations.AddConstraint(
            model_name="formerprovider",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="formerprovider_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="formerprovider",
            constraint=models.UniqueConstraint(
                fields=("kita", "ends"), name="formerprovider_day", violation_error_message="An diesem Tag ist schon ein Wechsel eingetragen."
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.UniqueConstraint(fields=("id", "site"), name="partner_place"),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.UniqueConstraint(
                fields=("site", "name"), name="partner_name", violation_error_message="Diese*n Partner*in gibt es schon."
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperation",
            constraint=models.UniqueConstraint(fields=("id", "site"), name="cooperation_place"),
        ),
        migrations.AddConstraint(
            model_name="cooperation",
            constraint=models.UniqueConstraint(
                fields=("partner", "subject_text"), name="cooperation_once", violation_error_message="Diese Kooperation gibt es schon."
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperation",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="cooperation_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperation",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("stage", "ended"), _negated=True), ("ends__isnull", False), _connector="OR"),
                name="cooperation_ended",
                violation_error_message="Eine beendete Kooperation braucht ihren letzten Tag.",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(fields=("id", "site"), name="post_place"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="post_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.Func(models.F("starts"), models.F("ends"), models.Value("[]"), function="daterange"), "&&"),
                    ("site", "="),
                    ("function", "="),
                    ("name", "="),
                ],
                name="post_days",
                violation_error_message="Diese Person hat die Funktion in diesem Zeitraum schon.",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("id", "site"), name="room_place"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("site", "name"), name="room_name", violation_error_message="Diesen Raum gibt es schon."),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("covered", True), ("external", True), _negated=True),
                name="room_external_uncovered",
                violation_error_message="Ein Raum außerhalb der Kita gehört nie zur Betriebserlaubnis. Bitte nehmen Sie eines der Häkchen weg.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("user", "view", "name"), name="savedview_name", violation_error_message="Diesen Namen haben Sie schon vergeben."
            ),
        ),
        migrations.AddConstraint(
            model_name="siteprofile",
            constraint=models.UniqueConstraint(
                fields=("site", "year"), name="siteprofile_year", violation_error_message="Für dieses Jahr gibt es schon ein Profil."
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=sites.models.base.SamePlace("planning_area", "county", name="site_area_place"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=sites.models.base.SamePlace("cooperation", "site", name="agreement_cooperation_place"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=sites.models.base.SamePlace("document", "site", name="agreement_document_place", to="place"),
        ),
        migrations.AddConstraint(
            model_name="cooperation",
            constraint=sites.models.base.SamePlace("partner", "site", name="cooperation_partner_place"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=sites.models.base.SamePlace("cooperation", "site", name="room_cooperation_place"),
        ),
    ]
