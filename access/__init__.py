"""Who may: the viewer, one pure rule per action, and the same rule as an SQL filter for lists."""
