"""Plain functions that make rows for tests, area by area; call them inside `as_owner()`: `from tests import factories as make`."""

from tests.factories.base import *  # noqa: F403  one name for all factories
from tests.factories.catalogues import *  # noqa: F403  one name for all factories
from tests.factories.decisions import *  # noqa: F403  one name for all factories
from tests.factories.houses import *  # noqa: F403  one name for all factories
from tests.factories.imports import *  # noqa: F403  one name for all factories
from tests.factories.inquiries import *  # noqa: F403  one name for all factories
from tests.factories.lists import *  # noqa: F403  one name for all factories
from tests.factories.money import *  # noqa: F403  one name for all factories
from tests.factories.needs import *  # noqa: F403  one name for all factories
from tests.factories.partners import *  # noqa: F403  one name for all factories
from tests.factories.plans import *  # noqa: F403  one name for all factories
from tests.factories.registry import *  # noqa: F403  one name for all factories
