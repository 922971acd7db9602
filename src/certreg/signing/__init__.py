"""What is signed and how: canonical form, keys, tokens, status lists. Bytes in, bytes out."""
