"""Signals on rows made by hand: what is a reason to look, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from zhifang.signals import (
    Entry,
    Limits,
    Measured,
    SiteStatus,
    Subject,
    at_threshold,
    backdated,
    bunched_at_year_end,
    one_employer,
    reopened,
)
from zhifang.signals.at_threshold import Trained, held_against
from zhifang.signals.tails import (
    binomial_tail,
    discoveries,
    exceedance_tail,
    hypergeometric_tail,
    nearest_rank,
)

LIMITS = Limits.on(date(2020, 12, 31))


def entry(sender: str, received: date, lag: int = 5, employer: str = "E1") -> Entry:
    """One declaration of the sender."""
    event = received - timedelta(days=lag)
    return Entry("declarations", sender, employer, "T", event, received, f"{sender}{received}")


def monthly(sender: str, year: int, day: int = 15, each: int = 3) -> list[Entry]:
    """``each`` entries on one day of every month."""
    return [entry(sender, date(year, month, day)) for month in range(1, 13) for _ in range(each)]


def test_binomial_tail_by_hand() -> None:
    assert binomial_tail(2, 2, 0.5) == pytest.approx(0.25)
    assert binomial_tail(1, 3, 0.5) == pytest.approx(7 / 8)
    assert binomial_tail(0, 3, 0.1) == 1
    assert binomial_tail(4, 3, 0.1) == 0


def test_exceedance_tail_by_hand() -> None:
    # ten values in any order: the last is the greatest once in ten
    assert exceedance_tail(1, 1, 9, 9) == pytest.approx(0.1)
    # both of two more above the greatest of three: 2 of 5 places on top, 1/10
    assert exceedance_tail(2, 2, 3, 3) == pytest.approx(0.1)
    assert exceedance_tail(0, 2, 3, 3) == pytest.approx(1)
    with pytest.raises(ValueError, match="rank 4"):
        exceedance_tail(1, 1, 3, 4)


def test_hypergeometric_tail_by_hand() -> None:
    assert hypergeometric_tail(2, 2, 2, 4) == pytest.approx(1 / 6)
    assert hypergeometric_tail(3, 3, 3, 6) == pytest.approx(1 / 20)
    assert hypergeometric_tail(0, 3, 3, 6) == pytest.approx(1)


def test_discoveries_are_those_of_the_paper() -> None:
    # Benjamini and Hochberg 1995, section 3.2: 15 p-values, q = 0.05, the first four
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
         0.4262, 0.5719, 0.6528, 0.7590, 1.0000]  # fmt: skip
    assert discoveries(p, 0.05) == [True] * 4 + [False] * 11
    assert discoveries([], 0.05) == []
    # one below its line carries those before it that are above theirs
    assert discoveries([0.09, 0.08], 0.1) == [True, True]


def test_nearest_rank() -> None:
    assert (nearest_rank(95, 20), nearest_rank(95, 21), nearest_rank(95, 1)) == (19, 20, 1)


def test_a_sender_whose_last_week_holds_half_its_year_is_named_with_the_rows() -> None:
    crowd = [entry("S1", date(2020, 12, 27 + day)) for day in range(5) for _ in range(8)]
    judged = bunched_at_year_end(
        [*monthly("S1", 2019), *monthly("S1", 2020), *crowd, *monthly("S2", 2020)], 2020, LIMITS
    )
    (signal,) = judged.signals
    assert (signal.subject, judged.judged) == ("S1", 2)
    # 36 + 40 entries, 76^2 / (12 x 9 + 5 x 64) = 13; 40/76 of them: 6
    assert signal.figures["effective_days"] == 13
    assert signal.figures["late_effective_days"] == 6
    assert signal.p == pytest.approx(binomial_tail(6, 13, 7 / 366))
    assert len(signal.evidence) == 40
    assert signal.evidence[0]["received_on"] == date(2020, 12, 27)


def test_one_large_file_is_one_act_and_a_steady_sender_is_not_named() -> None:
    large = [entry("S1", date(2020, 12, 30)) for _ in range(500)]
    judged = bunched_at_year_end([*monthly("S1", 2020), *large], 2020, LIMITS)
    assert (judged.signals, judged.judged, judged.too_few) == ((), 0, 1)
    steady = [entry("S1", date(2020, 1, 1) + timedelta(days=day)) for day in range(366)]
    judged = bunched_at_year_end([*monthly("S1", 2019), *steady], 2020, LIMITS)
    assert (judged.signals, judged.judged) == ((), 1)


def test_a_sender_that_began_in_the_last_weeks_is_held_against_those_weeks() -> None:
    begun = [entry("S1", date(2020, 12, day)) for day in range(16, 32)]
    judged = bunched_at_year_end(begun, 2020, LIMITS)
    assert (judged.signals, judged.judged) == ((), 1)


def test_entries_dated_back_beyond_the_usual_are_named() -> None:
    usual = [entry("S1", date(2019, 1, 1) + timedelta(days=9 * n), lag=n % 20) for n in range(40)]
    prompt = [entry("S1", date(2020, 3, 1) + timedelta(days=n), lag=6) for n in range(20)]
    far = [entry("S1", date(2020, 6, 1) + timedelta(days=n), lag=150 + n) for n in range(6)]
    judged = backdated([*usual, *prompt, *far], date(2020, 1, 1), date(2020, 12, 31), LIMITS)
    (signal,) = judged.signals
    assert signal.figures["usual_days"] == 18
    assert signal.figures["line_days"] == LIMITS.backdated_days
    assert (signal.figures["acts_beyond"], signal.figures["acts"]) == (6, 26)
    assert signal.p == pytest.approx(exceedance_tail(6, 26, 40, 38))
    assert [row["days"] for row in signal.evidence] == [150, 151, 152, 153, 154, 155]


def test_who_was_always_late_is_not_named_and_who_is_new_is_not_judged() -> None:
    late = [entry("S1", date(2018, 1, 1) + timedelta(days=9 * n), lag=200) for n in range(100)]
    new = [entry("S2", date(2020, 6, 1), lag=300)]
    judged = backdated([*late, *new], date(2020, 1, 1), date(2020, 12, 31), LIMITS)
    assert (judged.signals, judged.judged, judged.too_few) == ((), 1, 1)


def test_rows_of_one_delivery_about_one_employer_are_one_act() -> None:
    usual = [entry("S1", date(2019, 1, 1) + timedelta(days=9 * n), lag=n % 20) for n in range(40)]
    file = [entry("S1", date(2020, 6, 1), lag=200) for _ in range(50)]
    judged = backdated([*usual, *file], date(2020, 1, 1), date(2020, 12, 31), LIMITS)
    (one,) = judged.signals
    assert one.figures["acts_beyond"] == 1
    assert one.p == pytest.approx(3 / 41)
    spread = [replace(row, employer=f"E{number}") for number, row in enumerate(file)]
    judged = backdated([*usual, *spread], date(2020, 1, 1), date(2020, 12, 31), LIMITS)
    assert judged.signals[0].figures["acts_beyond"] == 50
    assert (judged.signals[0].p or 1) < 0.0001


def hours(group: str, value: float, number: int, line: int = 16) -> Measured:
    """One session of an organiser."""
    day = date(2020, 1, 1) + timedelta(days=number)
    return Measured(group, "E1", "T", Decimal(str(value)), Decimal(line), day, f"{group}{number}")


def test_an_organiser_with_exactly_the_hours_beside_mixed_ones_is_named() -> None:
    mixed = [hours(g, (16, 20, 12, 24)[n % 4], n) for g in ("A", "B", "C") for n in range(20)]
    bunched = [hours("X", 16, n) for n in range(15)]
    judged = at_threshold([*mixed, *bunched], LIMITS)
    (signal,) = judged.signals
    assert signal.subject == "X"
    assert (signal.figures["exactly"], signal.figures["sessions"]) == (15, 15)
    assert (signal.figures["others_exactly"], signal.figures["others"]) == (15, 60)
    # courses held for the required hours by everybody are no signal
    assert at_threshold([replace(one, value=one.line) for one in mixed], LIMITS).signals == ()


def test_a_class_is_one_session_and_values_far_from_the_line_are_no_neighbours() -> None:
    mixed = [hours("A", (16, 20, 12, 24)[n % 4], n) for n in range(20)]
    one_class = [replace(hours("X", 16, 0), key=str(n)) for n in range(60)]
    far = [hours("Y", 40, n) for n in range(30)]
    judged = at_threshold([*mixed, *one_class, *far], LIMITS)
    assert (judged.signals, judged.too_few) == ((), 2)  # X has one session; A has no other


def trained(day: date, value: float | None, person: str = "P") -> Trained:
    """One training of a person."""
    amount = None if value is None else Decimal(str(value))
    return Trained(person, "", "E1", "T", day, amount, f"{person}{day}")


def test_a_later_training_is_held_against_the_later_hours() -> None:
    rows = [
        trained(date(2016, 3, 1), 12),
        trained(date(2017, 3, 1), 16),
        trained(date(2018, 3, 1), 8),
        trained(date(2019, 3, 1), None),
        trained(date(2015, 11, 30), 4, "Q"),  # no number was asked for then
        trained(date(2016, 11, 30), 8, "Q"),
    ]
    found = {(one.key, int(one.line)) for one in held_against(rows)}
    assert found == {
        ("P2016-03-01", 16), ("P2017-03-01", 16), ("P2018-03-01", 8), ("Q2016-11-30", 8)
    }  # fmt: skip
    assert {one.group for one in held_against(rows)} == {"E1"}


def states(site: str, *days: tuple[date, str]) -> list[SiteStatus]:
    """The states of a site."""
    return [SiteStatus(site, "E1", "T", day, status) for day, status in days]


@pytest.mark.parametrize(
    ("closed", "opened", "named"),
    [
        (date(2020, 12, 20), date(2021, 1, 5), True),
        (date(2020, 12, 1), date(2021, 1, 31), True),
        (date(2020, 11, 30), date(2021, 1, 5), False),
        (date(2020, 12, 20), date(2021, 2, 1), False),
        (date(2020, 12, 31), date(2021, 1, 1), True),
        (date(2021, 1, 1), date(2021, 1, 5), False),
        (date(2020, 12, 20), date(2020, 12, 31), False),
    ],
)
def test_closed_over_the_last_day_of_the_year(closed: date, opened: date, named: bool) -> None:
    rows = states("S", (date(2015, 1, 1), "operating"), (closed, "closed"), (opened, "operating"))
    assert bool(reopened(rows, 2020, LIMITS).signals) is named


def test_a_pause_is_counted_from_the_first_closing_and_other_months_are_told() -> None:
    rows = states(
        "S",
        (date(2015, 1, 1), "operating"),
        (date(2020, 12, 10), "closed"),
        (date(2020, 12, 20), "closed"),
        (date(2021, 1, 10), "operating"),
    ) + states(
        "R",
        (date(2015, 1, 1), "operating"),
        (date(2020, 4, 20), "closed"),
        (date(2020, 5, 10), "operating"),
    )
    (signal,) = reopened(rows, 2020, LIMITS).signals
    assert signal.figures["closed_on"] == date(2020, 12, 10)
    assert signal.figures["other_month_ends"] == 1
    assert [row["event_on"] for row in signal.evidence] == [date(2020, 12, 10), date(2021, 1, 10)]


def test_closed_for_good_suspended_or_closed_from_the_first_is_no_signal() -> None:
    rows = states("A", (date(2015, 1, 1), "operating"), (date(2020, 12, 10), "closed"))
    rows += states(
        "B",
        (date(2015, 1, 1), "operating"),
        (date(2020, 12, 10), "suspended"),
        (date(2021, 1, 10), "operating"),
    )
    rows += states("C", (date(2020, 12, 10), "closed"), (date(2021, 1, 10), "operating"))
    assert reopened(rows, 2020, LIMITS).signals == ()


def subjects(employer: str, met: int, missing: int, town: str = "T") -> list[Subject]:
    """Rows of one employer."""
    sides = ["numerator"] * met + ["missing"] * missing
    return [Subject("I03", town, employer, side, f"{employer}{n}") for n, side in enumerate(sides)]


def ninety(_target: str, numerator: int, denominator: int) -> bool:
    """The line of 90 %."""
    return 10 * numerator >= 9 * denominator


def test_the_one_employer_that_lifts_its_town_is_named() -> None:
    town = [*subjects("BIG", 100, 0), *subjects("A", 12, 4), *subjects("B", 10, 3)]
    (signal,) = one_employer(town, ninety, LIMITS).signals
    assert (signal.subject, signal.town) == ("BIG", "T")
    assert (signal.figures["numerator"], signal.figures["denominator"]) == (122, 129)
    assert (signal.figures["others_numerator"], signal.figures["others_denominator"]) == (22, 29)
    assert len(signal.evidence) == 100


def test_a_rate_that_stands_at_the_line_names_nobody() -> None:
    at_line = [row for n in range(9) for row in subjects(f"E{n}", 1, 0)] + subjects("E9", 0, 1)
    assert one_employer(at_line, ninety, LIMITS).signals == ()
    unmet = [*subjects("BIG", 50, 0), *subjects("A", 0, 30)]
    assert one_employer(unmet, ninety, LIMITS).signals == ()


def test_too_few_others_are_not_judged_and_unknown_rows_do_not_count() -> None:
    few = [*subjects("BIG", 100, 0), *subjects("A", 0, 4)]
    assert one_employer(few, ninety, LIMITS).signals == ()
    judged = one_employer(subjects("A", 4, 0), ninety, LIMITS)
    assert (judged.judged, judged.too_few) == (0, 1)
    unknown = [replace(row, side="unknown") for row in subjects("C", 30, 0)]
    judged = one_employer([*subjects("A", 4, 0), *unknown], ninety, LIMITS)
    assert (judged.judged, judged.too_few) == (0, 1)
