"""The language server: ghost values for an editor, over the Language Server Protocol."""
