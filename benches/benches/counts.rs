//! Operations on counts: 20 sensors, 8 weeks, hourly. Throughput is in input rows.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use keliu::bridge::{Case, Output, call, finish, merge, partial};
use keliu::table::FromBatch;
use keliu::{
    CleanCountsOptions, CountBins, CountEventsOptions, CountProposalsOptions, CountQualityOptions,
    CountTotalsOptions, Counts, IntervalCountsOptions, PowerHoursOptions, Readings,
    RegularCountsOptions, Watch, clean_counts, count_events, count_proposals, count_quality,
    count_totals, interval_counts, power_hours, regular_counts,
};
use keliu_benches::{Size, counts, readings};
use serde_json::Value;
use std::hint::black_box;

fn operations(criterion: &mut Criterion) {
    let batch =
        counts(Size { sensors: 20, days: 56, interval_s: 3600 }).expect("columns of one length");
    let rows = Counts::from_batch(&batch).expect("seeded counts are valid");
    let clean = clean_counts(&rows, None, None, None, &CleanCountsOptions::default())
        .expect("seeded counts are valid");
    let bins: CountBins<'_> = clean.bins();
    let mut group = criterion.benchmark_group("counts");
    group.throughput(Throughput::Elements(rows.len() as u64));
    group.bench_function("regular_counts", |b| {
        b.iter(|| regular_counts(black_box(&rows), &RegularCountsOptions::default()));
    });
    group.bench_function("clean_counts", |b| {
        b.iter(|| clean_counts(black_box(&rows), None, None, None, &CleanCountsOptions::default()));
    });
    group.bench_function("count_proposals", |b| {
        b.iter(|| count_proposals(black_box(&rows), None, None, &CountProposalsOptions::default()));
    });
    group.bench_function("count_quality", |b| {
        b.iter(|| count_quality(black_box(&bins), &CountQualityOptions::default()));
    });
    group.bench_function("count_totals", |b| {
        b.iter(|| count_totals(black_box(&bins), &CountTotalsOptions::default()));
    });
    group.bench_function("power_hours", |b| {
        b.iter(|| power_hours(black_box(&bins), &PowerHoursOptions::default()));
    });
    group.bench_function("count_events", |b| {
        b.iter(|| count_events(black_box(&bins), &CountEventsOptions::default()));
    });
    let batch =
        readings(Size { sensors: 20, days: 56, interval_s: 3600 }).expect("columns of one length");
    let rows = Readings::from_batch(&batch).expect("seeded readings are valid");
    group.throughput(Throughput::Elements(rows.len() as u64));
    group.bench_function("interval_counts", |b| {
        b.iter(|| interval_counts(black_box(&rows), &IntervalCountsOptions::default()));
    });
    group.finish();
}

fn door(criterion: &mut Criterion) {
    let tables = [(
        "counts".to_owned(),
        counts(Size { sensors: 20, days: 56, interval_s: 3600 }).expect("columns of one length"),
    )];
    let Ok(Output::Table(clean)) =
        call("regular_counts", &tables, &Value::Null, Case::Snake, &Watch::none())
    else {
        return;
    };
    let bins = [("clean_counts".to_owned(), clean)];
    let mut group = criterion.benchmark_group("door");
    group.throughput(Throughput::Elements(tables[0].1.num_rows() as u64));
    group.bench_function("call", |b| {
        b.iter(|| {
            call("count_totals", black_box(&bins), &Value::Null, Case::Snake, &Watch::none())
        });
    });
    group.bench_function("partial_merge_finish", |b| {
        b.iter(|| {
            let state = partial(
                "count_totals",
                black_box(&bins),
                &Value::Null,
                Case::Snake,
                &Watch::none(),
            )?;
            finish("count_totals", &merge("count_totals", &[&state, &state])?, &Watch::none())
        });
    });
    group.finish();
}

criterion_group!(benches, operations, door);
criterion_main!(benches);
