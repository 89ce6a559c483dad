//! Profile x level x donors: the one model behind filling, faults, alerts, forecast and uplift.
pub(crate) mod donors;
pub(crate) mod grid;
pub(crate) mod level;
pub(crate) mod model;
pub(crate) mod profile;
pub(crate) use grid::Grid;
