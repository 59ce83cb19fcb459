"""Settings, URLs of the three faces, wiring, the console command."""
