"""Proceedings: all that one wish brings about in every stream it touches; pure."""
