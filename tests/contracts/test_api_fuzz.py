"""Odd requests get a declared answer: never a failure of ours, never an undeclared shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support import workbooks as books
from tests.support.served import load_district, make_users
from zhifang.access.roles import Role
from zhifang.api.keys import create_key
from zhifang.obligations.storing import bring_up_to_date

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def token(module_database: str) -> Iterator[str]:
    """A district's key."""
    load_district()
    make_users()
    yield create_key(name="fuzz", role=Role.DISTRICT, actor="operator")
    connections.close_all()


@pytest.fixture(scope="module")
def operations(token: str) -> list[Any]:
    """Every operation of the API."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    return [found.ok() for found in schema.get_all_operations()]


def known_places() -> dict[str, Any]:
    """Path parameters of things that are there."""
    with connections["engine"].cursor() as cursor:
        cursor.execute("select obligation_id from turn order by id limit 1")
        (obligation,) = cursor.fetchone()
    return {
        "plan_id": "mentougou-2016-2020",
        "target_id": "I03",
        "credit_code": books.E1,
        "obligation_id": obligation,
        "worker_id": 1,
        "sheet": "declarations",
        "number": 1,
    }


def test_odd_requests(operations: list[Any], token: str) -> None:
    bring_up_to_date()
    places = known_places()
    for operation in operations:

        @settings(
            max_examples=24,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), known=st.booleans())
        def odd(case: Any, known: bool) -> None:
            if known:  # a path that is there, so that the odd part is elsewhere
                case.path_parameters = {**case.path_parameters, **places}
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)

        odd()
