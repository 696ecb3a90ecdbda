"""Errors that a caller can show to a user as one line."""


class DeskcheckError(Exception):
    """A request that cannot be done; the message names the thing, the value and the way out."""
