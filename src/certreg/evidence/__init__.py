"""Evidence files apart from their records: what a file is, how it is shown, where it is kept, how it is sealed."""
