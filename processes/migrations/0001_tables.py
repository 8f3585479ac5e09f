"""Every table of processes, as its models say; written by tools.tables."""

import uuid
from decimal import Decimal

import django.contrib.postgres.fields
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
            name="Concept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("version", models.PositiveSmallIntegerField(editable=False, verbose_name="Fassung")),
                ("begun_on", models.DateField(editable=False, verbose_name="begonnen am")),
                ("state", models.CharField(choices=[("draft", "Entwurf"), ("hearing", "bei der Elternvertretung"), ("released", "freigegeben")], default="draft", editable=False, max_length=8, verbose_name="Stand")),
                ("changes", models.TextField(max_length=2000, verbose_name="Was sich ändert")),
                ("philosophy", models.TextField(blank=True, max_length=4000, verbose_name="Leitbild: die Philosophie der ThEKiZ in unserem Haus")),
                ("participation", models.TextField(blank=True, max_length=4000, verbose_name="Beteiligung: wie Kinder, Familien und Team mitbestimmen")),
                ("document", models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=models.PROTECT, related_name="+", to="sites.document")),
                ("heard_until", models.DateField(blank=True, null=True, verbose_name="Antwort bis")),
                ("stance", models.CharField(blank=True, choices=[("agreed", "einverstanden"), ("concerns", "mit Bedenken einverstanden"), ("against", "nicht einverstanden")], max_length=8, verbose_name="Der Elternbeirat ist")),
                ("heard_on", models.DateField(null=True, verbose_name="Angehört am")),
                ("heard_words", models.TextField(blank=True, max_length=1000, verbose_name="In seinen Worten")),
                ("heard_from", models.CharField(blank=True, max_length=160, verbose_name="Wer hat es gesagt")),
                ("reply", models.TextField(blank=True, max_length=1000, verbose_name="Antwort des Hauses")),
                ("released_on", models.DateField(editable=False, null=True, verbose_name="freigegeben am")),
            ],
            options={
                "verbose_name": "Konzeption",
                "verbose_name_plural": "Konzeptionen",
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "site"), name="concept_place"),
                    models.UniqueConstraint(fields=("site", "version"), name="concept_version", violation_error_message="Diese Fassung hat inzwischen jemand anderes angelegt. Bitte laden Sie die Seite neu."),
                    models.UniqueConstraint(condition=models.Q(("state", "released"), _negated=True), fields=("site",), name="concept_one_draft", violation_error_message="Es gibt schon eine Fassung, an der gearbeitet wird."),
                    sites.models.base.SamePlace("document", "site", name="concept_document_place", to="place"),
                    models.CheckConstraint(condition=models.Q(models.Q(("state", "released"), _negated=True), ("released_on__isnull", False), _connector="OR"), name="concept_released"),
                    models.CheckConstraint(condition=models.Q(models.Q(("heard_on__isnull", True), ("stance", "")), models.Q(models.Q(("stance", ""), _negated=True), ("heard_on__isnull", False), models.Q(("heard_from", ""), _negated=True)), _connector="OR"), name="concept_heard"),
                ],
            },
        ),
        sites.core.wall.Wall(model="Concept"),
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
        migrations.CreateModel(
            name="ActionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("goal", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="action_steps", to="planning.goal", verbose_name="Für welches Ziel")),
                ("title", models.CharField(max_length=160, verbose_name="Was ist zu tun?")),
                ("owner", models.CharField(max_length=80, verbose_name="Wer kümmert sich?")),
                ("due", models.DateField(verbose_name="Bis wann?")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="Erledigt am")),
                ("dropped", models.BooleanField(default=False, verbose_name="Es wird nichts daraus")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="Was daraus wurde")),
                ("task", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="planning.term", verbose_name="Zu welcher Aufgabe der Koordination gehört es?")),
                ("for_parents", models.BooleanField(default=False, verbose_name="Auch die Elternvertretung sieht diesen Schritt")),
            ],
            options={
                "verbose_name": "Handlungsschritt",
                "verbose_name_plural": "Handlungsschritte",
                "ordering": ["due", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "site"), name="actionstep_place"),
                    sites.models.base.SamePlace("goal", "site", name="actionstep_goal_place"),
                    models.CheckConstraint(condition=models.Q(("dropped", False), models.Q(("closed_on__isnull", False), models.Q(("result", ""), _negated=True)), _connector="OR"), name="actionstep_dropped", violation_error_message="Warum wird nichts daraus, und seit wann? Bitte schreiben Sie es auf."),
                ],
            },
        ),
        sites.core.wall.Wall(model="ActionStep"),
        migrations.CreateModel(
            name="Training",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.place")),
                (
                    "kind",
                    models.CharField(
                        choices=[("training", "Fortbildung"), ("course", "Qualifizierung zur Prozessbegleitung"), ("information", "Informationsveranstaltung"), ("expert", "Fachveranstaltung"), ("network", "Vernetzungstreffen"), ("exchange", "Digitaler Fachaustausch"), ("forum", "Thematisches Forum")],
                        max_length=11,
                        verbose_name="Was ist es?",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="Titel")),
                ("summary", models.CharField(max_length=200, verbose_name="In einem Satz")),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="Worum es geht")),
                ("topic", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="planning.term", verbose_name="Thema")),
                ("audience", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[("coordinator", "Koordination"), ("professional", "Fachkräfte"), ("head", "Leitung"), ("facilitator", "Prozessbegleitung")], max_length=12), default=list, verbose_name="Für wen")),
                ("speaker", models.CharField(blank=True, max_length=160, verbose_name="Mit wem")),
                ("channel", models.CharField(choices=[("on_site", "vor Ort"), ("digital", "digital"), ("phone", "telefonisch")], max_length=7, verbose_name="Wie findet es statt?")),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="Ort und Raum")),
                ("county", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="sites.county", verbose_name="In welchem Landkreis")),
                ("link", models.URLField(blank=True, max_length=300, verbose_name="Zugang im Internet")),
                ("capacity", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name="Plätze")),
                ("fee", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name="Kosten in Euro")),
                ("fee_note", models.CharField(blank=True, max_length=120, verbose_name="Zu den Kosten")),
                ("closes_on", models.DateField(verbose_name="Anmeldung bis")),
                ("topics_until", models.DateField(blank=True, null=True, verbose_name="Eigene Themen bis")),
                ("state", models.CharField(choices=[("draft", "Entwurf"), ("open", "veröffentlicht"), ("cancelled", "abgesagt"), ("held", "durchgeführt")], default="draft", editable=False, max_length=9, verbose_name="Stand")),
                ("cancel_reason", models.CharField(blank=True, editable=False, max_length=300, verbose_name="Warum es ausfällt")),
                ("materials", models.TextField(blank=True, max_length=2000, verbose_name="Material und Ergebnisse")),
            ],
            options={
                "verbose_name": "Fortbildung",
                "verbose_name_plural": "Fortbildungen",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "place"), name="training_place"),
                    models.CheckConstraint(condition=models.Q(("capacity__isnull", True), ("capacity__gte", 1), _connector="OR"), name="training_capacity"),
                    models.CheckConstraint(condition=models.Q(("fee__isnull", True), ("fee__gte", 0), _connector="OR"), name="training_fee"),
                    models.CheckConstraint(condition=models.Q(models.Q(("state", "cancelled"), _negated=True), models.Q(("cancel_reason", ""), _negated=True), _connector="OR"), name="training_cancelled"),
                ],
            },
        ),
        sites.core.wall.Wall(model="Training"),
        migrations.CreateModel(
            name="TrainingDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.place")),
                ("training", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.CASCADE, related_name="days", to="processes.training")),
                ("held_on", models.DateField(verbose_name="Tag")),
                ("starts_at", models.TimeField(verbose_name="von")),
                ("ends_at", models.TimeField(verbose_name="bis")),
            ],
            options={
                "verbose_name": "Tag einer Fortbildung",
                "verbose_name_plural": "Tage der Fortbildungen",
                "ordering": ["held_on", "starts_at"],
                "constraints": [
                    sites.models.base.SamePlace("training", "place", name="trainingday_training_place"),
                    models.UniqueConstraint(fields=("training", "held_on", "starts_at"), name="trainingday_once", violation_error_message="Diesen Tag gibt es schon."),
                    models.CheckConstraint(condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="trainingday_times", violation_error_message="Das Ende liegt vor dem Beginn."),
                ],
            },
        ),
        sites.core.wall.Wall(model="TrainingDay"),
        migrations.CreateModel(
            name="TrainingRegistration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.place")),
                ("training", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.PROTECT, related_name="registrations", to="processes.training")),
                ("person", models.ForeignKey(editable=False, null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("name", models.CharField(blank=True, editable=False, max_length=120, verbose_name="Name")),
                ("email", models.EmailField(blank=True, editable=False, max_length=254, verbose_name="E-Mail-Adresse")),
                ("role", models.CharField(choices=[("coordinator", "Koordination"), ("head", "Leitung"), ("professional", "Fachkraft"), ("facilitator", "Prozessbegleitung"), ("provider", "Träger"), ("office", "Amt oder Fachberatung"), ("other", "andere")], editable=False, max_length=12, verbose_name="Aufgabe")),
                ("county", models.ForeignKey(editable=False, null=True, on_delete=models.PROTECT, related_name="+", to="sites.county", verbose_name="Landkreis")),
                ("state", models.CharField(choices=[("in", "angemeldet"), ("waiting", "auf der Warteliste"), ("off", "abgemeldet")], editable=False, max_length=7, verbose_name="Stand")),
                ("attended", models.BooleanField(default=False, verbose_name="war dabei")),
                ("evaluated", models.BooleanField(default=False, editable=False, verbose_name="hat den Rückblick ausgefüllt")),
                ("moved_up_on", models.DateField(editable=False, null=True, verbose_name="nachgerückt am")),
                ("told_on", models.DateField(editable=False, null=True, verbose_name="Antwort der Warteliste am")),
                ("nonce", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("secret_hash", models.CharField(editable=False, max_length=64)),
                ("created", models.DateTimeField(editable=False, verbose_name="angemeldet am")),
                ("forgotten_on", models.DateField(editable=False, null=True, verbose_name="Daten gelöscht am")),
            ],
            options={
                "verbose_name": "Anmeldung zu einer Fortbildung",
                "verbose_name_plural": "Anmeldungen zu Fortbildungen",
                "ordering": ["pk"],
                "constraints": [
                    sites.models.base.SamePlace("training", "place", name="registration_training_place"),
                    models.UniqueConstraint(condition=models.Q(models.Q(("email", ""), _negated=True), models.Q(("state", "off"), _negated=True)), fields=("training", "email"), name="registration_email_once"),
                    models.UniqueConstraint(condition=models.Q(("state", "off"), _negated=True), fields=("training", "person"), name="registration_person_once"),
                    models.UniqueConstraint(fields=("secret_hash",), name="registration_secret"),
                    models.CheckConstraint(condition=models.Q(("attended", False), ("state", "in"), _connector="OR"), name="registration_attended"),
                    models.CheckConstraint(condition=models.Q(("person__isnull", True), models.Q(("email", ""), ("name", "")), _connector="OR"), name="registration_account"),
                    models.CheckConstraint(condition=models.Q(("forgotten_on__isnull", True), models.Q(("email", ""), ("name", "")), _connector="OR"), name="registration_forgotten"),
                ],
            },
        ),
        sites.core.wall.Wall(model="TrainingRegistration"),
        migrations.CreateModel(
            name="TrainingFeedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.place")),
                ("training", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.PROTECT, related_name="feedback", to="processes.training")),
                ("learned", models.PositiveSmallIntegerField(choices=[(4, "viel"), (3, "einiges"), (2, "wenig"), (1, "nichts")], verbose_name="Was nehmen Sie mit?")),
                ("usable", models.PositiveSmallIntegerField(choices=[(4, "viel"), (3, "einiges"), (2, "wenig"), (1, "nichts")], verbose_name="Was davon passt zu Ihrer Arbeit?")),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="Was hat gefehlt?")),
            ],
            options={
                "verbose_name": "Rückblick auf eine Fortbildung",
                "verbose_name_plural": "Rückblicke auf Fortbildungen",
                "ordering": ["pk"],
                "constraints": [sites.models.base.SamePlace("training", "place", name="trainingfeedback_training_place"), models.CheckConstraint(condition=models.Q(("learned__range", (1, 4)), ("usable__range", (1, 4))), name="trainingfeedback_degrees")],
            },
        ),
        sites.core.wall.Wall(model="TrainingFeedback"),
        migrations.CreateModel(
            name="TopicProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.place")),
                ("training", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.PROTECT, related_name="proposals", to="processes.training")),
                ("text", models.CharField(max_length=200, verbose_name="Worüber möchten Sie sprechen?")),
                ("proposed_on", models.DateField(editable=False, verbose_name="vorgeschlagen am")),
            ],
            options={"verbose_name": "Themenvorschlag", "verbose_name_plural": "Themenvorschläge", "ordering": ["pk"], "constraints": [sites.models.base.SamePlace("training", "place", name="topicproposal_training_place")]},
        ),
        sites.core.wall.Wall(model="TopicProposal"),
    ]
