"""The only place where allauth meets our rules: nobody signs up, mails go out as jobs, the name shown is the person's."""

from allauth.account.adapter import DefaultAccountAdapter
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from sites.core.jobs import queue
from sites.core.wall import widen_wall

SECRETS = ("code", "password_reset_url", "email")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False  # guard: sign-up -> return True

    def send_mail(self, template_prefix, email, context):
        """Hand the mail to a job at the state's place. What is secret waits in its arguments and is wiped when the job has ended."""
        state = apps.get_model("sites", "State").objects.values_list("pk", flat=True).first()
        if state is None:  # nothing is set up yet: only the operator's account exists
            super().send_mail(template_prefix, email, context)
            return
        widen_wall(state)
        secret = {name: str(context[name]) for name in SECRETS if context.get(name)} | {"email": email}
        queue("sites.mail_account", place=state, title="Nachricht zum Konto", template=template_prefix, secret=secret)

    def get_reset_password_from_key_url(self, key):
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.SITE_URL + path  # guard: reset-address -> return self.request.build_absolute_uri(path)


def display_name(user) -> str:
    return user.name
