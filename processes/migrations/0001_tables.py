"""Every table of processes, as its models say; written by tools.tables."""

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
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="contracts", to="sites.site")),
                ("facilitator", models.ForeignKey(on_delete=models.PROTECT, related_name="contracts", to=settings.AUTH_USER_MODEL, verbose_name="Prozessbegleiter*in")),
                ("membership", models.OneToOneField(db_constraint=False, editable=False, on_delete=models.PROTECT, related_name="contract", to="sites.membership")),
                ("client", models.CharField(choices=[("county", "Landkreis oder kreisfreie Stadt"), ("municipality", "Gemeinde"), ("provider", "Träger")], default="county", max_length=12, verbose_name="Wer schließt die Vereinbarung")),
                ("hours_per_month", models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal("0.5")), django.core.validators.MaxValueValidator(Decimal("80"))], verbose_name="Vereinbarte Stunden im Monat")),
                ("rate", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="Euro je Stunde")),
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
                ("held_on", models.DateField(verbose_name="Tag")),
                ("hours", models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal("0.25")), django.core.validators.MaxValueValidator(Decimal("12"))], verbose_name="Stunden")),
                ("month", models.DateField(editable=False, verbose_name="abgerechnet mit dem Monat")),
                ("kind", models.CharField(choices=[("advice", "Beratung"), ("moderation", "Moderation"), ("training", "Fortbildung"), ("coaching", "Coaching")], default="advice", max_length=10, verbose_name="Art")),
                (
                    "participants",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("head", "Leitung"),
                                ("coordinator", "Koordination"),
                                ("team", "Team"),
                                ("steering", "Steuerungsteam"),
                                ("parents", "Eltern"),
                                ("representatives", "Elternvertretung"),
                                ("provider", "Träger"),
                                ("advisor", "Fachberatung"),
                                ("office", "Jugendamt oder Sozialplanung"),
                                ("partners", "Kooperationspartner*innen"),
                            ],
                            max_length=15,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="Wer war dabei?",
                    ),
                ),
                ("goal", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+", to="planning.goal", verbose_name="Zu welchem Ziel des Hauses?")),
                ("assessment", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+", to="planning.assessment", verbose_name="Worauf beruht es? Bedarfserhebung")),
                ("corrects", models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=models.PROTECT, related_name="corrections", to="processes.facilitationsession")),
                ("tasks", models.ManyToManyField(blank=True, related_name="+", to="planning.term", verbose_name="Aufgaben aus dem Profil")),
            ],
            options={
                "verbose_name": "Begleitungstermin",
                "verbose_name_plural": "Begleitungstermine",
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "site"), name="facilitation_place"),
                    models.UniqueConstraint(fields=("id", "held_on"), name="facilitation_day"),
                    models.UniqueConstraint(fields=("id", "hours"), name="facilitation_length"),
                    sites.models.base.SamePlace("contract", "site", name="facilitation_contract_place"),
                    sites.models.base.SamePlace("goal", "site", name="facilitation_goal_place"),
                    sites.models.base.SamePlace("assessment", "site", name="facilitation_assessment_place", to="place"),
                    sites.models.base.SamePlace("corrects", "site", name="facilitation_corrects_place"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("corrects__isnull", True), ("hours__gt", 0), ("hours__lte", Decimal("12"))), models.Q(("corrects__isnull", False), ("hours__gte", Decimal("-12")), ("hours__lte", Decimal("12")), models.Q(("hours", 0), _negated=True)), _connector="OR"), name="facilitation_hours"
                    ),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="facilitation_month"),
                ],
            },
        ),
        sites.core.wall.Wall(model="FacilitationSession"),
        migrations.CreateModel(
            name="FacilitationNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("county", models.ForeignKey(editable=False, null=True, on_delete=models.PROTECT, related_name="+", to="sites.county")),
                ("session", models.OneToOneField(db_constraint=False, editable=False, on_delete=models.CASCADE, related_name="note", to="processes.facilitationsession", verbose_name="Begleitungstermin")),
                ("held_on", models.DateField(editable=False, verbose_name="Tag")),
                ("hours", models.DecimalField(decimal_places=2, editable=False, max_digits=4, verbose_name="Stunden")),
                ("author", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("door", models.CharField(choices=[("private", "Privat"), ("site", "Für den Standort"), ("county", "Für Landkreis und Land")], default="site", max_length=7, verbose_name="Wer liest die Notiz?")),
                ("topic", models.CharField(max_length=160, verbose_name="Worum ging es?")),
                ("agreements", models.TextField(blank=True, max_length=2000, verbose_name="Was wurde vereinbart?")),
            ],
            options={
                "verbose_name": "Notiz der Prozessbegleitung",
                "verbose_name_plural": "Notizen der Prozessbegleitung",
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    sites.models.base.SamePlace("session", "site", name="facilitationnote_session_place"),
                    sites.models.base.SamePlace("session", "held_on", name="facilitationnote_session_day"),
                    sites.models.base.SamePlace("session", "hours", name="facilitationnote_session_hours"),
                    sites.models.base.SamePlace("site", "county", name="facilitationnote_site_place"),
                    models.CheckConstraint(condition=models.Q(models.Q(("county__isnull", False), ("door", "county")), models.Q(models.Q(("door", "county"), _negated=True), ("county__isnull", True)), _connector="OR"), name="facilitationnote_door"),
                ],
            },
        ),
        sites.core.wall.Wall(model="FacilitationNote"),
        migrations.CreateModel(
            name="ClosedMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("contract", models.ForeignKey(db_constraint=False, editable=False, on_delete=models.PROTECT, related_name="closed_months", to="processes.contract")),
                ("month", models.DateField(editable=False, verbose_name="Monat")),
                ("hours", models.DecimalField(decimal_places=2, editable=False, max_digits=6, verbose_name="Stunden")),
                ("rate", models.DecimalField(decimal_places=2, editable=False, max_digits=6, null=True, verbose_name="Euro je Stunde")),
                ("amount", models.DecimalField(decimal_places=2, editable=False, max_digits=9, null=True, verbose_name="Euro")),
                ("closed_on", models.DateField(editable=False, verbose_name="abgeschlossen am")),
            ],
            options={
                "verbose_name": "Abgeschlossener Monat",
                "verbose_name_plural": "Abgeschlossene Monate",
                "ordering": ["-month", "pk"],
                "constraints": [
                    sites.models.base.SamePlace("contract", "site", name="closedmonth_contract_place"),
                    models.UniqueConstraint(fields=("contract", "month"), name="closedmonth_once"),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="closedmonth_month"),
                    models.CheckConstraint(condition=models.Q(models.Q(("amount__isnull", True), ("rate__isnull", True)), models.Q(("amount__isnull", False), ("rate__isnull", False)), _connector="OR"), name="closedmonth_amount"),
                ],
            },
        ),
        sites.core.wall.Wall(model="ClosedMonth"),
        migrations.CreateModel(
            name="FacilitationTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("task", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="planning.term")),
                ("begun_on", models.DateField(verbose_name="Begonnen am")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="Erledigt am")),
            ],
            options={
                "verbose_name": "Stand einer Aufgabe der Prozessbegleitung",
                "verbose_name_plural": "Stände der Aufgaben der Prozessbegleitung",
                "constraints": [
                    models.UniqueConstraint(fields=("site", "task"), name="facilitationtask_once"),
                    models.CheckConstraint(condition=models.Q(("done_on__isnull", True), ("done_on__gte", models.F("begun_on")), _connector="OR"), name="facilitationtask_days", violation_error_message="Erledigt ist die Aufgabe erst, nachdem sie begonnen hat."),
                ],
            },
        ),
        sites.core.wall.Wall(model="FacilitationTask"),
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
