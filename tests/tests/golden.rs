//! Every golden case through the one door: as it is, through Arrow IPC, and computed in parts.
//!
//! `BLESS=1` rewrites the cases whose origin is `keliu`.

#![expect(clippy::panic, reason = "a test fails by a panic")]

use arrow_array::RecordBatch;
use arrow_schema::DataType;
use keliu::bridge::{Case as Letters, Output, call, finish, ipc, merge, partial};
use keliu::operations::find;
use keliu::{Error, Watch};
use keliu_tests::golden::{
    Case, Expect, bless, differences, error_differences, known_different, load_all, splits,
};

type Tables = [(String, RecordBatch)];
/// The tables of a result, the main one first.
type Found = Result<Vec<(String, RecordBatch)>, Error>;

fn opened(output: Output) -> Vec<(String, RecordBatch)> {
    match output {
        Output::Table(batch) => vec![("result".to_owned(), batch)],
        Output::Tables(tables) => {
            tables.into_iter().map(|(name, batch)| (name.to_owned(), batch)).collect()
        }
        Output::Bytes(_) => panic!("a golden case expects tables"),
    }
}

fn run(case: &Case, tables: &Tables) -> Found {
    call(&case.operation, tables, &case.options, Letters::Snake, &Watch::none()).map(opened)
}

fn through_ipc(tables: &Tables) -> Vec<(String, RecordBatch)> {
    let there_and_back = |(name, batch): &(String, RecordBatch)| {
        let bytes = ipc::encode(batch).expect("every golden table can be written");
        let back = ipc::decode(name, bytes.into()).expect("what was written can be read");
        assert_eq!(&back, batch, "table {name} changed on its way through IPC");
        (name.clone(), back)
    };
    tables.iter().map(there_and_back).collect()
}

fn judge(case: &Case, found: &Found) -> Vec<String> {
    match (&case.expect, found) {
        (Expect::Columns(columns), Ok(tables)) => {
            let mut lines = differences(&tables[0].1, columns, case.tolerance);
            for (name, expected) in &case.expect_tables {
                let found = tables.iter().find(|(table, _)| table == name);
                match (found, expected.as_object()) {
                    (Some((_, batch)), Some(columns)) => lines.extend(
                        differences(batch, columns, case.tolerance)
                            .iter()
                            .map(|line| format!("{name}.{line}")),
                    ),
                    _ => lines.push(format!("table `{name}` is absent")),
                }
            }
            lines
        }
        (Expect::Error { code, message }, Err(error)) => {
            error_differences(error, code, message.as_deref())
        }
        (Expect::Columns(_), Err(error)) => vec![format!("failed: {} {error}", error.code())],
        (Expect::Error { code, .. }, Ok(tables)) => {
            vec![format!("gave {} rows, expected {code}", tables[0].1.num_rows())]
        }
    }
}

/// Where the table that is cut into parts stands among those of a case.
fn first_table(case: &Case) -> usize {
    let first = find(&case.operation).ok().map(|operation| operation.tables[0].name);
    case.tables.iter().position(|(name, _)| Some(name.as_str()) == first).unwrap_or(0)
}

fn in_parts(case: &Case, parts: &[RecordBatch], by_pairs: bool) -> Found {
    let operation = &case.operation;
    let mut states = Vec::new();
    for part in parts {
        // The first table of the operation is cut; every part is given the others whole.
        let mut tables = case.tables.clone();
        tables[first_table(case)].1 = part.clone();
        states.push(partial(operation, &tables, &case.options, Letters::Snake, &Watch::none())?);
    }
    let state = if by_pairs {
        let mut states = states.into_iter();
        let first = states.next().expect("there is at least one part");
        states.try_fold(first, |whole, next| merge(operation, &[&whole, &next]))?
    } else {
        let states: Vec<&[u8]> = states.iter().map(Vec::as_slice).collect();
        merge(operation, &states)?
    };
    finish(operation, &state, &Watch::none()).map(opened)
}

/// True if the starts are instants.
fn zoned(batch: &RecordBatch) -> bool {
    batch
        .column_by_name("start")
        .is_some_and(|start| matches!(start.data_type(), DataType::Timestamp(_, Some(_))))
}

/// Parts must give the bytes of the call, or its error; rows in messages count from the start of a part.
fn judge_parts(case: &Case, whole: &Found) -> Vec<String> {
    let mut lines = Vec::new();
    let bytes = |tables: &Tables| -> Vec<Vec<u8>> {
        let written = tables.iter().map(|(_, batch)| ipc::encode(batch));
        written.collect::<Result<_, _>>().expect("every result can be written")
    };
    for parts in splits(&case.tables[first_table(case)].1) {
        let rows: Vec<usize> = parts.iter().map(RecordBatch::num_rows).collect();
        for by_pairs in [false, true] {
            let found = in_parts(case, &parts, by_pairs);
            let same = match (&found, whole) {
                (Ok(found), Ok(whole)) => bytes(found) == bytes(whole),
                (Err(found), Err(whole)) if found.code() == whole.code() => true,
                // Wall-clock readings cannot be cut: which pass of a repeated hour is meant hides in their order.
                (Err(found), _) => found.code() == "KELIU_NOT_FOLDABLE" && !zoned(&parts[0]),
                _ => false,
            };
            if !same {
                let reason = found.err().map(|error| format!(": {error}")).unwrap_or_default();
                lines.push(format!("parts of {rows:?} rows give another result{reason}"));
            }
        }
    }
    lines
}

#[test]
fn every_case_holds() {
    let cases = load_all().expect("all golden files are cases");
    let known = known_different().expect("the list of known differences can be read");
    let bless_them = std::env::var_os("BLESS").is_some();
    let (mut ran, mut wrong) = (0, Vec::new());
    let mut expect = |case: &Case, way: &str, lines: Vec<String>| {
        let reason = known.get(&case.name).and_then(|ways| ways.get(way));
        match (lines.is_empty(), reason) {
            (true, Some(_)) => wrong.push(format!(
                "{} ({way}): listed as known to differ and does not: take it off the list",
                case.name
            )),
            (false, None) => {
                wrong.push(format!("{} ({way}):\n    {}", case.name, lines.join("\n    ")));
            }
            _ => {}
        }
    };
    for case in &cases {
        let found = run(case, &case.tables);
        let lines = judge(case, &found);
        if let (true, false, "keliu", Ok(tables)) =
            (bless_them, lines.is_empty(), case.origin.as_str(), &found)
        {
            bless(case, tables).expect("its expectation is frozen output");
            continue; // what is written now is judged by the next run
        }
        expect(case, "call", lines);
        expect(case, "ipc", judge(case, &run(case, &through_ipc(&case.tables))));
        let folds = find(&case.operation).is_ok_and(|operation| operation.partition().is_none());
        if folds && !case.tables.is_empty() {
            expect(case, "parts", judge_parts(case, &found));
        }
        ran += 1;
    }
    for name in known.keys() {
        if !cases.iter().any(|case| case.name == *name) {
            wrong.push(format!("{name}: listed as known to differ, but there is no such case"));
        }
    }
    assert!(ran > 0, "no golden case was found");
    assert!(wrong.is_empty(), "{} of {ran} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}
