"""What rules may know of workplace measurements."""

from zhifang.calc import relation

#: One row for each sample and hazard of a report.
MEASUREMENTS = relation(
    "measurements",
    id="int64",
    site_id="int64",
    institution_id="int64",
    report_no="string",
    report_kind="string",
    sampled_on="date",
    issued_on="date",
    post_id="int64",
    hazard="string",
)
