"""Triggers of append-only tables, as this migration found them declared."""

from django.db import migrations

from sinasec.records.guards import hold_to

TABLES = ("records_link",)
STATEMENTS = {
    "sqlite": (
        """\
CREATE TRIGGER IF NOT EXISTS records_link_no_update BEFORE UPDATE ON records_link
BEGIN SELECT RAISE(ABORT, 'La cadena de lo registrado no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS records_link_no_delete BEFORE DELETE ON records_link
BEGIN SELECT RAISE(ABORT, 'La cadena de lo registrado no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS records_link_no_replace BEFORE INSERT ON records_link
WHEN EXISTS (SELECT 1 FROM records_link WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (app = NEW.app AND at = NEW.at) OR (sha256 = NEW.sha256))
BEGIN SELECT RAISE(ABORT, 'La cadena de lo registrado no se cambia ni se borra.'); END""",
    ),
    "postgresql": (
        """\
CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """\
CREATE OR REPLACE TRIGGER records_link_no_change BEFORE UPDATE OR DELETE ON records_link
FOR EACH ROW EXECUTE FUNCTION records_refuse('La cadena de lo registrado no se cambia ni se borra.')""",
        """\
CREATE OR REPLACE TRIGGER records_link_no_truncate BEFORE TRUNCATE ON records_link
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('La cadena de lo registrado no se cambia ni se borra.')""",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [hold_to(TABLES, STATEMENTS)]
