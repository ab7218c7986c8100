-- Accounts and cost places are copied, so that later rules reach no line.
INSERT INTO billing_bookingline (booking_id, ordinal, use, account, account_name, side, cents, cost_place, organiser_id,
    area_id, site_id, provider_id, month, entry_kind)
SELECT booking.id, row_number() OVER (
        PARTITION BY booking.id ORDER BY found.use = 'expense' DESC, found.use = 'carried' DESC, found.side DESC,
            found.month DESC, found.area_id, found.entry_kind
    ),
    found.use, account.number, account.name, found.side, found.cents,
    CASE WHEN found.use <> 'expense' THEN '' ELSE coalesce(place.code, found.common_cost_place) END,
    CASE WHEN found.use = 'expense' THEN coalesce(area.organiser_id, %(organiser)s) END,
    found.area_id, found.site_id, found.provider_id, found.month, found.entry_kind
FROM found_bookings AS found
JOIN billing_booking AS booking ON booking.cause_key = found.cause_key
JOIN billing_ledgeraccount AS account ON account.rules_id = found.rules_id AND account.use = found.use
LEFT JOIN pilot_area AS area ON area.id = found.area_id
LEFT JOIN billing_costplace AS place ON place.rules_id = found.rules_id AND (
    (found.cost_places_by = 'area' AND place.area_id = found.area_id)
    OR (found.cost_places_by = 'site' AND place.site_id = found.site_id)
)
