"""The main job on the examples: from files to labels that verify, by the services that everyone else uses."""
