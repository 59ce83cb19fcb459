"""What every wing stands on: organs, people, rulebook, duties, journal, evidence files."""
