"""The parts of the supervisor: programs and their keeper, the embedded PostgreSQL, the embedded Valkey. Python alone, no Django."""
