"""What rules may know of declarations and of changes that are to be declared."""

from zhifang.calc import relation

DECLARATIONS = relation(
    "declarations",
    id="int64",
    site_id="int64",
    kind="string",
    declared_on="date",
)

#: ``kind``: project, process, result or principal; ``known_on``: when a result was received.
REPORTABLE_CHANGES = relation(
    "reportable_changes",
    id="int64",
    site_id="int64",
    holder_id="int64",
    kind="string",
    changed_on="date",
    known_on="date",
)
