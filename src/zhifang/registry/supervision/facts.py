"""What indicators may know of supervisors, supervised parties, visits and serious cases."""

from zhifang.calc import relation

#: A supervisor in office; no town: of the district.
SUPERVISORS = relation(
    "supervisors", supervisor_no="string", town="string", valid_from="date", valid_to="date"
)
SUPERVISOR_TRAININGS = relation("supervisor_trainings", supervisor_no="string", trained_on="date")

#: A party in the register of supervision.
SUPERVISED_PARTIES = relation(
    "supervised_parties",
    holder_id="int64",
    site_id="int64",
    site_no="string",
    kind="string",
    valid_from="date",
    valid_to="date",
)
INSPECTIONS = relation("inspections", holder_id="int64", inspected_on="date")
SERIOUS_CASES = relation(
    "serious_cases",
    case_no="string",
    site_id="int64",
    holder_id="int64",
    found_on="date",
    filed_on="date",
    decided_on="date",
)
