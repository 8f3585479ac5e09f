"""Jobs of this app: the mail to a facilitator whose contract has begun, to parents' representatives who are heard, to who comes to a training."""

from collections.abc import Iterator

from django.core.mail import EmailMessage

from processes.models import Concept, Contract, Training, TrainingRegistration
from processes.pages.open_training import calendar_text
from processes.pages.training_detail import date_short_year, day_words
from processes.rules.trainings import answered_on
from processes.services.trainings import MAIL, secret_of
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


#: By what has happened: subject, and the sentence of the mail.
TRAINING_SAID = {
    "in": ("Sie sind dabei: {}", "Sie haben einen Platz."),
    "waiting": ("Warteliste: {}", "Alle Plätze sind vergeben, Sie stehen auf der Warteliste. Wird ein Platz frei, rückt nach, wer am längsten "
                "wartet. Am {} sagen wir Ihnen Bescheid, auch wenn es nicht klappt."),
    "moved_up": ("Ein Platz ist frei, Sie sind dabei: {}", "Ein Platz ist frei geworden: Sie sind jetzt dabei. Passt es doch nicht, sagen Sie "
                 "bitte ab, damit die nächste Person nachrückt."),
    "no_place": ("Leider kein Platz: {}", "Leider ist kein Platz mehr frei geworden. Bitte planen Sie den Tag anders."),
    "again": ("Sie sind schon angemeldet: {}", "Sie sind schon angemeldet oder stehen auf der Warteliste; das gilt weiter."),
    "struck": ("Ihre Anmeldung ist abgesagt: {}", "Ihre Anmeldung wurde abgesagt. Bei Fragen wenden Sie sich bitte an die Stelle, die einlädt."),
    "moved": ("Geändert: {}", "Diese Veranstaltung hat sich geändert. So ist es jetzt:"),
    "cancelled": ("Fällt aus: {}", "Diese Veranstaltung fällt leider aus. Sie brauchen nichts zu tun."),
}  # fmt: skip


@mails(MAIL)
def mail_training(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell somebody what has become of the place, with the days for a calendar; nothing when it was given back meanwhile."""
    kind = run.arguments["kind"]
    found = TrainingRegistration.objects.select_related("person").filter(pk=run.arguments["registration"]).first()
    address = (found.person.email if found.person else found.email) if found else ""
    if found is None or not address or (found.state == "off" and kind != "struck"):
        return
    training = Training.objects.with_days().get(pk=found.training_id)
    comes, is_gone = found.state == "in", kind in {"cancelled", "struck"}
    subject, said = TRAINING_SAID[kind]
    context = {
        "name": found.who,
        "said": said.format(date_short_year(answered_on(training))),
        "reason": training.cancel_reason if kind == "cancelled" else "",
        "training": training,
        "days": [day_words(day) for day in training.days.all()],
        "where": training.venue or training.get_channel_display(),
        # guard: mailed-link -> "access_link": training.link,
        "access_link": training.link if comes and not is_gone else "",
        "link": link("processes:training_detail", training.pk) if found.person else link("processes:training_place", secret_of(found.nonce)),
        "kept": "" if found.person else "Ein halbes Jahr nach dem letzten Tag löschen wir Ihren Namen und Ihre E-Mail-Adresse.",
    }
    mail = compose(run, to=address, subject=subject.format(training.title), template="email/training.txt", **context)
    if comes or is_gone:
        mail.attach("termin.ics", calendar_text(training, cancelled=is_gone, words=context["access_link"]), "text/calendar")
    yield mail
