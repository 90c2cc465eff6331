from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('documents', '0002_incoming_documents'),
    ]

    operations = [
        migrations.AddField(
            model_name='dispatch',
            name='first_copy',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='copy number'),
        ),
        migrations.AddField(
            model_name='dispatch',
            name='receipt_due_date',
            field=models.DateField(blank=True, null=True, verbose_name='receipt expected by'),
        ),
        migrations.AddField(
            model_name='dispatch',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='confirmed at'),
        ),
        migrations.AddField(
            model_name='dispatch',
            name='confirmed_by_name',
            field=models.CharField(blank=True, default='', max_length=80, verbose_name='confirmed by'),
            preserve_default=False,
        ),
    ]
