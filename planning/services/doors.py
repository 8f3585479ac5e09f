"""The two doors into the programme (R181): a Kita's interest that is confirmed, and the invitation by the planner."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from planning.models import Application, Interest
from planning.services.cases import take_step
from sites.core.access import Access
from sites.core.journal import record
from sites.core.navigation import CASES
from sites.core.roles import Role
from sites.models import County, Kita, Municipality, Place, Provider, Site
from sites.services.invitations import invite, write_invitation
from sites.services.providers import register_provider
from sites.services.sites import open_site, register_kita


def send_interest(*, municipality: int, kita_name: str, provider_name: str, contact: str, email: str, phone: str, message: str) -> int | None:
    """A Kita's own door, without an account: through the one function that may insert it; returns its number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_interest(%s, %s, %s, %s, %s, %s, %s)", [municipality, kita_name, provider_name, contact, email, phone, message])
        number: int | None = cursor.fetchone()[0]
    return number


def county_of(municipality: int) -> County | None:
    """Who answers a Kita of this municipality; from the public register."""
    return County.objects.filter(municipalities=municipality).first()


def _kita(
    *, access: Access, municipality: Municipality | None, kita: Kita | None, new_kita: str, provider: Provider | None, new_provider: str, kind: str
) -> Kita:
    """The Kita that is chosen, or a new one of a chosen or a new provider."""
    if kita:
        return kita
    if municipality is None:
        raise ValidationError({"municipality": "Eine neue Kita braucht ihre Gemeinde. Bitte wählen Sie sie aus."})
    if provider is None:
        provider = register_provider(access=access, county=municipality.county, name=new_provider, kind=kind)
    return register_kita(access=access, municipality=municipality, provider=provider, name=new_kita)


def _open_case(*, access: Access, site: Site, route: str, interest: Interest | None = None) -> Application:
    Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    if Application.objects.filter(site=site, state__in=Application.PENDING).exists():
        raise ValidationError("Für diesen Standort läuft schon ein Antrag. Bitte öffnen Sie ihn in der Liste der Anträge.")
    application = Application.objects.create(site=site, route=route, interest=interest, begun=access.today)
    record(access, application, "begun", text=f"Antrag begonnen, {application.get_route_display()}")
    return application


@transaction.atomic
def confirm_interest(*, access: Access, interest: Interest, name: str, **house: Any) -> Application:
    """Confirm a Kita's interest: its site, its application, and the contact invited as head. The right is the one to confirm interests."""
    done = take_step(access=access, obj=interest, name="confirm")
    kita = _kita(access=access, municipality=interest.municipality.of_today, **house)
    site = open_site(access=access, municipality=kita.municipality, name=name, kitas=[kita], day=access.today)
    application = _open_case(access=access, site=site, route=Application.Route.KITA, interest=done)
    place = Place.objects.get(pk=site.pk)
    name, email = interest.contact, interest.email
    write_invitation(access=access, place=place, role=Role.HEAD, email=email, name=name, starts=access.today, purpose=CASES.about(application.pk))
    return application


@transaction.atomic
def invite_application(
    *, access: Access, site: Site | None, name: str, municipality: Municipality | None, contact: str, email: str, **house: Any
) -> Application:
    """The administration's door: a site that is there or a new one, its application, and its head invited."""
    if site is None:
        kita = _kita(access=access, municipality=municipality, **house)
        site = open_site(access=access, municipality=kita.municipality, name=name, kitas=[kita], day=access.today)
    application = _open_case(access=access, site=site, route=Application.Route.ADMINISTRATION)
    if email:
        place = Place.objects.get(pk=site.pk)
        invite(access=access, place=place, role=Role.HEAD, email=email, name=contact, starts=access.today, purpose=CASES.about(application.pk))
    return application
