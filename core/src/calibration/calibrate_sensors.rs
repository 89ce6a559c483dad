//! The factor of each door, from counting by hand beside the device.

use super::fleet::{Own, Shrunk, shrink};
use super::ratio::Ratio;
use super::sessions::{DIRECTIONS, Door, doors};
use crate::check::within;
use crate::error::Result;
use crate::math::{exp, ln};
use crate::stats::distribution::normal_quantile;
use crate::stats::student::t_quantile;
use crate::table::{Audits, Instants, Labels, Nullable, table};
use crate::watch::Watch;
use serde::{Deserialize, Serialize};

/// Options of [`calibrate_sensors`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct CalibrateSensorsOptions {
    /// Confidence of the intervals, 0.5 to 0.999.
    pub confidence: f64,
    /// Whether a door with few sessions borrows from the other doors; it takes at least 4 of them.
    pub shrink: bool,
    /// Relative half width of the interval at which a door has been audited enough, 0.001 to 1.
    pub precision: f64,
    /// Share of passes that a device is assumed to miss or invent where only one session was held, 0 to 1.
    pub event_error: f64,
}

impl Default for CalibrateSensorsOptions {
    fn default() -> Self {
        Self { confidence: 0.95, shrink: true, precision: 0.02, event_error: 0.1 }
    }
}

impl CalibrateSensorsOptions {
    /// Refuses shares and confidences outside their ranges.
    ///
    /// # Errors
    /// `KELIU_OPTION_RANGE`.
    pub fn validate(&self) -> Result<()> {
        within("confidence", self.confidence, 0.5, 0.999)?;
        within("precision", self.precision, 0.001, 1.0)?;
        within("event_error", self.event_error, 0.0, 1.0)
    }

    fn probability(&self) -> f64 {
        0.5 + 0.5 * self.confidence
    }
}

table! {
    /// One row per sensor and direction that was audited: the factor that turns device counts into persons.
    pub struct CalibrationFactors = "calibration_factors", sorted by "sensor, direction" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// Which direction of flow: entries or exits.
        direction: Labels<'static>, "", "方向";
        /// Persons per device count, after borrowing from the other doors; null where nobody was counted.
        factor: Nullable<f64>, "", "校准系数";
        /// Lower end of the interval of the factor.
        low: Nullable<f64>, "", "系数下限";
        /// Upper end of the interval of the factor; null where the audits exclude no value.
        high: Nullable<f64>, "", "系数上限";
        /// Persons per device count from the sessions of this door alone.
        own_factor: Nullable<f64>, "", "本门系数";
        /// Lower end of the interval of the door's own factor.
        own_low: Nullable<f64>, "", "本门下限";
        /// Upper end of the interval of the door's own factor; null where the audits exclude no value.
        own_high: Nullable<f64>, "", "本门上限";
        /// Weight of the door's own factor against the mean of all doors, 0 to 1.
        weight: Vec<f64>, "", "本门权重";
        /// Sessions in which somebody was counted.
        sessions: Vec<u64>, "", "核对次数";
        /// Persons counted by hand.
        manual: Vec<u64>, "persons", "人工计数";
        /// Persons counted by the device.
        device: Vec<u64>, "persons", "设备计数";
        /// Change of the factor per person and hour of device flow; null below 2,000 device counts.
        slope: Nullable<f64>, "h/person", "流量斜率";
        /// Device flow at which the factor holds; null where there is no slope.
        flow: Nullable<f64>, "persons/h", "基准流量";
        /// Smallest device flow of a session; below it the factor no longer changes.
        flow_low: Nullable<f64>, "persons/h", "最小流量";
        /// Largest device flow of a session; above it the factor no longer changes.
        flow_high: Nullable<f64>, "persons/h", "最大流量";
        /// Start of the first session, from which the factor is valid.
        from: Instants, "", "生效时间";
        /// Persons that remain to be counted by hand until the door is audited enough; null where that cannot be said.
        passes_needed: Nullable<u64>, "persons", "尚需核对";
        /// Whether the door is audited enough, in one word: enough, `more_audits`, `one_session` or `not_usable`.
        verdict: Labels<'static>, "", "结论";
    }
    report = summary;
}

const VERDICTS: [&str; 4] = ["enough", "more_audits", "one_session", "not_usable"];
const ENOUGH: usize = 0;
const MORE: usize = 1;
const ONE: usize = 2;
const UNUSABLE: usize = 3;

/// Device counts below which a slope would be noise.
const SLOPE_COUNTS: f64 = 2_000.0;
/// Sessions below which a slope would be a line through the points.
const SLOPE_SESSIONS: usize = 3;
/// Prior spread of the relative change of a factor per standard deviation of flow: what the ridge holds against.
const SLOPE_SPREAD: f64 = 0.05;

#[doc = include_str!("calibrate_sensors.md")]
pub fn calibrate_sensors(
    audits: &Audits<'_>,
    options: &CalibrateSensorsOptions,
) -> Result<CalibrationFactors> {
    run(audits, options, &Watch::none())
}

pub(crate) fn run(
    audits: &Audits<'_>,
    options: &CalibrateSensorsOptions,
    _watch: &Watch<'_>,
) -> Result<CalibrationFactors> {
    options.validate()?;
    let doors = doors(audits);
    let estimates: Vec<Option<Estimate>> =
        doors.values().map(|door| Estimate::of(door, options)).collect();
    let shrunk: Vec<Option<Shrunk>> = if options.shrink {
        let directions: Vec<usize> = doors.keys().map(|(_, direction)| *direction).collect();
        borrowed(&directions, &estimates, options)
    } else {
        vec![None; estimates.len()]
    };
    let mut result = CalibrationFactors::default();
    result.direction.names = DIRECTIONS.map(str::to_owned).to_vec();
    result.verdict.names = VERDICTS.map(str::to_owned).to_vec();
    for (((&(sensor, direction), door), own), shrunk) in doors.iter().zip(estimates).zip(shrunk) {
        if result.sensor.names.last().is_none_or(|last| last != sensor) {
            result.sensor.names.push(sensor.to_owned());
        }
        result.sensor.codes.to_mut().push(result.sensor.names.len() as i32 - 1);
        result.direction.codes.to_mut().push(direction as i32);
        result.push(door, own, shrunk, options);
    }
    Ok(result)
}

/// What the sessions of one door say.
#[derive(Debug, Clone, Copy)]
struct Estimate {
    factor: f64,
    low: f64,
    high: Option<f64>,
    own: Own,
}

impl Estimate {
    fn of(door: &Door, options: &CalibrateSensorsOptions) -> Option<Self> {
        let (manual, device) = (door.manual(), door.device());
        if manual <= 0.0 || device <= 0.0 {
            return None;
        }
        let pairs: Vec<(f64, f64)> =
            door.sessions.iter().map(|session| (session.manual, session.device)).collect();
        let factor = manual / device;
        let own = |relative: f64, freedom: f64| Own {
            log: ln(factor),
            variance: relative * relative,
            freedom,
            device,
        };
        let Some(ratio) = Ratio::of(&pairs) else {
            // One session shows the difference of misses and false counts, never their sum: at least this many
            // events went wrong.
            let wrong = (manual - device).abs().max(options.event_error * manual.max(device));
            let relative = wrong.max(1.0).sqrt() / manual;
            let half = normal_quantile(options.probability()) * relative;
            let (low, high) = (factor * exp(-half), Some(factor * exp(half)));
            return Some(Self { factor, low, high, own: own(relative, 0.0) });
        };
        let freedom = pairs.len() as f64 - 1.0;
        let (low, high) = ratio.interval(t_quantile(options.probability(), freedom));
        Some(Self { factor, low, high, own: own(ratio.se / factor, freedom) })
    }
}

/// The shrunk factor of each door, direction by direction.
fn borrowed(
    directions: &[usize],
    estimates: &[Option<Estimate>],
    options: &CalibrateSensorsOptions,
) -> Vec<Option<Shrunk>> {
    let mut shrunk = vec![None; estimates.len()];
    for direction in 0..DIRECTIONS.len() {
        let (places, own): (Vec<usize>, Vec<Own>) = estimates
            .iter()
            .enumerate()
            .filter(|(door, _)| directions[*door] == direction)
            .filter_map(|(door, estimate)| Some((door, estimate.as_ref()?.own)))
            .unzip();
        for (place, one) in
            places.into_iter().zip(shrink(&own, options.probability()).into_iter().flatten())
        {
            shrunk[place] = Some(one);
        }
    }
    shrunk
}

impl CalibrationFactors {
    fn push(
        &mut self,
        door: &Door,
        own: Option<Estimate>,
        shrunk: Option<Shrunk>,
        options: &CalibrateSensorsOptions,
    ) {
        let (manual, device) = (door.manual(), door.device());
        self.sessions.push(door.sessions.len() as u64);
        self.manual.push(manual as u64);
        self.device.push(device as u64);
        self.from.0.push(door.from_us);
        self.own_factor.push(own.map(|own| own.factor));
        self.own_low.push(own.map(|own| own.low));
        self.own_high.push(own.and_then(|own| own.high));
        self.weight.push(shrunk.map_or(1.0, |shrunk| shrunk.weight));
        let [factor, low, high] = match shrunk {
            Some(Shrunk { log, half, .. }) => {
                [log, log - half, log + half].map(|log| Some(exp(log)))
            }
            None => {
                [own.map(|own| own.factor), own.map(|own| own.low), own.and_then(|own| own.high)]
            }
        };
        self.factor.push(factor);
        self.low.push(low);
        self.high.push(high);
        let half = factor.zip(low).zip(high).map(|((factor, low), high)| {
            ln(high / factor).max(if low > 0.0 { ln(factor / low) } else { f64::INFINITY })
        });
        let verdict = match (door.sessions.len(), half) {
            _ if own.is_none() => UNUSABLE,
            (1, _) => ONE,
            (_, Some(half)) if half <= options.precision => ENOUGH,
            _ => MORE,
        };
        self.verdict.codes.to_mut().push(verdict as i32);
        self.passes_needed.push(half.filter(|half| half.is_finite()).map(|half| {
            // The half width falls with the root of the passes.
            let times = half / options.precision;
            (manual * (times * times - 1.0)).ceil().max(0.0) as u64
        }));
        let bend = own.and_then(|own| Bend::of(door, own.factor));
        self.slope.push(bend.map(|bend| bend.slope));
        self.flow.push(bend.map(|bend| bend.flow));
        self.flow_low.push(bend.map(|bend| bend.low));
        self.flow_high.push(bend.map(|bend| bend.high));
    }
}

/// How the factor changes with the flow.
#[derive(Debug, Clone, Copy)]
struct Bend {
    slope: f64,
    flow: f64,
    low: f64,
    high: f64,
}

impl Bend {
    /// Ridge regression of what the factor leaves over on the flow, sessions weighted by their counts.
    fn of(door: &Door, factor: f64) -> Option<Self> {
        let device = door.device();
        let points: Vec<(f64, f64, f64)> = door
            .sessions
            .iter()
            .filter(|session| session.device > 0.0)
            .map(|session| Some((session.device / session.hours?, session.device, session.manual)))
            .collect::<Option<_>>()?;
        if points.len() < SLOPE_SESSIONS || device < SLOPE_COUNTS {
            return None;
        }
        let flow = points.iter().map(|(flow, count, _)| flow * count).sum::<f64>() / device;
        let (mut spread, mut slant, mut scatter) = (0.0, 0.0, 0.0);
        for (q, count, manual) in &points {
            let (away, over) = (q - flow, manual - factor * count);
            spread += count * away * away;
            slant += over * away;
            scatter += over * over / count;
        }
        let scatter = scatter / (points.len() as f64 - 1.0);
        let ridge = scatter * spread / (device * SLOPE_SPREAD * SLOPE_SPREAD * factor * factor);
        let edge = |pick: fn(f64, f64) -> f64, from: f64| {
            points.iter().fold(from, |at, (q, ..)| pick(at, *q))
        };
        (spread > 0.0).then(|| Self {
            slope: slant / (spread + ridge),
            flow,
            low: edge(f64::min, f64::INFINITY),
            high: edge(f64::max, 0.0),
        })
    }
}

fn summary(result: &CalibrationFactors) -> String {
    let verdicts = (0..VERDICTS.len()).map(|verdict| {
        let count = result.verdict.codes.iter().filter(|&&code| code as usize == verdict).count();
        format!("{count} {}", VERDICTS[verdict])
    });
    format!(
        "calibrate_sensors: {} factors of {} sensors; {}",
        result.weight.len(),
        result.sensor.names.len(),
        verdicts.collect::<Vec<_>>().join(", ")
    )
}

#[cfg(test)]
#[path = "calibrate_sensors_tests.rs"]
mod tests;
