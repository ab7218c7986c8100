-- Write the month's gaps alone: whose days have no rate.
WITH {due}
INSERT INTO {gaps} (month, resident_id, site_id, area_id, starts_on, age)
SELECT month, resident_id, site_id, area_id, starts_on, age FROM due WHERE cell_id IS NULL
