"""The rights of the account with which the site works, on a PostgreSQL whose tables are another's.

Who owns a table can drop its triggers; who does not can only do what is granted here. Facts and
publications are added and read; only tables that people correct are changed.
"""

from typing import Any, Final

from sinasec.not_prepared import NotPrepared
from sinasec.records.append_only import declared

CHANGED: Final = (
    "territories_unit",
    "territories_edition",
    "territories_boundary",
    "committees_committee",
    "accounts_person",
    "accounts_attempt",
    "accounts_kept",
    "work_job",
)
# Of those that let people sign in: sessions, addresses and second factors.
OF_SIGNING_IN: Final = (
    "django_session",
    "account_emailaddress",
    "mfa_authenticator",
    "usersessions_usersession",
)
ERASED: Final = ("audit_personal",)  # added to, and taken from when its time has passed
READ: Final = ("django_migrations", "django_content_type")
CODE: Final = "cuenta"
_LACKING: Final = """
SELECT string_agg(r, ', ' ORDER BY n) || ' en ' || t
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS wanted (t, r, n)
WHERE NOT has_table_privilege(to_regclass('public.' || t), r)
GROUP BY t
UNION ALL
SELECT 'USAGE en la secuencia ' || relname FROM pg_class
WHERE relnamespace = to_regnamespace('public')
AND CASE relkind WHEN 'S' THEN NOT has_sequence_privilege(oid, 'USAGE') ELSE false END
ORDER BY 1
"""


def rights() -> dict[str, str]:
    """What the site's account may do with each table: what is declared append-only is added to."""
    return {
        **{table.table: "SELECT, INSERT" for table in declared()},
        **dict.fromkeys(ERASED, "SELECT, INSERT, DELETE"),
        **dict.fromkeys((*CHANGED, *OF_SIGNING_IN), "SELECT, INSERT, UPDATE, DELETE"),
        **dict.fromkeys(READ, "SELECT"),
    }


def grant(connection: Any, account: str) -> list[str]:
    """Give the account what it needs and nothing else; returns the statements, as they ran.

    The connection is the owner's. Raises NotPrepared on SQLite, for an account that is not there
    and for the owner itself.
    """
    _check(connection, account)
    statements = grants(connection.ops.quote_name(account), _present(connection))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return statements


def grants(account: str, present: set[str]) -> list[str]:
    """The statements for the tables that are `present`; `account` is already quoted."""
    return [
        f"GRANT USAGE ON SCHEMA public TO {account}",
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {account}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {account}",
        *(
            f"GRANT {right} ON {table} TO {account}"
            for table, right in rights().items()
            if table in present
        ),
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {account}",
    ]


def lacking(connection: Any) -> list[str]:
    """What `grants` gives and the account of this connection has not: «INSERT en TABLA».

    Of the tables that are there. A list, empty on SQLite.
    """
    if connection.vendor != "postgresql":
        return []
    pairs = [(table, right) for table, each in rights().items() for right in each.split(", ")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege('public', 'USAGE')")
        if not cursor.fetchone()[0]:
            return ["USAGE en el esquema public"]
        cursor.execute(_LACKING, [list(each) for each in zip(*pairs, strict=True)])
        return [row[0] for row in cursor.fetchall()]


def owns_tables(connection: Any) -> bool:
    """Whether the account of this connection could drop the triggers of the facts."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class "
            "WHERE oid = to_regclass('compliance_act')"
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def _check(connection: Any, account: str) -> None:
    if connection.vendor != "postgresql":
        raise NotPrepared(CODE, "SQLite no tiene cuentas: quite --grant-to.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = %s", [account])
        if cursor.fetchone()[0]:
            raise NotPrepared(
                CODE, f"«{account}» es la dueña de las tablas: dé los derechos a otra cuenta."
            )
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [account])
        row = cursor.fetchone()
    if row is None:
        raise NotPrepared(
            CODE, f"No hay ninguna cuenta «{account}»: créela con CREATE ROLE … LOGIN PASSWORD …"
        )
    if row[0]:
        raise NotPrepared(
            CODE, f"«{account}» es superusuaria y puede todo: use una cuenta que no lo sea."
        )


def _present(connection: Any) -> set[str]:
    return set(connection.introspection.table_names())
