"""The only place where allauth meets our rules: nobody signs up, mails go out as jobs, the name shown is the person's."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.apps import apps
from django.http import HttpRequest

from sites.core.access import Access
from sites.core.jobs import queue
from sites.core.mails import link
from sites.core.wall import widen_wall

SECRETS = ("code", "password_reset_url", "email")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # guard: sign-up -> return True

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the mail to a job at the state's place. What is secret waits in its arguments and is wiped when the job has ended."""
        state = apps.get_model("sites", "State").objects.values_list("pk", flat=True).first()
        if state is None:  # nothing is set up yet: only the operator's account exists
            super().send_mail(template_prefix, email, context)
            return
        widen_wall(state)
        secret = {name: str(context[name]) for name in SECRETS if context.get(name)} | {"email": email}
        access = Access(self.request.user) if self.request else None
        queue("sites.mail_account", place=state, title="Nachricht zum Konto", access=access, template=template_prefix, secret=secret)

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        # guard: reset-address -> return super().get_reset_password_from_key_url(key)
        return link("account_reset_password_from_key", uid, token)


def display_name(user: Any) -> str:
    return str(user.name)
