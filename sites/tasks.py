"""The mails of who and where, as handlers of jobs."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from sites.core.access import Access
from sites.core.days import is_over
from sites.core.jobs import Run, handler
from sites.core.mails import compose, deliver, link
from sites.core.places import name_of, named_place
from sites.models import Invitation, Membership, User
from sites.services.invitations import INVITATION_DAYS, link_of


@handler("sites.mail_invitation")
def mail_invitation(run: Run) -> None:
    """The link to a role; nothing when the invitation is gone meanwhile."""

    def build(access: Access) -> list[EmailMessage]:
        invitation = Invitation.objects.select_related("invited_by").filter(pk=run.arguments["invitation"]).first()
        if invitation is None or not invitation.is_open(access.today):
            return []
        place = name_of(named_place(invitation.place_id))
        context = {"invitation": invitation, "place": place, "link": link_of(invitation), "days": INVITATION_DAYS}
        subject = f"Einladung: {invitation.get_role_display()}, {place}"
        return [compose(run, to=invitation.email, subject=subject, template="email/invitation.txt", **context)]

    deliver(run, build)


@handler("sites.mail_membership")
def mail_membership(run: Run) -> None:
    """Tell a person with an account about a new role."""

    def build(access: Access) -> list[EmailMessage]:
        membership = Membership.objects.select_related("user", "given_by", "deputy_for__user").filter(pk=run.arguments["membership"]).first()
        if membership is None or is_over(membership, access.today):
            return []
        place = name_of(named_place(membership.place_id))
        context = {"membership": membership, "place": place, "link": link("reporting:home")}
        subject = f"Neue Rolle: {membership.get_role_display()}, {place}"
        return [compose(run, to=membership.user.email, subject=subject, template="email/membership.txt", **context)]

    deliver(run, build)


@handler("sites.mail_account")
def mail_account(run: Run) -> None:
    """Log-in code, password reset and the like; the secret is wiped from the job when it has ended."""

    def build(access: Access) -> list[EmailMessage]:
        secret, prefix = run.arguments["secret"], run.arguments["template"]
        context = {**secret, "user": User.objects.filter(email__iexact=secret["email"]).first()}
        subject = render_to_string(f"{prefix}_subject.txt", context)
        return [compose(run, to=secret["email"], subject=subject, template=f"{prefix}_message.txt", **context)]

    deliver(run, build)
