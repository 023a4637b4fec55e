"""From here on the database refuses to change or remove a fact.

The statements are those of then: what is declared today is in `append_only`.
"""

from typing import Any

from django.db import migrations

SQLITE = (
    """\
CREATE TRIGGER IF NOT EXISTS compliance_act_correction BEFORE INSERT ON compliance_act
WHEN NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM compliance_act
  WHERE id = NEW.supersedes_id AND committee_id = NEW.committee_id AND simulated = NEW.simulated
  AND substr(kind || '-', 1, instr(kind || '-', '-'))
    = substr(NEW.kind || '-', 1, instr(NEW.kind || '-', '-')))
BEGIN SELECT RAISE(ABORT, 'Una corrección debe ser del mismo comité y de la misma familia que un acto ya registrado.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_batch_no_update BEFORE UPDATE ON compliance_batch
BEGIN SELECT RAISE(ABORT, 'Los hechos no se cambian ni se borran: registre una corrección.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_batch_no_delete BEFORE DELETE ON compliance_batch
BEGIN SELECT RAISE(ABORT, 'Los hechos no se cambian ni se borran: registre una corrección.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_batch_no_replace BEFORE INSERT ON compliance_batch
WHEN EXISTS (SELECT 1 FROM compliance_batch WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM compliance_batch WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM compliance_batch WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'Ya hay un hecho con ese código: los hechos no se reemplazan.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_act_no_update BEFORE UPDATE ON compliance_act
BEGIN SELECT RAISE(ABORT, 'Los hechos no se cambian ni se borran: registre una corrección.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_act_no_delete BEFORE DELETE ON compliance_act
BEGIN SELECT RAISE(ABORT, 'Los hechos no se cambian ni se borran: registre una corrección.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_act_no_replace BEFORE INSERT ON compliance_act
WHEN EXISTS (SELECT 1 FROM compliance_act WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM compliance_act WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM compliance_act WHERE supersedes_id = NEW.supersedes_id)
BEGIN SELECT RAISE(ABORT, 'Ya hay un hecho con ese código: los hechos no se reemplazan.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_review_no_update BEFORE UPDATE ON compliance_review
BEGIN SELECT RAISE(ABORT, 'Los hechos no se cambian ni se borran: registre una corrección.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_review_no_delete BEFORE DELETE ON compliance_review
BEGIN SELECT RAISE(ABORT, 'Los hechos no se cambian ni se borran: registre una corrección.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_review_no_replace BEFORE INSERT ON compliance_review
WHEN EXISTS (SELECT 1 FROM compliance_review WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM compliance_review WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'Ya hay un hecho con ese código: los hechos no se reemplazan.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_waiver_no_update BEFORE UPDATE ON compliance_waiver
BEGIN SELECT RAISE(ABORT, 'Los hechos no se cambian ni se borran: registre una corrección.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_waiver_no_delete BEFORE DELETE ON compliance_waiver
BEGIN SELECT RAISE(ABORT, 'Los hechos no se cambian ni se borran: registre una corrección.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_waiver_no_replace BEFORE INSERT ON compliance_waiver
WHEN EXISTS (SELECT 1 FROM compliance_waiver WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM compliance_waiver WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'Ya hay un hecho con ese código: los hechos no se reemplazan.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_completeness_no_update BEFORE UPDATE ON compliance_completeness
BEGIN SELECT RAISE(ABORT, 'Los hechos no se cambian ni se borran: registre una corrección.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_completeness_no_delete BEFORE DELETE ON compliance_completeness
BEGIN SELECT RAISE(ABORT, 'Los hechos no se cambian ni se borran: registre una corrección.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS compliance_completeness_no_replace BEFORE INSERT ON compliance_completeness
WHEN EXISTS (SELECT 1 FROM compliance_completeness WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM compliance_completeness WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'Ya hay un hecho con ese código: los hechos no se reemplazan.'); END""",
)
POSTGRES = (
    """\
CREATE OR REPLACE FUNCTION compliance_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'Los hechos no se cambian ni se borran: registre una corrección.' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE FUNCTION compliance_check_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM compliance_act WHERE id = NEW.supersedes_id
    AND committee_id = NEW.committee_id AND simulated = NEW.simulated
    AND split_part(kind, '-', 1) = split_part(NEW.kind, '-', 1))
  THEN RAISE EXCEPTION 'Una corrección debe ser del mismo comité y de la misma familia que un acto ya registrado.' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER compliance_act_correction BEFORE INSERT ON compliance_act
FOR EACH ROW EXECUTE FUNCTION compliance_check_correction()""",
    """\
CREATE OR REPLACE TRIGGER compliance_batch_no_change BEFORE UPDATE OR DELETE ON compliance_batch
FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE OR REPLACE TRIGGER compliance_batch_no_truncate BEFORE TRUNCATE ON compliance_batch
FOR EACH STATEMENT EXECUTE FUNCTION compliance_refuse_change()""",
    """\
CREATE OR REPLACE TRIGGER compliance_act_no_change BEFORE UPDATE OR DELETE ON compliance_act
FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE OR REPLACE TRIGGER compliance_act_no_truncate BEFORE TRUNCATE ON compliance_act
FOR EACH STATEMENT EXECUTE FUNCTION compliance_refuse_change()""",
    """\
CREATE OR REPLACE TRIGGER compliance_review_no_change BEFORE UPDATE OR DELETE ON compliance_review
FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE OR REPLACE TRIGGER compliance_review_no_truncate BEFORE TRUNCATE ON compliance_review
FOR EACH STATEMENT EXECUTE FUNCTION compliance_refuse_change()""",
    """\
CREATE OR REPLACE TRIGGER compliance_waiver_no_change BEFORE UPDATE OR DELETE ON compliance_waiver
FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE OR REPLACE TRIGGER compliance_waiver_no_truncate BEFORE TRUNCATE ON compliance_waiver
FOR EACH STATEMENT EXECUTE FUNCTION compliance_refuse_change()""",
    """\
CREATE OR REPLACE TRIGGER compliance_completeness_no_change BEFORE UPDATE OR DELETE ON compliance_completeness
FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE OR REPLACE TRIGGER compliance_completeness_no_truncate BEFORE TRUNCATE ON compliance_completeness
FOR EACH STATEMENT EXECUTE FUNCTION compliance_refuse_change()""",
)


def hold_to_it(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[cursor.db.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("compliance", "0001_initial")]

    operations = [migrations.RunPython(hold_to_it, migrations.RunPython.noop)]
