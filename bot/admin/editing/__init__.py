"""Forms, YAML and zip over the same files; drafts."""
