"""Published reference tables as values, each with its source and date."""
