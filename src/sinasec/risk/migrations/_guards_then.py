"""The statements that migrations 0002 and 0004 ran when they were made, kept as they were."""

TABLES = ("risk_priorityact", "risk_prioritydistrict")
SQLITE = (
    """\
CREATE TRIGGER IF NOT EXISTS risk_priorityact_not_mixed BEFORE INSERT ON risk_priorityact
WHEN NOT EXISTS (SELECT 1 FROM publications_publication
  WHERE id = NEW.publication_id AND simulated = NEW.simulated)
BEGIN SELECT RAISE(ABORT, 'Una lista es SIMULADO si su publicación lo es, y solo entonces.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS risk_priorityact_not_too_soon BEFORE INSERT ON risk_priorityact
WHEN EXISTS (SELECT 1 FROM publications_publication
  WHERE id = NEW.publication_id AND NOT simulated AND stage <> 'definitiva')
BEGIN SELECT RAISE(ABORT, 'Una lista real sale de una publicación definitiva: esta es preliminar.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS risk_priorityact_no_update BEFORE UPDATE ON risk_priorityact BEGIN SELECT RAISE(ABORT, 'Una lista aprobada no se modifica ni se borra: registre el acto que la cambia.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS risk_priorityact_no_delete BEFORE DELETE ON risk_priorityact BEGIN SELECT RAISE(ABORT, 'Una lista aprobada no se modifica ni se borra: registre el acto que la cambia.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS risk_priorityact_no_replace BEFORE INSERT ON risk_priorityact WHEN EXISTS (SELECT 1 FROM risk_priorityact WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (sha256 = NEW.sha256) OR (replaces_id = NEW.replaces_id)) BEGIN SELECT RAISE(ABORT, 'Una lista aprobada no se modifica ni se borra: registre el acto que la cambia.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS risk_prioritydistrict_no_update BEFORE UPDATE ON risk_prioritydistrict BEGIN SELECT RAISE(ABORT, 'Una lista aprobada no se modifica ni se borra: registre el acto que la cambia.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS risk_prioritydistrict_no_delete BEFORE DELETE ON risk_prioritydistrict BEGIN SELECT RAISE(ABORT, 'Una lista aprobada no se modifica ni se borra: registre el acto que la cambia.'); END""",
    """\
CREATE TRIGGER IF NOT EXISTS risk_prioritydistrict_no_replace BEFORE INSERT ON risk_prioritydistrict WHEN EXISTS (SELECT 1 FROM risk_prioritydistrict WHERE (rowid = NEW.rowid) OR (id = NEW.id) OR (act_id = NEW.act_id AND unit = NEW.unit)) BEGIN SELECT RAISE(ABORT, 'Una lista aprobada no se modifica ni se borra: registre el acto que la cambia.'); END""",
)
POSTGRES = (
    """\
CREATE OR REPLACE FUNCTION risk_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'Una lista aprobada no se modifica ni se borra: registre el acto que la cambia.' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE FUNCTION risk_check_not_mixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM publications_publication
    WHERE id = NEW.publication_id AND simulated = NEW.simulated)
  THEN RAISE EXCEPTION 'Una lista es SIMULADO si su publicación lo es, y solo entonces.' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION risk_check_not_too_soon() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM publications_publication
    WHERE id = NEW.publication_id AND NOT simulated AND stage <> 'definitiva')
  THEN RAISE EXCEPTION 'Una lista real sale de una publicación definitiva: esta es preliminar.' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER risk_priorityact_not_mixed BEFORE INSERT ON risk_priorityact
FOR EACH ROW EXECUTE FUNCTION risk_check_not_mixed();
CREATE OR REPLACE TRIGGER risk_priorityact_not_too_soon BEFORE INSERT ON risk_priorityact
FOR EACH ROW EXECUTE FUNCTION risk_check_not_too_soon()""",
    """\
CREATE OR REPLACE TRIGGER risk_priorityact_no_change BEFORE UPDATE OR DELETE ON risk_priorityact
FOR EACH ROW EXECUTE FUNCTION risk_refuse_change();
CREATE OR REPLACE TRIGGER risk_priorityact_no_truncate BEFORE TRUNCATE ON risk_priorityact
FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse_change()""",
    """\
CREATE OR REPLACE TRIGGER risk_prioritydistrict_no_change BEFORE UPDATE OR DELETE ON risk_prioritydistrict
FOR EACH ROW EXECUTE FUNCTION risk_refuse_change();
CREATE OR REPLACE TRIGGER risk_prioritydistrict_no_truncate BEFORE TRUNCATE ON risk_prioritydistrict
FOR EACH STATEMENT EXECUTE FUNCTION risk_refuse_change()""",
)
SQLITE_CLOSED = (
    """\
CREATE TRIGGER IF NOT EXISTS risk_prioritydistrict_closed BEFORE INSERT ON risk_prioritydistrict
WHEN NOT 
EXISTS (SELECT 1 FROM risk_priorityact WHERE id = NEW.act_id
  AND size > (SELECT COUNT(*) FROM risk_prioritydistrict WHERE act_id = NEW.act_id))

BEGIN SELECT RAISE(ABORT, 'Una lista aprobada no se modifica: solo lleva los distritos con que se registró. Registre el acto que la cambia.'); END""",
)
POSTGRES_CLOSED = (
    """\
CREATE OR REPLACE FUNCTION risk_check_not_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT 
EXISTS (SELECT 1 FROM risk_priorityact WHERE id = NEW.act_id
  AND size > (SELECT COUNT(*) FROM risk_prioritydistrict WHERE act_id = NEW.act_id))

  THEN RAISE EXCEPTION 'Una lista aprobada no se modifica: solo lleva los distritos con que se registró. Registre el acto que la cambia.' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER risk_prioritydistrict_closed BEFORE INSERT ON risk_prioritydistrict
FOR EACH ROW EXECUTE FUNCTION risk_check_not_closed()""",
)


def lock(connection, *, closed: bool) -> None:
    open_ones = {"sqlite": SQLITE, "postgresql": POSTGRES}[connection.vendor]
    closing = {"sqlite": SQLITE_CLOSED, "postgresql": POSTGRES_CLOSED}[connection.vendor]
    with connection.cursor() as cursor:
        for statement in (*open_ones, *closing) if closed else open_ones:
            cursor.execute(statement)
