//! The columns of a stream, in the terms that the layout of a batch needs.

use arrow_ipc::{DateUnit, Endianness, Field, Int, Precision, Schema, TimeUnit, Type};

use super::Limits;

/// Longer than any IANA name; the name is copied with the type.
const MAX_TIME_ZONE_BYTES: usize = 255;
/// Of a name quoted in a message.
const MAX_NAME_CHARS: usize = 64;

pub(super) struct Column {
    /// Quoted and shortened, with the names of the columns around it: `"shape.x"`.
    pub(super) name: String,
    pub(super) layout: Layout,
}

/// Which nodes and buffers a column takes from a batch (Arrow columnar format, "Buffer listing for each layout").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flat {
    Null,
    Boolean,
    /// Values of this many bytes.
    Fixed(u64),
    /// Offsets of this many bytes, then the values.
    Bytes(u64),
    View,
}

/// The keys of a dictionary column: their width and the largest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Index {
    pub(super) bytes: u64,
    pub(super) last: u64,
}

pub(super) enum Layout {
    Flat(Flat),
    Dictionary { id: i64, index: Index, values: Flat, value_type: Type },
    List { offset_bytes: u64, item: Box<Column> },
    FixedSizeList { size: u64, item: Box<Column> },
    Struct(Vec<Column>),
}

pub(super) fn columns(schema: Schema<'_>, limits: &Limits) -> Result<Vec<Column>, String> {
    if schema.endianness() != Endianness::Little {
        return Err("big-endian values; write little-endian ones".to_owned());
    }
    let fields = schema.fields().ok_or("the schema has no field list")?;
    if fields.len() > limits.columns {
        return Err(format!("{} columns, the limit is {}", fields.len(), limits.columns));
    }
    let mut reader = Reader { fields_left: limits.fields, limits };
    fields.iter().map(|field| reader.column(field, "", 1)).collect()
}

struct Reader<'a> {
    fields_left: usize,
    limits: &'a Limits,
}

impl Reader<'_> {
    fn column(&mut self, field: Field<'_>, parent: &str, depth: usize) -> Result<Column, String> {
        let own: String = field.name().unwrap_or_default().chars().take(MAX_NAME_CHARS).collect();
        let name = if parent.is_empty() { own } else { format!("{parent}.{own}") };
        if depth > self.limits.depth {
            return Err(format!("column {name:?} is nested deeper than {}", self.limits.depth));
        }
        let exhausted = || format!("more than {} fields, nested ones counted", self.limits.fields);
        self.fields_left = self.fields_left.checked_sub(1).ok_or_else(exhausted)?;
        let layout = match field.dictionary() {
            None => self.layout(field, &name, depth)?,
            Some(encoding) => {
                let index = encoding.indexType().and_then(index).ok_or_else(|| {
                    format!(
                        "column {name:?}: dictionary index is not an integer of 8, 16, 32 or 64 bits"
                    )
                })?;
                let value_type = field.type_type();
                let values = match value_type {
                    Type::Utf8 | Type::LargeUtf8 | Type::Utf8View => {
                        flat(field).map_err(|what| refused(&name, &what))?
                    }
                    _ => {
                        return Err(refused(
                            &name,
                            &format!("dictionary of {}", type_name(value_type)),
                        ));
                    }
                };
                Layout::Dictionary { id: encoding.id(), index, values, value_type }
            }
        };
        Ok(Column { name, layout })
    }

    fn layout(&mut self, field: Field<'_>, name: &str, depth: usize) -> Result<Layout, String> {
        match field.type_type() {
            Type::List => {
                Ok(Layout::List { offset_bytes: 4, item: self.item(field, name, depth)? })
            }
            Type::LargeList => {
                Ok(Layout::List { offset_bytes: 8, item: self.item(field, name, depth)? })
            }
            Type::FixedSizeList => {
                let size = field
                    .type_as_fixed_size_list()
                    .and_then(|list| u64::try_from(list.listSize()).ok());
                let size = size
                    .filter(|&size| size > 0)
                    .ok_or_else(|| refused(name, "FixedSizeList without a size"))?;
                Ok(Layout::FixedSizeList { size, item: self.item(field, name, depth)? })
            }
            Type::Struct_ => {
                let children = field.children().filter(|children| !children.is_empty());
                let children = children.ok_or_else(|| refused(name, "Struct without fields"))?;
                let columns = children
                    .iter()
                    .map(|child| self.nested(child, name, depth))
                    .collect::<Result<_, _>>()?;
                Ok(Layout::Struct(columns))
            }
            _ => flat(field).map(Layout::Flat).map_err(|what| refused(name, &what)),
        }
    }

    fn item(&mut self, field: Field<'_>, name: &str, depth: usize) -> Result<Box<Column>, String> {
        let child =
            field.children().filter(|children| children.len() == 1).map(|children| children.get(0));
        let child = child.ok_or_else(|| refused(name, "list without exactly one item field"))?;
        self.nested(child, name, depth).map(Box::new)
    }

    /// Nested values are coordinates (`GeoArrow`): numbers, and nothing that has a length without having bytes.
    fn nested(&mut self, field: Field<'_>, parent: &str, depth: usize) -> Result<Column, String> {
        let column = self.column(field, parent, depth + 1)?;
        match column.layout {
            Layout::Flat(Flat::Fixed(_))
            | Layout::List { .. }
            | Layout::FixedSizeList { .. }
            | Layout::Struct(_) => Ok(column),
            Layout::Flat(_) | Layout::Dictionary { .. } => Err(refused(
                &column.name,
                &format!("{} inside a nested column", type_name(field.type_type())),
            )),
        }
    }
}

fn flat(field: Field<'_>) -> Result<Flat, String> {
    let kind = field.type_type();
    let layout = match kind {
        Type::Null => Some(Flat::Null),
        Type::Bool => Some(Flat::Boolean),
        Type::Int => field.type_as_int().and_then(int_bytes).map(Flat::Fixed),
        Type::FloatingPoint => {
            match field.type_as_floating_point().map(|float| float.precision()) {
                Some(Precision::HALF) => Some(Flat::Fixed(2)),
                Some(Precision::SINGLE) => Some(Flat::Fixed(4)),
                Some(Precision::DOUBLE) => Some(Flat::Fixed(8)),
                _ => None,
            }
        }
        Type::Date => match field.type_as_date().map(|date| date.unit()) {
            Some(DateUnit::DAY) => Some(Flat::Fixed(4)),
            Some(DateUnit::MILLISECOND) => Some(Flat::Fixed(8)),
            _ => None,
        },
        Type::Timestamp => field.type_as_timestamp().and_then(|timestamp| {
            let known =
                TimeUnit::SECOND <= timestamp.unit() && timestamp.unit() <= TimeUnit::NANOSECOND;
            let short = timestamp.timezone().unwrap_or_default().len() <= MAX_TIME_ZONE_BYTES;
            (known && short).then_some(Flat::Fixed(8))
        }),
        Type::FixedSizeBinary => {
            let width = field
                .type_as_fixed_size_binary()
                .and_then(|binary| u64::try_from(binary.byteWidth()).ok());
            width.filter(|&width| width > 0).map(Flat::Fixed)
        }
        Type::Utf8 | Type::Binary => Some(Flat::Bytes(4)),
        Type::LargeUtf8 | Type::LargeBinary => Some(Flat::Bytes(8)),
        Type::Utf8View | Type::BinaryView => Some(Flat::View),
        _ => return Err(type_name(kind)),
    };
    layout.ok_or_else(|| format!("{} with parameters that Arrow does not define", type_name(kind)))
}

fn int_bytes(int: Int<'_>) -> Option<u64> {
    match int.bitWidth() {
        8 => Some(1),
        16 => Some(2),
        32 => Some(4),
        64 => Some(8),
        _ => None,
    }
}

fn index(int: Int<'_>) -> Option<Index> {
    let bytes = int_bytes(int)?;
    let value_bits = bytes * 8 - u64::from(int.is_signed());
    Some(Index { bytes, last: u64::MAX >> (64 - value_bits) })
}

fn refused(name: &str, what: &str) -> String {
    format!("column {name:?} has the unsupported type {what}")
}

fn type_name(kind: Type) -> String {
    kind.variant_name()
        .map_or_else(|| format!("code {}", kind.0), |name| name.trim_end_matches('_').to_owned())
}
