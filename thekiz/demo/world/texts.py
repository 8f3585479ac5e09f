"""Needs, goals and offers of the demo world as coordinators write them. Invented; no names of children, no cases."""

from dataclasses import dataclass
from typing import Any

from thekiz.demo.world.base import words

#: Numbers of the catalogue of legal bases: support in the family, separation and custody.
SUPPORT, CUSTODY = 2, 3
NEEDS, GOALS = words("needs"), words("goals")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """An offer as it is copied to many houses: what it is, whom it answers, when it is, how many come. `about`: its second page."""

    title: str
    text: str
    types: list[str]
    need: str
    goal: str | None = None
    field: int
    bases: tuple[int, ...] = (SUPPORT,)
    room: str
    executor: str
    executor_name: str = ""
    every: int
    weekday: int
    hour: int
    minute: int = 0
    minutes: int
    come: tuple[float, float, float]
    where: str = "inside"
    about: dict[str, Any]


OFFERS = {key: Plan(**plan) for key, plan in words("offers").items()}
HOUSES = words("houses")
