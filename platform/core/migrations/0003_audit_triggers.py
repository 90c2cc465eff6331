"""The database's half of the audit trail: append-only, and sealed at commit.

Functions and triggers are made in the current schema and find their tables by TG_TABLE_SCHEMA, so
that a schema copied from a dump guards itself and no other.
"""

from django.db import migrations

# One deferred firing per entry; the first seals all entries of its transaction, the rest find
# themselves sealed. The head row is locked last and for the commit only, so writers neither fork
# the chain nor wait for each other's work.
SEAL = """
CREATE FUNCTION core_audit_seal() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    here text := quote_ident(TG_TABLE_SCHEMA);
    done boolean;
    prev text;
    link bigint;
    entry record;
BEGIN
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || here || '.core_auditseal WHERE entry_id = $1)'
        INTO done USING NEW.id;
    IF done THEN
        RETURN NULL;
    END IF;
    EXECUTE 'INSERT INTO ' || here || '.core_audithead (id, seq, hash)
        VALUES (1, 0, repeat(''0'', 64)) ON CONFLICT (id) DO NOTHING';
    EXECUTE 'SELECT seq, hash FROM ' || here || '.core_audithead WHERE id = 1 FOR UPDATE'
        INTO link, prev;
    FOR entry IN EXECUTE
        'SELECT e.id, e.digest FROM ' || here || '.core_auditentry e
         WHERE e.transaction_id = $1 AND NOT EXISTS (
             SELECT 1 FROM ' || here || '.core_auditseal s WHERE s.entry_id = e.id)
         ORDER BY e.id' USING NEW.transaction_id
    LOOP
        link := link + 1;
        EXECUTE 'INSERT INTO ' || here || '.core_auditseal (seq, entry_id, prev_hash, hash)
            VALUES ($1, $2, $3, encode(sha256(convert_to(
                $3 || ''|'' || $1 || ''|'' || $2 || ''|'' || $4, ''UTF8'')), ''hex''))
            RETURNING hash' INTO prev USING link, entry.id, prev, entry.digest;
    END LOOP;
    EXECUTE 'UPDATE ' || here || '.core_audithead SET seq = $1, hash = $2 WHERE id = 1'
        USING link, prev;
    RETURN NULL;
END
$body$;

CREATE CONSTRAINT TRIGGER core_audit_seal AFTER INSERT ON core_auditentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION core_audit_seal();
"""

KEEP = """
CREATE FUNCTION core_audit_keep() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$body$;

CREATE TRIGGER core_audit_keep_rows BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH ROW EXECUTE FUNCTION core_audit_keep();
CREATE TRIGGER core_audit_keep_table BEFORE TRUNCATE ON core_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION core_audit_keep();
CREATE TRIGGER core_audit_keep_rows BEFORE UPDATE OR DELETE ON core_auditseal
    FOR EACH ROW EXECUTE FUNCTION core_audit_keep();
CREATE TRIGGER core_audit_keep_table BEFORE TRUNCATE ON core_auditseal
    FOR EACH STATEMENT EXECUTE FUNCTION core_audit_keep();
CREATE TRIGGER core_audit_keep_rows BEFORE DELETE ON core_audithead
    FOR EACH ROW EXECUTE FUNCTION core_audit_keep();
CREATE TRIGGER core_audit_keep_table BEFORE TRUNCATE ON core_audithead
    FOR EACH STATEMENT EXECUTE FUNCTION core_audit_keep();
"""

INSTALL = SEAL + KEEP

REMOVE = """
DROP TRIGGER core_audit_keep_table ON core_audithead;
DROP TRIGGER core_audit_keep_rows ON core_audithead;
DROP TRIGGER core_audit_keep_table ON core_auditseal;
DROP TRIGGER core_audit_keep_rows ON core_auditseal;
DROP TRIGGER core_audit_keep_table ON core_auditentry;
DROP TRIGGER core_audit_keep_rows ON core_auditentry;
DROP TRIGGER core_audit_seal ON core_auditentry;
DROP FUNCTION core_audit_keep();
DROP FUNCTION core_audit_seal();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_inbox_numbering")]

    operations = [migrations.RunSQL(INSTALL, REMOVE)]
