//! The rows of [`dwell_summary`](super::dwell_summary::dwell_summary).

use super::dwell_tally::Tally;
use crate::stats::survival::{Curve, Estimate, Quantile};
use crate::table::{Instant, Labels, Nullable, table, tables};

table! {
    /// One row per zone and period in which a visit begins.
    pub struct ZoneDwell = "dwell_summary", sorted by "zone, period" {
        /// Name of the zone.
        zone: Labels<'static>, "", "区域";
        /// The period in which the visits begin: all, 2026-03-01T10:00:00+08:00, 2026-03-01, 2026-W09, 2026-03, 10:00 or Mon 10:00.
        period: Labels<'static>, "", "周期";
        /// Start of the period; null for all visits together and for hours of the day or week.
        start: Nullable<Instant>, "", "开始时间";
        /// End of the period; null for all visits together and for hours of the day or week.
        end: Nullable<Instant>, "", "结束时间";
        /// Visits.
        visits: Vec<u64>, "", "访问次数";
        /// Different tracks among them.
        visitors: Vec<u64>, "", "访客数";
        /// Visits of which the start or the end was not seen: they lasted at least as long as was seen.
        cut: Vec<u64>, "", "截断次数";
        /// Share of the visits that were cut, 0 to 1.
        cut_share: Vec<f64>, "", "截断占比";
        /// Time that all visits lasted together, as far as it was seen.
        person_s: Vec<f64>, "persons s", "人·秒";
        /// Mean of all visits as if none were cut: too short where some are.
        mean_s: Vec<f64>, "s", "平均停留(含截断)";
        /// Mean of the visits seen from end to end: too short where long visits are cut more often; null where there is none.
        mean_whole_s: Nullable<f64>, "s", "平均停留(仅完整)";
        /// Dwell that half of the visits do not exceed; null where the curve does not come down to a half.
        median_s: Nullable<f64>, "s", "停留中位数";
        /// Lower end of the interval of the median; null where the visits are too few to tell.
        median_low_s: Nullable<f64>, "s", "中位数下限";
        /// Upper end of the interval of the median; null where the visits are too few to tell.
        median_high_s: Nullable<f64>, "s", "中位数上限";
        /// Mean dwell of which what exceeds `tau_s` is taken off; null where fewer visits than that are known so far.
        rmst_s: Nullable<f64>, "s", "限定平均停留";
        /// Lower end of the interval of the restricted mean; null with fewer than two whole visits.
        rmst_low_s: Nullable<f64>, "s", "限定平均停留下限";
        /// Upper end of the interval of the restricted mean; null with fewer than two whole visits.
        rmst_high_s: Nullable<f64>, "s", "限定平均停留上限";
        /// The dwell up to which the restricted mean counts.
        tau_s: Vec<f64>, "s", "限定时长";
        /// Longest dwell that was seen.
        longest_s: Vec<f64>, "s", "最长停留";
        /// Share of the visits that last longer than all that was seen, 0 to 1; null where no visit was seen to its end.
        tail_share: Nullable<f64>, "", "超出观测占比";
    }
}

table! {
    /// One row per zone, period and share that was asked for.
    pub struct DwellQuantiles = "dwell_quantiles", sorted by "zone, period, share" {
        /// Name of the zone.
        zone: Labels<'static>, "", "区域";
        /// The period in which the visits begin.
        period: Labels<'static>, "", "周期";
        /// Share of the visits that do not last longer, 0 to 1.
        share: Vec<f64>, "", "分位";
        /// The dwell that this share of the visits does not exceed; null where the curve does not come down that far.
        dwell_s: Nullable<f64>, "s", "停留时长";
        /// Lower end of its interval; null where the visits are too few to tell.
        low_s: Nullable<f64>, "s", "下限";
        /// Upper end of its interval; null where the visits are too few to tell.
        high_s: Nullable<f64>, "s", "上限";
    }
}

table! {
    /// One row per zone, period and stretch of dwell between two edges.
    pub struct DwellBins = "dwell_bins", sorted by "zone, period, from_s" {
        /// Name of the zone.
        zone: Labels<'static>, "", "区域";
        /// The period in which the visits begin.
        period: Labels<'static>, "", "周期";
        /// Shortest dwell of the stretch; it belongs to it.
        from_s: Vec<f64>, "s", "停留自";
        /// Longest dwell of the stretch; it does not belong to it; null for the last one, which has no end.
        to_s: Nullable<f64>, "s", "停留至";
        /// Visits that were seen for so long.
        visits: Vec<u64>, "", "访问次数";
        /// Those of them that were cut, and may have lasted longer.
        cut: Vec<u64>, "", "截断次数";
        /// Share of visits with such a dwell, by the curve, 0 to 1; null beyond what was seen.
        share: Nullable<f64>, "", "占比";
        /// Share of visits with such a dwell or a shorter one, 0 to 1; null beyond what was seen.
        cumulative: Nullable<f64>, "", "累计占比";
        /// Lower end of the interval of the cumulative share; null where nothing or all of it is known to be shorter.
        low: Nullable<f64>, "", "累计占比下限";
        /// Upper end of the interval of the cumulative share; null where nothing or all of it is known to be shorter.
        high: Nullable<f64>, "", "累计占比上限";
    }
}

tables! {
    /// How long visits of zones last.
    pub struct DwellSummaryResult {
        /// One row per zone and period.
        dwell_summary: ZoneDwell;
        /// The quantiles that were asked for.
        dwell_quantiles: DwellQuantiles;
        /// The law of the dwell between the edges that were asked for.
        dwell_bins: DwellBins;
    }
}

/// What is asked of a curve.
pub(super) struct Asked<'a> {
    pub(super) quantiles: &'a [f64],
    pub(super) edges: Vec<i64>,
    pub(super) tau: Option<i64>,
    pub(super) z: f64,
}

/// Codes of zone and period, and the bounds of the period.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) zone: i32,
    pub(super) period: i32,
    pub(super) bounds: Option<(i64, i64)>,
}

/// Microseconds as seconds.
pub(super) fn seconds(us: i64) -> f64 {
    us as f64 / 1e6
}

impl DwellSummaryResult {
    pub(super) fn push(&mut self, place: Place, tally: &Tally, asked: &Asked<'_>) {
        let curve = Curve::new(&tally.durations);
        self.dwell_summary.push(place, tally, curve.as_ref(), asked);
        for &share in asked.quantiles {
            let found =
                curve.as_ref().map_or_else(Quantile::default, |it| it.quantile(share, asked.z));
            let table = &mut self.dwell_quantiles;
            table.zone.codes.to_mut().push(place.zone);
            table.period.codes.to_mut().push(place.period);
            table.share.push(share);
            table.dwell_s.push(found.ticks.map(seconds));
            table.low_s.push(found.low.map(seconds));
            table.high_s.push(found.high.map(seconds));
        }
        let mut from = 0;
        for to in asked.edges.iter().copied().map(Some).chain([None]) {
            self.dwell_bins.push(place, (from, to), tally, curve.as_ref(), asked.z);
            from = to.unwrap_or(from);
        }
    }
}

impl ZoneDwell {
    fn push(&mut self, place: Place, tally: &Tally, curve: Option<&Curve>, asked: &Asked<'_>) {
        self.zone.codes.to_mut().push(place.zone);
        self.period.codes.to_mut().push(place.period);
        self.start.push(place.bounds.map(|(start, _)| Instant(start)));
        self.end.push(place.bounds.map(|(_, end)| Instant(end)));
        let (ended, cut) = tally.counts();
        let visits = ended + cut;
        self.visits.push(visits);
        self.visitors.push(tally.visitors.len());
        self.cut.push(cut);
        self.cut_share.push(cut as f64 / visits as f64);
        let second = |us: i128| us as f64 / 1e6;
        self.person_s.push(second(tally.dwell_us));
        self.mean_s.push(second(tally.dwell_us) / visits as f64);
        self.mean_whole_s.push((ended > 0).then(|| second(tally.whole_us) / ended as f64));
        let median = curve.map_or_else(Quantile::default, |curve| curve.quantile(0.5, asked.z));
        self.median_s.push(median.ticks.map(seconds));
        self.median_low_s.push(median.low.map(seconds));
        self.median_high_s.push(median.high.map(seconds));
        let longest = tally.durations.last().map_or(0, |last| last.ticks);
        let tau = asked.tau.unwrap_or(longest);
        let rmst = curve.and_then(|curve| curve.restricted_mean(tau, asked.z));
        let interval = rmst.and_then(|rmst| rmst.interval);
        self.rmst_s.push(rmst.map(|rmst| rmst.value / 1e6));
        self.rmst_low_s.push(interval.map(|(low, _)| low / 1e6));
        self.rmst_high_s.push(interval.map(|(_, high)| high / 1e6));
        self.tau_s.push(seconds(tau));
        self.longest_s.push(seconds(tally.longest_us));
        self.tail_share.push(curve.map(Curve::tail));
    }
}

impl DwellBins {
    fn push(
        &mut self,
        place: Place,
        (from, to): (i64, Option<i64>),
        tally: &Tally,
        curve: Option<&Curve>,
        z: f64,
    ) {
        self.zone.codes.to_mut().push(place.zone);
        self.period.codes.to_mut().push(place.period);
        self.from_s.push(seconds(from));
        self.to_s.push(to.map(seconds));
        let (ended, cut) = tally.counts_between(from, to);
        self.visits.push(ended + cut);
        self.cut.push(cut);
        let reaching = |ticks: i64| curve.and_then(|curve| curve.reaching(ticks, z));
        // All visits last less than for ever.
        let never = curve.map(|_| Estimate { value: 0.0, interval: None });
        let (before, after) = (reaching(from), to.map_or(never, reaching));
        let share = before.zip(after).map(|(before, after)| before.value - after.value);
        self.share.push(share);
        self.cumulative.push(after.map(|after| 1.0 - after.value));
        let interval = after.and_then(|after| after.interval);
        self.low.push(interval.map(|(_, high)| 1.0 - high));
        self.high.push(interval.map(|(low, _)| 1.0 - low));
    }
}
