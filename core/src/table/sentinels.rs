//! Numbers by which devices say that they know nothing.

/// Negative ones: nobody counts below zero, so they are never counts.
const NEGATIVE: [i64; 9] = [-1, -9, -99, -999, -9_999, -99_999, -999_999, -32_768, -2_147_483_648];

/// The largest numbers of 15 to 32 bits, signed or not, and nines: they may be counts where counts are that large.
const POSITIVE: [i64; 10] = [
    32_767,
    65_535,
    99_999,
    999_999,
    9_999_999,
    99_999_999,
    999_999_999,
    16_777_215,
    2_147_483_647,
    4_294_967_295,
];

/// Whether a negative number is known to stand for nothing.
pub(crate) fn is_negative_sentinel(value: i64) -> bool {
    NEGATIVE.contains(&value)
}

/// Whether a number may stand for nothing: its neighbors tell.
pub(crate) fn may_be_sentinel(count: i64) -> bool {
    POSITIVE.contains(&count)
}
