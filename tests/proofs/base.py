"""What the proofs share: a database of their own in the two roles, and the last line."""

import logging
import os
import sys
from contextlib import contextmanager

os.environ["THEKIZ_PROOF"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thekiz.settings")


@contextmanager
def database():
    """A fresh test database: made as the owner, used as the runtime role."""
    import django

    django.setup()
    logging.disable(logging.ERROR)  # thousands of refusals are wanted here
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    setup_test_environment(debug=False)
    old = setup_databases(verbosity=0, interactive=False)
    options = connection.settings_dict["OPTIONS"]["options"]
    connection.settings_dict["OPTIONS"]["options"] = "-c role=thekiz_app"
    connection.close()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["OPTIONS"]["options"] = options
        teardown_databases(old, verbosity=0)
        teardown_test_environment()


def end(name: str, tried: int, failed: list[str]) -> None:
    """Print what failed and the last line; the exit status says the same."""
    for line in failed[:60]:
        print(f"  failed: {line}")
    print(f"prove {name}: {tried} tried, {len(failed)} failed", flush=True)
    sys.exit(1 if failed else 0)
