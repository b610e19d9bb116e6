"""What several test modules share: sample data, readers of what was written, a clerk who edits, LibreOffice."""
