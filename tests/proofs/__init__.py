"""Long proofs, one module each: `./run prove NAME` ends in `prove NAME: N tried, M failed`."""
