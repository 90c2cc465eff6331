"""Pages of staff: people, one person, the organisation."""
