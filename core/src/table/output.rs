//! Results as structs of columns, and the macro that declares them with their contract.

use super::column::{Dates, Instants, Nullable, OptionalLabels};
use super::ids::Ids;
use super::labels::Labels;
use super::spec::ColumnKind;
use arrow_array::types::{
    Date32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, BooleanArray, DictionaryArray, PrimitiveArray, StringArray};
use arrow_buffer::NullBuffer;
use std::sync::Arc;

/// A column that can become Arrow.
pub(crate) trait OutputColumn {
    const KIND: ColumnKind;
    const NULLABLE: bool;
    fn into_array(self) -> ArrayRef;
}

macro_rules! plain_column {
    ($($type:ty, $arrow:ty, $kind:ident;)+) => { $(
        impl OutputColumn for Vec<$type> {
            const KIND: ColumnKind = ColumnKind::$kind;
            const NULLABLE: bool = false;
            fn into_array(self) -> ArrayRef {
                Arc::new(PrimitiveArray::<$arrow>::new(self.into(), None))
            }
        }
        impl OutputColumn for Nullable<$type> {
            const KIND: ColumnKind = ColumnKind::$kind;
            const NULLABLE: bool = true;
            fn into_array(self) -> ArrayRef {
                let (values, nulls) = self.into_parts();
                Arc::new(PrimitiveArray::<$arrow>::new(values.into(), nulls))
            }
        }
    )+ };
}

plain_column! {
    f64, Float64Type, Number;
    i64, Int64Type, Whole;
    u64, UInt64Type, Whole;
    u32, UInt32Type, Flags;
}

impl OutputColumn for Vec<bool> {
    const KIND: ColumnKind = ColumnKind::Truth;
    const NULLABLE: bool = false;
    fn into_array(self) -> ArrayRef {
        Arc::new(BooleanArray::from(self))
    }
}

impl OutputColumn for Instants {
    const KIND: ColumnKind = ColumnKind::Time;
    const NULLABLE: bool = false;
    fn into_array(self) -> ArrayRef {
        Arc::new(
            PrimitiveArray::<TimestampMicrosecondType>::new(self.0.into(), None)
                .with_timezone("UTC"),
        )
    }
}

impl OutputColumn for Nullable<Instant> {
    const KIND: ColumnKind = ColumnKind::Time;
    const NULLABLE: bool = true;
    fn into_array(self) -> ArrayRef {
        let (values, nulls) = self.into_parts();
        let values: Vec<i64> = values.into_iter().map(|instant| instant.0).collect();
        Arc::new(
            PrimitiveArray::<TimestampMicrosecondType>::new(values.into(), nulls)
                .with_timezone("UTC"),
        )
    }
}

/// One instant in a nullable column: microseconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Instant(pub i64);

impl OutputColumn for Dates {
    const KIND: ColumnKind = ColumnKind::Date;
    const NULLABLE: bool = false;
    fn into_array(self) -> ArrayRef {
        Arc::new(PrimitiveArray::<Date32Type>::new(self.0.into(), None))
    }
}

fn dictionary(codes: Vec<i32>, names: Vec<String>, nulls: Option<NullBuffer>) -> ArrayRef {
    let keys = PrimitiveArray::<Int32Type>::new(codes.into(), nulls);
    Arc::new(DictionaryArray::new(keys, Arc::new(StringArray::from(names))))
}

impl OutputColumn for Labels<'static> {
    const KIND: ColumnKind = ColumnKind::Text;
    const NULLABLE: bool = false;
    fn into_array(self) -> ArrayRef {
        dictionary(self.codes.into_owned(), self.names, None)
    }
}

impl OutputColumn for Ids<'static> {
    const KIND: ColumnKind = ColumnKind::Id;
    const NULLABLE: bool = false;
    fn into_array(self) -> ArrayRef {
        match self {
            Self::Numbers(numbers) => {
                Arc::new(PrimitiveArray::<UInt64Type>::new(numbers.into_owned().into(), None))
            }
            Self::Names(names) => names.into_array(),
        }
    }
}

impl OutputColumn for OptionalLabels {
    const KIND: ColumnKind = ColumnKind::Text;
    const NULLABLE: bool = true;
    fn into_array(self) -> ArrayRef {
        let nulls: NullBuffer = self.codes.iter().map(|&code| code >= 0).collect();
        let codes = self.codes.into_iter().map(|code| code.max(0)).collect();
        // A key of a null must still point into the dictionary for readers that look before they check.
        let names = if self.names.is_empty() { vec![String::new()] } else { self.names };
        dictionary(codes, names, Some(nulls))
    }
}

/// Names the fields of a result after its columns: the struct is the contract.
pub(crate) fn field(
    name: &str,
    array: &dyn Array,
    nullable: bool,
    unit: &str,
    zh: &str,
) -> arrow_schema::Field {
    let metadata = [("unit", unit), ("zh", zh)];
    arrow_schema::Field::new(name, array.data_type().clone(), nullable).with_metadata(
        metadata
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect(),
    )
}

/// Declares a result table: a struct of columns, its [`TableSpec`](crate::table::TableSpec) and its way into Arrow.
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident = $table:literal, sorted by $order:literal {
            $( $(#[doc = $column_doc:literal])+ $column:ident: $type:ty, $unit:literal, $zh:literal; )+
        }
        $( report = $report:path; )?
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name {
            $( $(#[doc = $column_doc])+ pub $column: $type, )+
        }

        impl $crate::table::IntoBatch for $name {
            const SPEC: &'static $crate::table::TableSpec = &$crate::table::TableSpec {
                name: $table,
                doc: concat!($($doc),+),
                order: concat!("sorted by ", $order),
                columns: &[ $( $crate::table::ColumnSpec {
                    name: stringify!($column),
                    kind: <$type as $crate::table::OutputColumn>::KIND,
                    presence: if <$type as $crate::table::OutputColumn>::NULLABLE {
                        $crate::table::Presence::Nullable
                    } else {
                        $crate::table::Presence::Required
                    },
                    unit: $unit,
                    zh: $zh,
                    doc: concat!($($column_doc),+),
                } ),+ ],
            };

            $( fn report(&self) -> Option<String> { Some($report(self)) } )?

            fn into_batch(self) -> $crate::error::Result<arrow_array::RecordBatch> {
                use $crate::table::OutputColumn;
                let mut fields = Vec::new();
                let mut arrays = Vec::new();
                $(
                    let array = self.$column.into_array();
                    fields.push($crate::table::field(
                        stringify!($column), array.as_ref(), <$type as OutputColumn>::NULLABLE, $unit, $zh,
                    ));
                    arrays.push(array);
                )+
                arrow_array::RecordBatch::try_new(std::sync::Arc::new(arrow_schema::Schema::new(fields)), arrays)
                    .map_err(|cause| $crate::error::Error::Internal {
                        operation: $table.to_owned(),
                        message: cause.to_string(),
                    })
            }
        }
    };
}
pub(crate) use table;

/// Declares a result of several tables: a struct of results, the main one first.
macro_rules! tables {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])+ $field:ident: $type:ty; )+
        }
        $( report = $report:path; )?
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: $type, )+
        }

        impl $crate::table::IntoTables for $name {
            const SPECS: &'static [&'static $crate::table::TableSpec] =
                &[ $( <$type as $crate::table::IntoBatch>::SPEC ),+ ];

            fn report(&self) -> Option<String> {
                None $( .or_else(|| Some($report(self))) )?
            }

            fn into_tables(
                self,
            ) -> $crate::error::Result<Vec<(&'static str, arrow_array::RecordBatch)>> {
                use $crate::table::IntoBatch;
                Ok(vec![ $( (<$type as IntoBatch>::SPEC.name, self.$field.into_batch()?) ),+ ])
            }
        }
    };
}
pub(crate) use tables;
