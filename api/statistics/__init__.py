"""What is counted once for each version: for VoID, and for the queries whose whole answer it is."""
