-- Why a site's sum for a resident is another than the run before. Fragment: an expression over what was added up and the
-- cells of both runs.
CASE
    WHEN before_cell_id IS NULL THEN 'new'
    WHEN now_cell_id IS NULL THEN 'left'
    WHEN now_cell.table_id <> before_cell.table_id THEN 'rate'
    WHEN now_cell_id <> before_cell_id THEN 'age'
    ELSE 'days'
END
