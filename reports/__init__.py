"""Analytics: SQL over many rows → frozen dataclasses."""
