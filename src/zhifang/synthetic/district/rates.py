"""How often what goes wrong in the synthetic district."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Rates:
    """Shares of the units a fault can befall; each is planted at least once where it can be."""

    mistyped_credit_code: float = 0.002
    mistyped_identity_number: float = 0.002
    birth_day_not_of_the_number: float = 0.001
    sex_not_of_the_number: float = 0.001
    unknown_code: float = 0.002
    impossible_date: float = 0.002
    missing_required_cell: float = 0.002
    number_in_words: float = 0.002
    unknown_employer: float = 0.001
    unknown_site: float = 0.001
    unknown_post: float = 0.001
    future_date: float = 0.001
    end_before_start: float = 0.001
    number_out_of_range: float = 0.002
    period_ends_before_it_begins: float = 0.001
    step_too_early: float = 0.001
    dates_out_of_order: float = 0.001
    exposed_as_a_child: float = 0.001
    twelve_months: float = 0.001
    suspected_without_code: float = 0.1
    contraindication_without_name: float = 0.05
    disease_of_the_other_edition: float = 0.05
    diagnosed_by_the_other_edition: float = 0.02
    recheck_after_2026: float = 0.01
    two_dust_conclusions: float = 0.002
    conclusion_missing: float = 0.002
    hazard_not_examined: float = 0.001
    examination_rows_differ: float = 0.001
    agency_without_using_unit: float = 0.02
    more_exposed_than_employed: float = 0.01
    more_over_than_tested: float = 0.01
    agency_without_employer: float = 0.02
    direct_with_other_employer: float = 0.001
    contradictory_twice: float = 0.001
    two_conclusions_for_one_hazard: float = 0.0005
    written_twice: float = 0.002
    corrected_later: float = 0.005
    sent_again_unchanged: float = 0.005
    examination_never_sent: float = 0.03
    report_never_sent: float = 0.03
    declaration_never_sent: float = 0.01
    worker_never_sent: float = 0.005
    training_never_sent: float = 0.03
    archive_never_sent: float = 0.01
    dose_report_never_sent: float = 0.01
    inspection_never_sent: float = 0.02
    case_never_sent: float = 0.02
    hours_left_blank: float = 0.05
    file_left_blank: float = 0.01
    archive_left_blank: float = 0.02
    medical_left_blank: float = 0.04
    dust_service_left_blank: float = 0.1
    dust_months_left_blank: float = 0.05
    size_left_blank: float = 0.06
    insured_without_number: float = 0.03
    insured_mistyped: float = 0.15
    sent_a_batch_late: float = 0.02
    rejected_rows_sent_again: float = 0.7


def rates_of(rates: Rates) -> dict[str, float]:
    """The rates by name, as ``truth.json`` prints them."""
    return {one.name: getattr(rates, one.name) for one in fields(rates)}
