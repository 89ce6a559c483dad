//! Zones of a floor plan: polygons with a name.

use super::reader::Reader;
use super::shapes;
use super::spec::{ColumnKind, ColumnSpec, FromBatch, Presence, TableSpec};
use crate::error::{Error, Result};
use crate::geometry::{Polygon, fault};
use arrow_array::RecordBatch;

const fn text(
    name: &'static str,
    presence: Presence,
    zh: &'static str,
    doc: &'static str,
) -> ColumnSpec {
    ColumnSpec { name, kind: ColumnKind::Text, presence, unit: "", zh, doc }
}

const fn bound(name: &'static str, zh: &'static str, doc: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind: ColumnKind::Time, presence: Presence::Optional, unit: "", zh, doc }
}

static ZONES: TableSpec = TableSpec {
    name: "zones",
    doc: "One row per zone and version: a polygon on a floor, with a name.",
    order: "any order",
    columns: &[
        text(
            "zone",
            Presence::Required,
            "区域",
            "Name of the zone. Rows of one name are versions by date, or pieces of one zone.",
        ),
        ColumnSpec {
            name: "polygon",
            kind: ColumnKind::Shape,
            presence: Presence::Required,
            unit: "m",
            zh: "多边形",
            doc: "POLYGON or MULTIPOLYGON in meters, as well-known text or GeoArrow; holes allowed.",
        },
        text(
            "kind",
            Presence::Optional,
            "类型",
            "What the zone is: area, queue, service, staff, entrance, walkable or obstacle; absent means area.",
        ),
        text(
            "floor",
            Presence::Optional,
            "楼层",
            "Name of the floor; absent where there is one floor.",
        ),
        bound("from", "生效时间", "When this version begins; null or absent: always."),
        bound("until", "失效时间", "When this version ends; null or absent: never."),
    ],
};

/// What a zone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum ZoneKind {
    /// A place where visitors stay or pass.
    #[default]
    Area,
    /// Where visitors wait.
    Queue,
    /// Where visitors are served.
    Service,
    /// Where only staff go.
    Staff,
    /// A door.
    Entrance,
    /// Where persons can be at all.
    Walkable,
    /// Where nobody can be: shelves, walls.
    Obstacle,
}

impl ZoneKind {
    const NAMES: [(&'static str, Self); 7] = [
        ("area", Self::Area),
        ("queue", Self::Queue),
        ("service", Self::Service),
        ("staff", Self::Staff),
        ("entrance", Self::Entrance),
        ("walkable", Self::Walkable),
        ("obstacle", Self::Obstacle),
    ];

    fn from_word(word: &str) -> Option<Self> {
        if word.is_empty() {
            return Some(Self::Area);
        }
        Self::NAMES.into_iter().find(|(name, _)| *name == word).map(|(_, kind)| kind)
    }
}

/// One version of a zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Its name.
    pub name: String,
    /// Its shape: one polygon, or several that do not overlap.
    pub polygons: Vec<Polygon>,
    /// What it is.
    pub kind: ZoneKind,
    /// Its floor, where floors have names.
    pub floor: Option<String>,
    /// When this version begins, in microseconds since 1970 UTC; nothing: always.
    pub from_us: Option<i64>,
    /// When this version ends; nothing: never.
    pub until_us: Option<i64>,
}

impl Zone {
    /// A zone of one polygon on the one floor there is.
    pub fn new(name: &str, polygon: Polygon) -> Self {
        Self {
            name: name.to_owned(),
            polygons: vec![polygon],
            kind: ZoneKind::Area,
            floor: None,
            from_us: None,
            until_us: None,
        }
    }
}

/// Zones, in the order of the rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Zones {
    pub(crate) zones: Vec<Zone>,
}

impl Zones {
    /// Zones of a plan.
    ///
    /// # Errors
    /// `KELIU_SHAPE_INVALID`, `KELIU_INTERVAL_REVERSED`.
    pub fn new(zones: Vec<Zone>) -> Result<Self> {
        for (row, zone) in zones.iter().enumerate() {
            if let (Some(from), Some(until)) = (zone.from_us, zone.until_us)
                && until <= from
            {
                return Err(Error::IntervalReversed {
                    table: ZONES.name.to_owned(),
                    row,
                    start: crate::time::utc_label(from),
                    end: crate::time::utc_label(until),
                });
            }
            if let Some(fault) = fault(&zone.polygons) {
                return Err(Error::ShapeInvalid {
                    table: ZONES.name.to_owned(),
                    row,
                    name: zone.name.clone(),
                    fault: format!("{} at {} {}", fault.what, fault.at.x, fault.at.y),
                    repair: fault.repair,
                });
            }
        }
        Ok(Self { zones })
    }

    /// The zones.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.zones.len()
    }

    /// True if there is no zone.
    pub fn is_empty(&self) -> bool {
        self.zones.is_empty()
    }
}

impl FromBatch<'_> for Zones {
    const SPEC: &'static TableSpec = &ZONES;

    fn from_batch(batch: &RecordBatch) -> Result<Self> {
        let reader = Reader::new(batch, &ZONES);
        let names = reader.text("zone")?;
        let polygons = shapes::polygons(&reader, "polygon")?;
        let optional =
            |column: &str| reader.has(column).then(|| reader.text_or_empty(column)).transpose();
        let (kind, floor) = (optional("kind")?, optional("floor")?);
        let (from, until) = (reader.optional_times("from")?, reader.optional_times("until")?);
        let rows = polygons.into_iter().enumerate().map(|(row, polygons)| {
            let word = kind.as_ref().map_or("", |kind| kind.name(row));
            let kind = ZoneKind::from_word(word).ok_or_else(|| Error::ValueRange {
                table: ZONES.name.to_owned(),
                column: "kind".to_owned(),
                row,
                found: word.chars().take(40).collect(),
                expected: "area, queue, service, staff, entrance, walkable or obstacle",
            })?;
            Ok(Zone {
                name: names.name(row).to_owned(),
                polygons,
                kind,
                floor: floor.as_ref().map(|floor| floor.name(row).to_owned()),
                from_us: from[row],
                until_us: until[row],
            })
        });
        Self::new(rows.collect::<Result<_>>()?)
    }
}

#[cfg(test)]
#[path = "zones_tests.rs"]
mod tests;
