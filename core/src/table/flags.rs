//! The flags of a count: what was found about it and what was done.

/// One flag with its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag {
    /// The name used in all languages.
    pub name: &'static str,
    /// The bit.
    pub bit: u32,
    /// One sentence that says what it means.
    pub doc: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
}

/// A set of flags: the bits of the `flags` column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u32);

impl Flags {
    /// True if any of `others` is set.
    pub const fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// This set without `others`.
    #[must_use]
    pub const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// The names of the flags that are set, in the order of their bits.
    pub fn names(self) -> Vec<&'static str> {
        Self::ALL.iter().filter(|flag| self.0 & flag.bit != 0).map(|flag| flag.name).collect()
    }
}

macro_rules! flags {
    ($( $(#[doc = $doc:literal])+ $constant:ident = $bit:literal, $name:literal, $zh:literal; )+) => {
        impl Flags {
            $( $(#[doc = $doc])+ pub const $constant: Self = Self(1 << $bit); )+

            /// Every flag, in the order of the bits.
            pub const ALL: &[Flag] = &[ $( Flag { name: $name, bit: 1 << $bit, doc: concat!($($doc),+), zh: $zh } ),+ ];
        }
    };
}

flags! {
    /// No record covers the bin, or the record says that nothing was observed.
    MISSING = 0, "missing", "缺失";
    /// A run of zeros that the expected flow makes implausible: the sensor was off.
    DEAD = 1, "dead", "停机";
    /// A run of one repeated value that the expected flow makes implausible.
    STUCK = 2, "stuck", "卡值";
    /// A count far above what the expected flow allows.
    SPIKE = 3, "spike", "尖峰";
    /// The site was closed during the whole bin.
    CLOSED = 4, "closed", "闭店";
    /// The value was replaced by an estimate with an interval.
    FILLED = 5, "filled", "已补";
    /// The bin needs an estimate and there is nothing to estimate it from, or the gap is too long.
    UNFILLED = 6, "unfilled", "未补";
    /// Several records named this interval; the last one was taken.
    REPEATED = 7, "repeated", "重复";
    /// The records that named this interval disagreed.
    CONFLICT = 8, "conflict", "冲突";
    /// The record overlapped another; the time covered twice was counted once.
    TRIMMED = 9, "trimmed", "重叠";
    /// A record longer than the bin was spread over several bins.
    SPREAD = 10, "spread", "分摊";
    /// Records cover only a part of the bin.
    PARTIAL = 11, "partial", "不完整";
    /// A wall-clock time that the switch to summer time skips was moved forward.
    SHIFTED = 12, "shifted", "时移";
    /// Entries were replaced.
    ENTRIES = 13, "entries", "进店已补";
    /// Exits were replaced.
    EXITS = 14, "exits", "出店已补";
    /// The record holds a number by which a device says that it knows nothing, such as -1 or 65535.
    SENTINEL = 15, "sentinel", "哨兵值";
    /// Persons who were uploaded late in one lump: the known total is split over the bins it belongs to.
    LUMP = 16, "lump", "合并补传";
    /// A block of counts that repeats an earlier one, count by count: it was written twice.
    COPIED = 17, "copied", "复制块";
    /// A calibration factor was applied.
    CALIBRATED = 18, "calibrated", "已校准";
    /// An accepted proposal changed the value: its factor, its direction or its time.
    ADJUSTED = 19, "adjusted", "已校正";
    /// The number of persons inside is known at the end of the bin: by an anchor, or because the site is empty.
    ANCHORED = 24, "anchored", "已锚定";
    /// No later anchor says how the number of persons inside went on: its interval grows.
    UNANCHORED = 25, "unanchored", "未锚定";
}
