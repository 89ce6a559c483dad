//! Transcendental functions with the same bits on every target.
//!
//! The C libraries behind `f64::exp` and its kin differ in the last bit (of 10⁶ random arguments glibc and
//! the pure-Rust port differ in 10 % for exp and pow, 7 % for ln), and wasm has its own port. One port for
//! all costs about twice the time of the native `exp` and buys results that can be compared bit by bit.
//! `+ − × ÷ sqrt floor` are correctly rounded by IEEE 754 and need no help.

pub(crate) use libm::{cos, erfc, exp, lgamma, log as ln, log1p as ln_1p, pow, sin};
