"""Version 1 of the API for platforms: submit and update postings, score without storing, verify labels."""
