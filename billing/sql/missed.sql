event.{xid} >= pg_snapshot_xmin(last.seen)
    AND (NOT pg_visible_in_snapshot(event.{xid}, last.seen) OR event.{xid} = last.own)
