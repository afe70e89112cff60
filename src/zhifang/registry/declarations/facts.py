"""What rules may know of declarations."""

from zhifang.calc import relation

DECLARATIONS = relation(
    "declarations",
    id="int64",
    site_id="int64",
    kind="string",
    declared_on="date",
)
