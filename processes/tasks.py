"""Jobs of this app: the mail to a facilitator whose contract has begun."""

from collections.abc import Iterator

from django.core.mail import EmailMessage

from processes.models import Contract
from sites.core.access import Access
from sites.core.jobs import Run
from sites.core.mails import compose, link, mails
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
