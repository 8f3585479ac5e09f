"""The roles of the platform, where each lies, and what an action and an area of the rights table are."""

from dataclasses import dataclass

from django.db import models


class Role(models.TextChoices):
    """The twelve roles, in the words of the glossary."""

    MINISTRY = "ministry", "Ministerium"
    STATE_OFFICE = "state_office", "Fachstelle ThEKiZ"
    SOCIAL_PLANNER = "social_planner", "Sozialplanung"
    YOUTH_WELFARE_OFFICE = "youth_welfare_office", "Jugendamt"
    SPECIALIST_ADVISOR = "specialist_advisor", "Kita-Fachberatung"
    PROVIDER = "provider", "Träger"
    HEAD = "head", "Leitung"
    COORDINATOR = "coordinator", "Koordination"
    PROFESSIONAL = "professional", "Fachkraft"
    FACILITATOR = "facilitator", "Prozessbegleitung"
    PARENT_REPRESENTATIVE = "parent_representative", "Elternvertretung"
    PARENT = "parent", "Elternteil"


R = Role
LIES_AT = {
    R.MINISTRY: {"state"},
    R.STATE_OFFICE: {"state"},
    R.SOCIAL_PLANNER: {"county"},
    R.YOUTH_WELFARE_OFFICE: {"county"},
    R.SPECIALIST_ADVISOR: {"county", "provider"},
    R.PROVIDER: {"provider"},
    R.HEAD: {"site"},
    R.COORDINATOR: {"site"},
    R.PROFESSIONAL: {"site"},
    R.FACILITATOR: {"site", "social_centre"},
    R.PARENT_REPRESENTATIVE: {"site"},
    R.PARENT: {"site"},
}
ADMINISTRATION = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.SPECIALIST_ADVISOR}
STATE = {R.MINISTRY, R.STATE_OFFICE}
HOUSE = {R.HEAD, R.COORDINATOR, R.PROFESSIONAL}
CASE = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.SPECIALIST_ADVISOR, R.PROVIDER, R.HEAD}

#: Who may give which role, within the own reach; nobody changes the own membership.
MAY_GIVE: dict[Role, set[Role]] = {
    Role.MINISTRY: {Role.MINISTRY, Role.STATE_OFFICE},
    Role.STATE_OFFICE: {Role.STATE_OFFICE, Role.SOCIAL_PLANNER},
    Role.SOCIAL_PLANNER: {Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE, Role.SPECIALIST_ADVISOR, Role.PROVIDER, Role.HEAD, Role.COORDINATOR},
    Role.PROVIDER: {Role.PROVIDER, Role.SPECIALIST_ADVISOR, Role.HEAD, Role.COORDINATOR},
    Role.HEAD: {Role.COORDINATOR, Role.PROFESSIONAL, Role.PARENT_REPRESENTATIVE, Role.PARENT},
}


@dataclass(frozen=True)
class Action:
    """What the roles may do, in German words that follow "darf". `own_place`: the right ends at the place of the membership."""

    name: str
    roles: set[Role]
    label: str
    own_place: bool = False


class Area:
    """What belongs together. `internal`: the house's own work; offices read of it what is handed up: snapshots, roll-ups, decisions.

    `of_its_year`: to a provider each row is that of who ran the site in its year.
    """

    def __init__(self, name: str, label: str, *actions: Action, internal: bool = False, of_its_year: bool = False):
        self.name, self.label, self.actions, self.internal, self.of_its_year = name, label, actions, internal, of_its_year
