from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('console', '0003_centre_look'),
    ]

    operations = [
        migrations.AddField(
            model_name='centre',
            name='highlight',
            field=models.CharField(blank=True, default='', help_text='Like #a23c1d; left empty, it is that of the look.', max_length=7, verbose_name='colour of prices and dates'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='centre',
            name='site_menu',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='centre',
            name='accent',
            field=models.CharField(default='#2f5d50', help_text='Links, buttons, the seal and the foot; by night it is lightened by itself.', max_length=7, verbose_name='accent colour'),
        ),
    ]
