//! The registry: one line per operation. Faces, code generator, documentation and tests read it.

mod inputs;
mod options;
mod output;

pub use inputs::Inputs;
pub(crate) use options::describe;
pub use output::{Output, REPORT};

use crate::accumulate::{Accumulate, ByteReader, Writer};
use crate::error::{Error, Result};
use crate::table::{FromBatch, IntoTables, TableSpec};
use crate::watch::Watch;
use serde_json::Value;

/// One table that an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// The name of the argument.
    pub name: &'static str,
    /// What it holds.
    pub spec: &'static TableSpec,
    /// False if the call may leave it out.
    pub required: bool,
}

/// What an operation returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {
    /// One table.
    Table(&'static TableSpec),
    /// Several named tables, the first being the main one.
    Tables(&'static [&'static TableSpec]),
    /// Bytes, such as an image.
    Bytes(&'static str),
}

impl Returns {
    const fn of<T: IntoTables>() -> Self {
        match T::SPECS {
            [only] => Self::Table(only),
            several => Self::Tables(several),
        }
    }
}

/// How an operation is computed in parts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Folding {
    /// Any split of the rows merges to the same result.
    Parts {
        /// Rows to state.
        partial: fn(&Inputs<'_>, &Value, &Watch<'_>, &mut Writer) -> Result<()>,
        /// State and later state to state.
        merge: fn(&Value, &mut [ByteReader<'_>], &mut Writer) -> Result<()>,
        /// State to result.
        finish: fn(&Value, &mut ByteReader<'_>, &Watch<'_>) -> Result<Output>,
    },
    /// The partition named here must be in one call.
    Whole(&'static str),
}

/// A group of operations: a module of the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// The module.
    pub layer: &'static str,
    /// What its operations are about.
    pub title: &'static str,
}

/// The areas, in the order of the documentation.
pub static AREAS: &[Area] = &[
    Area { layer: "import", title: "Files of devices" },
    Area { layer: "counts", title: "Counting signals" },
    Area { layer: "occupancy", title: "Persons inside" },
    Area { layer: "calibration", title: "How well sensors count" },
    Area { layer: "visits", title: "Visits of zones" },
    Area { layer: "heatmap", title: "Heat maps" },
];

/// One operation.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// Its name in `snake_case`: the same word in every face, page, bench and golden folder.
    pub name: &'static str,
    /// The module it belongs to.
    pub layer: &'static str,
    /// Its documentation in Markdown.
    pub doc: &'static str,
    /// The tables it takes.
    pub tables: &'static [Role],
    /// What it gives.
    pub returns: Returns,
    /// Whether it can be computed in parts.
    pub(crate) folding: Folding,
    /// All options with their defaults.
    pub defaults: fn() -> Value,
    /// JSON Schema of the options.
    #[cfg(feature = "schema")]
    pub schema: fn() -> Value,
    /// Runs it.
    pub(crate) run: fn(&Inputs<'_>, &Value, &Watch<'_>) -> Result<Output>,
}

impl Operation {
    /// What must be kept together in one call, or nothing where any split of the rows can be merged.
    pub const fn partition(&self) -> Option<&'static str> {
        match self.folding {
            Folding::Parts { .. } => None,
            Folding::Whole(partition) => Some(partition),
        }
    }
}

/// A view, or the lack of a view that may be absent.
trait Argument<'a>: Sized {
    const SPEC: &'static TableSpec;
    const REQUIRED: bool;
    type Given<'b>
    where
        Self: 'b;
    fn read(inputs: &'a Inputs<'a>, name: &'static str) -> Result<Self>;
    fn given(&self) -> Self::Given<'_>;
}

impl<'a, T: FromBatch<'a>> Argument<'a> for T {
    const SPEC: &'static TableSpec = T::SPEC;
    const REQUIRED: bool = true;
    type Given<'b>
        = &'b T
    where
        Self: 'b;

    fn read(inputs: &'a Inputs<'a>, name: &'static str) -> Result<Self> {
        T::from_batch(inputs.required(name)?)
    }

    fn given(&self) -> &T {
        self
    }
}

impl<'a, T: FromBatch<'a>> Argument<'a> for Option<T> {
    const SPEC: &'static TableSpec = T::SPEC;
    const REQUIRED: bool = false;
    type Given<'b>
        = Option<&'b T>
    where
        Self: 'b;

    fn read(inputs: &'a Inputs<'a>, name: &'static str) -> Result<Self> {
        inputs.optional(name).map(T::from_batch).transpose()
    }

    fn given(&self) -> Option<&T> {
        self.as_ref()
    }
}

/// What a part of a computation is made of: the first table, or the first that is cut into parts and further ones
/// that every part is given whole.
trait Part<'a>: Sized {
    fn read(inputs: &'a Inputs<'a>, tables: &'static [Role]) -> Result<Self>;
}

impl<'a, T: Argument<'a>> Part<'a> for T {
    fn read(inputs: &'a Inputs<'a>, tables: &'static [Role]) -> Result<Self> {
        T::read(inputs, tables[0].name)
    }
}

impl<'a, T: Argument<'a>, U: Argument<'a>> Part<'a> for (T, U) {
    fn read(inputs: &'a Inputs<'a>, tables: &'static [Role]) -> Result<Self> {
        Ok((T::read(inputs, tables[0].name)?, U::read(inputs, tables[1].name)?))
    }
}

macro_rules! folding {
    ($name:ident, $area:ident, whole $partition:literal) => {
        Folding::Whole($partition)
    };
    ($name:ident, $area:ident, parts $state:ident) => {{
        type State = crate::$area::$name::$state;
        type Options = <State as Accumulate>::Options;
        fn partial(
            inputs: &Inputs<'_>,
            given: &Value,
            watch: &Watch<'_>,
            out: &mut Writer,
        ) -> Result<()> {
            let options: Options = options::parse(given)?;
            let mut state = State::new(&options)?;
            let view = Part::read(inputs, OPERATION.tables)?;
            State::check_part(&view)?;
            state.update(&view, &options, watch)?;
            state.write(out);
            Ok(())
        }
        fn merge(_given: &Value, parts: &mut [ByteReader<'_>], out: &mut Writer) -> Result<()> {
            let mut states = parts.iter_mut().map(State::read);
            let mut whole = states.next().transpose()?.ok_or_else(nothing_to_merge)?;
            states.try_for_each(|state| whole.merge(state?))?;
            whole.write(out);
            Ok(())
        }
        fn finish(given: &Value, bytes: &mut ByteReader<'_>, watch: &Watch<'_>) -> Result<Output> {
            let options: Options = options::parse(given)?;
            // Bytes come from outside, options and all: a state is made of them so that they are checked.
            State::new(&options)?;
            Output::of(State::read(bytes)?.finish(&options, watch)?)
        }
        Folding::Parts { partial, merge, finish }
    }};
}

fn nothing_to_merge() -> Error {
    Error::StateInvalid { reason: "no state was given".to_owned() }
}

macro_rules! operations {
    ($( $(#[$when:meta])? $area:ident::$name:ident($($role:ident: $view:ty),+) $options:ident -> $output:ident, $folds:ident $fold:tt; )+) => {
        /// Every operation, in the order of the documentation.
        pub static OPERATIONS: &[Operation] = &[ $( $(#[$when])? $name::OPERATION ),+ ];
        $( $(#[$when])? mod $name {
            use super::*;
            use crate::$area::$name::{$options, $output};

            pub(super) const OPERATION: Operation = Operation {
                name: stringify!($name),
                layer: stringify!($area),
                doc: include_str!(concat!(stringify!($area), "/", stringify!($name), ".md")),
                tables: &[ $( Role {
                    name: stringify!($role),
                    spec: <$view as Argument<'_>>::SPEC,
                    required: <$view as Argument<'_>>::REQUIRED,
                } ),+ ],
                returns: Returns::of::<$output>(),
                folding: folding!($name, $area, $folds $fold),
                defaults: options::defaults::<$options>,
                #[cfg(feature = "schema")]
                schema: options::schema::<$options>,
                run,
            };

            fn run(inputs: &Inputs<'_>, given: &Value, watch: &Watch<'_>) -> Result<Output> {
                let options: $options = options::parse(given)?;
                $( let $role: $view = Argument::read(inputs, stringify!($role))?; )+
                Output::of(crate::$area::$name::run($( $role.given(), )+ &options, watch)?)
            }
        } )+
    };
}

#[cfg(feature = "import")]
use crate::table::Document;
use crate::table::{
    Anchors, Audits, CountBins, Counts, Crossings, Edges, Factors, Gates, HeatmapCells, Hours,
    OccupancyBins, Points, Proposals, Readings, Sensors, Staff, Visits, Zones,
};

operations! {
    #[cfg(feature = "import")]
    import::inspect_counts(file: Document<'_>) InspectCountsOptions -> InspectCounts, whole "file";
    #[cfg(feature = "import")]
    import::read_counts(file: Document<'_>) ReadCountsOptions -> ReadCounts, whole "file";
    #[cfg(feature = "import")]
    import::read_readings(file: Document<'_>) ReadReadingsOptions -> ReadReadings, whole "file";
    counts::interval_counts(readings: Readings<'_>) IntervalCountsOptions -> IntervalCounts, whole "sensor";
    counts::regular_counts(counts: Counts<'_>) RegularCountsOptions -> RegularCounts, parts Intervals;
    counts::clean_counts(counts: Counts<'_>, hours: Option<Hours>, sensors: Option<Sensors>, proposals: Option<Proposals>) CleanCountsOptions -> CleanCounts, whole "site";
    counts::count_proposals(counts: Counts<'_>, hours: Option<Hours>, sensors: Option<Sensors>) CountProposalsOptions -> CountProposals, whole "site";
    counts::count_quality(clean_counts: CountBins<'_>) CountQualityOptions -> CountQuality, parts QualityState;
    counts::count_totals(clean_counts: CountBins<'_>) CountTotalsOptions -> CountTotals, parts TotalsState;
    counts::count_events(clean_counts: CountBins<'_>) CountEventsOptions -> CountEventsResult, whole "sensor";
    counts::power_hours(clean_counts: CountBins<'_>) PowerHoursOptions -> PowerHours, parts WeekState;
    counts::uturn_netting(crossings: Crossings<'_>) UturnNettingOptions -> UturnNetting, whole "sensor";
    calibration::calibrate_sensors(audits: Audits<'_>) CalibrateSensorsOptions -> CalibrationFactors, whole "direction";
    calibration::device_acceptance(audits: Audits<'_>) DeviceAcceptanceOptions -> DeviceAcceptance, whole "sensor";
    calibration::apply_calibration(clean_counts: CountBins<'_>, calibration_factors: Factors<'_>) ApplyCalibrationOptions -> CalibratedCounts, whole "sensor";
    calibration::visitor_estimates(clean_counts: CountBins<'_>, staff: Option<Staff>, hours: Option<Hours>, sensors: Option<Sensors>) VisitorEstimatesOptions -> VisitorEstimates, whole "site";
    occupancy::occupancy(clean_counts: CountBins<'_>, anchors: Option<Anchors>, hours: Option<Hours>, sensors: Option<Sensors>) OccupancyOptions -> OccupancyResult, whole "site";
    occupancy::dwell_from_counts(occupancy: OccupancyBins<'_>) DwellFromCountsOptions -> DwellFromCounts, whole "site";
    occupancy::network_flows(clean_counts: CountBins<'_>, edges: Edges) NetworkFlowsOptions -> NetworkFlows, whole "network of sensors";
    visits::zone_visits(points: Points<'_>, zones: Zones) ZoneVisitsOptions -> ZoneVisitsResult, parts VisitPieces;
    visits::gate_crossings(points: Points<'_>, gates: Gates) GateCrossingsOptions -> GateCrossingsResult, parts CrossingPieces;
    visits::dwell_summary(zone_visits: Visits<'_>) DwellSummaryOptions -> DwellSummaryResult, parts DwellState;
    visits::zone_occupancy(zone_visits: Visits<'_>) ZoneOccupancyOptions -> ZoneOccupancyResult, whole "table of visits";
    visits::queue_summary(zone_visits: Visits<'_>, zones: Option<Zones>) QueueSummaryOptions -> QueueSummary, whole "table of visits";
    visits::zone_metrics(zone_visits: Visits<'_>, zones: Option<Zones>) ZoneMetricsOptions -> ZoneMetricsResult, whole "table of visits";
    heatmap::grid_heatmap(points: Points<'_>, zones: Option<Zones>) GridHeatmapOptions -> GridHeatmap, parts HeatmapState;
    heatmap::smooth_heatmap(heatmap: HeatmapCells<'_>) SmoothHeatmapOptions -> SmoothHeatmap, whole "slice of a floor";
    heatmap::hotspots(heatmap: HeatmapCells<'_>) HotspotsOptions -> Hotspots, whole "slice of a floor";
}

/// The operation of this name.
///
/// # Errors
/// `KELIU_OPERATION_UNKNOWN`, with the name that comes nearest.
pub fn find(name: &str) -> Result<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name).ok_or_else(|| {
        Error::OperationUnknown {
            operation: name.chars().take(80).collect(),
            nearest: crate::nearest::nearest(
                name,
                OPERATIONS.iter().map(|operation| operation.name),
            ),
        }
    })
}
