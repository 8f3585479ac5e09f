"""What changes several rows when a site is accompanied: the contract with its membership."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from processes.models import Contract, FacilitationRequest, FacilitationSession, HoursReason
from processes.rules.shares import in_proportion
from sites.core.access import Access
from sites.core.days import month_long
from sites.core.flow import advance
from sites.core.jobs import queue
from sites.core.journal import Changes, record, record_saved
from sites.core.numbers import in_hours
from sites.core.roles import Role
from sites.models import Membership, Place, Site, SocialCentre, User
from sites.services.records import store_document

DAY = timedelta(days=1)

NO_ACCOUNT = (
    "Zu dieser E-Mail-Adresse gibt es noch kein Konto. Prozessbegleiter*innen brauchen ein Konto, bevor eine Vereinbarung eingetragen wird. "
    "Bitte prüfen Sie die Schreibweise oder wenden Sie sich an die Fachstelle ThEKiZ."
)


@transaction.atomic
def begin_facilitation(
    *,
    access: Access,
    site: Site,
    email: str,
    client: str,
    hours_per_month: Decimal,
    reason: str,
    starts: date,
    ends: date,
    upload: "UploadedFile[Any] | None" = None,
    follows: Contract | None = None,
    asked: FacilitationRequest | None = None,
    **terms: Any,
) -> Contract:
    """Give a facilitator access to a site for exactly the days of the contract (R136), and tell the person.

    `follows`: the contract that ends the day before; `asked`: the search that is answered by it; `terms`: money, mandate and model.
    """
    facilitator = _somebody_else(access, email)
    if follows is not None:
        end_facilitation(access=access, contract=follows, ends=starts - DAY)
    contract = Contract(
        site=site,
        facilitator=facilitator,
        membership=_let_in(access, site, facilitator, starts, ends),
        client=client,
        hours_per_month=hours_per_month,
        reason=reason,
        reason_label=access.signature(site) if reason.strip() else "",
        reason_on=access.today if reason.strip() else None,
        starts=starts,
        ends=ends,
        **terms,
    )
    contract.save()
    _keep_paper(access, contract, upload)
    days = f"{starts:%d.%m.%Y} bis {ends:%d.%m.%Y}"
    record(
        access,
        contract,
        "begun",
        text=f"{facilitator.name} begleitet den Standort, {in_hours(contract.hours_per_month)} im Monat, {days}",
        note=contract.reason,
    )
    queue("processes.mail_begun", place=contract.site_id, title=f"Nachricht an {facilitator.name}", access=access, contract=contract.pk)
    if asked is not None:
        advance(asked, "place", access=access)
    return contract


def _somebody_else(access: Access, email: str) -> User:
    """Whose account an address is; nobody agrees with themselves."""
    facilitator = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if facilitator is None:
        raise ValidationError({"email": NO_ACCOUNT})
    if facilitator.pk == access.user.pk:  # guard: own-contract -> if False:
        raise ValidationError({"email": "Eine Vereinbarung mit sich selbst kann nur jemand anderes eintragen."})
    return facilitator


def _let_in(access: Access, site: Site, facilitator: User, starts: date, ends: date) -> Membership:
    """The role at the site, for the days of the contract."""
    role = {"role": Role.FACILITATOR, "starts": starts, "ends": ends, "given_by": access.user}
    membership = Membership(user=facilitator, place_id=site.pk, place_kind=Place.Kind.SITE, **role)
    membership.validate_constraints()
    membership.save()
    return membership


def _keep_paper(access: Access, contract: Contract, upload: "UploadedFile[Any] | None") -> None:
    if upload:
        title = f"Honorarvereinbarung mit {contract.facilitator.name}"[:120]
        contract.document = store_document(access=access, place=contract.site_id, title=title, upload=upload, about=contract)
        contract.save(update_fields=["document"])


@transaction.atomic
def begin_for_centre(
    *,
    access: Access,
    centre: SocialCentre,
    sites: Iterable[Site],
    shares: Mapping[int, Decimal],
    budget: Decimal | None,
    upload: "UploadedFile[Any] | None",
    **terms: Any,
) -> list[Contract]:
    """One agreement for a soziales Zentrum is one contract at each of its sites, with its share of hours and money (R133)."""
    money, made = in_proportion(budget, shares) if budget is not None else {}, []
    for site in sites:
        if upload:
            upload.seek(0)
        share: dict[str, Any] = {"hours_per_month": shares[site.pk], "budget": money.get(site.pk), "upload": upload}
        made.append(begin_facilitation(access=access, site=site, model=Contract.Model.CENTRE, centre=centre, **share, **terms))
    return made


@transaction.atomic
def end_facilitation(*, access: Access, contract: Contract, ends: date) -> None:
    """Let a contract end on another day: the access goes with it. What was delivered afterwards stands against it."""
    kept = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)  # guard: end-lock -> kept = Contract.objects.get(pk=contract.pk)
    _move_end(access, kept, ends)
    kept.ends = ends
    kept.save(update_fields=["ends"])
    record(access, kept, "ended", text=f"Die Prozessbegleitung endet am {ends:%d.%m.%Y}")


@transaction.atomic
def change_contract(*, access: Access, contract: Contract, upload: "UploadedFile[Any] | None", changes: Changes) -> Contract:
    """Save what was changed of a contract that the request holds; another last day is one of the access as well."""
    before = Contract.objects.get(pk=contract.pk)
    if contract.ends != before.ends:
        _move_end(access, before, contract.ends)
    contract.save()
    _keep_paper(access, contract, upload)
    record_saved(access, contract, created=False, text="Vereinbarung zur Prozessbegleitung", changes=changes)
    return contract


def _move_end(access: Access, contract: Contract, ends: date) -> None:
    if ends < contract.starts:
        raise ValidationError({"ends": f"Die Vereinbarung beginnt erst am {contract.starts:%d.%m.%Y}."})
    late = FacilitationSession.objects.filter(contract=contract, held_on__gt=ends).order_by("-held_on").first()
    if late:  # guard: end-after-hours -> if False:
        raise ValidationError({"ends": f"Am {late.held_on:%d.%m.%Y} sind noch Stunden eingetragen. Die Vereinbarung endet frühestens an diesem Tag."})
    membership = Membership.objects.get(pk=contract.membership_id)
    membership.ends = ends
    membership.validate_constraints()
    membership.save(update_fields=["ends"])


@transaction.atomic
def explain_hours(*, access: Access, contract: Contract, month: date, text: str) -> HoursReason:
    """Say why fewer hours are agreed than recommended from a month on; a second word for the same month replaces the first, the entry keeps both."""
    said, _ = HoursReason.objects.update_or_create(
        contract=contract,
        month=month,
        defaults={"site_id": contract.site_id, "text": text, "person_label": access.signature(contract), "written_on": access.today},
    )
    record(access, contract, "explained", text=f"Begründung des Umfangs ab {month_long(month)}", note=text)
    return said
