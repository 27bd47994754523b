"""Live updates: append to the log inside the transaction, wake listeners, replay."""
