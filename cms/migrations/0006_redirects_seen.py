from django.db import migrations

# The site's editor and the administrator, as their groups are called.
GROUPS = ("网站编辑", "县管理员")


def allow(apps, schema_editor):
    """What the seeds give to new counties; a new one has no groups yet."""
    found = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="wagtailredirects", codename="delete_redirect"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*found)


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('cms', '0005_search_addresses'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
