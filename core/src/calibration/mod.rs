//! How well sensors count: factors from manual audits, acceptance of devices, from passes to visitors.

mod fleet;
mod ratio;
mod sessions;

pub mod apply_calibration;
pub mod calibrate_sensors;
pub mod device_acceptance;

pub use apply_calibration::{
    ApplyCalibrationOptions, CalibratedCounts, Rounding, apply_calibration,
};
pub use calibrate_sensors::{CalibrateSensorsOptions, CalibrationFactors, calibrate_sensors};
pub use device_acceptance::{
    AcceptanceGroup, DeviceAcceptance, DeviceAcceptanceOptions, device_acceptance,
};
