"""certreg: a quality-certification registry for premium job postings."""

__version__ = "0.1.0"
