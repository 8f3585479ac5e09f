"""Plain functions that make rows for tests, area by area; call them inside `as_owner()`: `from tests import factories as make`."""

from tests.factories.analysis import *
from tests.factories.base import *
from tests.factories.catalogues import *
from tests.factories.consultation import *
from tests.factories.crisis import *
from tests.factories.decisions import *
from tests.factories.facilitation import *
from tests.factories.growth import *
from tests.factories.houses import *
from tests.factories.imports import *
from tests.factories.inquiries import *
from tests.factories.lists import *
from tests.factories.money import *
from tests.factories.needs import *
from tests.factories.office import *
from tests.factories.partners import *
from tests.factories.plans import *
from tests.factories.registry import *
from tests.factories.thread import *
from tests.factories.trainings import *
