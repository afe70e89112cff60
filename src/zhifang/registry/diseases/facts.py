"""What rules and indicators may know of diagnosis, its reports, acute events and monitoring."""

from zhifang.calc import relation

#: An institution in service; a later version ends the running one.
DIAGNOSIS_INSTITUTIONS = relation(
    "diagnosis_institutions",
    institution_id="int64",
    town="string",
    valid_from="date",
    valid_to="date",
)

#: A month confirmed by an institution; ``due_on`` is the 10th of the next month.
MONTHLY_REPORTS = relation(
    "monthly_reports", id="int64", institution_id="int64", due_on="date", confirmed_on="date"
)

#: A diagnosed case; ``dust_months`` is net dust service, empty when not stated.
DISEASE_CASES = relation(
    "disease_cases",
    id="int64",
    institution_id="int64",
    case_no="string",
    worker_id="int64",
    site_id="int64",
    holder_id="int64",
    disease_code="string",
    stage="string",
    diagnosed_on="date",
    reported_on="date",
    dust_months="int64",
)

#: An acute event with the numbers that are known.
ACUTE_EVENTS = relation(
    "acute_events",
    event_no="string",
    site_id="int64",
    holder_id="int64",
    occurred_on="date",
    cases="int64",
    deaths="int64",
    anthrax="int64",
)

#: A record of key-disease monitoring in a township.
MONITORING_RECORDS = relation("monitoring_records", town="string", monitored_on="date")
