"""The vocabulary of traces: frames, values, the model's text format, comparison, wire schema.

Standard library only. Knows no tokenizer, no tree-sitter, no file system.
"""
