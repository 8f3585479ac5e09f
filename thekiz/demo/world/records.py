"""What lies beside the main rows: documents, feedback, open invitations with their mails, and the history in its order."""

import hashlib
import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.html import format_html

from planning.models import Application, Decision, Statement
from processes.models import Concept
from reporting.documents.pdf import to_pdf
from sites.core.roles import Role
from sites.models import Document, Entry, Feedback, Invitation, Job, Partner, User
from sites.services.invitations import INVITATION_DAYS, hash_of, secret_of
from thekiz.demo.accounts import ACCOUNTS
from thekiz.demo.world.base import World, at, words

#: place, role, address, name, days until it ends, who invites.
INVITATIONS = (
    ("Kita Lindenhof", Role.PROFESSIONAL, "m.winter@kita-lindenhof.example", "Melanie Winter", 4, "leitung"),
    ("Kita Lindenhof", Role.PARENT, "familie.kaya@post.example", "Selin Kaya", 6, "leitung"),
    ("Kita Lindenhof", Role.COORDINATOR, "vertretung@kita-lindenhof.example", "Ruth Ebert", -3, "leitung"),
    ("IK", Role.SPECIALIST_ADVISOR, "fachberatung2@ilm-kreis.example", "Henrike Lauterbach", 3, "planung"),
    ("SOK", Role.YOUTH_WELFARE_OFFICE, "kita@saale-orla.example", "Rüdiger Pohl", 2, "planung2"),
    ("Sozialwerk Ilmtal e. V.", Role.PROVIDER, "verwaltung@sozialwerk-ilmtal.example", "Gesine Ahrens", 5, "traeger"),
    ("state", Role.STATE_OFFICE, "vertretung@fachstelle.example", "Lena Hartwig", 1, "ministerium"),
)


def invite(world: World) -> None:
    """Open invitations (one has run out), and for the open ones the mails that wait for the worker."""
    rows, jobs = [], []
    for place, role, email, name, days, inviter in INVITATIONS:
        where, kind = lookup(world, place)
        created = at(world.today + timedelta(days=days - INVITATION_DAYS), 9, 5)
        rows.append(
            Invitation(
                place_id=where, place_kind=kind, role=role, email=email, name=name, starts=created.date(), expires=world.today + timedelta(days=days),
                invited_by=world.accounts[inviter], created=created, secret_hash=hash_of(email),
                purpose="offers:offer_list" if role == Role.PROFESSIONAL else "",
            )
        )  # fmt: skip
    Invitation.objects.bulk_create(rows)
    for row in rows:
        row.secret_hash = hash_of(secret_of(row))
        about, role = f"{row.name} als {row.get_role_display()}", next(account.role for account in ACCOUNTS if account.email == row.invited_by.email)
        world.tell(row, row.created.date(), row.invited_by, role, "invited", f"{about} eingeladen", hour=9, minute=5, about=about)
        if row.expires >= world.today:
            arguments = {"invitation": row.pk}
            title = f"Einladung an {row.name}"
            jobs.append(
                Job(name="sites.mail_invitation", place_id=row.place_id, person=row.invited_by, title=title, arguments=arguments, created=row.created)
            )
    Invitation.objects.bulk_update(rows, ["secret_hash"])
    Job.objects.bulk_create(jobs)


def lookup(world: World, place: str) -> tuple[int, str]:
    if place == "state":
        return world.state.pk, "state"
    if place in world.counties:
        return world.counties[place].pk, "county"
    if place in world.providers:
        return world.providers[place].pk, "provider"
    return world.house(place).site.pk, "site"


def hear(world: World) -> None:
    Feedback.objects.bulk_create(
        Feedback(
            place_id=world.state.pk, page=one["page"], message=one["message"], contact=one["contact"], created=at(world.ago(one["days"]), 19, 40),
            answered=at(world.ago(one["days"] - one["after"]), 11) if "after" in one else None,
        )
        for one in reversed(words("asked")["feedback"])
    )  # fmt: skip


def file(world: World) -> None:
    """A few papers as PDF, at the rows they belong to."""
    lindenhof, case = world.house("Kita Lindenhof"), world.house("Kita Zwergenland")
    decision = Decision.objects.get(site=lindenhof.site, kind="establish")
    application = Application.objects.get(site=case.site)
    hearing = Statement.objects.get(application=application, party="parents_council")
    planner = world.official(lindenhof.county, Role.SOCIAL_PLANNER)
    paper = store(
        world, decision.site_id, planner, "Beschluss des Jugendhilfeausschusses", f"Beschluss {decision.number}",
        ("Der Jugendhilfeausschuss beschließt, die Kita Lindenhof in Ilmenau in das Programm Thüringer Eltern-Kind-Zentren aufzunehmen.",
         f"Der Beschluss gilt ab dem {decision.effective_from:%d.%m.%Y}. Abstimmung: einstimmig."), decision,
    )  # fmt: skip
    Decision.objects.filter(pk=decision.pk).update(document=paper)
    minutes = store(
        world, case.site.pk, case.head, "Protokoll des Elternbeirats", "Protokoll der Sitzung des Elternbeirats",
        (f"Die Leitung stellt den Antrag vor. Der Elternbeirat wurde am {hearing.stated_on:%d.%m.%Y} angehört.",
         "Er wünscht sich Angebote am Nachmittag und am Samstag und bittet um eine Rückmeldung nach dem ersten halben Jahr."), application,
    )  # fmt: skip
    Statement.objects.filter(pk=hearing.pk).update(document=minutes)
    store(
        world, lindenhof.site.pk, lindenhof.coordinator, "Protokoll Steuerungsteam", "Steuerungsteam, Protokoll",
        ("Themen: Jahresplan, Vertretung der Sprechstunde, Aushang zum Advent.", "Nächste Sitzung in sechs Wochen."), lindenhof.site,
    )  # fmt: skip
    partner = Partner.objects.get(site=lindenhof.site, name="Erziehungsberatung Ilmenau")
    store(
        world, lindenhof.site.pk, lindenhof.coordinator, "Vereinbarung, unterschrieben", f"Vereinbarung mit {partner.name}",
        ("Die Beratungsstelle hält alle zwei Wochen eine Sprechstunde im Familienraum. Die Kita stellt den Raum und wirbt im Aushang.",
         "Beide Seiten prüfen die Vereinbarung einmal im Jahr."), partner,
    )  # fmt: skip
    for concept in Concept.objects.filter(site=lindenhof.site):
        concept.document = store(
            world, lindenhof.site.pk, lindenhof.coordinator, f"Konzeption Fassung {concept.version}", f"Konzeption der {lindenhof.site.name}",
            (concept.changes, concept.philosophy, concept.participation), concept,
        )  # fmt: skip
        concept.save(update_fields=["document"])


def store(world: World, place: int, person: User, title: str, heading: str, lines: tuple[str, ...], about) -> Document:
    dice = world.dice("paper", place, title)
    body = format_html("".join("<p>{}</p>" for _ in lines), *lines)
    html = format_html('<!DOCTYPE html><html lang="de"><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>', heading, body)
    moment = at(world.ago(dice.randint(14, 60)), 13)
    content = to_pdf(html, made_at=moment)
    row = Document(
        place_id=place, subject=f"{about._meta.label_lower}:{about.pk}", title=title, filename=f"{title.lower().replace(' ', '-')}.pdf",
        stored=uuid.UUID(int=dice.getrandbits(128), version=4), content_type="application/pdf", size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), created=moment, created_by=person,
    )  # fmt: skip
    path = f"{row.stored.hex[:2]}/{row.stored.hex}"
    default_storage.delete(path)  # of an earlier world with the same seed and day
    default_storage.save(path, ContentFile(content))
    row.save()
    return row


def remember(world: World) -> None:
    """The history at last, in the order of time, so that the newest line is the newest row."""
    Entry.objects.bulk_create(sorted(world.history, key=lambda entry: entry.at), batch_size=2000)
