"""The shape of the INEI code of a district, checked by the database itself."""

from typing import Any

from django.db.models import BooleanField, Func


class IsUnitCode(Func):
    """True for six digits; plain SQL, which a bare connection can check as well."""

    arity = 1

    def _resolve_output_field(self) -> BooleanField:
        return BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(LENGTH(%(expressions)s) = 6 AND %(expressions)s NOT GLOB '*[^0-9]*')"
        sql, parameters = self.as_sql(compiler, connection, template=template, **context)
        return sql, (*parameters, *parameters)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(%(expressions)s ~ '^[0-9]{6}$')"
        return self.as_sql(compiler, connection, template=template, **context)
