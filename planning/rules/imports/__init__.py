"""Tables on their way in, below the services: reading a file, its columns and values, what it would do, and the empty tables to fill in."""
