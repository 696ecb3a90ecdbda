"""The debug adapter as one file, which is what Microsoft's test client starts."""

from debug_adapter.server import main

main()
