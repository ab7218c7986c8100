"""What pages and other apps read of the register: a file a subject, asked for by one name."""

from registry.queries.feed import (
    FeedState,
    changes_in_doubt,
    changes_of,
    changes_waiting,
    doubts_that_stop,
    feed_states,
    holes_of,
    is_among,
    months_in_doubt,
    outcomes_of,
    put_off_for,
    put_off_of,
)
from registry.queries.files import population_columns, rejections_of
from registry.queries.people import (
    Record,
    as_identity_code,
    by_identity_code,
    by_list_code,
    found_by_words,
    is_meant_as_identity_code,
    person_of,
    record_of,
)
from registry.queries.places import area_of, home_from, is_place_unclear, is_same_home, municipality_of
