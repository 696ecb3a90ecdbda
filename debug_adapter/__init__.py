"""The debug adapter: a Debug Adapter Protocol server over imagined runs."""
