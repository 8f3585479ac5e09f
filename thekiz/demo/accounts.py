"""The only list of the demo accounts: one per role, two in another county, one password for all."""

from dataclasses import dataclass

from sites.core.roles import Role

PASSWORD = "thekiz-demo"  # noqa: S105  printed for everybody
DOMAIN = "demo.example"


@dataclass(frozen=True)
class Account:
    """`key` is the local part of the address; `place` says where the role lies, `note` what the log-in page shows beside the name."""

    key: str
    label: str
    person: str
    role: Role
    place: str
    note: str

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"

    @property
    def name(self) -> str:
        """The second line on the log-in page."""
        return f"{self.person}, {self.note}"


ACCOUNTS = (
    Account("koordination", "Koordination", "Jana Seidel", Role.COORDINATOR, "Kita Lindenhof", "Kita Lindenhof"),
    Account("leitung", "Kita-Leitung", "Ines Brandt", Role.HEAD, "Kita Lindenhof", "Kita Lindenhof"),
    Account("prozessbegleitung", "Prozessbegleitung", "Samir Haddad", Role.FACILITATOR, "", "drei Standorte"),
    Account("planung", "Sozialplanung", "Martin Vogel", Role.SOCIAL_PLANNER, "IK", "Ilm-Kreis"),
    Account("jugendamt", "Jugendamt", "Miriam Albrecht", Role.YOUTH_WELFARE_OFFICE, "IK", "Ilm-Kreis"),
    Account("fachberatung", "Kita-Fachberatung", "Birgit Sommer", Role.SPECIALIST_ADVISOR, "IK", "Ilm-Kreis"),
    Account("traeger", "Träger", "Petra Lang", Role.PROVIDER, "Sozialwerk Ilmtal e. V.", "Sozialwerk Ilmtal e. V."),
    Account("fachkraft", "Fachkraft", "Thomas Krüger", Role.PROFESSIONAL, "Kita Lindenhof", "Kita Lindenhof"),
    Account("elternvertretung", "Elternvertretung", "Nadine Fischer", Role.PARENT_REPRESENTATIVE, "Kita Lindenhof", "Kita Lindenhof"),
    Account("eltern", "Elternteil", "Daniel Roth", Role.PARENT, "Kita Lindenhof", "Kita Lindenhof"),
    Account("landesstelle", "Fachstelle ThEKiZ", "Jonas Weiß", Role.STATE_OFFICE, "state", "ganz Thüringen"),
    Account("ministerium", "Ministerium", "Dr. Katrin Ohm", Role.MINISTRY, "state", "ganz Thüringen"),
    Account("planung2", "Sozialplanung, anderer Landkreis", "Ulrike Henning", Role.SOCIAL_PLANNER, "SOK", "Saale-Orla-Kreis"),
    Account("koordination2", "Koordination, anderer Landkreis", "Aylin Demir", Role.COORDINATOR, "Kita Farbenspiel", "Kita Farbenspiel, Pößneck"),
)
