"""The portal's products become entries of any kind.

What is there is pushed anew by each county (nightly, or behind its next publication): the old rows
are named by their addresses, the new ones by their pages' numbers, and go when those come.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("oversight", "0002_portal_front"),
        ("tenants", "0001_initial"),
    ]

    operations = [
        migrations.RenameModel("PortalProduct", "PortalEntry"),
        migrations.RemoveConstraint("portalentry", "oversight_product_unique"),
        migrations.RenameField("portalentry", "slug", "key"),
        migrations.RemoveField("portalentry", "price"),
        migrations.AlterField("portalentry", "key", models.CharField(max_length=60)),
        migrations.AlterField("portalentry", "path", models.CharField(max_length=500)),
        migrations.AlterField("portalentry", "title", models.CharField(max_length=255)),
        migrations.AlterField("portalentry", "brand", models.CharField(blank=True, max_length=255)),
        migrations.AlterField(
            "portalentry",
            "picture",
            models.FileField(blank=True, max_length=255, upload_to="portal/"),
        ),
        migrations.AddField(
            "portalentry",
            "kind",
            models.CharField(default="product", max_length=12),
            preserve_default=False,
        ),
        migrations.AddField("portalentry", "origin", models.CharField(blank=True, max_length=80)),
        migrations.AddField(
            "portalentry", "certificate", models.CharField(blank=True, max_length=120)
        ),
        migrations.AddField(
            "portalentry",
            "price",
            models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True),
        ),
        migrations.AddField("portalentry", "recalled", models.BooleanField(default=False)),
        migrations.AddField("portalentry", "day", models.DateField(blank=True, null=True)),
        migrations.AddField("portalentry", "until_date", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "portalentry", "facts", models.JSONField(blank=True, default=list)
        ),
        migrations.AddField(
            "portalentry", "picture_key", models.CharField(blank=True, max_length=400)
        ),
        migrations.AddField(
            "portalfront", "picture_key", models.CharField(blank=True, max_length=400)
        ),
        migrations.AddField("portalentry", "keywords", models.TextField(blank=True)),
        migrations.AddField("portalentry", "text", models.TextField(blank=True)),
        migrations.AddField("portalentry", "pinyin", models.TextField(blank=True)),
        migrations.AddField(
            "portalentry", "terms", django.contrib.postgres.search.SearchVectorField(null=True)
        ),
        migrations.AddField(
            "portalentry", "keys", django.contrib.postgres.search.SearchVectorField(null=True)
        ),
        migrations.AddField("portalentry", "digest", models.CharField(blank=True, max_length=40)),
        migrations.AddConstraint(
            "portalentry",
            models.UniqueConstraint(
                fields=("county", "kind", "key"), name="oversight_portal_entry_once"
            ),
        ),
        migrations.AddIndex(
            "portalentry",
            models.Index(fields=["kind", "-published_at"], name="oversight_portal_newest"),
        ),
        migrations.AddIndex(
            "portalentry", models.Index(fields=["kind", "price"], name="oversight_portal_price")
        ),
        migrations.AddIndex(
            "portalentry",
            django.contrib.postgres.indexes.GinIndex(
                fields=["terms"], name="oversight_portal_terms", fastupdate=False
            ),
        ),
        migrations.AddIndex(
            "portalentry",
            django.contrib.postgres.indexes.GinIndex(
                fields=["keys"], name="oversight_portal_keys", fastupdate=False
            ),
        ),
    ]
