"""A line of the bank keeps in what currency the bank counts."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0020_unresolved_doubt_stops_the_month'),
    ]

    operations = [
        migrations.AddField(
            model_name='bankmessageline',
            name='currency',
            field=models.CharField(db_default='EUR', default='EUR', help_text='In what the bank counts.', max_length=3),
        ),
    ]
