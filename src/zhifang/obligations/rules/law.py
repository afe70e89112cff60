"""The law tables that rules join: relations filled from `zhifang.statutes`."""

from zhifang import statutes
from zhifang.calc import LAW_COLUMNS, Resting, relation

#: In-service exam cycles (GBZ 188) by hazard and class of circumstance, covering all days.
EXAM_CYCLES = relation("exam_cycles", hazard="string", cls="string", **LAW_COLUMNS)

#: Measurement cycles by the way a site's risk class is known, covering all days.
MEASUREMENT_CYCLES = relation("measurement_cycles", cls="string", **LAW_COLUMNS)

#: Cycles of the status evaluation by the same classes, covering all days.
EVALUATION_CYCLES = relation("evaluation_cycles", cls="string", **LAW_COLUMNS)

#: What selects the cycle of a hazard: any | grade | noise.
HAZARD_CIRCUMSTANCES = relation("hazard_circumstances", hazard="string", circumstance="string")

#: Risk class of an industry group by the catalogue: severe | general | unknown | solvent.
INDUSTRY_RISK_CLASSES = relation("industry_risk_classes", industry="string", cls="string")

#: Days off of the years whose calendar is loaded, each with the first working day after it.
DAYS_OFF = relation("days_off", day="date", next_on="date")

_CALENDAR = statutes.working_calendar()

#: How due days in days move from a day off (semantics section 2, "Days").
RESTING = Resting(_CALENDAR.unknown_from, _CALENDAR.longest_rest, "working_calendar")
