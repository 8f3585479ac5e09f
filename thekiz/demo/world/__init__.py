"""The only door to the demo world: everything in one transaction, in order, with the same rows for the same seed and day."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.apps import apps
from django.db import transaction

from planning.models import ActionField, LegalBasis
from thekiz.demo.world import (
    aims,
    analysis,
    cases,
    catalogues,
    commissions,
    consultation,
    crisis,
    dates,
    evidence,
    facilitation,
    growth,
    houses,
    inquiries,
    inside,
    money,
    needs,
    offers,
    office,
    participation,
    partners,
    people,
    plans,
    processes,
    publications,
    records,
    registry,
    reports,
    steering,
    tables,
    thuringia,
    trainings,
)
from thekiz.demo.world.base import World

type Progress = Callable[[str, int, int], None]
APPS = ("sites", "planning", "offers", "processes", "reporting")
#: Stage in words, its share of the whole, what is done.
STAGES: tuple[tuple[str, int, Callable[[World], None]], ...] = (
    ("Landkreise und Gemeinden werden angelegt", 2, thuringia.settle),
    ("Kitas und Standorte ziehen ein", 4, houses.build),
    ("Menschen bekommen ihre Rollen", 4, people.populate),
    ("Anträge und Entscheidungen werden eingetragen", 6, cases.open_cases),
    ("Bedarfe und Ziele werden festgehalten", 4, aims.explain),
    ("Bedarfserhebungen und Sozialraumdaten werden eingetragen", 2, needs.assess),
    ("Tabellen werden eingelesen", 1, tables.read_in),
    ("Das Register des Landkreises wird geführt", 1, registry.register),
    ("Maßnahmen werden gefördert", 2, aims.fund),
    ("Einnahmen und Ausgaben werden eingetragen", 2, money.pay),
    ("Pläne, Beschlüsse und Gremien werden eingetragen", 2, plans.plan),
    ("Über die Fortführung wird entschieden", 1, cases.continue_sites),
    ("Anliegen werden gestellt", 1, inquiries.ask),
    ("Partner*innen und Vereinbarungen werden eingetragen", 2, partners.cooperate),
    ("Räume, Stellen und Profile der Häuser werden eingetragen", 2, inside.furnish),
    ("Angebote werden geplant", 4, offers.offer),
    ("Jugendämter erteilen Aufträge für Beratung", 1, commissions.commission),
    ("Angebote und Ziele werden eingeordnet", 2, catalogues.classify),
    ("Schließtage werden eingetragen", 1, dates.close_houses),
    ("Ein Haus bleibt in der Krise in Verbindung", 1, crisis.stay_in_touch),
    ("Nachweise und Auswertungen werden abgelegt", 1, evidence.show),
    ("Veröffentlichungen werden eingetragen", 1, publications.publish_log),
    ("Schritte und Konzeptionen werden geschrieben", 1, growth.grow),
    ("Konsultationseinrichtungen zeigen sich", 1, consultation.show),
    ("Das Steuerungsteam schreibt seine Sitzung mit", 1, steering.steer),
    ("Häuser sehen, wo sie stehen", 1, analysis.analyse),
)
SESSIONS, SESSIONS_SHARE = "Termine aus drei Jahren werden eingetragen", 40
REST: tuple[tuple[str, int, Callable[[World], None]], ...] = (
    ("Reihen werden fortgeführt", 1, dates.go_on),
    ("Familien melden sich an", 1, offers.sign_up),
    ("Familien werden gefragt", 1, participation.hear_families),
    ("Prozessbegleitung wird vereinbart", 4, processes.accompany),
    ("Der Pool der Prozessbegleitung wird geführt", 1, facilitation.surround),
    ("Fortbildungen werden geplant", 1, trainings.teach),
    ("Die Fachstelle berät und besucht", 1, office.serve),
    ("Sachberichte werden geschrieben", 18, reports.report),
    ("Der LSZ-Bericht wird erstellt", 2, reports.sum_up),
    ("Einladungen gehen hinaus", 1, records.invite),
    ("Rückmeldungen gehen ein", 1, records.hear),
    ("Unterlagen werden abgelegt", 3, records.file),
    ("Das Protokoll wird geführt", 3, records.remember),
)
SHOW, SHOW_SHARE = "Familienseiten werden veröffentlicht", 4
TOTAL = sum(share for _, share, _ in (*STAGES, *REST)) + SESSIONS_SHARE + SHOW_SHARE


@contextmanager
def own_times() -> Iterator[None]:
    """The world tells its own times: what the database would date with now was made long ago."""
    fields = [field for app in APPS for model in apps.get_app_config(app).get_models() for field in model._meta.fields]
    dated = [(field, name) for field in fields for name in ("auto_now", "auto_now_add") if getattr(field, name, False)]
    try:
        for field, name in dated:
            setattr(field, name, False)
        yield
    finally:
        for field, name in dated:
            setattr(field, name, True)


@transaction.atomic
def load(*, seed: int, today: date, progress: Progress) -> World:
    """All of it or nothing."""
    world = World(seed, today)
    world.fields = {row.number: row for row in ActionField.objects.on(today)}
    world.bases = {row.number: row for row in LegalBasis.objects.on(today)}
    done = 0
    with own_times():
        for stage, share, work in STAGES:
            progress(stage, done, TOTAL)
            work(world)
            done += share
        offers.happen(world, lambda number, of: progress(SESSIONS, done + SESSIONS_SHARE * number // of, TOTAL))
        done += SESSIONS_SHARE
        for stage, share, work in REST:
            progress(stage, done, TOTAL)
            work(world)
            done += share
    progress(SHOW, done, TOTAL)
    offers.show(world)
    return world
