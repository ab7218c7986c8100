-- What a draw comes to, counted, with the digest of all its lots; nothing is written. The brace takes draw.sql.
WITH RECURSIVE {draw}
SELECT on_list, coming, must_move, moving, digest FROM figures
