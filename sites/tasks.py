"""The mails of who and where, as handlers of jobs."""

from collections.abc import Iterator

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from sites.core.access import Access
from sites.core.days import is_over
from sites.core.jobs import Run
from sites.core.mails import REFUSED, compose, link, mails
from sites.core.navigation import first_page
from sites.core.places import name_of, named_place
from sites.core.roles import Role
from sites.models import Invitation, Job, Membership, RefusedAddress, User
from sites.services.invitations import INVITATION_DAYS, link_of, purpose_of


@mails("sites.mail_invitation")
def mail_invitation(run: Run, access: Access) -> Iterator[EmailMessage]:
    """The link to a role; nothing when the invitation is gone meanwhile."""
    invitation = Invitation.objects.select_related("invited_by").filter(pk=run.arguments["invitation"]).first()
    if invitation is None or not invitation.is_open(access.today):  # guard: invitation-mail -> if invitation is None:
        return
    place = name_of(named_place(invitation.place_id))
    context = {"invitation": invitation, "place": place, "link": link_of(invitation), "days": INVITATION_DAYS, "about": purpose_of(invitation)}
    subject = f"Einladung: {invitation.get_role_display()}, {place}"
    yield compose(run, to=invitation.email, subject=subject, template="email/invitation.txt", **context)


@mails("sites.mail_membership")
def mail_membership(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell a person with an account that a role waits for their answer; nothing when it waits no more."""
    membership = Membership.objects.select_related("user", "given_by", "deputy_for__user").filter(pk=run.arguments["membership"]).first()
    if membership is None or not membership.waits or is_over(membership, access.today):  # guard: waiting-mail -> if membership is None:
        return
    place = name_of(named_place(membership.place_id))
    about = first_page(Role(membership.role), membership.place_kind, run.arguments["purpose"])
    context = {"membership": membership, "place": place, "link": link("reporting:home"), "about": about}
    subject = f"Eine Rolle wartet auf Sie: {membership.get_role_display()}, {place}"
    yield compose(run, to=membership.user.email, subject=subject, template="email/membership.txt", **context)


@mails("sites.mail_account")
def mail_account(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Log-in code, password reset and the like; the secret is wiped from the job when it has ended."""
    secret, prefix = run.arguments["secret"], run.arguments["template"]
    context = {**secret, "user": User.objects.filter(email__iexact=secret["email"]).first()}
    subject = render_to_string(f"{prefix}_subject.txt", context)
    yield compose(run, to=secret["email"], subject=subject, template=f"{prefix}_message.txt", **context)


@mails(REFUSED)
def mail_refused(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell who wrote that an address takes no mail; nothing when one has arrived there meanwhile."""
    row = RefusedAddress.objects.filter(pk=run.arguments["refused"]).first()
    if row is None or access.user is None:
        return
    job = Job.objects.filter(pk=run.arguments["of"]).first()
    context = {"row": row, "person": access.user, "title": job.title if job else "", "place": name_of(named_place(row.place_id))}
    yield compose(run, to=access.user.email, subject=f"Nicht zugestellt: {row.email}", template="email/refused.txt", **context)
