"""What rules may know of sites."""

from zhifang.calc import relation

#: A site from ``valid_from`` until the next state of the same site (empty: still).
SITE_PERIODS = relation(
    "site_periods",
    site_id="int64",
    site_no="string",
    holder_id="int64",
    valid_from="date",
    valid_to="date",
    town="string",
    industry="string",
    size="string",
    status="string",
    risk_class="string",
)

#: What a site was called, where it was and who represented it from a state on: the attribute
#: (name, town, address, legal_person) with its text, spaces and width of letters aside. What a
#: state leaves blank has no row.
SITE_IDENTITIES = relation(
    "site_identities",
    site_id="int64",
    holder_id="int64",
    valid_from="date",
    attribute="string",
    text="string",
)
