"""Jobs of this app: mails to a facilitator whose contract has begun, to parents' representatives who are heard, about visits and trainings."""

from collections.abc import Iterator

from django.core.mail import EmailMessage

from processes.models import Concept, ConsultationProfile, ConsultationVisit, Contract, Training, TrainingRegistration
from processes.pages.open_training import calendar_text
from processes.pages.training_detail import date_short_year, day_words
from processes.rules.trainings import answered_on
from processes.services import consultation, trainings
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


#: What has become of a visit: subject and sentence for who asked.
VISIT = {
    "asked": ("Ihre Anfrage ist da", "Ihre Anfrage ist angekommen. Das Haus antwortet in sieben Tagen: ja, anderer Termin oder nein mit Vorschlag."),
    "offered": ("Anderer Termin", "Das Haus schlägt einen anderen Termin vor. Mit dem Link unten nehmen Sie ihn an oder ziehen die Anfrage zurück."),
    "confirmed": ("Ihr Besuch ist zugesagt", "Ihr Besuch ist zugesagt. Der Termin liegt als Kalenderdatei bei."),
    "declined": ("Ihr Besuch kann nicht sein", "Das Haus hat leider abgesagt."),
    "withdrawn": ("Anfrage zurückgezogen", "Sie haben Ihre Anfrage zurückgezogen. Sie brauchen nichts mehr zu tun."),
    "held": ("Wie war Ihr Besuch?", "Danke für Ihren Besuch. Mit dem Link unten beantworten Sie drei kurze Fragen."),
}
#: The same for the house, where it has not acted itself.
VISIT_HOUSE = {
    "asked": "Jemand fragt einen Besuch bei Ihnen an. Zugesagt ist, dass Sie in sieben Tagen antworten.",
    "confirmed": "Ihr Terminvorschlag für einen Besuch ist angenommen.",
    "withdrawn": "Eine Anfrage zu einem Besuch ist zurückgezogen.",
}


@mails("processes.mail_visit")
def mail_visit(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell who asked for a visit what has become of it; nothing when it stands otherwise by now, or the address is deleted."""
    kind = run.arguments["kind"]
    visit = ConsultationVisit.objects.select_related("site").filter(pk=run.arguments["visit"], state=kind).exclude(email="").first()
    if visit is None:
        return
    subject, said = VISIT[kind]
    profile = ConsultationProfile.objects.filter(pk=visit.site_id).first()
    url = link("processes:visit_status", consultation.secret_of(visit))
    context = {"visit": visit, "profile": profile, "said": said, "when": visit.when, "link": url}
    mail = compose(run, to=visit.email, subject=f"{subject}: {visit.site.name}", template="email/visit.txt", **context)
    if kind == "confirmed":
        mail.attach("besuch.ics", consultation.calendar_of_visit(visit, url), "text/calendar")
    yield mail


@mails("processes.mail_visit_house")
def mail_visit_house(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell head and coordination that somebody asks, accepts or withdraws; who and what stands on the page alone."""
    visit = ConsultationVisit.objects.filter(pk=run.arguments["visit"]).first()
    if visit is None:
        return
    found = Membership.objects.on(access.today).select_related("user").filter(place=run.place, role__in=[Role.HEAD, Role.COORDINATOR])
    people = {membership.user_id: membership.user for membership in found.filter(user__is_active=True).order_by("user")}
    context = {"said": VISIT_HOUSE[run.arguments["kind"]], "link": link("processes:consultation_visit", visit.pk)}
    yield from to_each(run, people.values(), subject="Besuch zur Konsultation", template="email/visit_house.txt", **context)


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


@mails(trainings.MAIL)
def mail_training(run: Run, access: Access) -> Iterator[EmailMessage]:
    """Tell somebody what has become of the place, with the days for a calendar; nothing when it was given back meanwhile."""
    kind = run.arguments["kind"]
    found = TrainingRegistration.objects.select_related("person").filter(pk=run.arguments["registration"]).first()
    address = (found.person.email if found.person else found.email) if found else ""
    if found is None or not address or (found.state == "off" and kind != "struck"):
        return
    training = Training.objects.with_days().get(pk=found.training_id)
    comes, is_gone = found.state == "in", kind in {"cancelled", "struck"}
    url = link("processes:training_detail", training.pk) if found.person else link("processes:training_place", trainings.secret_of(found.nonce))
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
        "link": url,
        "kept": "" if found.person else "Ein halbes Jahr nach dem letzten Tag löschen wir Ihren Namen und Ihre E-Mail-Adresse.",
    }
    mail = compose(run, to=address, subject=subject.format(training.title), template="email/training.txt", **context)
    if comes or is_gone:
        mail.attach("termin.ics", calendar_text(training, cancelled=is_gone, words=context["access_link"]), "text/calendar")
    yield mail
