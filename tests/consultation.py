"""What tests of consultation sites share: a house that can be asked, who asks, and what the house answers."""

from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from processes.models import ConsultationVisit
from processes.services.consultation import ask_visit
from sites.core.jobs import run
from sites.core.wall import set_wall
from sites.models import Job
from tests import factories as make
from tests.client import Client, made_at
from tests.conftest import as_owner

MAIL, PHONE = ("mia@kita.example", ""), ("", "0361555310")


def ahead(number):
    return timezone.localdate() + timedelta(days=number)


def text_of(response, status=200):
    assert response.status_code == status
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def house(world):
    """A consultation site with a published profile and one fixed time; most two visits a month."""
    with as_owner():
        make.make_consultation_site(world.own)
        make.make_consultation_profile(world.own, monthly_limit=2)
        world.slot = make.make_slot(world.own, 40)
    return world


def page_of(site):
    return reverse("processes:consultation_house", args=[site.slug])


def ask(site, slot=None, contact=MAIL, **fields):
    """As the page does it, with nobody logged in."""
    set_wall()
    values = {
        "role": "on_the_way", "kinds": ["tour"], "organisation": "Kita Kunterbunt", "people": 4, "wished": "", "question": "", "name": "Mia Sommer",
        **fields,
    }  # fmt: skip
    return ask_visit(slug=site.slug, slot=slot.pk if slot else None, contact=contact, **values)


def typed(slot, **fields):
    return {
        "role": "on_the_way", "kinds": ["tour", "shadowing"], "organisation": "Kita Kunterbunt", "people": "4",
        "slot": str(slot.pk) if slot else "other", "wished": "", "question": "Wie fängt man an?", "name": "Mia Sommer",
        "contact": "Mia@Kita.example", **fields,
    }  # fmt: skip


def send(client, site, data, **more):
    return client.post(page_of(site), {**data, **made_at(client, page_of(site)), **more})


def visits():
    with as_owner():
        return list(ConsultationVisit.objects.order_by("pk"))


def mails():
    """What the jobs of visits have written, job by job."""
    mail.outbox.clear()
    with as_owner():
        jobs = list(Job.objects.filter(state="queued", name__startswith="processes.mail_visit").order_by("pk"))
    for job in jobs:
        run(job.pk)
    with as_owner():
        parts = list(Job.objects.filter(state="queued", name__startswith="processes.mail_visit").order_by("pk"))
    for job in parts:
        run(job.pk)
    return [(one.to[0], one.subject, one.body) for one in mail.outbox]


def as_coordinator(house):
    client = Client()
    client.force_login(house.people["coordinator"])
    return client


def reply(client, visit, step, day=None, answer="", starts="9:00", ends="11:00"):
    typed = {"step": step, "day": f"{day:%d.%m.%Y}" if day else "", "starts_at": starts, "ends_at": ends, "answer": answer}
    return client.post(reverse("processes:visit_reply", args=[visit.pk]), typed)
