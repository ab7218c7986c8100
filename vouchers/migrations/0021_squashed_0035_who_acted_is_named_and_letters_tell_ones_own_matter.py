"""What the migrations 21 to 35 do to the tables of vouchers, choices and letters, done together.

An empty database takes this one file in place of those it replaces; one that has begun with them goes on with them
(docs/adr/0018). Never edited: what comes later is a migration of its own.
"""

from django.db import migrations

from pilot.migrating import operations_of

FILES = [
    "0021_letters_without_a_way_and_undone_draws",
    "0022_letters_to_guardians",
    "0023_fees_that_residents_pay",
    "0024_letters_of_what_was_taken_back_and_queues_that_ended",
    "0025_hearings_of_guardians",
    "0026_one_site_closes_by_two_people",
    "0027_answers_of_guardians_online",
    "0028_fees_keep_what_was_approved_and_say_what_is_basic",
    "0029_deeds_for_another_are_told",
    "0030_paper_form_entered_by_mistake",
    "0031_letters_are_used_by_another_than_their_author",
    "0032_invitation_files_are_read_by_a_job",
    "0033_a_child_has_its_say",
    "0034_co_payments_are_counted",
    "0035_who_acted_is_named_and_letters_tell_ones_own_matter",
]


class Migration(migrations.Migration):
    replaces = [("vouchers", name) for name in FILES]

    dependencies = [
        ("vouchers", "0001_squashed_0020_invitations"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("pilot", "0021_who_moves_back_comes_back_onto_a_full_list"),
        ("providers", "0004_sites_are_approved_by_two"),
        ("registry", "0011_the_change_feeds_answers"),
    ]

    operations = operations_of("vouchers", FILES)
