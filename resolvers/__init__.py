"""What a field does: reads go through loaders; a mutation's resolver is the use case."""
