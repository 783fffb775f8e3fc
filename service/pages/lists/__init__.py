"""Lists out of the record as tables: goals, values, projects and monitoring."""
