"""``/api/v1`` put together: who asks, how errors look, what OpenAPI says."""

from __future__ import annotations

from typing import Any

from django.views.decorators.http import conditional_page
from ninja import NinjaAPI

from zhifang.api import intake, matches, plan_reads, reads, record_reads
from zhifang.api.identity import ByKey, BySession, as_reader
from zhifang.api.problems import CONTENT_TYPE, answer_problems


class Service(NinjaAPI):
    """The API; its OpenAPI says that errors are problem+json."""

    def get_openapi_schema(self, **given: Any) -> Any:
        """OpenAPI 3.1 of the whole API."""
        schema = super().get_openapi_schema(**given)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    content = answer.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        answer["content"] = {CONTENT_TYPE: content["application/json"]}
        return schema


api = Service(
    title="zhifang 职防",
    version="1",
    description=(
        "The reads of the pages, and intake. Days are YYYY-MM-DD (Asia/Shanghai). `as_of` is the "
        "day asked about, `known_at` the instant of knowledge (default: now). Lists are paged by "
        "`cursor`. Reads carry an ETag. Errors are application/problem+json."
    ),
    urls_namespace="api",
    docs_url=None,
    auth=[ByKey(), BySession()],
)
for router in (
    reads.router,
    record_reads.router,
    plan_reads.router,
    matches.router,
    intake.router,
):
    router.add_decorator(as_reader, mode="operation")
    router.add_decorator(conditional_page, mode="view")
    api.add_router("", router)
answer_problems(api)
