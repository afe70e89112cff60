"""The WSGI entry: the database first, then Django."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from zhifang.installation import prepare

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhifang.installation.settings")
prepare()
application = get_wsgi_application()
