"""What a user is: the role decides which rows are seen and which pages are offered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The roles of users. Only the district's officer sees every row of the register."""

    DISTRICT = "district", _("District officer")
    TOWNSHIP = "township", _("Township officer")
    EMPLOYER = "employer", _("Employer")
    INSTITUTION = "institution", _("Institution")
    DEPARTMENT = "department", _("Department")
    WORKER = "worker", _("Worker")
    ADMIN = "admin", _("Administrator")


#: Roles that see the rows of one organisation, and so need one.
PARTY_ROLES = frozenset({Role.EMPLOYER, Role.INSTITUTION, Role.DEPARTMENT})
#: Roles whose users must have a second factor in production.
OFFICER_ROLES = frozenset({Role.DISTRICT, Role.TOWNSHIP, Role.ADMIN})
