//! `keliu-faultlab [table|clean|cases|score] [options]`; without a command it prints the table.

#![expect(clippy::print_stdout, reason = "a program for people")]

use keliu_faultlab::{
    Family, FileMethod, Keliu, List, Method, Naive, Table, Window, audit_bars, bars, cases, judge,
    now, simulated_window, site_bars, write_cases,
};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
keliu-faultlab [command] [options]
  table              all families, all methods, verdicts (the default)
  clean              windows without a fault only
  each               one line per case of keliu, to look for causes (development windows only)
  cases --out DIR    one folder per case, for another tool
  score --in DIR     scores the repaired.csv files of another tool
options
  --list judging|development   which windows (judging)
  --family C7,C10              these families only
KELIU_TEST_DATA names the folder of the real series.";

struct Arguments {
    command: String,
    list: List,
    families: Vec<Family>,
    folder: Option<PathBuf>,
}

fn arguments() -> Option<Arguments> {
    let mut given = std::env::args().skip(1).peekable();
    let command =
        given.next_if(|word| !word.starts_with('-')).unwrap_or_else(|| "table".to_owned());
    let mut parsed =
        Arguments { command, list: List::Judging, families: Family::ALL.to_vec(), folder: None };
    while let Some(key) = given.next() {
        let value = given.next()?;
        match key.as_str() {
            "--list" if value == "development" => parsed.list = List::Development,
            "--list" if value == "judging" => parsed.list = List::Judging,
            "--family" => {
                let find = |name: &str| {
                    Family::ALL
                        .iter()
                        .find(|family| family.name().eq_ignore_ascii_case(name))
                        .copied()
                };
                parsed.families = value.split(',').map(find).collect::<Option<_>>()?;
            }
            "--out" | "--in" => parsed.folder = Some(PathBuf::from(value)),
            _ => return None,
        }
    }
    Some(parsed)
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        println!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let Ok(data) = std::env::var("KELIU_TEST_DATA") else {
        println!("skipped: no folder of real data (KELIU_TEST_DATA)");
        return ExitCode::SUCCESS;
    };
    let windows = arguments.list.load(&PathBuf::from(&data));
    match (arguments.command.as_str(), &arguments.folder) {
        ("table", None) => table(&arguments, &windows),
        ("clean", None) => {
            table(&Arguments { families: vec![Family::Clean], ..arguments }, &windows)
        }
        ("each", None) => each(&arguments.families, &List::Development.load(&PathBuf::from(data))),
        ("cases", Some(folder)) => {
            let cases = cases(name(arguments.list), &windows, &arguments.families);
            match write_cases(folder, &cases) {
                Ok(()) => {
                    println!("{} cases in {}", cases.len(), folder.display());
                    ExitCode::SUCCESS
                }
                Err(error) => {
                    println!("{}: {error}", folder.display());
                    ExitCode::FAILURE
                }
            }
        }
        ("score", Some(folder)) => {
            let tool = FileMethod { folder: folder.clone() };
            let cases = cases(name(arguments.list), &windows, &arguments.families);
            let mut methods: Vec<&dyn Method> =
                NAIVE.iter().map(|one| one as &dyn Method).collect();
            methods.push(&tool);
            let table = Table::run(&cases, &methods);
            println!("{}", table.errors());
            println!("{}", table.details(tool.name(), &naive_names()));
            verdicts(&bars(&table, tool.name(), tool.name(), &naive_names()))
        }
        _ => {
            println!("{USAGE}");
            ExitCode::FAILURE
        }
    }
}

const NAIVE: [Naive; 5] = Naive::ALL;
const KELIU: [Keliu; 4] = [Keliu::Whole, Keliu::Alone, Keliu::WithoutLevel, Keliu::Accepted];
/// Families that a proposal can answer: they are judged with the doors of one site beside them.
const SITE: [Family; 6] =
    [Family::C4, Family::C8, Family::C9, Family::C13, Family::C16, Family::C22];
/// Families that counting by hand can answer.
const AUDITED: [Family; 2] = [Family::C5, Family::C6];
/// Seeds of the simulated sites.
const SITE_SEEDS: std::ops::Range<u64> = 201..213;

fn naive_names() -> Vec<&'static str> {
    NAIVE.iter().map(Method::name).collect()
}

const fn name(list: List) -> &'static str {
    match list {
        List::Development => "development",
        List::Judging => "judging",
    }
}

fn table(arguments: &Arguments, windows: &[Window]) -> ExitCode {
    let begin = now();
    let mut methods: Vec<&dyn Method> = NAIVE.iter().map(|one| one as &dyn Method).collect();
    methods.extend(KELIU.iter().map(|one| one as &dyn Method));
    let all = cases(name(arguments.list), windows, &arguments.families);
    let table = Table::run(&all, &methods);
    let persons: i64 = windows.iter().flat_map(|window| &window.truth.entries).sum();
    let hours: usize = windows.iter().map(|window| window.truth.len()).sum();
    println!(
        "# {} windows of eight weeks ({}), mean {:.0} persons an hour, {} cases\n",
        windows.len(),
        name(arguments.list),
        persons as f64 / hours as f64,
        all.len(),
    );
    println!("Median over cases of |error of the total| / error by day, in % of the persons.\n");
    println!("{}", table.errors());
    for method in KELIU {
        println!("## {}\n\n{}", method.name(), table.details(method.name(), &naive_names()));
    }
    let mut kept = bars(&table, Keliu::Whole.name(), Keliu::Accepted.name(), &naive_names());
    let site: Vec<Family> =
        SITE.into_iter().filter(|family| arguments.families.contains(family)).collect();
    if !site.is_empty() {
        let windows: Vec<Window> = SITE_SEEDS.map(simulated_window).collect();
        let methods: [&dyn Method; 3] = [&Naive::Nothing, &Keliu::Whole, &Keliu::Accepted];
        let table = Table::run(&cases("site", &windows, &site), &methods);
        println!("## doors of one simulated site\n\n{}", table.errors());
        println!("{}", table.details(Keliu::Accepted.name(), &[Naive::Nothing.name()]));
        kept.extend(site_bars(&table, Keliu::Accepted.name(), Naive::Nothing.name()));
    }
    let audited: Vec<Family> =
        AUDITED.into_iter().filter(|family| arguments.families.contains(family)).collect();
    if !audited.is_empty() {
        let cases = cases(name(arguments.list), windows, &audited);
        let table = Table::run(&cases, &[&Naive::Nothing, &Keliu::Audited]);
        println!("## audited\n\n{}", table.errors());
        kept.extend(audit_bars(&table, Keliu::Audited.name(), Naive::Nothing.name()));
    }
    println!("took {:.0} s", begin.elapsed().as_secs_f64());
    verdicts(&kept)
}

/// Causes are looked for where constants may be chosen, and nowhere else.
fn each(families: &[Family], windows: &[Window]) -> ExitCode {
    for case in cases(name(List::Development), windows, families) {
        let score = judge(&Keliu::Whole, &case);
        let at: usize =
            case.id.split('-').nth(1).and_then(|at| at.parse().ok()).unwrap_or_default();
        println!(
            "{} ({}): total {:.3} day {:.3} hour {:.3}; {} of {} faulty hours found, {} flagged, {} rightly; {} of {} changes unhelpful{}",
            case.id,
            windows[at].name,
            score.total,
            score.day,
            score.hour,
            score.found,
            score.injected,
            score.flagged,
            score.right,
            score.unhelpful,
            score.changed,
            if score.refused { "; refused" } else { "" },
        );
    }
    ExitCode::SUCCESS
}

fn verdicts(bars: &[keliu_faultlab::Bar]) -> ExitCode {
    println!("\n## verdicts\n");
    for bar in bars {
        println!("- {bar}");
    }
    let missed = bars.iter().filter(|bar| !bar.kept()).count();
    println!("\n{} kept, {missed} missed", bars.len() - missed);
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
