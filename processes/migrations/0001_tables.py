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
            name="ConsultationProfile",
            fields=[
                ("site", models.OneToOneField(editable=False, on_delete=models.PROTECT, primary_key=True, related_name="consultation", serialize=False, to="sites.site")),
                ("invitation", models.CharField(max_length=200, verbose_name="Ein Satz, der einlädt")),
                ("text", models.TextField(max_length=2000, verbose_name="Unser Profil")),
                ("focuses", models.TextField(max_length=1000, verbose_name="Wozu man Sie fragen kann")),
                ("forms", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[("one_roof", "Unter einem Dach"), ("guide", "Lotse"), ("gallery", "Galerie"), ("network", "Verbundmodell")], max_length=10), verbose_name="Formen, in denen Sie arbeiten")),
                ("languages", models.CharField(blank=True, max_length=160, verbose_name="Sprachen")),
                ("tour", models.CharField(blank=True, max_length=200, verbose_name="Hausrundgang")),
                ("shadowing", models.CharField(blank=True, max_length=200, verbose_name="Hospitation")),
                ("talk", models.CharField(blank=True, max_length=200, verbose_name="Fachgespräch")),
                ("advice", models.CharField(blank=True, max_length=200, verbose_name="Fachliche Beratung")),
                ("contact", models.CharField(max_length=120, verbose_name="Ansprechperson")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="Telefon")),
                ("monthly_limit", models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name="Höchstens so viele Besuche im Monat")),
                ("published", models.BooleanField(default=False, editable=False, verbose_name="veröffentlicht")),
            ],
            options={
                "verbose_name": "Profil der Konsultationseinrichtung",
                "verbose_name_plural": "Profile der Konsultationseinrichtungen",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("advice", ""), ("shadowing", ""), ("talk", ""), ("tour", ""), _negated=True), name="consultation_kind", violation_error_message="Bitte beschreiben Sie mindestens eine Art des Besuchs."),
                    models.CheckConstraint(condition=models.Q(("monthly_limit__gte", 1), ("monthly_limit__lte", 31)), name="consultation_limit"),
                ],
            },
        ),
        sites.core.wall.Wall(model="ConsultationProfile"),
        migrations.CreateModel(
            name="ConsultationSlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="consultation_slots", to="sites.site")),
                ("day", models.DateField(verbose_name="Tag")),
                ("starts_at", models.TimeField(verbose_name="Von")),
                ("ends_at", models.TimeField(verbose_name="Bis")),
            ],
            options={
                "verbose_name": "feste Zeit für Besuche",
                "verbose_name_plural": "feste Zeiten für Besuche",
                "ordering": ["day", "starts_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "site"), name="consultationslot_place"),
                    models.UniqueConstraint(fields=("site", "day", "starts_at"), name="consultationslot_once", violation_error_message="Diese Zeit steht schon da."),
                    models.CheckConstraint(condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="consultationslot_ends", violation_error_message="Das Ende liegt vor dem Beginn."),
                ],
            },
        ),
        sites.core.wall.Wall(model="ConsultationSlot"),
        migrations.CreateModel(
            name="ConsultationVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("state", models.CharField(choices=[("asked", "angefragt"), ("offered", "anderer Termin vorgeschlagen"), ("confirmed", "zugesagt"), ("declined", "abgesagt"), ("withdrawn", "zurückgezogen"), ("held", "war da")], default="asked", editable=False, max_length=9, verbose_name="Stand")),
                ("role", models.CharField(choices=[("on_the_way", "Kita auf dem Weg"), ("centre", "Eltern-Kind-Zentrum"), ("provider", "Träger"), ("office", "Jugendamt, Verwaltung"), ("other", "Andere Interessierte")], max_length=10, verbose_name="Wer fragt an?")),
                ("kinds", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[("tour", "Hausrundgang"), ("shadowing", "Hospitation"), ("talk", "Fachgespräch"), ("advice", "Fachliche Beratung")], max_length=9), verbose_name="Was ist gewünscht?")),
                ("organisation", models.CharField(blank=True, max_length=120, verbose_name="Einrichtung oder Stelle")),
                ("people", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name="Wie viele kommen?")),
                ("slot", models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=models.PROTECT, related_name="visits", to="processes.consultationslot")),
                ("wished", models.CharField(blank=True, editable=False, max_length=120, verbose_name="Ihr Vorschlag")),
                ("day", models.DateField(blank=True, null=True, verbose_name="Tag")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="Von")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="Bis")),
                ("question", models.TextField(blank=True, editable=False, max_length=1000, verbose_name="Was möchten Sie wissen?")),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="Ihre Antwort")),
                ("notes", models.TextField(blank=True, max_length=2000, verbose_name="Worum es ging")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="Name")),
                ("email", models.EmailField(blank=True, max_length=120, verbose_name="E-Mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="Telefon")),
                ("nonce", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("secret_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("created", models.DateTimeField(editable=False)),
                ("useful", models.CharField(blank=True, choices=[("very", "sehr"), ("rather", "eher"), ("little", "wenig"), ("not", "gar nicht")], editable=False, max_length=6, verbose_name="Hat Ihnen der Besuch geholfen?")),
                ("took_along", models.TextField(blank=True, editable=False, max_length=600, verbose_name="Was nehmen Sie mit?")),
                ("missed", models.TextField(blank=True, editable=False, max_length=600, verbose_name="Was hat Ihnen gefehlt?")),
                ("rated_on", models.DateField(editable=False, null=True, verbose_name="Rückmeldung am")),
                ("forgotten_on", models.DateField(editable=False, null=True, verbose_name="Name und Kontakt gelöscht am")),
            ],
            options={
                "verbose_name": "Besuch zur Konsultation",
                "verbose_name_plural": "Besuche zur Konsultation",
                "ordering": ["-created", "-pk"],
                "indexes": [models.Index(condition=models.Q(("forgotten_on__isnull", True)), fields=["created"], name="visit_to_forget"), models.Index(fields=["site", "day"], name="visit_month")],
                "constraints": [
                    sites.models.base.SamePlace("slot", "site", name="visit_slot_place"),
                    models.UniqueConstraint(condition=models.Q(("slot__isnull", False), ("state__in", ["asked", "offered", "confirmed", "held"])), fields=("slot",), name="visit_slot_once"),
                    models.UniqueConstraint(condition=models.Q(("secret_hash", ""), _negated=True), fields=("secret_hash",), name="visit_secret"),
                    models.CheckConstraint(condition=models.Q(("people__gte", 1), ("people__lte", 60)), name="visit_people"),
                    models.CheckConstraint(condition=models.Q(("kinds", []), _negated=True), name="visit_kinds"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("day__isnull", True), ("ends_at__isnull", True), ("starts_at__isnull", True)), models.Q(("day__isnull", False), ("ends_at__gt", models.F("starts_at")), ("starts_at__isnull", False)), _connector="OR"),
                        name="visit_when",
                        violation_error_message="Zu einem Termin gehören Tag, Beginn und ein Ende danach.",
                    ),
                    models.CheckConstraint(condition=models.Q(models.Q(("state__in", ["offered", "confirmed", "held"]), _negated=True), ("day__isnull", False), _connector="OR"), name="visit_day"),
                    models.CheckConstraint(condition=models.Q(models.Q(("rated_on__isnull", True), ("useful", "")), models.Q(models.Q(("useful", ""), _negated=True), ("rated_on__isnull", False)), _connector="OR"), name="visit_rated"),
                    models.CheckConstraint(condition=models.Q(("forgotten_on__isnull", True), models.Q(("email", ""), ("name", ""), ("phone", ""), ("secret_hash", "")), _connector="OR"), name="visit_forgotten"),
                ],
            },
        ),
        sites.core.wall.Wall(model="ConsultationVisit"),
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
    ]
