//! How well sensors count: factors from manual audits, acceptance of devices, from passes to visitors.

mod fleet;
mod ratio;
mod sessions;
mod visitor_chain;
mod visitor_tally;

pub mod apply_calibration;
pub mod calibrate_sensors;
pub mod device_acceptance;
pub mod visitor_estimates;

pub use apply_calibration::{
    ApplyCalibrationOptions, CalibratedCounts, Rounding, apply_calibration,
};
pub use calibrate_sensors::{CalibrateSensorsOptions, CalibrationFactors, calibrate_sensors};
pub use device_acceptance::{
    AcceptanceGroup, DeviceAcceptance, DeviceAcceptanceOptions, device_acceptance,
};
pub use visitor_estimates::{
    VisitorEstimates, VisitorEstimatesOptions, VisitorPeriod, visitor_estimates,
};
