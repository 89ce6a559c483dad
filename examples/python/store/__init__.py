"""The parts of the store report."""
