# Letters of a choice that a deputy took back, to the resident and to guardians, and of a queue that ended.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vouchers', '0023_fees_that_residents_pay'),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('guardian', 'A choice for a child'), ('child_place', "A child's place from the queue"), ('objection', 'An objection to a choice for a child'), ('hearing', 'Hearing of a guardian'), ('taken_back', 'A choice taken back by another'), ('child_taken_back', 'A choice for a child taken back'), ('queue_closed', 'A queue that ended'), ('invitation', 'Invitation to choose'), ('receipt', 'Confirmation of a choice'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterevent',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('guardian', 'A choice for a child'), ('child_place', "A child's place from the queue"), ('objection', 'An objection to a choice for a child'), ('hearing', 'Hearing of a guardian'), ('taken_back', 'A choice taken back by another'), ('child_taken_back', 'A choice for a child taken back'), ('queue_closed', 'A queue that ended'), ('invitation', 'Invitation to choose'), ('receipt', 'Confirmation of a choice'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterversion',
            name='kind',
            field=models.CharField(choices=[('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close'), ('guardian', 'A choice for a child'), ('child_place', "A child's place from the queue"), ('objection', 'An objection to a choice for a child'), ('hearing', 'Hearing of a guardian'), ('taken_back', 'A choice taken back by another'), ('child_taken_back', 'A choice for a child taken back'), ('queue_closed', 'A queue that ended'), ('invitation', 'Invitation to choose')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterversionevent',
            name='kind',
            field=models.CharField(choices=[('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close'), ('guardian', 'A choice for a child'), ('child_place', "A child's place from the queue"), ('objection', 'An objection to a choice for a child'), ('hearing', 'Hearing of a guardian'), ('taken_back', 'A choice taken back by another'), ('child_taken_back', 'A choice for a child taken back'), ('queue_closed', 'A queue that ended'), ('invitation', 'Invitation to choose')], max_length=16),
        ),
    ]
