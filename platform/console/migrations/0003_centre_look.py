from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('console', '0002_site_accounts'),
    ]

    operations = [
        migrations.AddField(
            model_name='centre',
            name='look',
            field=models.CharField(choices=[('paper', 'Book: Song titles, a label on the picture'), ('ridge', 'Hills: heavy titles, round corners, a coloured panel'), ('water', 'Water town: upright titles, double lines')], default='paper', max_length=8, verbose_name='look of the site'),
        ),
    ]
