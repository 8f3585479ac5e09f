"""`manage.py begin E-MAIL NAME`: the first step of a real installation – the state, its counties, and the first person of the ministry."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from sites.core.rights import Role
from sites.models import County, Membership, Municipality, Place, State, User
from sites.rules.thuringia import COUNTIES


class Command(BaseCommand):
    help = "Legt das Land mit seinen 22 Landkreisen und kreisfreien Städten an und gibt der ersten Person die Rolle des Ministeriums."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *, email, name, **_):
        if State.objects.exists():
            raise CommandError("Das Land ist schon angelegt. Weitere Personen lädt man in der Anwendung ein.")
        state = State.objects.create(place=Place.objects.create(kind=Place.Kind.STATE), name="Freistaat Thüringen")
        for ags, short, county, kind in COUNTIES:
            row = County.objects.create(place=Place.objects.create(kind=Place.Kind.COUNTY), ags=ags, short=short, name=county, kind=kind)
            if kind == County.Kind.CITY:  # an independent city is its own and only municipality
                Municipality.objects.create(county=row, ags=f"{ags}000", name=county)
        user = User.objects.create_user(email, name=name)
        Membership.objects.create(user=user, role=Role.MINISTRY, place_id=state.pk, place_kind="state", starts=timezone.localdate())
        self.stdout.write(f"22 Gebiete angelegt. {user.email} setzt das Passwort über „Passwort vergessen?“ auf der Anmeldeseite.")
