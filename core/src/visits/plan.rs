//! Shapes of a floor plan on the lattice, and the grids that find them.

use crate::accumulate::{ByteReader, Writer};
use crate::error::{Error, Result};
use crate::geometry::{LabelGrid, Node, Position, RIGHT, Shift, line, ring, shift_of};
use crate::table::{Gates, Points, Zones};
use std::collections::{BTreeMap, BTreeSet};

/// One version of a zone or a gate.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Shape {
    pub(crate) name: String,
    /// The name of its floor; empty: it lies on every floor.
    floor: String,
    pub(crate) from_us: i64,
    pub(crate) until_us: i64,
    pub(crate) size_m2: f64,
    rings: Vec<Vec<Node>>,
}

/// The shapes of one table, in its order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Layout {
    /// Insides of rings, or lines.
    closed: bool,
    pub(crate) shapes: Vec<Shape>,
}

fn nodes(vertices: &[Position]) -> Vec<Node> {
    vertices.iter().map(|at| Node::of_meters(at.x, at.y)).collect()
}

impl Layout {
    pub(crate) fn of_zones(zones: &Zones) -> Self {
        let shape = |zone: &crate::table::Zone| Shape {
            name: zone.name.clone(),
            floor: zone.floor.clone().unwrap_or_default(),
            from_us: zone.from_us.unwrap_or(i64::MIN),
            until_us: zone.until_us.unwrap_or(i64::MAX),
            size_m2: zone.polygons.iter().map(crate::geometry::Polygon::size_m2).sum(),
            rings: zone.polygons.iter().flat_map(|polygon| polygon.rings().map(nodes)).collect(),
        };
        Self { closed: true, shapes: zones.zones().iter().map(shape).collect() }
    }

    pub(crate) fn of_gates(gates: &Gates) -> Self {
        let shape = |gate: &crate::table::Gate| Shape {
            name: gate.name.clone(),
            floor: gate.floor.clone().unwrap_or_default(),
            from_us: gate.from_us.unwrap_or(i64::MIN),
            until_us: gate.until_us.unwrap_or(i64::MAX),
            size_m2: 0.0,
            rings: vec![nodes(&gate.line)],
        };
        Self { closed: false, shapes: gates.gates().iter().map(shape).collect() }
    }

    /// Refuses points that do not say on which floor they are where shapes lie on several.
    pub(crate) fn check_floors(&self, points: &Points<'_>) -> Result<()> {
        let mut named =
            self.shapes.iter().map(|shape| &shape.floor).filter(|name| !name.is_empty());
        let Some(first) = named.next() else { return Ok(()) };
        if points.floor.is_none() && named.any(|name| name != first) {
            return Err(Error::ColumnMissing {
                table: "points".to_owned(),
                column: "floor".to_owned(),
                found: ["track", "time", "x", "y"].map(str::to_owned).to_vec(),
                nearest: None,
            });
        }
        Ok(())
    }

    /// The floor of points that name none: the one that shapes name, or none.
    pub(crate) fn only_floor(&self) -> &str {
        self.shapes
            .iter()
            .map(|shape| shape.floor.as_str())
            .find(|name| !name.is_empty())
            .unwrap_or("")
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.unsigned(u128::from(self.closed));
        out.unsigned(self.shapes.len() as u128);
        for shape in &self.shapes {
            out.text(&shape.name);
            out.text(&shape.floor);
            out.signed(i128::from(shape.from_us));
            out.signed(i128::from(shape.until_us));
            out.raw(&shape.size_m2.to_le_bytes());
            out.unsigned(shape.rings.len() as u128);
            for ring in &shape.rings {
                out.unsigned(ring.len() as u128);
                for node in ring {
                    out.signed(i128::from(node.x));
                    out.signed(i128::from(node.y));
                }
            }
        }
    }

    pub(crate) fn read(input: &mut ByteReader<'_>) -> Result<Self> {
        let closed = input.unsigned()? == 1;
        let mut shapes = Vec::new();
        for _ in 0..input.count(14)? {
            let (name, floor) = (input.text()?, input.text()?);
            let (from_us, until_us) = (input.number()?, input.number()?);
            let mut size = [0; 8];
            size.copy_from_slice(input.raw(8)?);
            let mut rings = Vec::new();
            for _ in 0..input.count(1)? {
                let mut ring = Vec::new();
                for _ in 0..input.count(2)? {
                    ring.push(read_node(input)?);
                }
                rings.push(ring);
            }
            let size_m2 = f64::from_le_bytes(size);
            shapes.push(Shape { name, floor, from_us, until_us, size_m2, rings });
        }
        Ok(Self { closed, shapes })
    }
}

/// A position within the lattice.
pub(crate) fn read_node(input: &mut ByteReader<'_>) -> Result<Node> {
    let mut number = || -> Result<i32> {
        let value: i32 = input.number()?;
        if value.unsigned_abs() <= 1 << 26 {
            return Ok(value);
        }
        Err(Error::StateInvalid { reason: format!("a position of {value} mm is out of range") })
    };
    Ok(Node { x: number()?, y: number()? })
}

/// Shapes with the grids of their floors.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) shapes: Vec<Shape>,
    /// How ties of each shape are settled.
    shifts: Vec<Shift>,
    grids: BTreeMap<String, LabelGrid>,
    /// Of the shapes that lie on every floor.
    elsewhere: LabelGrid,
    /// The reach of edges in millimeters.
    pub(crate) reach_mm: f64,
}

impl Plan {
    /// The grids of all floors that shapes name, and of the others.
    pub(crate) fn new(layout: &Layout, reach_m: f64) -> Self {
        let reach_mm = reach_m * 1000.0;
        let grid = |floor: &str| {
            let mut edges = Vec::new();
            for (number, shape) in layout.shapes.iter().enumerate() {
                if !shape.floor.is_empty() && floor != shape.floor {
                    continue;
                }
                for nodes in &shape.rings {
                    if layout.closed {
                        edges.extend(ring(nodes, number as u32, reach_mm));
                    } else {
                        edges.extend(line(nodes, number as u32, reach_mm));
                    }
                }
            }
            LabelGrid::new(edges, layout.closed, reach_mm.ceil() as i64)
        };
        let floors = layout.shapes.iter().map(|shape| &shape.floor).filter(|name| !name.is_empty());
        let named: BTreeSet<&String> = floors.collect();
        let shift = |shape: &Shape| match (layout.closed, shape.rings.first()) {
            (false, Some(nodes)) => shift_of(nodes),
            _ => RIGHT,
        };
        Self {
            shapes: layout.shapes.clone(),
            shifts: layout.shapes.iter().map(shift).collect(),
            grids: named.into_iter().map(|floor| (floor.clone(), grid(floor))).collect(),
            elsewhere: grid(""),
            reach_mm,
        }
    }

    /// The grid of a floor.
    pub(crate) fn grid(&self, floor: &str) -> &LabelGrid {
        self.grids.get(floor).unwrap_or(&self.elsewhere)
    }

    /// How ties of a shape are settled.
    pub(crate) fn shift(&self, shape: u32) -> Shift {
        self.shifts[shape as usize]
    }
}
