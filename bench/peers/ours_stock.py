"""Our server as it is, save that graphql-core's own executor runs the operations."""

from typing import Any
from unittest.mock import patch

from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from app.command import main
from schema import StreamingSchema, build_schema


def _schema(**options: Any) -> StreamingSchema:
    built = build_schema(**options)
    built.execution_context_class = StrawberryGraphQLCoreExecutionContext
    return built


if __name__ == "__main__":
    # The server offers no choice of executor; here, and only here, its schema is given another.
    with patch("app.asgi.build_schema", _schema):
        main(["serve", "--no-demo"])
