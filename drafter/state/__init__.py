"""What one generation of a report said, and why: its record, where it is kept, the base of an update."""
