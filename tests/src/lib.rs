//! What the tests of all faces share: the code generator, and the golden cases.

pub mod codegen;
pub mod golden;
