"""The shape of a SHA-256 in hexadecimal, checked by the database itself."""

from typing import Any

from django.db.models import BooleanField, Func


class IsSha256(Func):
    """True for 64 lower-case hexadecimal digits; plain SQL, so every client is held to it."""

    arity = 1

    def _resolve_output_field(self) -> BooleanField:
        return BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(LENGTH(%(expressions)s) = 64 AND %(expressions)s NOT GLOB '*[^0-9a-f]*')"
        return self._twice(*self.as_sql(compiler, connection, template=template, **context))

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(%(expressions)s ~ '^[0-9a-f]{64}$')"
        return self.as_sql(compiler, connection, template=template, **context)

    def _twice(self, sql: str, parameters: Any) -> Any:
        return sql, (*parameters, *parameters)
