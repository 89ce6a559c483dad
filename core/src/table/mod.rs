//! The data model: what each table holds, how it is read from Arrow or from slices, how a result becomes
//! Arrow. Nothing here knows what is computed.

mod anchors;
mod audits;
mod column;
mod counts;
mod crossings;
mod document;
mod edges;
mod factors;
mod flags;
mod hours;
mod labels;
mod occupancy;
mod output;
mod proposals;
mod reader;
mod readings;
mod sensors;
mod sentinels;
mod spec;
mod staff;

pub use anchors::{Anchor, Anchors};
pub use audits::Audits;
pub use column::{Dates, Instants, Nullable, OptionalLabels};
pub use counts::{CountBins, Counts};
pub use crossings::Crossings;
pub use document::Document;
pub use edges::Edges;
pub use factors::Factors;
pub use flags::{Flag, Flags};
pub use hours::Hours;
pub use labels::Labels;
pub use occupancy::OccupancyBins;
pub use proposals::Proposals;
pub(crate) use proposals::{Accepted, Correction, Row as ProposalRow};
pub use readings::Readings;
pub use sensors::Sensors;
pub use spec::{ColumnKind, ColumnSpec, FromBatch, IntoBatch, IntoTables, Presence, TableSpec};
pub use staff::Staff;

pub(crate) use column::{Numbers, Times, Whole};
pub(crate) use counts::Direction;
pub(crate) use edges::OUTSIDE;
pub(crate) use factors::Factor;
#[cfg(feature = "import")]
pub(crate) use labels::LabelBuilder;
pub use output::Instant;
pub(crate) use output::{OutputColumn, field, table, tables};
pub(crate) use sentinels::may_be_sentinel;
pub(crate) use staff::Duty;
