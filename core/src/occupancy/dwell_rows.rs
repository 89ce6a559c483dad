//! The rows of [`dwell_from_counts`](super::dwell_from_counts::dwell_from_counts).

use super::dwell::{Block, Fit, Horizon, Interval, Intervals, Series};
use crate::math::{exp, ln};
use crate::table::{Instants, Labels, Nullable, OptionalLabels, table, tables};
use std::ops::Range;

table! {
    /// One row per site for all days together, and one per day where asked for.
    pub struct DwellSummary = "dwell_from_counts", sorted by "site, period, all days together first" {
        /// Name of the site.
        site: Labels<'static>, "", "门店";
        /// The day, such as 2026-03-01, the hours of arrival, such as 09:00-12:00, or `all` for all days together.
        period: Labels<'static>, "", "周期";
        /// Start of the first bin.
        start: Instants, "", "开始时间";
        /// End of the last bin.
        end: Instants, "", "结束时间";
        /// Persons who entered on the days that can be used.
        visitors: Vec<f64>, "persons", "客流";
        /// The time that all persons spent inside, by the occupancy.
        person_s: Vec<f64>, "persons s", "总停留时长";
        /// Mean dwell: time spent inside per visitor (Little's law over a finite horizon), for hours of arrival by the law; null where nobody came.
        mean_s: Nullable<f64>, "s", "平均停留";
        /// The least that the mean can be, given those inside at the start; for hours of arrival the lower end of its 90 % interval.
        mean_low_s: Nullable<f64>, "s", "平均停留下限";
        /// The most that the mean can be, if those inside at the end stay once more as long as they have; for hours of arrival the upper end of its 90 % interval.
        mean_high_s: Nullable<f64>, "s", "平均停留上限";
        /// Standard deviation of the dwell if those who came first leave first: no law has less.
        sd_fifo_s: Nullable<f64>, "s", "停留标准差下界";
        /// Standard deviation of the dwell if those who came last leave first: no law has more.
        sd_lifo_s: Nullable<f64>, "s", "停留标准差上界";
        /// The law with the most weight: lognormal, gamma or weibull; null where none can be told.
        family: OptionalLabels, "", "分布族";
        /// Its spread: standard deviation of the logarithm (lognormal), coefficient of variation (gamma), inverse exponent (weibull).
        spread: Nullable<f64>, "", "离散参数";
        /// Median of how long persons stayed, closing included; null where it cannot be told.
        median_s: Nullable<f64>, "s", "停留中位数";
        /// Lower end of the 90 % interval of the median.
        median_low_s: Nullable<f64>, "s", "中位数下限";
        /// Upper end of the 90 % interval of the median.
        median_high_s: Nullable<f64>, "s", "中位数上限";
        /// The dwell that nine of ten persons did not exceed, closing included; null where it cannot be told.
        p90_s: Nullable<f64>, "s", "停留九十分位";
        /// Lower end of the 90 % interval of the 90th percentile.
        p90_low_s: Nullable<f64>, "s", "九十分位下限";
        /// Upper end of the 90 % interval of the 90th percentile.
        p90_high_s: Nullable<f64>, "s", "九十分位上限";
        /// What the exits say about the logarithm of the spread, one over its variance; null where there is no fit.
        information: Nullable<f64>, "", "费舍尔信息";
        /// True if the counts tell median and 90th percentile.
        identifiable: Vec<bool>, "", "可识别";
        /// Why they do not: `no_days`, `no_visitors`, `uneven_bins`, `few_days`, `flat` or `wide`; null where they do.
        reason: OptionalLabels, "", "原因";
        /// Days that could be used.
        days: Vec<u64>, "d", "可用天数";
        /// Share of the time of all days that the usable days cover, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
    }
}

table! {
    /// One row per site and stretch of dwell, for sites whose law can be told.
    pub struct DwellDistribution = "dwell_distribution", sorted by "site, from_s" {
        /// Name of the site.
        site: Labels<'static>, "", "门店";
        /// Shortest dwell of the stretch; it belongs to it.
        from_s: Vec<f64>, "s", "停留自";
        /// Longest dwell of the stretch; it does not belong to it; null for the last one, which has no end.
        to_s: Nullable<f64>, "s", "停留至";
        /// Share of persons with such a dwell, 0 to 1.
        probability: Vec<f64>, "", "占比";
        /// Share of persons with such a dwell or a shorter one, 0 to 1.
        cumulative: Vec<f64>, "", "累计占比";
        /// Lower end of the 90 % interval of the cumulative share.
        low: Vec<f64>, "", "累计占比下限";
        /// Upper end of the 90 % interval of the cumulative share.
        high: Vec<f64>, "", "累计占比上限";
    }
}

tables! {
    /// What [`dwell_from_counts`](super::dwell_from_counts::dwell_from_counts) gives.
    pub struct DwellFromCounts {
        /// Mean, bounds, median and 90th percentile.
        dwell_from_counts: DwellSummary;
        /// The whole distribution.
        dwell_distribution: DwellDistribution;
    }
}

/// A law that can be told, with its intervals and its distribution.
pub(crate) struct Told {
    pub(crate) fit: Fit,
    pub(crate) intervals: Intervals,
    pub(crate) distribution: Vec<Stretch>,
    pub(crate) blocks: Vec<Block>,
}

pub(crate) struct Stretch {
    pub(crate) from_s: f64,
    pub(crate) to_s: Option<f64>,
    pub(crate) probability: f64,
    pub(crate) cumulative: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// Why no law can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    NoDays,
    NoVisitors,
    UnevenBins,
    FewDays,
    Flat,
    Wide,
}

impl Reason {
    pub(crate) const ALL: [&'static str; 6] =
        ["no_days", "no_visitors", "uneven_bins", "few_days", "flat", "wide"];
}

/// An interval whose upper end is more than this many times the lower one says too little.
const WIDEST: f64 = 2.0;
/// Half the width of a 90 % interval in standard errors.
const HALF_90: f64 = 1.644_853_626_951_472_6;

pub(crate) fn wide([_, low, high]: Interval) -> bool {
    high > WIDEST * low
}

impl DwellSummary {
    /// The law of all hours with the mean of one block of arrival; the errors of both add up.
    pub(crate) fn block(&mut self, told: &Told, block: &Block, mean_s: f64) {
        let row = self.mean_s.len() - 1;
        let ratio = exp(block.log_ratio);
        let away = exp(HALF_90 * block.error);
        self.mean_low_s.set(row, Some(mean_s * ratio / away));
        self.mean_high_s.set(row, Some(mean_s * ratio * away));
        let of = |[value, low, high]: Interval| {
            let own = HALF_90 * block.error;
            let [down, up] = [ln(value / low), ln(high / value)]
                .map(|side| exp((side * side + own * own).sqrt()));
            [value * ratio, value * ratio / down, value * ratio * up]
        };
        let (median_s, p90_s) = (of(told.intervals.median_s), of(told.intervals.p90_s));
        if wide(median_s) || wide(p90_s) {
            self.law(Err(Reason::Wide), None);
        } else {
            let intervals = Intervals { median_s, p90_s, ..told.intervals };
            self.told(Some((&told.fit, &intervals)), None, None);
        }
    }

    pub(crate) fn push(
        &mut self,
        site: i32,
        period: i32,
        (series, bins): (&Series, Range<usize>),
        found: &Horizon,
        (days, coverage): (usize, f64),
    ) {
        self.site.codes.to_mut().push(site);
        self.period.codes.to_mut().push(period);
        self.start.0.push(series.start_us[bins.start]);
        self.end.0.push(series.end_us[bins.end - 1]);
        self.visitors.push(found.visitors);
        self.person_s.push(found.person_s);
        let mean = found.mean_s();
        self.mean_s.push(mean.map(|mean| mean[0]));
        self.mean_low_s.push(mean.map(|mean| mean[1]));
        self.mean_high_s.push(mean.map(|mean| mean[2]));
        self.sd_fifo_s.push(found.sd_fifo_s);
        self.sd_lifo_s.push(found.sd_lifo_s);
        self.days.push(days as u64);
        self.coverage.push(coverage);
    }

    pub(crate) fn law(&mut self, law: Result<&Told, Reason>, fisher: Option<f64>) {
        let told = law.ok().map(|told| (&told.fit, &told.intervals));
        self.told(told, law.err(), fisher);
    }

    fn told(
        &mut self,
        told: Option<(&Fit, &Intervals)>,
        reason: Option<Reason>,
        fisher: Option<f64>,
    ) {
        if self.family.names.is_empty() {
            self.family.names = ["lognormal", "gamma", "weibull"].map(str::to_owned).to_vec();
            self.reason.names = Reason::ALL.map(str::to_owned).to_vec();
        }
        self.family.codes.push(told.map_or(-1, |(fit, _)| fit.law as i32));
        self.spread.push(told.map(|(fit, _)| fit.spread));
        let median = told.map(|(_, intervals)| intervals.median_s);
        let ninth = told.map(|(_, intervals)| intervals.p90_s);
        self.median_s.push(median.map(|value| value[0]));
        self.median_low_s.push(median.map(|value| value[1]));
        self.median_high_s.push(median.map(|value| value[2]));
        self.p90_s.push(ninth.map(|value| value[0]));
        self.p90_low_s.push(ninth.map(|value| value[1]));
        self.p90_high_s.push(ninth.map(|value| value[2]));
        self.information.push(fisher);
        self.identifiable.push(told.is_some());
        self.reason.codes.push(reason.map_or(-1, |reason| reason as i32));
    }
}
