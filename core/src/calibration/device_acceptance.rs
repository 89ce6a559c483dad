//! Whether a device counts well enough to be bought: an equivalence test, not the lack of a difference.

use super::ratio::Ratio;
use super::sessions::{DIRECTIONS, Door, doors};
use crate::check::within;
use crate::error::Result;
use crate::stats::distribution::normal_quantile;
use crate::stats::student::t_quantile;
use crate::table::{Audits, Labels, Nullable, OptionalLabels, table};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is judged together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AcceptanceGroup {
    /// Each sensor by itself.
    #[default]
    Sensor,
    /// All sensors together, as one type of device.
    All,
}

/// Options of [`device_acceptance`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DeviceAcceptanceOptions {
    /// Largest relative bias that is accepted, 0.0001 to 1.
    pub margin: f64,
    /// Risk of accepting a device whose bias is at the margin, 0.0001 to 0.4.
    pub alpha: f64,
    /// What is judged together.
    pub group: AcceptanceGroup,
}

impl Default for DeviceAcceptanceOptions {
    fn default() -> Self {
        Self { margin: 0.01, alpha: 0.05, group: AcceptanceGroup::default() }
    }
}

impl DeviceAcceptanceOptions {
    /// Refuses a margin and a risk outside their ranges.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        within("margin", self.margin, 0.0001, 1.0)?;
        within("alpha", self.alpha, 0.0001, 0.4)
    }
}

table! {
    /// One row per sensor (or all sensors together) and direction that was audited.
    pub struct DeviceAcceptance = "device_acceptance", sorted by "sensor, direction" {
        /// Name of the sensor; null where all sensors are judged together.
        sensor: OptionalLabels, "", "传感器";
        /// Which direction of flow: entries or exits.
        direction: Labels<'static>, "", "方向";
        /// Sessions in which somebody was counted.
        pairs: Vec<u64>, "", "核对次数";
        /// Persons counted by hand.
        manual: Vec<u64>, "persons", "人工计数";
        /// Persons counted by the device.
        device: Vec<u64>, "persons", "设备计数";
        /// Relative bias of the device: its counts over the true ones, less 1; null where nobody was counted by hand.
        bias: Nullable<f64>, "", "相对偏差";
        /// Lower end of the interval of the bias, at a confidence of 1 - 2 alpha; null for a single session.
        low: Nullable<f64>, "", "偏差下限";
        /// Upper end of the interval of the bias, at a confidence of 1 - 2 alpha; null for a single session.
        high: Nullable<f64>, "", "偏差上限";
        /// Standard deviation of the relative error of one session.
        sd: Nullable<f64>, "", "误差标准差";
        /// Whether the device is good enough, in words: accepted, rejected or `more_pairs_needed`.
        verdict: Labels<'static>, "", "结论";
        /// Sessions that an unbiased device of this scatter still needs to be accepted with a probability of 80 %.
        pairs_needed_80: Nullable<u64>, "", "尚需次数80%";
        /// Sessions that an unbiased device of this scatter still needs to be accepted with a probability of 90 %.
        pairs_needed_90: Nullable<u64>, "", "尚需次数90%";
        /// Sessions that an unbiased device of this scatter still needs to be accepted with a probability of 95 %.
        pairs_needed_95: Nullable<u64>, "", "尚需次数95%";
    }
    report = summary;
}

const VERDICTS: [&str; 3] = ["accepted", "rejected", "more_pairs_needed"];
const ACCEPTED: usize = 0;
const REJECTED: usize = 1;
const MORE: usize = 2;

#[doc = include_str!("device_acceptance.md")]
pub fn device_acceptance(
    audits: &Audits<'_>,
    options: &DeviceAcceptanceOptions,
) -> Result<DeviceAcceptance> {
    run(audits, options, &Watch::none())
}

pub(crate) fn run(
    audits: &Audits<'_>,
    options: &DeviceAcceptanceOptions,
    _watch: &Watch<'_>,
) -> Result<DeviceAcceptance> {
    options.validate()?;
    let mut judged: BTreeMap<(Option<&str>, usize), Door> = BTreeMap::new();
    for ((sensor, direction), door) in doors(audits) {
        let sensor = (options.group == AcceptanceGroup::Sensor).then_some(sensor);
        judged.entry((sensor, direction)).or_default().sessions.extend(door.sessions);
    }
    let mut result = DeviceAcceptance::default();
    result.direction.names = DIRECTIONS.map(str::to_owned).to_vec();
    result.verdict.names = VERDICTS.map(str::to_owned).to_vec();
    for ((sensor, direction), door) in judged {
        let names = &mut result.sensor.names;
        if let Some(sensor) = sensor.filter(|sensor| names.last().is_none_or(|last| last != sensor))
        {
            names.push(sensor.to_owned());
        }
        // No name gives the code of a null.
        result.sensor.codes.push(names.len() as i32 - 1);
        result.direction.codes.to_mut().push(direction as i32);
        result.push(&door, options);
    }
    Ok(result)
}

impl DeviceAcceptance {
    fn push(&mut self, door: &Door, options: &DeviceAcceptanceOptions) {
        let (manual, device) = (door.manual(), door.device());
        let pairs: Vec<(f64, f64)> =
            door.sessions.iter().map(|session| (session.device, session.manual)).collect();
        self.pairs.push(pairs.len() as u64);
        self.manual.push(manual as u64);
        self.device.push(device as u64);
        self.bias.push((manual > 0.0).then(|| (device - manual) / manual));
        let ratio = Ratio::of(&pairs);
        let bounds = ratio.map(|ratio| {
            let half = t_quantile(1.0 - options.alpha, pairs.len() as f64 - 1.0) * ratio.se;
            let bias = (device - manual) / manual;
            (bias - half, bias + half)
        });
        self.low.push(bounds.map(|(low, _)| low));
        self.high.push(bounds.map(|(_, high)| high));
        let verdict = match bounds {
            Some((low, high)) if low >= -options.margin && high <= options.margin => ACCEPTED,
            Some((low, high)) if low > options.margin || high < -options.margin => REJECTED,
            _ => MORE,
        };
        self.verdict.codes.to_mut().push(verdict as i32);
        let sd = ratio.map(|ratio| ratio.se * (pairs.len() as f64).sqrt());
        self.sd.push(sd);
        for (power, column) in [
            (0.8, &mut self.pairs_needed_80),
            (0.9, &mut self.pairs_needed_90),
            (0.95, &mut self.pairs_needed_95),
        ] {
            column.push(
                sd.map(|sd| pairs_for(sd, options, power).saturating_sub(pairs.len() as u64)),
            );
        }
    }
}

/// Sessions after which an unbiased device is accepted with probability `power`: both one-sided tests must pass, so
/// half of what is lost falls to each (normal approximation; Phillips 1990).
fn pairs_for(sd: f64, options: &DeviceAcceptanceOptions, power: f64) -> u64 {
    let z = normal_quantile(1.0 - options.alpha) + normal_quantile(0.5 + 0.5 * power);
    let root = z * sd / options.margin;
    (root * root).ceil() as u64
}

fn summary(result: &DeviceAcceptance) -> String {
    let verdicts = (0..VERDICTS.len()).map(|verdict| {
        let count = result.verdict.codes.iter().filter(|&&code| code as usize == verdict).count();
        format!("{count} {}", VERDICTS[verdict])
    });
    format!(
        "device_acceptance: {} judged; {}",
        result.pairs.len(),
        verdicts.collect::<Vec<_>>().join(", ")
    )
}

#[cfg(test)]
#[path = "device_acceptance_tests.rs"]
mod tests;
