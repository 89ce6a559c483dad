//! Tables between Python and Rust: the only file that knows how they cross.

use crate::raise;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, RecordBatch, RecordBatchReader, types};
use arrow_schema::DataType;
use keliu::bridge::columns;
use pyo3::prelude::*;
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::input::{AnyArray, AnyRecordBatch};
use pyo3_arrow::{PyRecordBatch, PyTable};
use std::collections::BTreeMap;

type Labels = BTreeMap<String, String>;

/// An Arrow table in memory that Rust and Python both read in place.
#[pyclass(frozen, module = "keliu._keliu")]
pub(crate) struct Batch(pub(crate) RecordBatch);

#[derive(FromPyObject)]
pub(crate) enum Column {
    /// Type, rows, bits of validity, buffers: the parts of an Arrow array.
    Parts(String, usize, Option<Vec<u8>>, Vec<Vec<u8>>),
    #[pyo3(transparent)]
    Arrow(AnyArray),
}

impl Column {
    fn into_array(self, py: Python<'_>) -> PyArrowResult<ArrayRef> {
        let array = match self {
            Self::Parts(data_type, rows, valid, buffers) => {
                columns::column(&data_type, rows, valid, buffers)
            }
            Self::Arrow(array) => {
                let (chunks, field) = array.into_chunked_array()?.into_inner();
                columns::joined(field.data_type(), &chunks)
            }
        };
        Ok(array.map_err(|error| raise(py, &error))?)
    }
}

#[pymethods]
impl Batch {
    #[new]
    fn new(py: Python<'_>, named: Vec<(String, Column)>) -> PyArrowResult<Self> {
        let arrays = named.into_iter().map(|(name, column)| Ok((name, column.into_array(py)?)));
        let arrays = arrays.collect::<PyArrowResult<Vec<_>>>()?;
        Ok(Self(columns::table(arrays).map_err(|error| raise(py, &error))?))
    }

    /// A table of any library that speaks Arrow, in place where it is one piece.
    #[staticmethod]
    fn read(py: Python<'_>, table: AnyRecordBatch) -> PyArrowResult<Self> {
        let reader = table.into_reader()?;
        let schema = reader.schema();
        // Detached, for a producer may ask threads of its own that want Python.
        let batches = py.detach(move || reader.collect::<Result<Vec<_>, _>>())?;
        Ok(Self(columns::stacked(&schema, batches).map_err(|error| raise(py, &error))?))
    }

    #[getter]
    fn rows(&self) -> usize {
        self.0.num_rows()
    }

    #[getter]
    fn metadata(&self) -> Labels {
        self.0.schema_ref().metadata().clone().into_iter().collect()
    }

    #[getter]
    fn fields(&self) -> Vec<(String, String, Labels)> {
        let fields = self.0.schema_ref().fields().iter();
        fields
            .map(|field| {
                (
                    field.name().clone(),
                    field.data_type().to_string(),
                    field.metadata().clone().into_iter().collect(),
                )
            })
            .collect()
    }

    fn values<'py>(
        &self,
        py: Python<'py>,
        column: usize,
        from: usize,
        rows: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        let array = self.0.column(column).slice(from, rows);
        match array.data_type() {
            DataType::Float64 => list::<types::Float64Type>(py, &array),
            DataType::Int64 => list::<types::Int64Type>(py, &array),
            DataType::UInt64 => list::<types::UInt64Type>(py, &array),
            DataType::UInt32 => list::<types::UInt32Type>(py, &array),
            DataType::Date32 => list::<types::Date32Type>(py, &array),
            DataType::Timestamp(..) => list::<types::TimestampMicrosecondType>(py, &array),
            DataType::Boolean => array.as_boolean().iter().collect::<Vec<_>>().into_pyobject(py),
            _ => {
                let texts = array.as_dictionary::<types::Int32Type>();
                let texts = texts.downcast_dict::<arrow_array::StringArray>();
                texts.into_iter().flatten().collect::<Vec<_>>().into_pyobject(py)
            }
        }
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let table = PyTable::try_new(vec![self.0.clone()], self.0.schema())?;
        Bound::new(py, table)?.call_method1("__arrow_c_stream__", (requested_schema,))
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, PyRecordBatch::new(self.0.clone()))?
            .call_method1("__arrow_c_array__", (requested_schema,))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, PyRecordBatch::new(self.0.clone()))?.call_method0("__arrow_c_schema__")
    }
}

fn list<'py, T: ArrowPrimitiveType<Native: IntoPyObject<'py>>>(
    py: Python<'py>,
    array: &ArrayRef,
) -> PyResult<Bound<'py, PyAny>> {
    array.as_primitive::<T>().iter().collect::<Vec<_>>().into_pyobject(py)
}
