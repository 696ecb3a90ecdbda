"""One file a feature; each registers its handlers at a server."""
