"""What changes several rows when a site is accompanied: the contract with its membership."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from processes.models import Contract
from sites.core.access import Access
from sites.core.jobs import queue
from sites.core.journal import record
from sites.core.numbers import in_hours
from sites.core.roles import Role
from sites.models import Membership, Place, Site, User

NO_ACCOUNT = (
    "Zu dieser E-Mail-Adresse gibt es noch kein Konto. Prozessbegleiter*innen brauchen ein Konto, bevor eine Vereinbarung eingetragen wird. "
    "Bitte prüfen Sie die Schreibweise oder wenden Sie sich an die Fachstelle ThEKiZ."
)


@transaction.atomic
def begin_facilitation(
    *, access: Access, site: Site, email: str, client: str, hours_per_month: Decimal, reason: str, starts: date, ends: date
) -> Contract:
    """Give a facilitator access to a site for exactly the days of the contract (R136), and tell the person."""
    facilitator = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if facilitator is None:
        raise ValidationError({"email": NO_ACCOUNT})
    if facilitator.pk == access.user.pk:  # guard: own-contract -> if False:
        raise ValidationError({"email": "Eine Vereinbarung mit sich selbst kann nur jemand anderes eintragen."})
    membership = Membership(
        user=facilitator,
        place_id=site.pk,
        place_kind=Place.Kind.SITE,
        role=Role.FACILITATOR,
        starts=starts,
        ends=ends,
        given_by=access.user,
    )
    membership.validate_constraints()
    membership.save()
    contract = Contract.objects.create(
        site=site,
        facilitator=facilitator,
        membership=membership,
        client=client,
        hours_per_month=hours_per_month,
        reason=reason,
        starts=starts,
        ends=ends,
    )
    days = f"{starts:%d.%m.%Y} bis {ends:%d.%m.%Y}"
    record(
        access,
        contract,
        "begun",
        text=f"{facilitator.name} begleitet den Standort, {in_hours(contract.hours_per_month)} im Monat, {days}",
        note=contract.reason,
    )
    queue("processes.mail_begun", place=contract.site_id, title=f"Nachricht an {facilitator.name}", access=access, contract=contract.pk)
    return contract
