"""Each answer says how many SQL statements it took, in the header X-Statements."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-Statements"
FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK")
"""What makes a transaction isn't counted; BEGIN and COMMIT don't come by here."""


class CountingMiddleware:
    """Counts around everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        count = 0

        def counted(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            nonlocal count
            count += not str(sql).startswith(FRAME)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response[HEADER] = str(count)
        return response
