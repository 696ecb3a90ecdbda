"""The program as text: its functions, where control can go, and where a run can start.

Standard library and tree-sitter only. Reads no files, starts no threads, never runs user code.
"""
