"""What Dagster loads. A module here says what an asset is and what it depends on; how it is done is elsewhere."""
