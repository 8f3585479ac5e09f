"""Jobs of this app: the mail to a facilitator whose contract has begun."""

from collections.abc import Iterator

from django.core.mail import EmailMessage

from processes.models import Contract
from sites.core.access import Access
from sites.core.jobs import Run
from sites.core.mails import compose, link, mails


@mails("processes.mail_begun")
def mail_begun(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell the facilitator which site, from when to when, and that the role waits on the start page; nothing when it was taken back."""
    contract = Contract.objects.select_related("site", "facilitator", "membership").get(pk=run.arguments["contract"])
    if contract.membership.declined or contract.membership.withdrawn:
        return
    context = {"contract": contract, "link": link("reporting:home")}
    yield compose(
        run, to=contract.facilitator.email, subject=f"Prozessbegleitung {contract.site.name}", template="email/contract_begun.txt", **context
    )
