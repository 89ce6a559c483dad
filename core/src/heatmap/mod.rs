//! Where time is spent: grids that keep every person-second.
