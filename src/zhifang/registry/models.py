"""All models of the register, for Django's discovery."""

from zhifang.registry.changes.models import Change, ReceivedFile
from zhifang.registry.coverage.models import Coverage
from zhifang.registry.declarations.models import Declaration
from zhifang.registry.examinations.models import Examination
from zhifang.registry.measurements.models import Measurement
from zhifang.registry.parties.models import (
    Organisation,
    PartyKind,
    Site,
    SiteScope,
    SiteState,
)
from zhifang.registry.staleness.models import StaleEmployer
from zhifang.registry.workers.models import Exposure, Worker, WorkerScope
from zhifang.registry.workplaces.models import Post, PostHazard

__all__ = [
    "Change",
    "Coverage",
    "Declaration",
    "Examination",
    "Exposure",
    "Measurement",
    "Organisation",
    "PartyKind",
    "Post",
    "PostHazard",
    "ReceivedFile",
    "Site",
    "SiteScope",
    "SiteState",
    "StaleEmployer",
    "Worker",
    "WorkerScope",
]
