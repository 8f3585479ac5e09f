"""Jobs of this app: the mail to a facilitator whose contract has begun, and to parents' representatives who are heard."""

from collections.abc import Iterator

from django.core.mail import EmailMessage

from processes.models import Concept, Contract
from sites.core.access import Access
from sites.core.jobs import Run
from sites.core.mails import compose, link, mails, to_each
from sites.core.roles import Role
from sites.models import Membership
from sites.rules.as_of import day_of, history, on_day


@mails("processes.mail_begun")
def mail_begun(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell the facilitator which site, from when to when, and that the role waits on the start page; nothing when it was taken back."""
    contract = Contract.objects.select_related("facilitator", "membership").annotate(history=history("site__")).get(pk=run.arguments["contract"])
    if contract.membership.declined or contract.membership.withdrawn:
        return
    site = on_day(contract, day_of(contract, access.today)).name
    context = {"contract": contract, "site": site, "link": link("reporting:home")}
    yield compose(run, to=contract.facilitator.email, subject=f"Prozessbegleitung {site}", template="email/contract_begun.txt", **context)


@mails("processes.mail_concept")
def mail_concept(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Ask the parents' representatives of the house for their word; nothing when the version was taken back meanwhile."""
    concept = Concept.objects.select_related("site").filter(pk=run.arguments["concept"], state=Concept.State.HEARING).first()
    if concept is None:
        return
    # guard: concept-mail -> found = Membership.objects.on(access.today).select_related("user")
    found = Membership.objects.on(access.today).select_related("user").filter(place=concept.site_id, role=Role.PARENT_REPRESENTATIVE)
    people = [membership.user for membership in found.filter(user__is_active=True).order_by("user")]
    context = {"concept": concept, "link": link("processes:concept_detail", concept.pk)}
    yield from to_each(run, people, subject=f"Ihre Stimme ist gefragt: {concept}", template="email/concept_hearing.txt", **context)
