"""Jobs of this app: the mail to a facilitator whose contract has begun."""

from django.core.mail import EmailMessage

from processes.models import Contract
from sites.core.access import Access
from sites.core.jobs import Run, handler
from sites.core.mails import compose, deliver, link


@handler("processes.mail_begun")
def mail_begun(run: Run) -> None:
    """Tell the facilitator which site, from when to when, and where to enter hours."""

    def build(access: Access) -> list[EmailMessage]:
        contract = Contract.objects.select_related("site", "facilitator").get(pk=run.arguments["contract"])
        context = {"contract": contract, "link": link("processes:contract_detail", contract.pk)}
        return [
            compose(
                run, to=contract.facilitator.email, subject=f"Prozessbegleitung {contract.site.name}", template="email/contract_begun.txt", **context
            )
        ]

    deliver(run, build)
