//! tests/simulator
