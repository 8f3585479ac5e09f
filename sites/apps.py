"""The app of who and where: its checks of an installation are known once it is ready."""

from django.apps import AppConfig


class Sites(AppConfig):
    name = "sites"

    def ready(self) -> None:
        from sites.core import limits  # noqa: F401  registers its check
