"""Every table of offers, as its models say; written by tools.tables."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import sites.core.wall
import sites.models.base


class Migration(migrations.Migration):
    initial = True

    dependencies = [("planning", "0001_tables"), ("sites", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="ReferralCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("month", models.DateField(verbose_name="Monat")),
                ("partner", models.ForeignKey(db_constraint=False, on_delete=models.PROTECT, related_name="+", to="sites.partner", verbose_name="Wohin")),
                ("theme", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="planning.term", verbose_name="Thema")),
                ("referred_by", models.CharField(choices=[("head", "Leitung"), ("coordinator", "Koordination"), ("professional", "Fachkraft")], max_length=12, verbose_name="Wer hat vermittelt")),
                ("number", models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(9999)], verbose_name="Vermittlungen")),
                ("arrived", models.PositiveIntegerField(default=0, verbose_name="angekommen")),
                ("not_gone", models.PositiveIntegerField(default=0, verbose_name="nicht hingegangen")),
            ],
            options={
                "verbose_name": "Weitervermittlungen",
                "verbose_name_plural": "Weitervermittlungen",
                "ordering": ["-month", "partner__sort_key", "pk"],
                "constraints": [
                    sites.models.base.SamePlace("partner", "site", name="referralcount_partner_place"),
                    models.UniqueConstraint(fields=("site", "month", "partner", "theme", "referred_by"), name="referralcount_once"),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="referralcount_month"),
                    models.CheckConstraint(condition=models.Q(("number__gte", django.db.models.expressions.CombinedExpression(models.F("arrived"), "+", models.F("not_gone")))), name="referralcount_parts", violation_error_message="Es können nicht mehr angekommen oder weggeblieben sein, als vermittelt wurden."),
                ],
            },
        ),
        sites.core.wall.Wall(model="ReferralCount"),
        migrations.CreateModel(
            name="SupportCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("month", models.DateField(verbose_name="Monat")),
                ("kind", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="planning.term", verbose_name="Art der Unterstützung")),
                ("number", models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(9999)], verbose_name="Anzahl")),
            ],
            options={
                "verbose_name": "Unterstützung im Alltag",
                "verbose_name_plural": "Unterstützung im Alltag",
                "ordering": ["-month", "kind__number", "pk"],
                "constraints": [models.UniqueConstraint(fields=("site", "month", "kind"), name="supportcount_once"), models.CheckConstraint(condition=models.Q(("month__day", 1)), name="supportcount_month")],
            },
        ),
        sites.core.wall.Wall(model="SupportCount"),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="offers", to="sites.site")),
                ("title", models.CharField(max_length=80, verbose_name="Name des Angebots")),
                ("text", models.TextField(blank=True, max_length=600, verbose_name="Was Familien dazu wissen sollen")),
                ("types", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[("encounter", "Begegnung"), ("counselling", "Beratung"), ("education", "Bildung"), ("accompaniment", "Begleitung")], max_length=13), verbose_name="Art des Angebots")),
                ("goal", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="offers", to="planning.goal", verbose_name="Ziel")),
                ("commission", models.CharField(blank=True, max_length=160, verbose_name="Auftrag des Jugendamtes (wer, Datum)")),
                ("action_field", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="planning.actionfield", verbose_name="Handlungsfeld")),
                ("where", models.CharField(choices=[("inside", "im Haus"), ("nearby", "im Sozialraum"), ("arranged", "bei Partner*innen, vermittelt")], default="inside", max_length=8, verbose_name="Wo")),
                ("room", models.CharField(blank=True, max_length=100, verbose_name="Raum oder Treffpunkt")),
                ("executor", models.CharField(choices=[("own_staff", "eigenes Team"), ("partner", "Kooperationspartner*in"), ("volunteer", "Ehrenamtliche"), ("freelancer", "Honorarkraft")], default="own_staff", max_length=10, verbose_name="Wer macht es")),
                ("executor_name", models.CharField(blank=True, max_length=120, verbose_name="Partner*in oder Honorarkraft")),
                ("additional", models.BooleanField(default=True, verbose_name="zusätzliches Angebot, über das Regelangebot der Kita hinaus")),
                ("audience", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[("adults", "Erwachsene"), ("children", "Kinder"), ("families", "Familien gemeinsam"), ("generations", "mehrere Generationen")], max_length=11), blank=True, default=list, verbose_name="Für wen")),
                ("origin", models.CharField(choices=[("centre_families", "Familien der Kita"), ("social_space", "Familien aus dem Sozialraum"), ("both", "Familien der Kita und aus dem Sozialraum")], default="both", max_length=15, verbose_name="Offen für")),
                ("generations", models.CharField(blank=True, choices=[("intra", "innerhalb einer Altersgruppe"), ("inter", "zwischen den Generationen")], max_length=5, verbose_name="Generationen")),
                ("low_threshold", models.CharField(blank=True, max_length=300, verbose_name="Niedrigschwelliger Zugang: wie?")),
                ("family_orientation", models.CharField(blank=True, max_length=300, verbose_name="Familienorientierung: wie?")),
                ("closeness", models.CharField(blank=True, max_length=300, verbose_name="Wohnortnähe: wie?")),
                ("special_needs", models.CharField(blank=True, max_length=300, verbose_name="Ausrichtung an besonderen Bedarfen: wie?")),
                ("tuned_with", models.CharField(blank=True, max_length=300, verbose_name="Abgestimmt mit")),
                ("venue", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+", to="sites.room", verbose_name="Raum aus der Raumliste")),
                ("partner", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+", to="sites.partner", verbose_name="Kooperationspartner*in")),
                ("carried_by", models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+", to="sites.post", verbose_name="Wer aus dem Team")),
                ("led_by", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="Durchgeführt von (Konto)")),
                ("by_appointment", models.BooleanField(default=False, verbose_name="nur mit Termin oder Anmeldung")),
                ("volunteers", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99)], verbose_name="Ehrenamtliche")),
                ("volunteers_suitable", models.BooleanField(default=False, verbose_name="Eignung der Ehrenamtlichen ist geklärt")),
                ("freelance_contract", models.CharField(blank=True, max_length=160, verbose_name="Honorarvertrag (Nummer, Datum)")),
                ("expected", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(999)], verbose_name="Erwartete Familien")),
                ("public", models.BooleanField(default=True, verbose_name="auf der Familienseite zeigen")),
                ("starts", models.DateField(verbose_name="ab")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="bis")),
                ("legal_bases", models.ManyToManyField(blank=True, related_name="+", to="planning.legalbasis", verbose_name="Gesetzliche Grundlage")),
                ("terms", models.ManyToManyField(blank=True, related_name="+", to="planning.term", verbose_name="Themen und Einordnung")),
            ],
            options={
                "verbose_name": "Angebot",
                "verbose_name_plural": "Angebote",
                "ordering": ["title", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "site"), name="offer_place"),
                    models.UniqueConstraint(fields=("id", "additional"), name="offer_additional"),
                    sites.models.base.SamePlace("goal", "site", name="offer_goal_place"),
                    sites.models.base.SamePlace("venue", "site", name="offer_venue_place"),
                    sites.models.base.SamePlace("partner", "site", name="offer_partner_place"),
                    sites.models.base.SamePlace("carried_by", "site", name="offer_post_place"),
                    models.CheckConstraint(condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"), name="offer_ends", violation_error_message="Das Ende liegt vor dem Beginn."),
                    models.CheckConstraint(condition=models.Q(("types__len__gte", 1)), name="offer_types", violation_error_message="Bitte wählen Sie mindestens eine Art."),
                    models.CheckConstraint(condition=models.Q(("venue__isnull", True), ("room", ""), _connector="OR"), name="offer_room_once", violation_error_message="Der Raum kommt aus dem Verzeichnis oder steht als Text da, nicht beides."),
                    models.CheckConstraint(condition=models.Q(("partner__isnull", True), ("executor_name", ""), ("executor", "freelancer"), _connector="OR"), name="offer_partner_once", violation_error_message="Die Partner*in kommt aus dem Verzeichnis oder steht als Text da, nicht beides."),
                ],
            },
        ),
        sites.core.wall.Wall(model="Offer"),
        migrations.CreateModel(
            name="OfferNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("offer", models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name="need_links", to="offers.offer")),
                ("need", models.ForeignKey(db_constraint=False, on_delete=models.CASCADE, related_name="offer_links", to="planning.need")),
            ],
            options={"verbose_name": "Bedarf eines Angebots", "constraints": [sites.models.base.SamePlace("offer", "site", name="offerneed_offer_place"), sites.models.base.SamePlace("need", "site", name="offerneed_need_place"), models.UniqueConstraint(fields=("offer", "need"), name="offerneed_once")]},
        ),
        sites.core.wall.Wall(model="OfferNeed"),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(db_index=False, editable=False, on_delete=models.PROTECT, related_name="sessions", to="sites.site")),
                ("county", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.county")),
                ("offer", models.ForeignKey(db_constraint=False, db_index=False, editable=False, on_delete=models.CASCADE, related_name="sessions", to="offers.offer")),
                ("offer_type", models.CharField(choices=[("encounter", "Begegnung"), ("counselling", "Beratung"), ("education", "Bildung"), ("accompaniment", "Begleitung")], editable=False, max_length=13)),
                ("action_field", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="planning.actionfield")),
                ("additional", models.BooleanField(default=True, editable=False)),
                ("held_on", models.DateField(verbose_name="Datum")),
                ("starts_at", models.TimeField(verbose_name="Beginn")),
                ("ends_at", models.TimeField(verbose_name="Ende")),
                ("adults_centre", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(500)], verbose_name="Erwachsene aus Kita-Familien")),
                ("adults_space", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(500)], verbose_name="Erwachsene aus dem Sozialraum")),
                ("children", models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(500)], verbose_name="Kinder")),
                ("note", models.CharField(blank=True, max_length=160, verbose_name="Wie war es?")),
                ("cancelled", models.BooleanField(default=False, editable=False, verbose_name="ausgefallen")),
                ("logged", models.DateTimeField(editable=False, null=True)),
                ("logged_by", models.ForeignKey(editable=False, null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "Termin",
                "verbose_name_plural": "Termine",
                "ordering": ["held_on", "starts_at", "pk"],
                "indexes": [models.Index(fields=["site", "held_on"], name="session_site_day")],
                "constraints": [
                    sites.models.base.SamePlace("offer", "site", name="session_offer_place"),
                    sites.models.base.SamePlace("offer", "additional", name="session_offer_additional"),
                    models.UniqueConstraint(fields=("offer", "held_on", "starts_at"), name="session_once", violation_error_message="Diesen Termin gibt es schon."),
                    models.CheckConstraint(condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="session_times", violation_error_message="Das Ende liegt vor dem Beginn."),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adults_centre__isnull", True), ("adults_space__isnull", True), ("children__isnull", True), ("logged__isnull", True)),
                            models.Q(("adults_centre__isnull", False), ("adults_space__isnull", False), ("cancelled", False), ("children__isnull", False), ("logged__isnull", False)),
                            _connector="OR",
                        ),
                        name="session_figures",
                    ),
                ],
            },
        ),
        sites.core.wall.Wall(model="Session"),
        migrations.CreateModel(
            name="PublicPage",
            fields=[
                ("site", models.OneToOneField(editable=False, on_delete=models.PROTECT, primary_key=True, related_name="public_page", serialize=False, to="sites.site")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("town", models.CharField(max_length=80)),
                ("county_name", models.CharField(max_length=80)),
                ("provider_names", models.CharField(max_length=300)),
                ("address", models.CharField(blank=True, max_length=240)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("contact", models.CharField(blank=True, max_length=120)),
                ("directions", models.TextField(blank=True)),
                ("published", models.DateTimeField(auto_now=True)),
                ("find", models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Concat("name", models.Value(" "), "town", models.Value(" "), "county_name", models.Value(" "), "address"), function="thekiz_find"), output_field=models.TextField())),
            ],
            options={"verbose_name": "Familienseite", "ordering": ["county_name", "name"], "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["find"], name="publicpage_find", opclasses=["gin_trgm_ops"])]},
        ),
        sites.core.wall.Wall(model="PublicPage"),
        migrations.CreateModel(
            name="PublicDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.ForeignKey(editable=False, on_delete=models.PROTECT, related_name="+", to="sites.site")),
                ("title", models.CharField(max_length=80)),
                ("text", models.TextField(blank=True)),
                ("room", models.CharField(blank=True, max_length=100)),
                ("held_on", models.DateField()),
                ("starts_at", models.TimeField()),
                ("ends_at", models.TimeField()),
            ],
            options={"verbose_name": "veröffentlichter Termin", "ordering": ["held_on", "starts_at", "pk"], "indexes": [models.Index(fields=["site", "held_on"], name="publicdate_site_day")]},
        ),
        sites.core.wall.Wall(model="PublicDate"),
        migrations.AddField(model_name="offer", name="needs", field=models.ManyToManyField(related_name="offers", through="offers.OfferNeed", to="planning.need", verbose_name="Bedarfe")),
    ]
