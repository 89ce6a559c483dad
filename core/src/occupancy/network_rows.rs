//! The rows of [`network_flows`](super::network_flows::network_flows).

use crate::table::{Instants, Labels, Nullable, table, tables};

table! {
    /// One row per period, sensor and direction: the count, and the flow that agrees with all others.
    pub struct NetworkFlowRows = "network_flows", sorted by "period, sensor, entries before exits" {
        /// The period: 2026-03-01, 2026-W09, 2026-03, or `all`.
        period: Labels<'static>, "", "周期";
        /// Start of the period.
        start: Instants, "", "开始时间";
        /// End of the period.
        end: Instants, "", "结束时间";
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// The zone that the flow leaves, or `outside`.
        from_zone: Labels<'static>, "", "来自区域";
        /// The zone that the flow comes into, or `outside`.
        to_zone: Labels<'static>, "", "去往区域";
        /// Persons counted; null where nothing was.
        flow_raw: Nullable<f64>, "persons", "原始人次";
        /// Persons who balance every zone; null where the flow was not counted and the others do not tell it.
        flow: Nullable<f64>, "persons", "调和人次";
        /// Lower end of the 90 % interval of the flow.
        low: Nullable<f64>, "persons", "人次下限";
        /// Upper end of the 90 % interval of the flow.
        high: Nullable<f64>, "persons", "人次上限";
        /// Flow over count; null where nobody was counted.
        correction: Nullable<f64>, "", "修正系数";
        /// How far the count is above (below, if negative) what the other flows say, in standard errors; null where they say nothing.
        z: Nullable<f64>, "", "偏离";
        /// True if this is the largest deviation of the period and it is beyond chance; flows that deviate alike are all marked.
        suspect: Vec<bool>, "", "可疑";
        /// Share of the time in which the flow was counted, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
    }
}

table! {
    /// One row per period and zone.
    pub struct NetworkZones = "network_zones", sorted by "period, zone" {
        /// The period.
        period: Labels<'static>, "", "周期";
        /// Start of the period.
        start: Instants, "", "开始时间";
        /// End of the period.
        end: Instants, "", "结束时间";
        /// Name of the zone.
        zone: Labels<'static>, "", "区域";
        /// Persons who came into the zone, after balancing; null where one of the flows is.
        entries: Nullable<f64>, "persons", "进入人次";
        /// Persons who left the zone, after balancing; as many.
        exits: Nullable<f64>, "persons", "离开人次";
        /// Most persons inside at the end of a bin; null where a flow is not told or bins of sensors differ.
        occupancy_peak: Nullable<f64>, "persons", "峰值在场人数";
        /// Mean of the persons inside over the time that has bins.
        occupancy_mean: Nullable<f64>, "persons", "平均在场人数";
        /// Counts into the zone minus counts out of it.
        imbalance_raw: Vec<f64>, "persons", "原始差额";
        /// What the counts of the whole network miss balance by, in chi-square.
        chi_square: Vec<f64>, "", "卡方";
        /// Probability of a chi-square as large, if no sensor is wrong.
        p: Vec<f64>, "", "显著性";
        /// Lowest coverage of the flows of the zone, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
    }
}

table! {
    /// One row per sensor and direction, over all periods.
    pub struct NetworkSensors = "network_sensors", sorted by "sensor, entries before exits" {
        /// Name of the sensor.
        sensor: Labels<'static>, "", "传感器";
        /// `entries` or `exits`.
        direction: Labels<'static>, "", "方向";
        /// How far the counts are above (below, if negative) what the other flows say, in standard errors; null where they say nothing.
        z: Nullable<f64>, "", "偏离";
        /// Probability that any flow deviates so far if no sensor is wrong.
        p: Nullable<f64>, "", "显著性";
        /// True if the counts are off by a factor beyond chance; flows that the data cannot tell apart are all marked.
        suspect: Vec<bool>, "", "可疑";
        /// The factor that mends the counts, if no other sensor is wrong; null where the other flows say nothing.
        factor: Nullable<f64>, "", "修正系数";
        /// Lower end of the 90 % interval of the factor.
        factor_low: Nullable<f64>, "", "系数下限";
        /// Upper end of the 90 % interval of the factor.
        factor_high: Nullable<f64>, "", "系数上限";
        /// Persons counted.
        persons: Vec<f64>, "persons", "原始人次";
        /// Share of the time in which the flow was counted, 0 to 1.
        coverage: Vec<f64>, "", "覆盖率";
    }
}

table! {
    /// One row per zone and bin, for periods in which every flow is told.
    pub struct NetworkOccupancy = "network_occupancy", sorted by "start, zone" {
        /// Name of the zone.
        zone: Labels<'static>, "", "区域";
        /// Start of the bin; it belongs to the bin.
        start: Instants, "", "开始时间";
        /// End of the bin; it does not belong to the bin.
        end: Instants, "", "结束时间";
        /// Persons who came into the zone.
        entries: Vec<f64>, "persons", "进入人次";
        /// Persons who left the zone.
        exits: Vec<f64>, "persons", "离开人次";
        /// Persons inside at the end of the bin.
        occupancy: Vec<f64>, "persons", "在场人数";
    }
}

tables! {
    /// What [`network_flows`](super::network_flows::network_flows) gives.
    pub struct NetworkFlows {
        /// Flows that agree.
        network_flows: NetworkFlowRows;
        /// What comes into each zone and leaves it.
        network_zones: NetworkZones;
        /// How many persons are in each zone.
        network_occupancy: NetworkOccupancy;
        /// How each sensor stands to the others.
        network_sensors: NetworkSensors;
    }
}
