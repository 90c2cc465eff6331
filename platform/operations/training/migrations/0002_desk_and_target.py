"""A year's target (K07), how consent was given (R152), the station that signed somebody up (R148)."""

import django.db.models.deletion
from django.db import migrations, models


def note_the_way(apps, schema_editor):
    """Until now a desk read the wording to whoever stood there or called, without saying which."""
    apps.get_model("training", "SignUp").objects.filter(on_site=False).update(consent_way="desk")


class Migration(migrations.Migration):

    dependencies = [
        ('stations', '0001_initial'),
        ('training', '0001_training'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrainingSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, verbose_name='setting')),
                ('value', models.JSONField(verbose_name='value')),
                ('valid_from_date', models.DateField(verbose_name='valid from')),
            ],
            options={
                'verbose_name': 'setting',
                'verbose_name_plural': 'settings',
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='signup',
            name='consent_way',
            field=models.CharField(choices=[('site', 'Ticked on the site'), ('phone', 'Read out on the phone and agreed to'), ('desk', 'Read out in person and agreed to'), ('paper', 'Signed on paper')], default='site', max_length=6, verbose_name='how consent was given'),
        ),
        migrations.AddField(
            model_name='signup',
            name='station',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.station', verbose_name='signed up at the station'),
        ),
        migrations.RunPython(note_the_way, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('consent_way', 'site'), ('on_site', True)), models.Q(('on_site', False), models.Q(('consent_way', 'site'), _negated=True)), _connector='OR'), name='training_consent_way_noted', violation_error_message='Say how they agreed.'),
        ),
        migrations.AddConstraint(
            model_name='trainingsetting',
            constraint=models.UniqueConstraint(fields=('key', 'valid_from_date'), name='training_setting_once'),
        ),
    ]
