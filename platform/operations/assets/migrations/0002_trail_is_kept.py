"""The trail of assets is append-only: the database refuses to change it (R82)."""

from django.db import migrations

KEEP = """
CREATE FUNCTION assets_trail_keep() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'the trail of assets is append-only: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$body$;

CREATE TRIGGER assets_trail_keep_rows BEFORE UPDATE OR DELETE ON assets_movement
    FOR EACH ROW EXECUTE FUNCTION assets_trail_keep();
"""

FREE = """
DROP TRIGGER assets_trail_keep_rows ON assets_movement;
DROP FUNCTION assets_trail_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("assets", "0001_initial")]

    operations = [migrations.RunSQL(KEEP, FREE)]
