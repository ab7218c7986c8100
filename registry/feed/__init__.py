"""Reading the population register's change feed: what an answer tells, and what of it concerns us. No database."""
