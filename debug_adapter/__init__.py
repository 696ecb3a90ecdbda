"""The debug adapter: stepping through an imagined run. Not built yet."""
