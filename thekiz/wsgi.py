"""The only place for the WSGI entry; it refuses to serve when the database role could look over the wall."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thekiz.settings")
application = get_wsgi_application()

from sites.core.wall import refuse_powerful_role  # noqa: E402  needs the apps that get_wsgi_application has loaded

refuse_powerful_role()  # guard: web-start
