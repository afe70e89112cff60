"""All models of the register, for Django's discovery."""

from zhifang.registry.archives.models import EmployerArchive, WorkerArchive
from zhifang.registry.changes.models import Change, ReceivedFile
from zhifang.registry.coordination.models import (
    Capacity,
    DataExchange,
    Meeting,
    MeetingItem,
    TaskReport,
)
from zhifang.registry.coverage.models import Coverage
from zhifang.registry.declarations.models import Declaration, ReportableChange
from zhifang.registry.diseases.models import (
    AcuteEvent,
    DiagnosisInstitution,
    DiseaseCase,
    MonitoringRecord,
    MonthlyReport,
)
from zhifang.registry.examinations.models import Examination
from zhifang.registry.insurance.models import InsuranceMatch, InsuredPerson
from zhifang.registry.measurements.models import Measurement
from zhifang.registry.parties.models import (
    Organisation,
    PartyKind,
    Site,
    SiteScope,
    SiteState,
)
from zhifang.registry.radiation.models import Dose, RadiationPost
from zhifang.registry.staleness.models import StaleEmployer
from zhifang.registry.supervision.models import (
    Inspection,
    SeriousCase,
    SupervisedParty,
    Supervisor,
    SupervisorTraining,
)
from zhifang.registry.training.models import Officer, Training
from zhifang.registry.workers.models import Exposure, Worker, WorkerScope
from zhifang.registry.workplaces.models import Post, PostHazard

__all__ = [
    "AcuteEvent",
    "Capacity",
    "Change",
    "Coverage",
    "DataExchange",
    "Declaration",
    "DiagnosisInstitution",
    "DiseaseCase",
    "Dose",
    "EmployerArchive",
    "Examination",
    "Exposure",
    "Inspection",
    "InsuranceMatch",
    "InsuredPerson",
    "Measurement",
    "Meeting",
    "MeetingItem",
    "MonitoringRecord",
    "MonthlyReport",
    "Officer",
    "Organisation",
    "PartyKind",
    "Post",
    "PostHazard",
    "RadiationPost",
    "ReceivedFile",
    "ReportableChange",
    "SeriousCase",
    "Site",
    "SiteScope",
    "SiteState",
    "StaleEmployer",
    "SupervisedParty",
    "Supervisor",
    "SupervisorTraining",
    "TaskReport",
    "Training",
    "Worker",
    "WorkerArchive",
    "WorkerScope",
]
