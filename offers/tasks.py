"""Jobs of this app: write the family page of a site anew after its master data or phase have changed elsewhere; tell families of their place."""

from collections.abc import Iterator
from datetime import date as day

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from offers.models import PublicDate, PublicPage, SignUp
from offers.services.publishing import publish
from offers.services.signups import MAIL, secret_of
from sites.core.access import Access
from sites.core.jobs import Run, handler
from sites.core.languages import clock, day_with_name, in_language
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
    kind, was, called = run.arguments["kind"], run.arguments.get("was"), run.arguments.get("called")
    with in_language(signup.language):
        about = {"title": called or signup.title, "name": signup.name}  # what the family knows it by
        before = ", ".join(filter(None, [called, was and day_with_name(day.fromisoformat(was))]))
        page, date = PublicPage.objects.filter(pk=signup.site_id).first(), PublicDate.objects.filter(session=signup.session_id).first()
        context = {
            "greeting": gettext("Guten Tag %(name)s,") % about,
            "said": gettext(SAID[said_of(kind, signup)][1]),
            "signup": signup,
            "when": gettext("%(day)s, %(time)s Uhr") % {"day": day_with_name(signup.held_on), "time": clock(signup.starts_at)},
            "before": gettext("(vorher: %(day)s)") % {"day": before} if before else "",
            "where": ", ".join(filter(None, [date.room, date.address or (page.address if page else "")])) if date and not date.cancelled else "",
            "page": page,
            "here": gettext("Ihr Platz im Internet, auch zum Absagen:") if kind not in GONE else "",
            "link": link("offers:place_status", secret_of(signup.nonce)),
            "kept": gettext("14 Tage nach dem Termin löschen wir Ihren Namen und Ihre E-Mail-Adresse."),
        }
        yield compose(run, to=signup.email, subject=gettext(SAID[kind][0]) % about, template="email/signup.txt", **context)


def said_of(kind: str, signup: SignUp) -> str:
    """Whoever waits has no place at a date that takes place after all."""
    # guard: restored-waits -> return kind
    return "waiting" if (kind, signup.state) == ("restored", SignUp.State.WAITING) else kind


GONE = ("cancelled", "removed")
#: By what has happened: subject, and the sentence of the mail.
SAID = {
    "in": (gettext_noop("Sie sind dabei: %(title)s"), gettext_noop("Sie sind dabei. Wir freuen uns auf Sie.")),
    "waiting": (
        gettext_noop("Warteliste: %(title)s"),
        gettext_noop(
            "Alle Plätze sind belegt, Sie stehen auf der Warteliste. Bitte kommen Sie erst, wenn wir uns melden. Wird ein Platz frei, rückt die "
            "Familie nach, die am längsten wartet."
        ),
    ),
    "moved_up": (
        gettext_noop("Ein Platz ist frei, Sie sind dabei: %(title)s"),
        gettext_noop("Ein Platz ist frei geworden: Sie sind jetzt dabei. Passt es doch nicht, sagen Sie bitte mit dem Link unten ab."),
    ),
    "again": (
        gettext_noop("Sie sind schon angemeldet: %(title)s"),
        gettext_noop(
            "Für diesen Termin haben Sie schon einen Platz oder stehen auf der Warteliste. Das gilt weiter, ein zweites Mal brauchen Sie sich nicht "
            "anzumelden. Wie es steht, sehen Sie mit dem Link unten."
        ),
    ),
    "moved": (gettext_noop("Geändert: %(title)s"), gettext_noop("Dieser Termin hat sich geändert. So ist es jetzt:")),
    "cancelled": (gettext_noop("Fällt aus: %(title)s"), gettext_noop("Dieser Termin fällt leider aus. Sie brauchen nichts zu tun.")),
    "restored": (gettext_noop("Findet doch statt: %(title)s"), gettext_noop("Dieser Termin findet doch statt. Ihre Anmeldung gilt.")),
    "removed": (gettext_noop("Fällt aus: %(title)s"), gettext_noop("Dieser Termin fällt leider aus. Sie brauchen nichts zu tun.")),
}
