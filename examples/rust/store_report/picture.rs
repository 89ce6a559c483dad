//! Recorded against clean, sensor by sensor, with what was wrong in color: a picture in SVG.

use crate::bins::{Bin, Bins, KINDS};
use crate::facts::Facts;
use crate::troubles::Stretch;
use crate::words::{Words, people, width};
use std::fmt::Write;

/// The last weeks of the file: more would be too narrow to see an hour.
const DAYS: i64 = 35;

const DAY_US: i64 = 86_400_000_000;

// Places and lengths are tenths of a unit, so that all of them are whole numbers.
const WIDTH: usize = 10_000;
const LEFT: usize = 560;
const RIGHT: usize = 160;
const HEAD: usize = 900;
const PLOT: usize = 800;
const PANEL: usize = 1_120;
const FOOT: usize = 340;

/// Colors that people who see no red or no green can tell apart (Okabe and Ito, 2008), in the order of
/// [`KINDS`].
const SHADES: [&str; KINDS.len()] =
    ["#d55e00", "#cc79a7", "#e69f00", "#009e73", "#f0e442", "#999999"];
const RECORDED: &str = "#767676";
const CLEAN: &str = "#0b4f7d";
const BAND: &str = "#56b4e9";

/// Fonts of the usual systems, those with Chinese characters among them.
const FONTS: &str = "system-ui,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif";

/// The picture.
pub(crate) fn svg(facts: &Facts, bins: &Bins, words: &Words, zone: &str) -> String {
    let from = bins.starts.partition_point(|&start| start < bins.end_us - DAYS * DAY_US);
    let height = HEAD + bins.sensors.len() * PANEL + FOOT;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"{FONTS}\" role=\"img\">\n",
        WIDTH / 10,
        height / 10
    );
    let title = words.word("picture_title");
    let _ = write!(
        svg,
        "<title>{title}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<g transform=\"scale(.1)\" font-size=\"130\" fill=\"#333\">\n<text x=\"160\" y=\"290\" font-size=\"200\" font-weight=\"600\" fill=\"#111\">{title}</text>\n"
    );
    if let (Some(&start), Some(&end)) = (bins.walls.get(from), bins.walls.last()) {
        let (start, end) = (words.long_date(start), words.long_date(end));
        let period =
            words.fill("picture_period", &[("from", &start), ("to", &end), ("zone", zone)]);
        text(&mut svg, WIDTH - RIGHT, 290, "end", &period);
    }
    let shown: Vec<&Stretch> = facts.stretches.iter().filter(|stretch| stretch.to > from).collect();
    legend(&mut svg, &shown, words);
    for sensor in 0..bins.sensors.len() {
        let panel = Panel::new(bins, sensor, from);
        let own = shown.iter().filter(|stretch| stretch.sensor == Some(sensor));
        panel.draw(&mut svg, own.copied(), facts, words);
    }
    dates(&mut svg, bins, from, words);
    svg + "</g>\n</svg>\n"
}

fn text(svg: &mut String, x: usize, y: usize, anchor: &str, words: &str) {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>");
}

fn legend(svg: &mut String, shown: &[&Stretch], words: &Words) {
    let mut x = 160;
    let mut entry = |svg: &mut String, swatch: &str, key: &str| {
        let _ = writeln!(svg, "<g transform=\"translate({x} 560)\">{swatch}</g>");
        text(svg, x + 300, 610, "start", &words.word(key));
        x += 300 + width(&words.word(key)) * 70 + 240;
    };
    let line = |color: &str, stroke: usize| {
        format!("<path d=\"M0 0H240\" stroke=\"{color}\" stroke-width=\"{stroke}\"/>")
    };
    let area = |color: &str, opacity: &str| {
        format!("<path d=\"M0 -70H240V70H0Z\" fill=\"{color}\" fill-opacity=\"{opacity}\"/>")
    };
    entry(svg, &line(RECORDED, 12), "raw_line");
    entry(svg, &line(CLEAN, 14), "clean_line");
    entry(svg, &area(BAND, ".5"), "band");
    for (kind, (_, word)) in KINDS.iter().enumerate() {
        if shown.iter().any(|stretch| stretch.kind == kind) {
            entry(svg, &area(SHADES[kind], ".25"), word);
        }
    }
}

/// The horizontal place of a bin's start.
fn place(bin: usize, from: usize, bins: usize) -> usize {
    LEFT + (bin - from) * (WIDTH - LEFT - RIGHT) / (bins - from)
}

/// Mondays as words, the other days as ticks.
fn dates(svg: &mut String, bins: &Bins, from: usize, words: &Words) {
    use chrono::{Datelike, Timelike, Weekday};
    let bottom = HEAD + bins.sensors.len() * PANEL - PANEL + 220 + PLOT;
    for (bin, wall) in bins.walls.iter().enumerate().take(bins.len()).skip(from) {
        if wall.num_seconds_from_midnight() != 0 {
            continue;
        }
        let x = place(bin, from, bins.len());
        let monday = wall.weekday() == Weekday::Mon;
        let length = if monday { 90 } else { 45 };
        let _ = writeln!(
            svg,
            "<path d=\"M{x} {bottom}v{length}\" stroke=\"#666\" stroke-width=\"8\"/>"
        );
        if monday {
            // At the right edge half of the words would be cut off.
            let anchor = if x + 500 > WIDTH { "end" } else { "middle" };
            text(svg, x, bottom + 240, anchor, &words.date(*wall));
        }
    }
}

/// One sensor.
struct Panel<'a> {
    bins: &'a [Bin],
    sensor: usize,
    from: usize,
    top: usize,
    most: f64,
}

impl<'a> Panel<'a> {
    fn new(bins: &'a Bins, sensor: usize, from: usize) -> Self {
        let own = &bins.sensors[sensor].1;
        let most = own[from..].iter().fold(1.0, |most: f64, bin| {
            most.max(bin.recorded.unwrap_or(0.0)).max(bin.clean.map_or(0.0, |clean| clean[2]))
        });
        Self { bins: own, sensor, from, top: HEAD + sensor * PANEL + 220, most }
    }

    fn x(&self, bin: usize) -> usize {
        place(bin, self.from, self.bins.len())
    }

    /// The middle of a bin.
    fn middle(&self, bin: usize) -> usize {
        usize::midpoint(self.x(bin), self.x(bin + 1))
    }

    fn y(&self, persons: f64) -> usize {
        self.top + PLOT - (persons * PLOT as f64 / self.most + 0.5).floor() as usize
    }

    fn draw<'s>(
        &self,
        svg: &mut String,
        stretches: impl Iterator<Item = &'s Stretch> + Clone,
        facts: &Facts,
        words: &Words,
    ) {
        let sensor = &facts.sensors[self.sensor];
        let bottom = self.top + PLOT;
        let _ = writeln!(
            svg,
            "<text x=\"{LEFT}\" y=\"{}\" font-weight=\"600\" fill=\"#111\">{}</text>",
            self.top - 70,
            sensor.name.replace('&', "&amp;").replace('<', "&lt;")
        );
        let share = words.fill("up_to", &[("share", &words.percent(sensor.measured))]);
        text(svg, WIDTH - RIGHT, self.top - 70, "end", &share);
        text(svg, LEFT - 80, self.top + 90, "end", &people(self.most));
        text(svg, LEFT - 80, bottom, "end", "0");
        for stretch in stretches.clone() {
            let (left, right) = (self.x(stretch.from.max(self.from)), self.x(stretch.to));
            // A single hour would be too narrow to be seen.
            let wide = (right - left).max(30);
            let _ = writeln!(
                svg,
                "<path d=\"M{left} {}h{wide}v{PLOT}h-{wide}z\" fill=\"{}\" fill-opacity=\".25\"/>",
                self.top, SHADES[stretch.kind]
            );
        }
        for stretch in stretches.clone().filter(|stretch| stretch.people.is_some()) {
            self.band(svg, stretch);
        }
        let recorded = |bin: usize| self.bins[bin].recorded;
        for stretch in stretches {
            // One bin more on each side, so that the line is seen to leave the other.
            let from = stretch.from.saturating_sub(1).max(self.from);
            self.line(svg, from..(stretch.to + 1).min(self.bins.len()), recorded, RECORDED, 9);
        }
        let clean = |bin: usize| self.bins[bin].clean.map(|clean| clean[0]);
        self.line(svg, self.from..self.bins.len(), clean, CLEAN, 11);
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {bottom}H{}\" stroke=\"#666\" stroke-width=\"8\"/>",
            WIDTH - RIGHT
        );
    }

    /// The interval of a filled stretch, as steps.
    fn band(&self, svg: &mut String, stretch: &Stretch) {
        let mut points = Vec::new();
        let places: Vec<usize> = (stretch.from.max(self.from)..stretch.to).collect();
        for &bin in &places {
            let [_, _, high] = self.bins[bin].clean.unwrap_or_default();
            points.push(format!(
                "{},{} {},{}",
                self.x(bin),
                self.y(high),
                self.x(bin + 1),
                self.y(high)
            ));
        }
        for &bin in places.iter().rev() {
            let [_, low, _] = self.bins[bin].clean.unwrap_or_default();
            points.push(format!(
                "{},{} {},{}",
                self.x(bin + 1),
                self.y(low),
                self.x(bin),
                self.y(low)
            ));
        }
        let _ = writeln!(
            svg,
            "<polygon points=\"{}\" fill=\"{BAND}\" fill-opacity=\".5\"/>",
            points.join(" ")
        );
    }

    /// A line that is broken where nothing is known.
    fn line(
        &self,
        svg: &mut String,
        bins: std::ops::Range<usize>,
        value: impl Fn(usize) -> Option<f64>,
        color: &str,
        stroke: usize,
    ) {
        let mut path = String::new();
        let mut broken = true;
        for bin in bins {
            let Some(persons) = value(bin) else {
                broken = true;
                continue;
            };
            let sign = if broken { 'M' } else { 'L' };
            let _ = write!(path, "{sign}{} {}", self.middle(bin), self.y(persons));
            broken = false;
        }
        if !path.is_empty() {
            let _ = writeln!(
                svg,
                "<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{stroke}\"/>"
            );
        }
    }
}
