"""How the record is asked: the GraphQL edge, derived from the aggregates."""
