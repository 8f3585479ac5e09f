"""The only place that asks the web container how it is: /gesund must say 200, under a name the application answers to."""

import os
import sys
import urllib.error
import urllib.request

host = os.environ["ALLOWED_HOSTS"].split(",")[0].lstrip(".")
request = urllib.request.Request("http://127.0.0.1:8000/gesund", headers={"Host": host})
try:
    urllib.request.urlopen(request, timeout=5)  # noqa: S310  our own port
except urllib.error.URLError as error:
    sys.exit(f"unhealthy: {error}")
