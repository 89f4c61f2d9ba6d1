"""Processes in the office: their versions, what changed between them, drawing and publishing."""
