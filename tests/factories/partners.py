"""Rows for tests: partners, cooperations, agreements and the counts of referrals."""
