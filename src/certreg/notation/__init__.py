"""Words as people write them, read into typed values. Pure functions, one notation per module."""
