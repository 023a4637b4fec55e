"""Triggers of append-only tables, as this migration found them declared."""

from django.db import migrations

from sinasec.records.guards import hold_to

TABLES = (
    "letters_letter",
    "letters_copy",
    "letters_annulment",
    "letters_received",
    "letters_entryannulment",
)
STATEMENTS = {
    "sqlite": (
        """\
CREATE TRIGGER IF NOT EXISTS letters_letter_no_update BEFORE UPDATE ON letters_letter
BEGIN SELECT RAISE(ABORT, 'Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_letter_no_delete BEFORE DELETE ON letters_letter
BEGIN SELECT RAISE(ABORT, 'Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_letter_no_replace BEFORE INSERT ON letters_letter
WHEN EXISTS (SELECT 1 FROM letters_letter WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (office = NEW.office AND series = NEW.series AND year = NEW.year AND simulated = NEW.simulated AND number = NEW.number) OR (office = NEW.office AND series = NEW.series AND year = NEW.year AND simulated = NEW.simulated AND reference = NEW.reference) OR (supersedes_id = NEW.supersedes_id))
BEGIN SELECT RAISE(ABORT, 'Ese número ya es de otra carta: no se usa dos veces.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_copy_no_update BEFORE UPDATE ON letters_copy
BEGIN SELECT RAISE(ABORT, 'Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_copy_no_delete BEFORE DELETE ON letters_copy
BEGIN SELECT RAISE(ABORT, 'Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_copy_no_replace BEFORE INSERT ON letters_copy
WHEN EXISTS (SELECT 1 FROM letters_copy WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (letter_id = NEW.letter_id))
BEGIN SELECT RAISE(ABORT, 'Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_annulment_no_update BEFORE UPDATE ON letters_annulment
BEGIN SELECT RAISE(ABORT, 'Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_annulment_no_delete BEFORE DELETE ON letters_annulment
BEGIN SELECT RAISE(ABORT, 'Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_annulment_no_replace BEFORE INSERT ON letters_annulment
WHEN EXISTS (SELECT 1 FROM letters_annulment WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (letter_id = NEW.letter_id))
BEGIN SELECT RAISE(ABORT, 'Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_received_no_update BEFORE UPDATE ON letters_received
BEGIN SELECT RAISE(ABORT, 'Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_received_no_delete BEFORE DELETE ON letters_received
BEGIN SELECT RAISE(ABORT, 'Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_received_no_replace BEFORE INSERT ON letters_received
WHEN EXISTS (SELECT 1 FROM letters_received WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (office = NEW.office AND year = NEW.year AND simulated = NEW.simulated AND number = NEW.number))
BEGIN SELECT RAISE(ABORT, 'Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_entryannulment_no_update BEFORE UPDATE ON letters_entryannulment
BEGIN SELECT RAISE(ABORT, 'Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_entryannulment_no_delete BEFORE DELETE ON letters_entryannulment
BEGIN SELECT RAISE(ABORT, 'Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS letters_entryannulment_no_replace BEFORE INSERT ON letters_entryannulment
WHEN EXISTS (SELECT 1 FROM letters_entryannulment WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (entry_id = NEW.entry_id))
BEGIN SELECT RAISE(ABORT, 'Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez.'); END""",
    ),
    "postgresql": (
        """\
CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """\
CREATE OR REPLACE TRIGGER letters_letter_no_change BEFORE UPDATE OR DELETE ON letters_letter
FOR EACH ROW EXECUTE FUNCTION records_refuse('Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.')""",
        """\
CREATE OR REPLACE TRIGGER letters_letter_no_truncate BEFORE TRUNCATE ON letters_letter
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.')""",
        """\
CREATE OR REPLACE TRIGGER letters_copy_no_change BEFORE UPDATE OR DELETE ON letters_copy
FOR EACH ROW EXECUTE FUNCTION records_refuse('Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.')""",
        """\
CREATE OR REPLACE TRIGGER letters_copy_no_truncate BEFORE TRUNCATE ON letters_copy
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.')""",
        """\
CREATE OR REPLACE TRIGGER letters_annulment_no_change BEFORE UPDATE OR DELETE ON letters_annulment
FOR EACH ROW EXECUTE FUNCTION records_refuse('Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.')""",
        """\
CREATE OR REPLACE TRIGGER letters_annulment_no_truncate BEFORE TRUNCATE ON letters_annulment
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Una carta emitida no se cambia ni se borra: anúlela, o emita otra que la reemplace.')""",
        """\
CREATE OR REPLACE TRIGGER letters_received_no_change BEFORE UPDATE OR DELETE ON letters_received
FOR EACH ROW EXECUTE FUNCTION records_refuse('Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez.')""",
        """\
CREATE OR REPLACE TRIGGER letters_received_no_truncate BEFORE TRUNCATE ON letters_received
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez.')""",
        """\
CREATE OR REPLACE TRIGGER letters_entryannulment_no_change BEFORE UPDATE OR DELETE ON letters_entryannulment
FOR EACH ROW EXECUTE FUNCTION records_refuse('Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez.')""",
        """\
CREATE OR REPLACE TRIGGER letters_entryannulment_no_truncate BEFORE TRUNCATE ON letters_entryannulment
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Lo recibido no se cambia ni se borra: si se registró mal, anúlelo y regístrelo otra vez.')""",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_entries")]
    operations = [hold_to(TABLES, STATEMENTS)]
