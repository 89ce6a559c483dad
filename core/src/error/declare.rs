//! The macro that turns the table of errors into the type, its codes and the catalogue.

macro_rules! errors {
    ($(
        $(#[doc = $doc:literal])+
        #[error($($message:tt)+)]
        $variant:ident { $( $(#[doc = $field_doc:literal])* $field:ident: $type:ty, )* } => $code:literal, $category:ident;
    )+) => {
        /// Every error of this crate. Match variants with `..`: fields may be added.
        #[non_exhaustive]
        #[derive(Debug, Clone, PartialEq, thiserror::Error)]
        pub enum Error {
            $( $(#[doc = $doc])+ #[error($($message)+)] $variant { $( #[doc = field_doc!($field $($field_doc)*)] $field: $type, )* }, )+
        }

        impl Error {
            /// The stable code.
            pub const fn code(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $code, )+ }
            }

            /// The category.
            pub const fn category(&self) -> Category {
                match self { $( Self::$variant { .. } => Category::$category, )+ }
            }
        }

        /// The catalogue of codes, in the order of this file.
        pub const CODES: &[CodeInfo] = &[
            $( CodeInfo { code: $code, category: Category::$category, summary: concat!($($doc),+) }, )+
        ];
    };
}

/// What a field means. Where a fault lies is said the same way in every error, and here once.
macro_rules! field_doc {
    (table) => { "The table." };
    (column) => { "The column." };
    (row) => { "The row, from 0." };
    ($field:ident $($doc:literal)+) => { concat!($($doc),+) };
}

pub(super) use {errors, field_doc};
