"""The only place for how far the loading of the demo world is: a small file beside the data, written in one piece."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from sites.models import County

TITLE = "Die Demowelt wird geladen"
BEGINNING = "Beginnt gleich"


def file() -> Path:
    return Path(settings.DATA_DIR) / "loading.json"


def show(stage: str, done: int, total: int) -> None:
    """Replace the file at once, so that nobody reads half of it."""
    path = file()
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps({"stage": stage, "done": done, "total": total}, ensure_ascii=False), encoding="utf-8")
    os.replace(new, path)


def end() -> None:
    file().unlink(missing_ok=True)


def loading() -> dict[str, Any] | None:
    """What the log-in page shows while there is no world; nothing once there is one. The counties decide, the file only tells how far it is."""
    if connection.needs_rollback or County.objects.exists():
        return None
    told: dict[str, Any] = {"stage": BEGINNING, "done": 0, "total": 0}
    with suppress(OSError, ValueError):  # not begun, or just ended
        told |= json.loads(file().read_text(encoding="utf-8"))
    return {"title": TITLE, "done": told["done"], "total": told["total"], "text": told["stage"]}
