"""Triggers of append-only tables, as this migration found them declared."""

from django.db import migrations

from sinasec.records.guards import hold_to

TABLES = (
    "audit_event",
    "audit_eventlink",
)
STATEMENTS = {
    "sqlite": (
        """\
CREATE TRIGGER IF NOT EXISTS audit_event_no_update BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'Lo anotado en la auditoría no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS audit_event_no_delete BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'Lo anotado en la auditoría no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS audit_event_no_replace BEFORE INSERT ON audit_event
WHEN EXISTS (SELECT 1 FROM audit_event WHERE (rowid = NEW.rowid) OR (id = NEW.id))
BEGIN SELECT RAISE(ABORT, 'Lo anotado en la auditoría no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS audit_eventlink_no_update BEFORE UPDATE ON audit_eventlink
BEGIN SELECT RAISE(ABORT, 'Lo anotado en la auditoría no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS audit_eventlink_no_delete BEFORE DELETE ON audit_eventlink
BEGIN SELECT RAISE(ABORT, 'Lo anotado en la auditoría no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS audit_eventlink_no_replace BEFORE INSERT ON audit_eventlink
WHEN EXISTS (SELECT 1 FROM audit_eventlink WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (app = NEW.app AND at = NEW.at) OR (sha256 = NEW.sha256))
BEGIN SELECT RAISE(ABORT, 'Lo anotado en la auditoría no se cambia ni se borra.'); END""",
    ),
    "postgresql": (
        """\
CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """\
CREATE OR REPLACE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION records_refuse('Lo anotado en la auditoría no se cambia ni se borra.')""",
        """\
CREATE OR REPLACE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Lo anotado en la auditoría no se cambia ni se borra.')""",
        """\
CREATE OR REPLACE TRIGGER audit_eventlink_no_change BEFORE UPDATE OR DELETE ON audit_eventlink
FOR EACH ROW EXECUTE FUNCTION records_refuse('Lo anotado en la auditoría no se cambia ni se borra.')""",
        """\
CREATE OR REPLACE TRIGGER audit_eventlink_no_truncate BEFORE TRUNCATE ON audit_eventlink
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Lo anotado en la auditoría no se cambia ni se borra.')""",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [hold_to(TABLES, STATEMENTS)]
