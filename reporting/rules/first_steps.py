"""What the first hour of a role is about: from what stands already to a short list of steps, until all of them are done (pure)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sites.core.navigation import DEADLINES, MEMBERS, PROVIDER
from sites.core.roles import Role


@dataclass(frozen=True)
class Step:
    """One step. `done`: the fact that ticks it; `view`: the page its button opens, `at_place` of the role; `action`: what is needed to press it."""

    done: str
    text: str
    button: str
    view: str
    action: str
    why: str = ""
    at_place: bool = True


@dataclass(frozen=True)
class Shown:
    """A step as a person sees it: ticked, or with its button."""

    text: str
    why: str
    button: str
    url: str
    done: bool


INVITE = ("Person einladen", "sites:member_give", "members.change")
STEPS: dict[Role, tuple[Step, ...]] = {
    Role.MINISTRY: (
        Step(
            "state_office", "Die Fachstelle ThEKiZ einladen", *INVITE,
            "Sie lädt die Sozialplanung der Landkreise und kreisfreien Städte ein.",
        ),
        Step("same_role", "Eine zweite Person Ihres Ministeriums einladen", *INVITE, "Damit jemand da ist, wenn Sie es nicht sind."),
    ),
    Role.STATE_OFFICE: (
        Step(
            "planner", "Die Sozialplanung der Landkreise einladen", "Orte und Personen", MEMBERS.view, "members.change",
            "Unter „Weitere Orte“ stehen die 22 Landkreise und kreisfreien Städte.",
        ),
        Step("same_role", "Eine zweite Person Ihrer Stelle einladen", *INVITE, "Damit jemand da ist, wenn Sie es nicht sind."),
    ),
    Role.SOCIAL_PLANNER: (
        Step(
            "kita", "Träger und Kitas des Landkreises eintragen", "Tabelle einlesen", "planning:import_create", "imports.make",
            "Eine Tabelle genügt. Die Gemeinden stehen schon da.",
        ),
        Step(
            "body", "Das Gremium anlegen, das entscheidet", "Gremium anlegen", "planning:body_create", "bodies.change",
            "Meist der Jugendhilfeausschuss.",
        ),
        Step("deadline", "Die Fristen des Förderjahres eintragen", "Fristen öffnen", DEADLINES.view, "plans.change"),
        Step("offices", "Jugendamt und Kita-Fachberatung einladen", *INVITE),
        Step(
            "case", "Die erste Kita zum Antrag einladen", "Kita einladen", "planning:application_invite", "applications.invite",
            "Kitas können sich auch selbst melden, mit dem öffentlichen Formular „Interesse“.", at_place=False,
        ),
    ),
    Role.PROVIDER: (
        Step(
            "reachable", "Eintragen, wie man Sie erreicht", "Angaben ergänzen", "sites:provider_edit", "sites.permit",
            "E-Mail-Adresse oder Telefon stehen dann im Register der Träger.",
        ),
        Step("permits", "Die Betriebserlaubnis jeder Kita eintragen", "Kitas ansehen", PROVIDER.view, "sites.permit"),
        Step("same_role", "Eine zweite Person Ihres Trägers einladen", *INVITE, "Damit jemand da ist, wenn Sie es nicht sind."),
    ),
    Role.HEAD: (
        Step(
            "team", "Das Team einladen", *INVITE, "Die Koordination zuerst: Sie plant Angebote und schreibt mit am Sachbericht.",
        ),
        Step("room", "Die Räume eintragen, die Familien nutzen", "Raum anlegen", "sites:room_create", "rooms.change"),
        Step(
            "need", "Den ersten Bedarf festhalten", "Bedarf festhalten", "planning:need_create", "needs.change",
            "Was Familien sagen, steht am Anfang.",
        ),
        Step("offer", "Das erste Angebot anlegen", "Angebot anlegen", "offers:offer_create", "offers.change"),
    ),
}  # fmt: skip


def first_steps(role: Role, facts: Mapping[str, bool], may: Callable[[str], bool], url: Callable[[Step], str]) -> list[Shown]:
    """The steps of a role that this person may take, in their order; nothing once all are done, or for a role that has none.

    `facts`: what stands already; `may`: whether an action is open here; `url`: the address of a page here.
    """
    steps = [step for step in STEPS.get(role, ()) if may(step.action)]
    shown = [Shown(step.text, step.why, step.button, url(step), facts[step.done]) for step in steps]
    return [] if all(step.done for step in shown) else shown
