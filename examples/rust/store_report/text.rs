//! The report on one screen.

use crate::bins::Bins;
use crate::facts::{Facts, Sensor, VERDICTS};
use crate::troubles::{Trouble, conflicts, word};
use crate::words::{Words, hours, pad, people, width};

/// Faults that fit on the screen; the files have them all.
const MOST_FAULTS: usize = 7;

/// Weeks that are listed.
const MOST_WEEKS: usize = 4;

/// The whole report.
pub(crate) fn report(facts: &Facts, bins: &Bins, words: &Words, file: &str, zone: &str) -> String {
    let mut lines = vec![words.fill("title", &[("file", file)])];
    if let (Some(&from), Some(&to)) = (bins.walls.first(), bins.walls.last()) {
        lines.push(words.fill(
            "period",
            &[
                ("from", &words.long_moment(from)),
                ("to", &words.long_moment(to)),
                ("zone", zone),
                ("sensors", &facts.sensors.len().to_string()),
            ],
        ));
    }
    lines.push(verdict(facts, words));
    lines.push(String::new());
    lines.extend(overview(facts, words));
    lines.extend([String::new(), words.word("what_was_wrong")]);
    lines.extend(faults(facts, bins, words));
    lines.extend([String::new(), words.word("trust")]);
    lines.extend(trust(facts, words));
    lines.extend([String::new(), words.word("when")]);
    lines.extend(rhythm(facts, bins, words));
    lines.push(String::new());
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

fn verdict(facts: &Facts, words: &Words) -> String {
    let doubted: Vec<&Sensor> =
        facts.sensors.iter().filter(|sensor| Facts::days_in_doubt(sensor) > 0).collect();
    if doubted.is_empty() {
        return words.word("verdict_good");
    }
    let names: Vec<&str> = doubted.iter().map(|sensor| sensor.name.as_str()).collect();
    let days: usize = doubted.iter().map(|sensor| Facts::days_in_doubt(sensor)).sum();
    let sensors = facts.sensors.len();
    words.fill(
        "verdict_check",
        &[
            ("good", &(sensors - doubted.len()).to_string()),
            ("sensors", &sensors.to_string()),
            ("names", &names.join(&words.word("list"))),
            ("days", &days.to_string()),
        ],
    )
}

fn overview(facts: &Facts, words: &Words) -> Vec<String> {
    let (mut recorded, mut clean, mut estimated, mut measured) = (0.0, [0.0; 3], 0.0, 0.0);
    for sensor in &facts.sensors {
        recorded += sensor.recorded;
        (0..3).for_each(|i| clean[i] += sensor.clean[i]);
        estimated += sensor.estimated;
        measured += sensor.measured;
    }
    let share = if clean[0] > 0.0 { estimated / clean[0] } else { 0.0 };
    let measured = words.percent(measured / facts.sensors.len().max(1) as f64);
    let between = words.fill("between", &[("low", &people(clean[1])), ("high", &people(clean[2]))]);
    [
        ("recorded", people(recorded), words.word("people")),
        ("clean", people(clean[0]), between),
        ("estimated", words.percent(share), words.fill("measured", &[("share", &measured)])),
    ]
    .map(|(label, number, rest)| {
        format!("  {}{} {rest}", pad(&words.word(label), 12, false), pad(&number, 12, true))
    })
    .to_vec()
}

fn sensor_names(facts: &Facts, which: &[usize], words: &Words) -> String {
    let sensors = facts.sensors.len().to_string();
    match which {
        [one] => facts.sensors[*one].name.clone(),
        some if some.len() == facts.sensors.len() => {
            words.fill("all_sensors", &[("sensors", &sensors)])
        }
        some => {
            words.fill("some_sensors", &[("some", &some.len().to_string()), ("sensors", &sensors)])
        }
    }
}

fn faults(facts: &Facts, bins: &Bins, words: &Words) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for trouble in facts.troubles.iter().take(MOST_FAULTS) {
        lines.extend(fault(facts, bins, words, trouble));
    }
    let conflicts = conflicts(bins);
    let rest = MOST_FAULTS.saturating_sub(facts.troubles.len()).max(1);
    for (which, place) in conflicts.iter().take(rest) {
        let (sensor, from) = (sensor_names(facts, which, words), words.moment(bins.walls[*place]));
        lines.push(words.fill("conflict", &[("sensor", &sensor), ("from", &from)]));
    }
    let left =
        facts.troubles.len().saturating_sub(MOST_FAULTS) + conflicts.len().saturating_sub(rest);
    if left > 0 {
        lines.push(words.fill("more", &[("lines", &left.to_string())]));
    }
    if lines.is_empty() {
        lines.push(words.word("nothing_wrong"));
    }
    lines.iter().map(|line| format!("  {line}")).collect()
}

fn fault(facts: &Facts, bins: &Bins, words: &Words, trouble: &Trouble) -> [String; 2] {
    let stretches = &trouble.stretches;
    let longest = stretches[trouble.longest];
    let which = longest.sensor.map_or_else(|| (0..facts.sensors.len()).collect(), |one| vec![one]);
    let moment = |place: usize| words.moment(bins.walls[place]);
    let line = words.fill(
        if stretches.len() == 1 { "once" } else { "often" },
        &[
            ("sensor", &sensor_names(facts, &which, words)),
            ("what", &words.word(word(longest.kind))),
            ("times", &stretches.len().to_string()),
            ("from", &moment(stretches[0].from)),
            ("to", &moment(stretches[stretches.len() - 1].to)),
            ("hours", &hours(trouble.hours)),
        ],
    );
    let mut rest = match trouble.people {
        Some([value, low, high]) => words.fill(
            "estimate",
            &[("people", &people(value)), ("low", &people(low)), ("high", &people(high))],
        ),
        None => words.word("no_estimate"),
    };
    if stretches.len() > 1 {
        let from = moment(longest.from);
        rest += &words.fill("longest", &[("hours", &hours(longest.hours)), ("from", &from)]);
    }
    [line, format!("  {rest}")]
}

/// One row per sensor; verdicts that no day has are left out.
fn trust(facts: &Facts, words: &Words) -> Vec<String> {
    let used: Vec<usize> = (0..VERDICTS.len())
        .filter(|&verdict| facts.sensors.iter().any(|sensor| sensor.days[verdict] > 0))
        .collect();
    let mut rows = vec![vec![words.word("sensor"), words.word("recorded"), words.word("clean")]];
    rows[0].extend([words.word("measured_share"), words.word("last_week")]);
    let heading = |&verdict: &usize| if verdict == 0 { "good_days" } else { VERDICTS[verdict] };
    rows[0].extend(used.iter().map(|verdict| words.word(heading(verdict))));
    for sensor in &facts.sensors {
        let mut row = vec![sensor.name.clone(), people(sensor.recorded), people(sensor.clean[0])];
        let change = sensor.change.map_or_else(|| "-".to_owned(), |change| words.change(change));
        row.extend([words.percent(sensor.measured), change]);
        row.extend(used.iter().map(|&verdict| sensor.days[verdict].to_string()));
        rows.push(row);
    }
    let longest = rows.iter().map(|row| width(&row[0])).fold(19, usize::max);
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells = row[1..].iter().map(|cell| pad(cell, 11, true));
            format!("  {}{}", pad(&row[0], longest + 1, false), cells.collect::<String>())
        })
        .collect();
    lines.push(format!("  {}", words.word("legend")));
    lines
}

fn rhythm(facts: &Facts, bins: &Bins, words: &Words) -> Vec<String> {
    let mut rows: Vec<(String, String)> = Vec::new();
    if let Some((label, mean)) = &facts.busiest_hour {
        let (weekday, clock) = words.hour_of_week(label);
        let blanks = [("weekday", weekday.as_str()), ("clock", &clock), ("people", &people(*mean))];
        rows.push((words.word("busiest_hour"), words.fill("hour", &blanks)));
    }
    if let Some((place, persons)) = facts.busiest_day {
        let date = words.long_date(bins.walls[place]);
        let blanks = [("date", date.as_str()), ("people", &people(persons))];
        rows.push((words.word("busiest_day"), words.fill("day", &blanks)));
    }
    for week in facts.weeks.len().saturating_sub(MOST_WEEKS)..facts.weeks.len() {
        let (place, persons) = facts.weeks[week];
        let mut text = pad(&people(persons), 9, true);
        if week > 0 && facts.weeks[week - 1].1 > 0.0 {
            text += &pad(&words.change(persons / facts.weeks[week - 1].1 - 1.0), 10, true);
        }
        rows.push((words.fill("week", &[("date", &words.date(bins.walls[place]))]), text));
    }
    rows.iter().map(|(label, text)| format!("  {}{text}", pad(label, 24, false))).collect()
}
