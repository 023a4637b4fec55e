"""Triggers of append-only tables, as this migration found them declared."""

from django.db import migrations

from sinasec.records.guards import hold_to

TABLES = (
    "accounts_mandate",
    "accounts_mandateend",
    "accounts_invitation",
    "accounts_invitationend",
)
STATEMENTS = {
    "sqlite": (
        """\
CREATE TRIGGER IF NOT EXISTS accounts_mandate_no_update BEFORE UPDATE ON accounts_mandate
BEGIN SELECT RAISE(ABORT, 'Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_mandate_no_delete BEFORE DELETE ON accounts_mandate
BEGIN SELECT RAISE(ABORT, 'Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_mandate_no_replace BEFORE INSERT ON accounts_mandate
WHEN EXISTS (SELECT 1 FROM accounts_mandate WHERE (rowid = NEW.rowid) OR (id = NEW.id))
BEGIN SELECT RAISE(ABORT, 'Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_mandateend_no_update BEFORE UPDATE ON accounts_mandateend
BEGIN SELECT RAISE(ABORT, 'Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_mandateend_no_delete BEFORE DELETE ON accounts_mandateend
BEGIN SELECT RAISE(ABORT, 'Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_mandateend_no_replace BEFORE INSERT ON accounts_mandateend
WHEN EXISTS (SELECT 1 FROM accounts_mandateend WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (mandate_id = NEW.mandate_id))
BEGIN SELECT RAISE(ABORT, 'Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_invitation_no_update BEFORE UPDATE ON accounts_invitation
BEGIN SELECT RAISE(ABORT, 'Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_invitation_no_delete BEFORE DELETE ON accounts_invitation
BEGIN SELECT RAISE(ABORT, 'Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_invitation_no_replace BEFORE INSERT ON accounts_invitation
WHEN EXISTS (SELECT 1 FROM accounts_invitation WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (token_sha256 = NEW.token_sha256))
BEGIN SELECT RAISE(ABORT, 'Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_invitationend_no_update BEFORE UPDATE ON accounts_invitationend
BEGIN SELECT RAISE(ABORT, 'Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_invitationend_no_delete BEFORE DELETE ON accounts_invitationend
BEGIN SELECT RAISE(ABORT, 'Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS accounts_invitationend_no_replace BEFORE INSERT ON accounts_invitationend
WHEN EXISTS (SELECT 1 FROM accounts_invitationend WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (invitation_id = NEW.invitation_id))
BEGIN SELECT RAISE(ABORT, 'Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.'); END""",
    ),
    "postgresql": (
        """\
CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """\
CREATE OR REPLACE TRIGGER accounts_mandate_no_change BEFORE UPDATE OR DELETE ON accounts_mandate
FOR EACH ROW EXECUTE FUNCTION records_refuse('Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.')""",
        """\
CREATE OR REPLACE TRIGGER accounts_mandate_no_truncate BEFORE TRUNCATE ON accounts_mandate
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.')""",
        """\
CREATE OR REPLACE TRIGGER accounts_mandateend_no_change BEFORE UPDATE OR DELETE ON accounts_mandateend
FOR EACH ROW EXECUTE FUNCTION records_refuse('Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.')""",
        """\
CREATE OR REPLACE TRIGGER accounts_mandateend_no_truncate BEFORE TRUNCATE ON accounts_mandateend
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Una designación no se cambia ni se borra: se termina, y si hace falta se da otra.')""",
        """\
CREATE OR REPLACE TRIGGER accounts_invitation_no_change BEFORE UPDATE OR DELETE ON accounts_invitation
FOR EACH ROW EXECUTE FUNCTION records_refuse('Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.')""",
        """\
CREATE OR REPLACE TRIGGER accounts_invitation_no_truncate BEFORE TRUNCATE ON accounts_invitation
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.')""",
        """\
CREATE OR REPLACE TRIGGER accounts_invitationend_no_change BEFORE UPDATE OR DELETE ON accounts_invitationend
FOR EACH ROW EXECUTE FUNCTION records_refuse('Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.')""",
        """\
CREATE OR REPLACE TRIGGER accounts_invitationend_no_truncate BEFORE TRUNCATE ON accounts_invitationend
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Una invitación no se cambia ni se borra: se retira, y si hace falta se hace otra.')""",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [hold_to(TABLES, STATEMENTS)]
