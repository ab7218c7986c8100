encode(sha256(convert_to(string_agg(
    concat_ws(';', resident_id, month, starts_on, kind, days, cents, cell_id, need_thousandths, refunds_run_id),
    E'\n' ORDER BY resident_id, month, starts_on, kind COLLATE "C"
), 'UTF8')), 'hex')
