"""The language server: ghost values. Not built yet."""
