"""Addresses that take no mail."""

import django.db.models.deletion
from django.db import migrations, models

from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("sites", "0006_search")]
    operations = [
        migrations.CreateModel(
            name="RefusedAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(editable=False, max_length=254, verbose_name="E-Mail-Adresse")),
                ("said", models.CharField(editable=False, max_length=200, verbose_name="Antwort des Mailservers")),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "place",
                    models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place"),
                ),
            ],
            options={
                "verbose_name": "Adresse, die nichts annimmt",
                "verbose_name_plural": "Adressen, die nichts annehmen",
                "constraints": [models.UniqueConstraint(fields=("place", "email"), name="refusedaddress_once")],
            },
        ),
        Wall("RefusedAddress"),
    ]
