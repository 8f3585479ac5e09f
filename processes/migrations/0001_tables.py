"""Every table of processes, as its models say; written by tools.tables."""

import uuid
from decimal import Decimal

import django.contrib.postgres.constraints
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
            name="ChangeEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="changes", to="sites.site")),
                ("trigger", models.CharField(choices=[("staff", "Neue Fachkräfte"), ("team", "Neue Teamkonstellation"), ("head", "Leitungswechsel"), ("provider", "Trägerwechsel"), ("parents", "Stetiger Elternwechsel"), ("other", "Anderes")], max_length=8, verbose_name="Was verändert sich?")),
                ("starts", models.DateField(verbose_name="seit")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="bis")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Was heißt das für die Einrichtung?")),
                ("person_label", models.CharField(editable=False, max_length=160)),
            ],
            options={
                "verbose_name": "Veränderung in der Einrichtung",
                "verbose_name_plural": "Veränderungen in der Einrichtung",
                "ordering": ["-starts", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "site"), name="changeevent_place"),
                    models.CheckConstraint(condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"), name="changeevent_ends", violation_error_message="Das Ende liegt vor dem Beginn."),
                    models.CheckConstraint(condition=models.Q(models.Q(("trigger", "other"), _negated=True), models.Q(("note", ""), _negated=True), _connector="OR"), name="changeevent_other", violation_error_message="Was verändert sich? Bitte schreiben Sie es in einem Satz."),
                ],
            },
        ),
        sites.core.wall.Wall(model="ChangeEvent"),
        migrations.CreateModel(
            name="ChangeProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("event", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.CASCADE, related_name="proposals", to="processes.changeevent")),
                ("kind", models.CharField(choices=[("hours", "Umfang der Prozessbegleitung erhöhen"), ("meeting", "Zusätzliche Sitzung des Steuerungsteams"), ("analysis", "Neue Runde der Ausgangsanalyse")], editable=False, max_length=8, verbose_name="Vorschlag")),
                ("state", models.CharField(choices=[("open", "noch offen"), ("accepted", "angenommen"), ("declined", "abgelehnt")], default="open", editable=False, max_length=8, verbose_name="Stand")),
                ("sentence", models.CharField(blank=True, max_length=300, verbose_name="Warum nicht?")),
                ("made_on", models.DateField(editable=False, verbose_name="vorgeschlagen am")),
                ("answered_on", models.DateField(editable=False, null=True, verbose_name="beantwortet am")),
            ],
            options={
                "verbose_name": "Vorschlag aus einer Veränderung",
                "verbose_name_plural": "Vorschläge aus Veränderungen",
                "ordering": ["event", "pk"],
                "constraints": [
                    sites.models.base.SamePlace("event", "site", name="changeproposal_event_place"),
                    models.UniqueConstraint(fields=("event", "kind"), name="changeproposal_once"),
                    models.CheckConstraint(condition=models.Q(("sentence", ""), models.Q(("state", "open"), _negated=True), _connector="OR"), name="changeproposal_sentence"),
                ],
            },
        ),
        sites.core.wall.Wall(model="ChangeProposal"),
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
                (
                    "coordination_hours",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True, validators=[django.core.validators.MinValueValidator(Decimal("0.5")), django.core.validators.MaxValueValidator(Decimal("60"))], verbose_name="Stunden der Koordination in der Woche, die diese Fassung braucht"),
                ),
                ("coordination_reason", models.CharField(blank=True, max_length=300, verbose_name="Warum so viele")),
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
                    models.CheckConstraint(condition=models.Q(("coordination_hours__isnull", True), models.Q(("coordination_reason", ""), _negated=True), _connector="OR"), name="concept_hours", violation_error_message="Warum so viele Stunden? Bitte schreiben Sie, welche Ziele der Konzeption sie brauchen."),
                    models.CheckConstraint(condition=models.Q(models.Q(("heard_on__isnull", True), ("stance", "")), models.Q(models.Q(("stance", ""), _negated=True), ("heard_on__isnull", False), models.Q(("heard_from", ""), _negated=True)), _connector="OR"), name="concept_heard"),
                ],
            },
        ),
        sites.core.wall.Wall(model="Concept"),
        migrations.CreateModel(
            name="Fee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.place")),
                ("step", models.CharField(max_length=120, verbose_name="Stufe nach der Qualifikation")),
                ("euros", models.DecimalField(decimal_places=2, max_digits=6, validators=[django.core.validators.MinValueValidator(Decimal("1")), django.core.validators.MaxValueValidator(Decimal("500"))], verbose_name="Euro je Stunde")),
                ("source", models.CharField(blank=True, max_length=160, verbose_name="Woher der Satz stammt")),
                ("starts", models.DateField(verbose_name="gilt ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="gilt bis")),
            ],
            options={
                "verbose_name": "Honorarsatz",
                "verbose_name_plural": "Honorarsätze",
                "ordering": ["step", "-starts", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("euros__gt", 0)), name="fee_euros"),
                    models.CheckConstraint(condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"), name="fee_ends", violation_error_message="Das Ende liegt vor dem Beginn."),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(models.Func(models.F("starts"), models.F("ends"), models.Value("[]"), function="daterange"), "&&"), ("place", "="), ("step", "=")], name="fee_overlap", violation_error_message="Für diese Stufe gilt in dieser Zeit schon ein anderer Satz."
                    ),
                ],
            },
        ),
        sites.core.wall.Wall(model="Fee"),
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
                ("reason_label", models.CharField(blank=True, editable=False, max_length=160)),
                ("reason_on", models.DateField(editable=False, null=True)),
                ("mandate", models.TextField(default="Die Prozessbegleitung begleitet und moderiert die Veränderung der Einrichtung zum ThEKiZ und hilft, Konzept und Philosophie einzuführen.", max_length=1000, verbose_name="Auftrag")),
                ("funding", models.CharField(choices=[("lsz", "Mittel des Landesprogramms LSZ"), ("county", "eigene Mittel des Landkreises oder der Stadt"), ("provider", "eigene Mittel des Trägers"), ("other", "andere Mittel")], default="lsz", max_length=8, verbose_name="Woraus wird sie bezahlt?")),
                ("fee", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="processes.fee", verbose_name="Stufe der Honorartabelle")),
                ("rate", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(Decimal("1")), django.core.validators.MaxValueValidator(Decimal("500"))], verbose_name="Euro je Stunde")),
                ("budget", models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal("1"))], verbose_name="Euro insgesamt")),
                ("model", models.CharField(choices=[("single", "für eine einzelne Kita auf dem Weg"), ("social_centre", "für ein soziales Zentrum")], default="single", editable=False, max_length=13, verbose_name="Modell der Begleitung")),
                ("model_reason", models.CharField(blank=True, max_length=300, verbose_name="Warum dieses Modell?")),
                ("centre", models.ForeignKey(editable=False, null=True, on_delete=models.PROTECT, related_name="+", to="sites.socialcentre", verbose_name="soziales Zentrum")),
                ("agreed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="Mit der Sozialplanung abgestimmt am")),
                ("document", models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=models.PROTECT, related_name="+", to="sites.document")),
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
                    sites.models.base.SamePlace("document", "site", name="contract_document_place", to="place"),
                    models.CheckConstraint(condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"), name="contract_ends", violation_error_message="Das Ende liegt vor dem Beginn."),
                    models.CheckConstraint(condition=models.Q(("rate__isnull", True), ("rate__gt", 0), _connector="OR"), name="contract_rate"),
                    models.CheckConstraint(condition=models.Q(("budget__isnull", True), ("budget__gt", 0), _connector="OR"), name="contract_budget"),
                    models.CheckConstraint(condition=models.Q(models.Q(("centre__isnull", True), ("model", "single")), models.Q(("agreed_on__isnull", False), ("centre__isnull", False), ("model", "social_centre")), _connector="OR"), name="contract_model"),
                ],
            },
        ),
        sites.core.wall.Wall(model="Contract"),
        migrations.CreateModel(
            name="HoursReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("contract", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.CASCADE, related_name="reasons", to="processes.contract")),
                ("month", models.DateField(editable=False, verbose_name="ab Monat")),
                ("text", models.CharField(max_length=300, verbose_name="Begründung")),
                ("person_label", models.CharField(editable=False, max_length=160)),
                ("written_on", models.DateField(editable=False)),
            ],
            options={
                "verbose_name": "Begründung des Umfangs",
                "verbose_name_plural": "Begründungen des Umfangs",
                "ordering": ["month"],
                "constraints": [sites.models.base.SamePlace("contract", "site", name="hoursreason_contract_place"), models.UniqueConstraint(fields=("contract", "month"), name="hoursreason_month"), models.CheckConstraint(condition=models.Q(("month__day", 1)), name="hoursreason_first")],
            },
        ),
        sites.core.wall.Wall(model="HoursReason"),
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
            name="Facilitator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.place")),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("account", models.OneToOneField(blank=True, editable=False, null=True, on_delete=models.PROTECT, related_name="facilitator", to=settings.AUTH_USER_MODEL, verbose_name="Konto")),
                ("contact", models.CharField(blank=True, max_length=160, verbose_name="Wie man die Person erreicht")),
                ("qualification", models.CharField(max_length=200, verbose_name="Qualifikation")),
                ("qualified_until", models.DateField(blank=True, null=True, verbose_name="Qualifikation gültig bis")),
                ("course", models.CharField(blank=True, max_length=160, verbose_name="Qualifizierung durch die Fachstelle ThEKiZ")),
                ("course_starts", models.DateField(blank=True, null=True, verbose_name="Kurs von")),
                ("course_ends", models.DateField(blank=True, null=True, verbose_name="Kurs bis")),
                ("region", models.CharField(max_length=160, verbose_name="Wo die Person begleitet")),
                ("languages", models.CharField(default="Deutsch", max_length=120, verbose_name="Sprachen")),
                ("capacity", models.DecimalField(decimal_places=1, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal("0")), django.core.validators.MaxValueValidator(Decimal("200"))], verbose_name="Mögliche Stunden im Monat")),
                ("provider", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="sites.provider", verbose_name="Angestellt bei (Träger)")),
                ("employer", models.CharField(blank=True, max_length=160, verbose_name="Andere Arbeitsstelle")),
            ],
            options={
                "verbose_name": "Prozessbegleiter*in im Pool",
                "verbose_name_plural": "Prozessbegleiter*innen im Pool",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("capacity__gte", 0)), name="facilitator_capacity"),
                    models.CheckConstraint(condition=models.Q(models.Q(("course_starts__isnull", True), ("course_ends__isnull", True)), models.Q(("course", ""), _negated=True), _connector="OR"), name="facilitator_course", violation_error_message="Zu den Tagen gehört der Name des Kurses."),
                    models.CheckConstraint(condition=models.Q(("course_ends__isnull", True), models.Q(("course_ends__gte", models.F("course_starts")), ("course_starts__isnull", False)), _connector="OR"), name="facilitator_course_days", violation_error_message="Zum Ende gehört ein Beginn, der nicht danach liegt."),
                ],
            },
        ),
        sites.core.wall.Wall(model="Facilitator"),
        migrations.CreateModel(
            name="FacilitationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.place")),
                ("site", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("site_name", models.CharField(editable=False, max_length=200)),
                ("hours", models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal("0.5")), django.core.validators.MaxValueValidator(Decimal("80"))], verbose_name="Stunden im Monat")),
                ("starts", models.DateField(verbose_name="Ab wann?")),
                ("wishes", models.CharField(blank=True, max_length=300, verbose_name="Was wichtig ist")),
                ("asked_on", models.DateField(editable=False)),
                ("state", models.CharField(choices=[("open", "gesucht"), ("proposed", "vorgeschlagen"), ("placed", "vermittelt"), ("withdrawn", "zurückgezogen")], default="open", editable=False, max_length=9, verbose_name="Stand")),
                ("proposed", models.ForeignKey(editable=False, null=True, on_delete=models.PROTECT, related_name="requests", to="processes.facilitator", verbose_name="Vorschlag")),
            ],
            options={
                "verbose_name": "Suche nach Prozessbegleitung",
                "verbose_name_plural": "Suchen nach Prozessbegleitung",
                "ordering": ["starts", "pk"],
                "constraints": [
                    sites.models.base.SamePlace("site", "place", name="facilitationrequest_site_place", to="county"),
                    models.UniqueConstraint(condition=models.Q(("state__in", ["open", "proposed"])), fields=("site",), name="facilitationrequest_once", violation_error_message="Für diesen Standort wird schon eine Prozessbegleitung gesucht."),
                    models.CheckConstraint(condition=models.Q(models.Q(("state", "proposed"), _negated=True), ("proposed__isnull", False), _connector="OR"), name="facilitationrequest_proposed"),
                    models.CheckConstraint(condition=models.Q(("hours__gt", 0)), name="facilitationrequest_hours"),
                ],
            },
        ),
        sites.core.wall.Wall(model="FacilitationRequest"),
        migrations.CreateModel(
            name="HoursEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.ForeignKey(editable=False, null=True, on_delete=models.PROTECT, related_name="+", to="sites.place")),
                ("place_kind", models.CharField(blank=True, choices=[("state", "Land"), ("county", "Landkreis oder kreisfreie Stadt"), ("provider", "Träger"), ("site", "Standort"), ("social_centre", "soziales Zentrum")], editable=False, max_length=13)),
                ("name", models.CharField(max_length=80, verbose_name="Name der Fassung")),
                ("source", models.CharField(blank=True, max_length=160, verbose_name="Woher sie stammt")),
                ("starts", models.DateField(verbose_name="gilt ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="gilt bis")),
            ],
            options={
                "verbose_name": "Fassung der Stundenregeln",
                "verbose_name_plural": "Fassungen der Stundenregeln",
                "ordering": ["-starts", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "place"), name="hoursedition_place"),
                    sites.models.base.SamePlace("place", "place_kind", name="hoursedition_kind", to="kind"),
                    models.CheckConstraint(condition=models.Q(models.Q(("place__isnull", True), ("place_kind", "")), models.Q(("place__isnull", False), ("place_kind__in", ["state", "county"])), _connector="OR"), name="hoursedition_keeper"),
                    models.CheckConstraint(condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"), name="hoursedition_ends", violation_error_message="Das Ende liegt vor dem Beginn."),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[(models.Func(models.F("starts"), models.F("ends"), models.Value("[]"), function="daterange"), "&&"), ("place", "=")], name="hoursedition_overlap", violation_error_message="In dieser Zeit gilt an diesem Ort schon eine andere Fassung."
                    ),
                ],
            },
        ),
        sites.core.wall.Wall(model="HoursEdition"),
        migrations.CreateModel(
            name="HoursRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.ForeignKey(editable=False, null=True, on_delete=models.PROTECT, related_name="+", to="sites.place")),
                ("edition", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.CASCADE, related_name="rules", to="processes.hoursedition")),
                ("when", models.CharField(choices=[("first_two_years", "die ersten zwei Jahre auf dem Weg"), ("ongoing", "bereits auf dem Weg"), ("change", "grundlegende Veränderung"), ("consultation_site", "Konsultationseinrichtung")], editable=False, max_length=17, verbose_name="gilt für")),
                ("hours", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(Decimal("80"))], verbose_name="Stunden im Monat")),
                ("up_to", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MaxValueValidator(Decimal("80"))], verbose_name="bis zu")),
                ("at_least", models.BooleanField(default=False, verbose_name="mindestens")),
                ("paragraph", models.CharField(blank=True, max_length=20, verbose_name="Abschnitt")),
            ],
            options={
                "verbose_name": "Regel zu Stunden",
                "verbose_name_plural": "Regeln zu Stunden",
                "ordering": ["edition", "pk"],
                "constraints": [
                    sites.models.base.SamePlace("edition", "place", name="hoursrule_edition_place"),
                    models.UniqueConstraint(fields=("edition", "when"), name="hoursrule_when"),
                    models.CheckConstraint(condition=models.Q(models.Q(("at_least", False), ("hours__isnull", True), ("up_to__isnull", True)), models.Q(("hours__gte", 0), ("hours__isnull", False)), _connector="OR"), name="hoursrule_need"),
                    models.CheckConstraint(condition=models.Q(("up_to__isnull", True), models.Q(("at_least", False), ("up_to__gt", models.F("hours"))), _connector="OR"), name="hoursrule_span", violation_error_message="„bis zu“ liegt über der ersten Zahl und steht nie zusammen mit „mindestens“."),
                ],
            },
        ),
        sites.core.wall.Wall(model="HoursRule"),
        migrations.CreateModel(
            name="ActionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("goal", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="action_steps", to="planning.goal", verbose_name="Für welches Ziel")),
                ("finding", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="steps", to="processes.finding", verbose_name="Aus welcher Feststellung")),
                ("title", models.CharField(max_length=160, verbose_name="Was ist zu tun?")),
                ("owner", models.CharField(max_length=80, verbose_name="Wer kümmert sich?")),
                ("due", models.DateField(verbose_name="Bis wann?")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="Erledigt am")),
                ("dropped", models.BooleanField(default=False, verbose_name="Es wird nichts daraus")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="Was daraus wurde")),
                ("task", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="planning.term", verbose_name="Zu welcher Aufgabe der Koordination gehört es?")),
                ("field", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="planning.term", verbose_name="Leistungsfeld")),
                ("agenda_item", models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=models.PROTECT, related_name="steps", to="planning.agendaitem")),
                ("for_parents", models.BooleanField(default=False, verbose_name="Auch die Elternvertretung sieht diesen Schritt")),
            ],
            options={
                "verbose_name": "Handlungsschritt",
                "verbose_name_plural": "Handlungsschritte",
                "ordering": ["due", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "site"), name="actionstep_place"),
                    sites.models.base.SamePlace("goal", "site", name="actionstep_goal_place"),
                    sites.models.base.SamePlace("agenda_item", "site", name="actionstep_agenda_item_place", to="place"),
                    models.UniqueConstraint(fields=("agenda_item",), name="actionstep_agenda_item_once"),
                    models.CheckConstraint(condition=models.Q(("dropped", False), models.Q(("closed_on__isnull", False), models.Q(("result", ""), _negated=True)), _connector="OR"), name="actionstep_dropped", violation_error_message="Warum wird nichts daraus, und seit wann? Bitte schreiben Sie es auf."),
                ],
            },
        ),
        sites.core.wall.Wall(model="ActionStep"),
        migrations.CreateModel(
            name="TeamTraining",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("kind", models.CharField(choices=[("session", "Teamsitzung"), ("training", "Fortbildung"), ("retreat", "Klausurtag")], max_length=8, verbose_name="Was war es?")),
                ("title", models.CharField(max_length=160, verbose_name="Titel")),
                ("topic", models.CharField(blank=True, max_length=300, verbose_name="Worum ging es?")),
                ("held_on", models.DateField(verbose_name="Datum")),
                ("hours", models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal("0.5")), django.core.validators.MaxValueValidator(Decimal("99"))], verbose_name="Stunden")),
                ("participants", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name="Wie viele waren dabei?")),
            ],
            options={"verbose_name": "Fortbildung des Teams", "verbose_name_plural": "Fortbildungen des Teams", "ordering": ["-held_on", "-pk"], "constraints": [models.CheckConstraint(condition=models.Q(("hours__gt", 0), ("participants__gt", 0)), name="teamtraining_figures")]},
        ),
        sites.core.wall.Wall(model="TeamTraining"),
        migrations.CreateModel(
            name="TeamCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("counted_on", models.DateField(verbose_name="Stand vom")),
                ("people", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name="Fachkräfte im Team")),
                ("trained", models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(500)], verbose_name="davon mit einer Fortbildung zum ThEKiZ")),
            ],
            options={
                "verbose_name": "Zählung im Team",
                "verbose_name_plural": "Zählungen im Team",
                "ordering": ["-counted_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("site", "counted_on"), name="teamcount_once", violation_error_message="Für diesen Tag ist das Team schon gezählt."),
                    models.CheckConstraint(condition=models.Q(("people__gt", 0), ("trained__lte", models.F("people"))), name="teamcount_share", violation_error_message="Es können nicht mehr eine Fortbildung haben, als im Team sind."),
                ],
            },
        ),
        sites.core.wall.Wall(model="TeamCount"),
        migrations.CreateModel(
            name="Qualification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("kind", models.CharField(choices=[("profession", "Beruf"), ("additional", "Zusatzqualifikation")], max_length=10, verbose_name="Was ist es?")),
                ("name", models.CharField(max_length=120, verbose_name="Bezeichnung")),
                ("people", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name="Wie viele im Team haben sie?")),
            ],
            options={
                "verbose_name": "Qualifikation im Team",
                "verbose_name_plural": "Qualifikationen im Team",
                "ordering": ["-kind", "name"],
                "constraints": [models.UniqueConstraint(fields=("site", "name"), name="qualification_once", violation_error_message="Diese Qualifikation steht schon da."), models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="qualification_people")],
            },
        ),
        sites.core.wall.Wall(model="Qualification"),
        migrations.CreateModel(
            name="Strength",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("person", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("words", models.CharField(max_length=200, verbose_name="Was bringen Sie gern ein?")),
            ],
            options={"verbose_name": "Stärke", "verbose_name_plural": "Stärken", "ordering": ["pk"]},
        ),
        sites.core.wall.Wall(model="Strength"),
    ]
