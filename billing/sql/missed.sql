event.pgh_xid >= pg_snapshot_xmin(last.seen)
    AND (NOT pg_visible_in_snapshot(event.pgh_xid, last.seen) OR event.pgh_xid = last.own)
