"""What phones have sent is append-only: the database refuses to change it (R94)."""

from django.db import migrations

KEEP = """
CREATE FUNCTION counting_scans_keep() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'records of counts are append-only: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$body$;

CREATE TRIGGER counting_scans_keep_rows BEFORE UPDATE OR DELETE ON counting_scan
    FOR EACH ROW EXECUTE FUNCTION counting_scans_keep();
"""

FREE = """
DROP TRIGGER counting_scans_keep_rows ON counting_scan;
DROP FUNCTION counting_scans_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("counting", "0001_initial")]

    operations = [migrations.RunSQL(KEEP, FREE)]
