// Recorded against clean, sensor by sensor, with what was wrong in color: a picture in SVG.

import { KINDS } from "./bins.js";
import { people, width } from "./words.js";

const DAY_MS = 86_400_000;

// Places and lengths are tenths of a unit, so that all of them are whole numbers.
const WIDTH = 10_000;
const LEFT = 560;
const RIGHT = 160;
const HEAD = 900;
const PLOT = 800;
const GAP = 320;
const FOOT = 340;

// Colors that people who see no red or no green can tell apart (Okabe and Ito, 2008).
export const SHADES = { dead: "#d55e00", stuck: "#cc79a7", spike: "#e69f00", missing: "#009e73", partial: "#f0e442", filled: "#999999" };
const RECORDED = "#767676";
const CLEAN = "#0b4f7d";
const BAND = "#56b4e9";

// Fonts of the usual systems, those with Chinese characters among them.
const FONTS = "system-ui,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif";

/** The picture: the last `days` days of the file, or those that end at the bin `to`, of some sensors. */
export function svg(facts, bins, words, zone, { days = 35, to = bins.starts.length, only, plot = PLOT } = {}) {
  const end = bins.starts[to] ?? bins.end;
  const from = Math.max(0, bins.starts.findIndex((start) => start >= end - days * DAY_MS));
  const view = { bins, from, to, plot, x: (bin) => LEFT + Math.floor(((bin - from) * (WIDTH - LEFT - RIGHT)) / (to - from)) };
  const sensors = only ?? [...bins.sensors.keys()];
  const height = HEAD + sensors.length * (plot + GAP) + FOOT;
  const title = words.word("picture_title");
  const shown = facts.stretches
    .filter((stretch) => stretch.to > from && stretch.from < to && sensors.includes(stretch.sensor))
    .map((stretch) => ({ ...stretch, from: Math.max(from, stretch.from), to: Math.min(to, stretch.to) }));
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH / 10} ${height / 10}" font-family="${FONTS}" role="img">`,
    `<title>${title}</title>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    '<g transform="scale(.1)" font-size="130" fill="#333">',
    `<text x="160" y="290" font-size="200" font-weight="600" fill="#111">${title}</text>`,
  ];
  if (bins.walls.length) {
    const [first, last] = [bins.walls[from], bins.walls[to]].map((wall) => words.longDate(wall));
    lines.push(text(WIDTH - RIGHT, 290, "end", words.fill("picture_period", { from: first, to: last, zone })));
  }
  lines.push(...legend(shown, words));
  sensors.forEach((sensor, row) => {
    const own = shown.filter((stretch) => stretch.sensor === sensor);
    lines.push(...panel(view, row, bins.sensors[sensor].bins, facts.sensors[sensor], own, words));
  });
  lines.push(...dates(view, HEAD + sensors.length * (plot + GAP) - 100, words), "</g>", "</svg>");
  return `${lines.join("\n")}\n`;
}

function escaped(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function text(x, y, anchor, words) {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

function legend(shown, words) {
  const line = (color, stroke) => `<path d="M0 0H240" stroke="${color}" stroke-width="${stroke}"/>`;
  const area = (color, opacity) => `<path d="M0 -70H240V70H0Z" fill="${color}" fill-opacity="${opacity}"/>`;
  const kinds = KINDS.filter((kind) => shown.some((stretch) => stretch.kind === kind));
  const entries = [
    [line(RECORDED, 12), "raw_line"], [line(CLEAN, 14), "clean_line"], [area(BAND, ".5"), "band"],
    ...kinds.map((kind) => [area(SHADES[kind], ".25"), kind]),
  ];
  let x = 160;
  return entries.flatMap(([swatch, key]) => {
    const entry = [`<g transform="translate(${x} 560)">${swatch}</g>`, text(x + 300, 610, "start", words.word(key))];
    x += 300 + width(words.word(key)) * 70 + 240;
    return entry;
  });
}

/** Mondays as words, the other days as ticks; in a short picture every second day too. */
function dates({ bins, from, to, x }, bottom, words) {
  const lines = [];
  const short = bins.starts[to - 1] - bins.starts[from] < 15 * DAY_MS;
  for (let bin = from; bin < to; bin++) {
    const wall = bins.walls[bin];
    if (wall.getTime() % DAY_MS !== 0) continue;
    const named = wall.getUTCDay() === 1 || (short && wall.getUTCDay() % 2 === 1);
    lines.push(`<path d="M${x(bin)} ${bottom}v${named ? 90 : 45}" stroke="#666" stroke-width="8"/>`);
    // At the right edge half of the words would be cut off.
    if (named) lines.push(text(x(bin), bottom + 240, x(bin) + 500 > WIDTH ? "end" : "middle", words.date(wall)));
  }
  return lines;
}

function panel({ from, to, x, plot }, row, bins, facts, stretches, words) {
  const top = HEAD + row * (plot + GAP) + 220;
  const bottom = top + plot;
  const most = bins.slice(from, to).reduce((most, bin) => Math.max(most, bin.recorded ?? 0, bin.clean?.[2] ?? 0), 1);
  const y = (persons) => bottom - Math.floor((persons * plot) / most + 0.5);
  const middle = (bin) => Math.floor((x(bin) + x(bin + 1)) / 2);
  const path = (first, last, value, color, stroke) => {
    let d = "";
    let broken = true;
    for (let bin = first; bin < last; bin++) {
      const persons = value(bins[bin]);
      if (persons !== null && persons !== undefined) d += `${broken ? "M" : "L"}${middle(bin)} ${y(persons)}`;
      broken = persons === null || persons === undefined;
    }
    return d ? [`<path d="${d}" fill="none" stroke="${color}" stroke-width="${stroke}"/>`] : [];
  };
  const shade = (stretch) => {
    // A single hour would be too narrow to be seen.
    const wide = Math.max(30, x(stretch.to) - x(stretch.from));
    return `<path d="M${x(stretch.from)} ${top}h${wide}v${plot}h-${wide}z" fill="${SHADES[stretch.kind]}" fill-opacity=".25"/>`;
  };
  const band = (stretch) => {
    const places = Array.from({ length: stretch.to - stretch.from }, (_, i) => stretch.from + i);
    const above = places.map((bin) => [bin, y(bins[bin].clean[2])]).map(([bin, high]) => `${x(bin)},${high} ${x(bin + 1)},${high}`);
    const below = places.reverse().map((bin) => [bin, y(bins[bin].clean[1])]).map(([bin, low]) => `${x(bin + 1)},${low} ${x(bin)},${low}`);
    return `<polygon points="${[...above, ...below].join(" ")}" fill="${BAND}" fill-opacity=".5"/>`;
  };
  return [
    `<text x="${LEFT}" y="${top - 70}" font-weight="600" fill="#111">${escaped(facts.name)}</text>`,
    text(WIDTH - RIGHT, top - 70, "end", words.fill("up_to", { share: words.percent(facts.measured) })),
    text(LEFT - 80, top + 90, "end", people(most)),
    text(LEFT - 80, bottom, "end", "0"),
    ...stretches.map(shade),
    ...stretches.filter((stretch) => stretch.people).map(band),
    // One bin more on each side, so that the line is seen to leave the other.
    ...stretches.flatMap((stretch) => path(
      Math.max(from, stretch.from - 1), Math.min(to, stretch.to + 1), (bin) => bin.recorded, RECORDED, 9,
    )),
    ...path(from, to, (bin) => bin.clean?.[0], CLEAN, 11),
    `<path d="M${LEFT} ${bottom}H${WIDTH - RIGHT}" stroke="#666" stroke-width="8"/>`,
  ];
}
