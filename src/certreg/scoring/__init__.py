"""Criteria files: read, proved sound, compiled into a scorer; and every point explained."""
