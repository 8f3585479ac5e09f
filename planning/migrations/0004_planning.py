"""Integrated planning: plans, bodies, assessments, money, inquiries, imports; what needs, cases and measures point at."""

from decimal import Decimal

import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sites.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0003_catalogues"),
        ("sites", "0003_registry"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="Bezeichnung")),
                (
                    "url",
                    models.URLField(
                        error_messages={"unique": "Diese Adresse steht schon im Verzeichnis."}, max_length=300, unique=True, verbose_name="Adresse"
                    ),
                ),
                ("paragraph", models.CharField(blank=True, max_length=40, verbose_name="Genannt in")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="geprüft am")),
                ("gone", models.BooleanField(default=False, verbose_name="gibt es nicht mehr")),
                ("replacement", models.URLField(blank=True, max_length=300, verbose_name="Ersatz")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Anmerkung")),
            ],
            options={
                "verbose_name": "Verweis",
                "verbose_name_plural": "Verweise",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=1000, verbose_name="Ihre Idee oder Ihr Wunsch")),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("set_aside_on", models.DateField(editable=False, null=True, verbose_name="zur Seite gelegt am")),
            ],
            options={
                "verbose_name": "Wunsch einer Familie",
                "verbose_name_plural": "Wünsche von Familien",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="conditions",
            field=models.TextField(blank=True, max_length=2000, verbose_name="Auflagen und Hinweise"),
        ),
        migrations.AddField(
            model_name="decision",
            name="funding_year",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MinValueValidator(2019), django.core.validators.MaxValueValidator(2100)],
                verbose_name="für das Förderjahr",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="next_due",
            field=models.DateField(blank=True, null=True, verbose_name="über die Fortführung ist zu entscheiden bis"),
        ),
        migrations.AddField(
            model_name="measure",
            name="project_class",
            field=models.CharField(
                choices=[("micro", "Mikroprojekt"), ("macro", "Makroprojekt"), ("existing", "Bestandsprojekt")],
                default="existing",
                max_length=8,
                verbose_name="Projektart",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="recipient",
            field=models.CharField(blank=True, max_length=160, verbose_name="Letztempfänger*in der Zuwendung"),
        ),
        migrations.AddField(
            model_name="need",
            name="released",
            field=models.BooleanField(default=False, editable=False, verbose_name="für den Landkreis freigegeben"),
        ),
        migrations.AddField(
            model_name="need",
            name="source_group",
            field=models.CharField(
                choices=[("families", "Familien"), ("parents", "Eltern"), ("children", "Kinder"), ("team", "Team"), ("social_space", "Sozialraum")],
                default="families",
                max_length=12,
                verbose_name="Wessen Bedarf ist es",
            ),
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="Bezeichnung")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("site_walk", "Ortsbegehung"),
                            ("survey", "Befragung"),
                            ("group_discussion", "Gruppendiskussion"),
                            ("parents_evening", "Elternabend"),
                            ("parent_talk", "Elterngespräche"),
                            ("other", "anderer Weg"),
                        ],
                        max_length=16,
                        verbose_name="Wie erhoben",
                    ),
                ),
                (
                    "source_group",
                    models.CharField(
                        choices=[
                            ("families", "Familien"),
                            ("parents", "Eltern"),
                            ("children", "Kinder"),
                            ("team", "Team"),
                            ("social_space", "Sozialraum"),
                        ],
                        default="parents",
                        max_length=12,
                        verbose_name="Wer hat sich geäußert",
                    ),
                ),
                ("held_from", models.DateField(verbose_name="vom")),
                ("held_until", models.DateField(blank=True, null=True, verbose_name="bis")),
                (
                    "invited",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(999999)],
                        verbose_name="Eingeladen oder angesprochen",
                    ),
                ),
                (
                    "answered",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MaxValueValidator(999999)], verbose_name="Beteiligt haben sich (n)"
                    ),
                ),
                ("summary", models.TextField(blank=True, max_length=4000, verbose_name="Ergebnis in wenigen Sätzen")),
                ("released", models.BooleanField(default=False, editable=False, verbose_name="für den Landkreis freigegeben")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.document",
                    ),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                (
                    "planning_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.area",
                        verbose_name="Planungsraum oder Sozialraum",
                    ),
                ),
            ],
            options={
                "verbose_name": "Bedarfserhebung",
                "verbose_name_plural": "Bedarfserhebungen",
                "ordering": ["-held_from", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="assessment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="planning.assessment",
                verbose_name="Bedarfserhebung, auf die sich der Antrag stützt",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="assessment",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="planning.assessment",
                verbose_name="Aus welcher Erhebung",
            ),
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("youth_welfare_committee", "Jugendhilfeausschuss"),
                            ("county_council", "Kreistag / Stadtrat"),
                            ("planning_board", "Steuerungsgremium der Sozialplanung"),
                            ("planning_round", "Beteiligungsrunde der integrierten Planung"),
                            ("lsz_network", "LSZ-Netzwerk"),
                            ("steering_team", "Steuerungsteam"),
                            ("parents_council", "Elternbeirat"),
                            ("interest_group", "Interessenvertretung oder thematische Gruppe"),
                        ],
                        max_length=23,
                        verbose_name="Art",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="Aufgabe")),
                ("starts", models.DateField(blank=True, null=True, verbose_name="besteht seit")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="bis")),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
            ],
            options={
                "verbose_name": "Gremium",
                "verbose_name_plural": "Gremien",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BodyMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                (
                    "organisation",
                    models.CharField(help_text="Zum Beispiel: Träger AWO, Gemeinderat, Elternvertretung.", max_length=160, verbose_name="Für wen"),
                ),
                ("function", models.CharField(blank=True, max_length=80, verbose_name="Funktion")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail für Einladungen")),
                ("starts", models.DateField(verbose_name="ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="bis")),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="members", to="planning.body"
                    ),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
            ],
            options={
                "verbose_name": "Mitglied",
                "verbose_name_plural": "Mitglieder",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Cost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "Personal"),
                            ("fees", "Honorare"),
                            ("facilitation", "Prozessbegleitung"),
                            ("material", "Sachkosten"),
                            ("administration", "Verwaltung"),
                            ("investment", "Investition"),
                        ],
                        max_length=14,
                        verbose_name="Kostenart",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="Wofür")),
                ("crisis", models.BooleanField(default=False, verbose_name="Krise oder digitale Formate")),
                (
                    "planned",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=10,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="geplant in Euro",
                    ),
                ),
                (
                    "actual",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="tatsächlich in Euro",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="costs", to="planning.measure"
                    ),
                ),
                ("site", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site")),
            ],
            options={
                "verbose_name": "Ausgabe",
                "verbose_name_plural": "Ausgaben",
                "ordering": ["kind", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "funding_year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2019), django.core.validators.MaxValueValidator(2100)],
                        verbose_name="Förderjahr",
                    ),
                ),
                (
                    "project_class",
                    models.CharField(
                        choices=[("micro", "Mikroprojekt"), ("macro", "Makroprojekt"), ("existing", "Bestandsprojekt")],
                        default="existing",
                        max_length=8,
                        verbose_name="Projektart",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application", "Antrag"),
                            ("decision", "Entscheidung über die Fortführung"),
                            ("report", "Sachbericht"),
                            ("proof_of_use", "Verwendungsnachweis"),
                        ],
                        max_length=12,
                        verbose_name="Wofür",
                    ),
                ),
                ("due", models.DateField(verbose_name="Frist")),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
            ],
            options={
                "verbose_name": "Frist",
                "verbose_name_plural": "Fristen",
                "ordering": ["-funding_year", "due"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="Kürzel")),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("published", models.DateField(verbose_name="Stand")),
                ("starts", models.DateField(verbose_name="gilt ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="gilt bis")),
            ],
            options={
                "verbose_name": "Fassung der Fachlichen Empfehlungen",
                "ordering": ["-starts"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="edition_ends",
                        violation_error_message="Das Ende liegt vor dem Beginn.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FundingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField(verbose_name="gilt ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="gilt bis")),
                (
                    "own_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("30"),
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(Decimal("0")), django.core.validators.MaxValueValidator(Decimal("100"))],
                        verbose_name="Eigenanteil mindestens (Prozent)",
                    ),
                ),
                (
                    "base",
                    models.CharField(
                        choices=[("eligible_expenditure", "der zuwendungsfähigen Ausgaben"), ("total", "aller Ausgaben"), ("grant", "der Zuwendung")],
                        default="eligible_expenditure",
                        max_length=20,
                        verbose_name="bezogen auf",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="Grundlage (Richtlinie, Beschluss)")),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
            ],
            options={
                "verbose_name": "Regel für den Eigenanteil",
                "ordering": ["-starts"],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("providers", "Träger"),
                            ("kitas", "Kitas"),
                            ("contacts", "Kontakte der Kitas und Standorte"),
                            ("figures", "Sozialraumdaten"),
                        ],
                        max_length=9,
                        verbose_name="Was steht in der Tabelle?",
                    ),
                ),
                ("filename", models.CharField(editable=False, max_length=160)),
                ("rows", models.JSONField(default=list, editable=False)),
                ("problems", models.JSONField(default=list, editable=False)),
                ("creates", models.PositiveIntegerField(default=0, editable=False)),
                ("updates", models.PositiveIntegerField(default=0, editable=False)),
                ("unchanged", models.PositiveIntegerField(default=0, editable=False)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("applied", models.DateTimeField(editable=False, null=True, verbose_name="übernommen")),
                (
                    "person",
                    models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
            ],
            options={
                "verbose_name": "eingelesene Tabelle",
                "verbose_name_plural": "eingelesene Tabellen",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "Frage oder Austausch"),
                            ("support", "Unterstützung durch den Landkreis"),
                            ("coordination", "Beratung zur Koordination"),
                            ("information_event", "Informationsveranstaltung"),
                            ("consultation", "Kontakt zu einer Konsultationseinrichtung"),
                        ],
                        default="question",
                        max_length=17,
                        verbose_name="Worum geht es?",
                    ),
                ),
                ("site_name", models.CharField(editable=False, max_length=200)),
                ("title", models.CharField(max_length=160, verbose_name="Anliegen in einem Satz")),
                ("begun", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Offen"), ("answered", "Beantwortet"), ("closed", "Abgeschlossen")],
                        default="open",
                        editable=False,
                        max_length=8,
                        verbose_name="Stand",
                    ),
                ),
                ("office", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                ("site", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="inquiries", to="sites.site")),
            ],
            options={
                "verbose_name": "Anliegen",
                "verbose_name_plural": "Anliegen",
                "ordering": ["-begun", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="InquiryMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000, verbose_name="Nachricht")),
                ("person_label", models.CharField(editable=False, max_length=160)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "inquiry",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="planning.inquiry",
                    ),
                ),
                ("office", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                (
                    "person",
                    models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("site", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site")),
            ],
            options={
                "verbose_name": "Nachricht",
                "verbose_name_plural": "Nachrichten",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField(verbose_name="Datum")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="Beginn")),
                ("where", models.CharField(blank=True, max_length=160, verbose_name="Ort")),
                ("digital", models.BooleanField(default=False, verbose_name="digital")),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="planning.body"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.document",
                    ),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
            ],
            options={
                "verbose_name": "Sitzung",
                "verbose_name_plural": "Sitzungen",
                "ordering": ["-held_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name="TOP"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Thema")),
                ("result", models.TextField(blank=True, max_length=2000, verbose_name="Ergebnis")),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.site",
                        verbose_name="Standort, um den es geht",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="items", to="planning.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name": "Tagesordnungspunkt",
                "verbose_name_plural": "Tagesordnung",
                "ordering": ["number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("integrated_plan", "integrierter Fachplan (LSZ)"),
                            ("youth_welfare_plan", "Jugendhilfeplan"),
                            ("demand_plan", "Kita-Bedarfsplan"),
                            ("family_support_plan", "Familienförderplan"),
                        ],
                        max_length=19,
                        verbose_name="Art",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("version", models.CharField(help_text="Zum Beispiel: 2025–2029 oder 2. Fortschreibung.", max_length=40, verbose_name="Fassung")),
                ("starts", models.DateField(verbose_name="gilt ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="gilt bis")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.document",
                    ),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
            ],
            options={
                "verbose_name": "Plan",
                "verbose_name_plural": "Pläne",
                "ordering": ["kind", "-starts"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="planning.plan",
                verbose_name="Plan, auf dem sie beruht",
            ),
        ),
        migrations.CreateModel(
            name="PlanGoal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="Nummer")),
                ("title", models.CharField(max_length=300, verbose_name="Handlungsziel")),
                (
                    "action_field",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.actionfield",
                        verbose_name="Handlungsfeld",
                    ),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="goals", to="planning.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "Handlungsziel",
                "verbose_name_plural": "Handlungsziele",
                "ordering": ["number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.CharField(blank=True, max_length=60, verbose_name="Seite oder Abschnitt")),
                ("funded", models.BooleanField(default=True, verbose_name="Finanzierung steht im Plan")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Anmerkung")),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="planning.plan"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_entries",
                        to="sites.site",
                        verbose_name="Standort",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="planning.plangoal",
                        verbose_name="Handlungsziel",
                    ),
                ),
            ],
            options={
                "verbose_name": "Eintrag im Plan",
                "verbose_name_plural": "Einträge im Plan",
                "ordering": ["site__sort_key", "pk"],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="plan_goal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="planning.plangoal",
                verbose_name="Handlungsziel des Plans",
            ),
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                (
                    "function",
                    models.CharField(
                        choices=[
                            ("social_planner", "Sozialplanung"),
                            ("specialist_advisor", "Kita-Fachberatung"),
                            ("youth_welfare_office", "andere Vertretung der Jugendhilfe"),
                        ],
                        max_length=20,
                        verbose_name="Funktion",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="Telefon")),
                ("starts", models.DateField(verbose_name="ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="bis")),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Vertretung der ThEKiZ in den Steuerungsgremien",
                "ordering": ["-starts"],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided_on", models.DateField(verbose_name="Datum des Beschlusses")),
                ("number", models.CharField(max_length=60, verbose_name="Nummer")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("adoption", "Fachliche Empfehlungen zu eigen gemacht"),
                            ("plan", "Plan beschlossen oder fortgeschrieben"),
                            ("strategy", "Strategie beschlossen"),
                            ("sites", "Entscheidung über Standorte"),
                            ("other", "anderer Gegenstand"),
                        ],
                        max_length=8,
                        verbose_name="Worüber",
                    ),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="Gegenstand")),
                ("deviations", models.TextField(blank=True, max_length=3000, verbose_name="Abweichungen von den Empfehlungen")),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="planning.body",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.document",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.edition",
                        verbose_name="Fassung der Empfehlungen",
                    ),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
            ],
            options={
                "verbose_name": "Beschluss",
                "verbose_name_plural": "Beschlüsse",
                "ordering": ["-decided_on", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="resolution",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="planning.resolution",
                verbose_name="Beschluss",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="resolution",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="planning.resolution",
                verbose_name="Beschluss, der sie trägt",
            ),
        ),
        migrations.CreateModel(
            name="Strategy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="Titel")),
                (
                    "year_from",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2010), django.core.validators.MaxValueValidator(2100)],
                        verbose_name="von (Jahr)",
                    ),
                ),
                (
                    "year_until",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2010), django.core.validators.MaxValueValidator(2100)],
                        verbose_name="bis (Jahr)",
                    ),
                ),
                ("goals", models.TextField(max_length=4000, verbose_name="Ziele")),
                ("steps", models.TextField(blank=True, max_length=4000, verbose_name="Zeitplan und Schritte")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.document",
                    ),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                (
                    "resolution",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.resolution",
                        verbose_name="Beschluss",
                    ),
                ),
            ],
            options={
                "verbose_name": "Strategie des Landkreises",
                "ordering": ["-year_from", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StrategyTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2010), django.core.validators.MaxValueValidator(2100)],
                        verbose_name="Jahr",
                    ),
                ),
                (
                    "sites",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(500)], verbose_name="Standorte am Jahresende"
                    ),
                ),
                (
                    "consultation_sites",
                    models.PositiveSmallIntegerField(
                        default=0, validators=[django.core.validators.MaxValueValidator(500)], verbose_name="davon Konsultationseinrichtungen"
                    ),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                (
                    "strategy",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="planning.strategy",
                    ),
                ),
            ],
            options={
                "verbose_name": "Zielzahl",
                "verbose_name_plural": "Zielzahlen",
                "ordering": ["year"],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "catalogue",
                    models.CharField(
                        choices=[
                            ("theme", "Themen der Familien"),
                            ("burden", "Belastungen von Familien"),
                            ("setting", "Lebensbereiche"),
                            ("cross_cutting", "Querschnittsanforderungen"),
                            ("service_field", "Leistungsfelder"),
                            ("specific_goal", "Besondere Ziele der ThEKiZ"),
                            ("general_goal", "Grundlegende Ziele"),
                            ("criterion", "Kriterien aus den Fachlichen Empfehlungen"),
                            ("support_kind", "Unterstützung im Alltag"),
                            ("funding_source", "Quellen der Finanzierung"),
                            ("social_indicator", "Sozialraumdaten"),
                        ],
                        max_length=16,
                        verbose_name="Liste",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="Reihenfolge")),
                ("code", models.SlugField(max_length=40, verbose_name="Kürzel")),
                ("label", models.CharField(max_length=300, verbose_name="Bezeichnung")),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="Wortlaut oder Erläuterung")),
                ("paragraph", models.CharField(blank=True, max_length=20, verbose_name="Fundstelle")),
                ("starts", models.DateField(verbose_name="gilt ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="gilt bis")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="planning.edition", verbose_name="Fassung"
                    ),
                ),
            ],
            options={
                "verbose_name": "Eintrag einer Liste",
                "verbose_name_plural": "Einträge der Listen",
                "ordering": ["catalogue", "number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SocialFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="Stichtag")),
                ("value", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="Wert")),
                ("value_of", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="von")),
                ("source", models.CharField(max_length=200, verbose_name="Quelle")),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.municipality",
                        verbose_name="Gemeinde",
                    ),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                (
                    "planning_area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.area",
                        verbose_name="Planungsraum oder Sozialraum",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.term", verbose_name="Kennzahl"),
                ),
            ],
            options={
                "verbose_name": "Sozialraumzahl",
                "verbose_name_plural": "Sozialraumdaten",
                "ordering": ["indicator__number", "-day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Funding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("own", models.BooleanField(default=False, verbose_name="zählt zum Eigenanteil")),
                (
                    "planned",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=10,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="geplant in Euro",
                    ),
                ),
                (
                    "actual",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="tatsächlich in Euro",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="Anmerkung")),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fundings",
                        to="planning.measure",
                    ),
                ),
                ("site", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site")),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.term", verbose_name="Quelle"),
                ),
            ],
            options={
                "verbose_name": "Einnahme",
                "verbose_name_plural": "Einnahmen",
                "ordering": ["source__number", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CriterionNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("lived", "wird gelebt"),
                            ("on_the_way", "wir sind dran"),
                            ("open", "noch offen"),
                            ("not_fitting", "passt nicht zu uns"),
                        ],
                        max_length=11,
                        verbose_name="Wie steht es?",
                    ),
                ),
                ("how", models.TextField(blank=True, max_length=1000, verbose_name="Woran sieht man das?")),
                ("noted_on", models.DateField(verbose_name="Stand vom")),
                ("site", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site")),
                ("criterion", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.term")),
            ],
            options={
                "verbose_name": "Einschätzung zu einem Kriterium",
                "verbose_name_plural": "Einschätzungen",
                "ordering": ["criterion__number"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voices", models.PositiveIntegerField(validators=[django.core.validators.MaxValueValidator(999999)], verbose_name="Nennungen")),
                (
                    "voices_of",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999999)],
                        verbose_name="von",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="planning.assessment",
                    ),
                ),
                ("place", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place")),
                ("theme", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.term", verbose_name="Thema")),
            ],
            options={
                "verbose_name": "Ergebnis",
                "verbose_name_plural": "Ergebnisse",
                "ordering": ["-voices", "pk"],
            },
        ),
        migrations.AddField(
            model_name="goal",
            name="terms",
            field=models.ManyToManyField(blank=True, related_name="+", to="planning.term", verbose_name="Worauf zahlt es ein?"),
        ),
        migrations.AddField(
            model_name="need",
            name="theme",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.term", verbose_name="Thema"
            ),
        ),
        migrations.AddField(
            model_name="wish",
            name="need",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="wishes",
                to="planning.need",
            ),
        ),
        migrations.AddField(
            model_name="wish",
            name="site",
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(fields=("id", "place"), name="assessment_place"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("held_until__isnull", True), ("held_until__gte", models.F("held_from")), _connector="OR"),
                name="assessment_days",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("invited__isnull", True), ("answered__lte", models.F("invited")), _connector="OR"),
                name="assessment_reach",
                violation_error_message="Es können sich nicht mehr beteiligt haben, als eingeladen waren.",
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(fields=("id", "place"), name="body_place"),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(fields=("place", "name"), name="body_name", violation_error_message="Dieses Gremium gibt es schon."),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="body_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodymember",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="bodymember_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodymember",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.Func(models.F("starts"), models.F("ends"), models.Value("[]"), function="daterange"), "&&"),
                    ("body", "="),
                    ("name", "="),
                ],
                name="bodymember_days",
                violation_error_message="Diese Person gehört in diesem Zeitraum schon dazu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.UniqueConstraint(
                fields=("place", "funding_year", "project_class", "kind"),
                name="deadline_once",
                violation_error_message="Diese Frist ist schon eingetragen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingrule",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[(models.Func(models.F("starts"), models.F("ends"), models.Value("[]"), function="daterange"), "&&"), ("place", "=")],
                name="fundingrule_days",
                violation_error_message="In diesem Zeitraum gilt schon eine Regel.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="fundingrule_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.UniqueConstraint(fields=("id", "site"), name="inquiry_site_place"),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.UniqueConstraint(fields=("id", "office"), name="inquiry_office_place"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("id", "place"), name="meeting_place"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                fields=("body", "held_on"), name="meeting_day", violation_error_message="Diese Sitzung ist schon eingetragen."
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "number"), name="agendaitem_number", violation_error_message="Diese Nummer gibt es schon."
            ),
        ),
        migrations.AddConstraint(
            model_name="plangoal",
            constraint=models.UniqueConstraint(fields=("id", "place"), name="plangoal_place"),
        ),
        migrations.AddConstraint(
            model_name="planentry",
            constraint=models.UniqueConstraint(
                fields=("plan", "site"), name="planentry_once", violation_error_message="Dieser Standort steht schon in dem Plan."
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[(models.Func(models.F("starts"), models.F("ends"), models.Value("[]"), function="daterange"), "&&"), ("place", "=")],
                name="representative_days",
                violation_error_message="In diesem Zeitraum ist schon eine Vertretung eingetragen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="representative_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(fields=("id", "place"), name="resolution_place"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                fields=("body", "number"),
                name="resolution_number",
                violation_error_message="Diese Nummer hat schon ein anderer Beschluss des Gremiums.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("kind", "adoption"), _negated=True), ("edition__isnull", False), _connector="OR"),
                name="resolution_edition",
                violation_error_message="Bitte wählen Sie, welche Fassung der Empfehlungen beschlossen wurde.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(fields=("id", "place"), name="plan_place"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.Func(models.F("starts"), models.F("ends"), models.Value("[]"), function="daterange"), "&&"),
                    ("place", "="),
                    ("kind", "="),
                ],
                name="plan_days",
                violation_error_message="In diesem Zeitraum gilt schon eine Fassung dieses Plans. Bitte beenden Sie zuerst die alte.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="plan_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.UniqueConstraint(fields=("id", "place"), name="strategy_place"),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=models.CheckConstraint(
                condition=models.Q(("year_until__gte", models.F("year_from"))),
                name="strategy_years",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategytarget",
            constraint=models.UniqueConstraint(
                fields=("strategy", "year"), name="strategytarget_year", violation_error_message="Für dieses Jahr gibt es schon eine Zahl."
            ),
        ),
        migrations.AddConstraint(
            model_name="strategytarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("consultation_sites__lte", models.F("sites"))),
                name="strategytarget_part",
                violation_error_message="Es können nicht mehr Konsultationseinrichtungen sein als Standorte.",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.UniqueConstraint(
                fields=("edition", "catalogue", "code"), name="term_code", violation_error_message="Dieses Kürzel gibt es in der Liste schon."
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                name="term_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="socialfigure",
            constraint=models.UniqueConstraint(
                fields=("place", "indicator", "municipality", "planning_area", "day"),
                name="socialfigure_once",
                nulls_distinct=False,
                violation_error_message="Diese Zahl ist für den Stichtag schon eingetragen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="socialfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("value_of__isnull", True), models.Q(("value__lte", models.F("value_of")), ("value_of__gt", 0)), _connector="OR"),
                name="socialfigure_share",
                violation_error_message="Der Anteil kann nicht größer sein als das Ganze (über 100 %).",
            ),
        ),
        migrations.AddConstraint(
            model_name="socialfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("municipality__isnull", True), ("planning_area__isnull", True), _connector="OR"),
                name="socialfigure_level",
                violation_error_message="Bitte wählen Sie eine Gemeinde oder einen Planungsraum, nicht beides.",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterionnote",
            constraint=models.UniqueConstraint(fields=("site", "criterion"), name="criterionnote_once"),
        ),
        migrations.AddConstraint(
            model_name="assessmentresult",
            constraint=models.UniqueConstraint(
                fields=("assessment", "theme"), name="assessmentresult_once", violation_error_message="Dieses Thema steht schon da."
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("voices_of__isnull", True), ("voices__lte", models.F("voices_of")), _connector="OR"),
                name="assessmentresult_share",
                violation_error_message="Es können nicht mehr Nennungen sein als Beteiligte.",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=sites.models.base.SamePlace("assessment", "site", name="need_assessment_place", to="place"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=sites.models.base.SamePlace("document", "place", name="assessment_document_place"),
        ),
        migrations.AddConstraint(
            model_name="bodymember",
            constraint=sites.models.base.SamePlace("body", "place", name="bodymember_body_place"),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=sites.models.base.SamePlace("measure", "site", name="cost_measure_place"),
        ),
        migrations.AddConstraint(
            model_name="inquirymessage",
            constraint=sites.models.base.SamePlace("inquiry", "site", name="inquirymessage_site_place"),
        ),
        migrations.AddConstraint(
            model_name="inquirymessage",
            constraint=sites.models.base.SamePlace("inquiry", "office", name="inquirymessage_office_place"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=sites.models.base.SamePlace("body", "place", name="meeting_body_place"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=sites.models.base.SamePlace("minutes", "place", name="meeting_minutes_place"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=sites.models.base.SamePlace("meeting", "place", name="agendaitem_meeting_place"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=sites.models.base.SamePlace("site", "place", name="agendaitem_site_place", to="county"),
        ),
        migrations.AddConstraint(
            model_name="plangoal",
            constraint=sites.models.base.SamePlace("plan", "place", name="plangoal_plan_place"),
        ),
        migrations.AddConstraint(
            model_name="planentry",
            constraint=sites.models.base.SamePlace("plan", "place", name="planentry_plan_place"),
        ),
        migrations.AddConstraint(
            model_name="planentry",
            constraint=sites.models.base.SamePlace("site", "place", name="planentry_site_place", to="county"),
        ),
        migrations.AddConstraint(
            model_name="planentry",
            constraint=sites.models.base.SamePlace("goal", "place", name="planentry_goal_place"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=sites.models.base.SamePlace("body", "place", name="resolution_body_place"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=sites.models.base.SamePlace("document", "place", name="resolution_document_place"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=sites.models.base.SamePlace("resolution", "place", name="plan_resolution_place"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=sites.models.base.SamePlace("document", "place", name="plan_document_place"),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=sites.models.base.SamePlace("resolution", "place", name="strategy_resolution_place"),
        ),
        migrations.AddConstraint(
            model_name="strategy",
            constraint=sites.models.base.SamePlace("document", "place", name="strategy_document_place"),
        ),
        migrations.AddConstraint(
            model_name="strategytarget",
            constraint=sites.models.base.SamePlace("strategy", "place", name="strategytarget_strategy_place"),
        ),
        migrations.AddConstraint(
            model_name="socialfigure",
            constraint=sites.models.base.SamePlace("municipality", "place", name="socialfigure_municipality_place", to="county"),
        ),
        migrations.AddConstraint(
            model_name="socialfigure",
            constraint=sites.models.base.SamePlace("planning_area", "place", name="socialfigure_area_place", to="county"),
        ),
        migrations.AddConstraint(
            model_name="funding",
            constraint=sites.models.base.SamePlace("measure", "site", name="funding_measure_place"),
        ),
        migrations.AddConstraint(
            model_name="assessmentresult",
            constraint=sites.models.base.SamePlace("assessment", "place", name="assessmentresult_place"),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=sites.models.base.SamePlace("need", "site", name="wish_need_place"),
        ),
    ]
