"""Jobs of this app: write the family page of a site anew after its master data or phase have changed elsewhere; tell families of their place."""

from collections.abc import Iterator
from datetime import date

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from offers.models import PublicDate, PublicPage, SignUp
from offers.services.publishing import publish
from offers.services.signups import MAIL, secret_of
from sites.core.access import Access
from sites.core.jobs import Run, handler
from sites.core.mails import compose, link, mails


@handler("offers.publish")
def publish_page(run: Run) -> None:
    """queue("offers.publish", place=site.pk, title="Familienseite"): `sites` and `planning` ask for it by this name."""
    with transaction.atomic():
        run.wall()
        publish(site=run.place, today=timezone.localdate())
        run.finish("done")


@mails(MAIL)
def mail_signup(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell a family what has become of its place, in its language; nothing when it has given it back meanwhile."""
    signup = SignUp.objects.filter(pk=run.arguments["signup"]).exclude(email="").first()
    if signup is None:
        return
    was = run.arguments.get("was")
    with translation.override(signup.language):
        context = {
            "signup": signup,
            "kind": run.arguments["kind"],
            "was": date.fromisoformat(was) if was else None,
            "page": PublicPage.objects.filter(pk=signup.site_id).first(),
            "date": PublicDate.objects.filter(pk=signup.session_id).first(),
            "link": link("offers:place_status", secret_of(signup.nonce)),
        }
        yield compose(run, to=signup.email, subject=_subject(run.arguments["kind"], signup), template="email/signup.txt", **context)


def _subject(kind: str, signup: SignUp) -> str:
    subjects = {
        "in": gettext("Sie sind dabei: %(title)s"),
        "waiting": gettext("Warteliste: %(title)s"),
        "moved_up": gettext("Ein Platz ist frei, Sie sind dabei: %(title)s"),
        "moved": gettext("Geändert: %(title)s"),
        "cancelled": gettext("Fällt aus: %(title)s"),
        "restored": gettext("Findet doch statt: %(title)s"),
        "removed": gettext("Fällt aus: %(title)s"),
    }
    return subjects[kind] % {"title": signup.title}
