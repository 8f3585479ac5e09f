#!/usr/bin/env python
"""The only place for Django's command line."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thekiz.settings")
    from django.core.management import execute_from_command_line

    if sys.argv[1:2] and sys.argv[1] in {"migrate", "makemigrations", "load_demo", "begin"}:
        os.environ["THEKIZ_AS_OWNER"] = "1"  # these change tables or fill whole worlds: the owner's work, never the runtime role's
    execute_from_command_line(sys.argv)
