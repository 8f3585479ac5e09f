"""`manage.py begin E-MAIL NAME`: the first step of a real installation – state, counties, municipalities and the first person of the ministry."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from sites.core.roles import Role
from sites.models import County, Membership, Place, State, User
from sites.rules.thuringia import COUNTIES
from sites.services.municipalities import register_thuringia


class Command(BaseCommand):
    help = "Legt das Land mit 22 Landkreisen, kreisfreien Städten und ihren Gemeinden an und gibt der ersten Person die Rolle des Ministeriums."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *, email, name, **_):
        if State.objects.exists():
            raise CommandError("Das Land ist schon angelegt. Weitere Personen lädt man in der Anwendung ein.")
        state = State.objects.create(place=Place.objects.create(kind=Place.Kind.STATE), name="Freistaat Thüringen")
        towns = register_thuringia(
            County.objects.create(place=Place.objects.create(kind=Place.Kind.COUNTY), ags=ags, short=short, name=county, kind=kind)
            for ags, short, county, kind in COUNTIES
        )
        user = User.objects.create_user(email, name=name)
        today = timezone.localdate()
        Membership.objects.create(user=user, role=Role.MINISTRY, place_id=state.pk, place_kind="state", starts=today, accepted=today)
        begun = f"22 Gebiete mit {len(towns)} Gemeinden angelegt."
        self.stdout.write(f"{begun} {user.email} setzt das Passwort über „Passwort vergessen?“ auf der Anmeldeseite.")
