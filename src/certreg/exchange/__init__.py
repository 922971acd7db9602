"""Formats in and out: files and documents on one side, postings on the other."""
