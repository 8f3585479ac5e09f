"""What the log-in page of a demo shows beside its form: the accounts, and how far the world is loaded."""

from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from thekiz.demo.accounts import ACCOUNTS, PASSWORD
from thekiz.demo.progress import loading


def demo(request) -> dict[str, Any]:
    """Nothing outside a demo. Whether the world stands is asked only by a page that shows it."""
    if not (settings.DEMO or settings.TESTING):
        return {}
    return {"demo_accounts": ACCOUNTS, "demo_password": PASSWORD, "demo_loading": SimpleLazyObject(loading)}
