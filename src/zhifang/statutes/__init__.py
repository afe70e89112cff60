"""Law as data: values, catalogues, calendars and plans of ``statutes/``, read and typed."""

from zhifang.statutes.calendars import WorkingCalendar, WorkingDay, working_calendar
from zhifang.statutes.codes import (
    Disease,
    EconomicType,
    Hazard,
    Industry,
    Town,
    disease_by_code,
    diseases,
    economic_type_by_text,
    hazard_by_text,
    hazards,
    industry_by_text,
    town_by_text,
    towns,
)
from zhifang.statutes.duties import Duty, RuleId, duties, rule_ids
from zhifang.statutes.exam_cycles import (
    CIRCUMSTANCES,
    ExamCycle,
    circumstance_kind,
    exam_cycle_rows,
)
from zhifang.statutes.files import catalogue, digest, folded, folder
from zhifang.statutes.indicators import IndicatorEntry, indicators
from zhifang.statutes.measurement_cycles import (
    SOLVENTS,
    IndustryRiskClass,
    MeasurementCycle,
    RiskClassRow,
    key_industry_match,
    measurement_cycle_rows,
    risk_class_of_industry_rows,
    risk_class_rows,
)
from zhifang.statutes.parameters import Citation, Parameter, Value, parameter, parameters
from zhifang.statutes.plan_checks import plan_faults
from zhifang.statutes.plans import Department, Goal, Plan, Target, load_plan, plan, plans

__all__ = [
    "CIRCUMSTANCES",
    "SOLVENTS",
    "Citation",
    "Department",
    "Disease",
    "Duty",
    "EconomicType",
    "ExamCycle",
    "Goal",
    "Hazard",
    "IndicatorEntry",
    "Industry",
    "IndustryRiskClass",
    "MeasurementCycle",
    "Parameter",
    "Plan",
    "RiskClassRow",
    "RuleId",
    "Target",
    "Town",
    "Value",
    "WorkingCalendar",
    "WorkingDay",
    "catalogue",
    "circumstance_kind",
    "digest",
    "disease_by_code",
    "diseases",
    "duties",
    "economic_type_by_text",
    "exam_cycle_rows",
    "folded",
    "folder",
    "hazard_by_text",
    "hazards",
    "indicators",
    "industry_by_text",
    "key_industry_match",
    "load_plan",
    "measurement_cycle_rows",
    "parameter",
    "parameters",
    "plan",
    "plan_faults",
    "plans",
    "risk_class_of_industry_rows",
    "risk_class_rows",
    "rule_ids",
    "town_by_text",
    "towns",
    "working_calendar",
]
