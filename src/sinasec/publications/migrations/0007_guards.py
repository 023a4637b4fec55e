"""Triggers of append-only tables, as this migration found them declared."""

from django.db import migrations

from sinasec.records.guards import hold_to

TABLES = (
    "publications_publication",
    "publications_reply",
    "publications_withdrawal",
    "publications_erratum",
    "publications_answer",
)
STATEMENTS = {
    "sqlite": (
        """\
CREATE TRIGGER IF NOT EXISTS publications_publication_no_update BEFORE UPDATE ON publications_publication
BEGIN SELECT RAISE(ABORT, 'Lo publicado no se modifica ni se borra: publique de nuevo.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_publication_no_delete BEFORE DELETE ON publications_publication
BEGIN SELECT RAISE(ABORT, 'Lo publicado no se modifica ni se borra: publique de nuevo.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_publication_no_replace BEFORE INSERT ON publications_publication
WHEN EXISTS (SELECT 1 FROM publications_publication WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (sha256 = NEW.sha256) OR (folder = NEW.folder) OR (replaces_id = NEW.replaces_id))
BEGIN SELECT RAISE(ABORT, 'Lo publicado no se modifica ni se borra: publique de nuevo.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_reply_no_update BEFORE UPDATE ON publications_reply
BEGIN SELECT RAISE(ABORT, 'Lo publicado no se modifica ni se borra: publique de nuevo.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_reply_no_delete BEFORE DELETE ON publications_reply
BEGIN SELECT RAISE(ABORT, 'Lo publicado no se modifica ni se borra: publique de nuevo.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_reply_no_replace BEFORE INSERT ON publications_reply
WHEN EXISTS (SELECT 1 FROM publications_reply WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (publication_id = NEW.publication_id AND committee = NEW.committee AND sha256 = NEW.sha256))
BEGIN SELECT RAISE(ABORT, 'Lo publicado no se modifica ni se borra: publique de nuevo.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_withdrawal_no_update BEFORE UPDATE ON publications_withdrawal
BEGIN SELECT RAISE(ABORT, 'Lo que se dijo de una publicación no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_withdrawal_no_delete BEFORE DELETE ON publications_withdrawal
BEGIN SELECT RAISE(ABORT, 'Lo que se dijo de una publicación no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_withdrawal_no_replace BEFORE INSERT ON publications_withdrawal
WHEN EXISTS (SELECT 1 FROM publications_withdrawal WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (publication_id = NEW.publication_id))
BEGIN SELECT RAISE(ABORT, 'Lo que se dijo de una publicación no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_erratum_no_update BEFORE UPDATE ON publications_erratum
BEGIN SELECT RAISE(ABORT, 'Lo que se dijo de una publicación no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_erratum_no_delete BEFORE DELETE ON publications_erratum
BEGIN SELECT RAISE(ABORT, 'Lo que se dijo de una publicación no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_erratum_no_replace BEFORE INSERT ON publications_erratum
WHEN EXISTS (SELECT 1 FROM publications_erratum WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (publication_id = NEW.publication_id AND committee = NEW.committee AND duty = NEW.duty AND first_day = NEW.first_day AND last_day = NEW.last_day AND should_say = NEW.should_say))
BEGIN SELECT RAISE(ABORT, 'Lo que se dijo de una publicación no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_answer_no_update BEFORE UPDATE ON publications_answer
BEGIN SELECT RAISE(ABORT, 'Lo que se dijo de una publicación no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_answer_no_delete BEFORE DELETE ON publications_answer
BEGIN SELECT RAISE(ABORT, 'Lo que se dijo de una publicación no se cambia ni se borra.'); END""",
        """\
CREATE TRIGGER IF NOT EXISTS publications_answer_no_replace BEFORE INSERT ON publications_answer
WHEN EXISTS (SELECT 1 FROM publications_answer WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (reply_id = NEW.reply_id))
BEGIN SELECT RAISE(ABORT, 'Lo que se dijo de una publicación no se cambia ni se borra.'); END""",
    ),
    "postgresql": (
        """\
CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """\
CREATE OR REPLACE TRIGGER publications_publication_no_change BEFORE UPDATE OR DELETE ON publications_publication
FOR EACH ROW EXECUTE FUNCTION records_refuse('Lo publicado no se modifica ni se borra: publique de nuevo.')""",
        """\
CREATE OR REPLACE TRIGGER publications_publication_no_truncate BEFORE TRUNCATE ON publications_publication
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Lo publicado no se modifica ni se borra: publique de nuevo.')""",
        """\
CREATE OR REPLACE TRIGGER publications_reply_no_change BEFORE UPDATE OR DELETE ON publications_reply
FOR EACH ROW EXECUTE FUNCTION records_refuse('Lo publicado no se modifica ni se borra: publique de nuevo.')""",
        """\
CREATE OR REPLACE TRIGGER publications_reply_no_truncate BEFORE TRUNCATE ON publications_reply
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Lo publicado no se modifica ni se borra: publique de nuevo.')""",
        """\
CREATE OR REPLACE TRIGGER publications_withdrawal_no_change BEFORE UPDATE OR DELETE ON publications_withdrawal
FOR EACH ROW EXECUTE FUNCTION records_refuse('Lo que se dijo de una publicación no se cambia ni se borra.')""",
        """\
CREATE OR REPLACE TRIGGER publications_withdrawal_no_truncate BEFORE TRUNCATE ON publications_withdrawal
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Lo que se dijo de una publicación no se cambia ni se borra.')""",
        """\
CREATE OR REPLACE TRIGGER publications_erratum_no_change BEFORE UPDATE OR DELETE ON publications_erratum
FOR EACH ROW EXECUTE FUNCTION records_refuse('Lo que se dijo de una publicación no se cambia ni se borra.')""",
        """\
CREATE OR REPLACE TRIGGER publications_erratum_no_truncate BEFORE TRUNCATE ON publications_erratum
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Lo que se dijo de una publicación no se cambia ni se borra.')""",
        """\
CREATE OR REPLACE TRIGGER publications_answer_no_change BEFORE UPDATE OR DELETE ON publications_answer
FOR EACH ROW EXECUTE FUNCTION records_refuse('Lo que se dijo de una publicación no se cambia ni se borra.')""",
        """\
CREATE OR REPLACE TRIGGER publications_answer_no_truncate BEFORE TRUNCATE ON publications_answer
FOR EACH STATEMENT EXECUTE FUNCTION records_refuse('Lo que se dijo de una publicación no se cambia ni se borra.')""",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("publications", "0006_advances")]
    operations = [hold_to(TABLES, STATEMENTS)]
