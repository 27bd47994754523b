"""What every package may use and what knows nothing of educators: errors, ids, clock, cursors, database."""
