// A calendar in three colors: how far each day of a sensor can be trusted.

import { people } from "../js/words.js";

/** Verdicts by color; each has a sign of its own for those who cannot tell the colors. */
const COLORS = {
  good: { color: "good", sign: "" },
  closed: { color: "good", sign: "–" },
  repaired: { color: "repaired", sign: "+" },
  doubtful: { color: "doubtful", sign: "?" },
  incomplete: { color: "doubtful", sign: "!" },
  lost: { color: "doubtful", sign: "×" },
};

/** The three colors with their words. */
export function legend(make, words) {
  return ["good", "repaired", "doubtful"].map((verdict) => make(
    "span", { class: "key" }, make("i", { class: COLORS[verdict].color }, COLORS[verdict].sign), words.word(verdict),
  ));
}

/** One sensor: weeks are columns, Monday is the first row. `choose` is given the first bin of a day. */
export function calendar(make, words, name, days, bins, choose) {
  const grid = make("div", { class: "days" });
  const firstMonday = days.length ? monday(days[0].day) : 0;
  const counted = sums(days, bins);
  let month;
  for (const [number, day] of days.entries()) {
    const date = new Date(`${day.day}T00:00Z`);
    const { color, sign } = COLORS[day.verdict];
    const label = words.fill("page_cell", {
      sensor: name, date: words.date(date), verdict: words.word(day.verdict),
      people: people(counted[number].people), share: words.percent(day.coverage),
    });
    const cell = make("button", { type: "button", class: color, title: label, "aria-label": label }, sign);
    const column = String(Math.floor((date - firstMonday) / (7 * 86_400_000)) + 1);
    cell.style.gridColumn = column;
    cell.style.gridRow = String(((date.getUTCDay() + 6) % 7) + 2);
    if (month !== date.getUTCMonth()) {
      month = date.getUTCMonth();
      const title = make("span", {}, words.month(date));
      title.style.gridColumn = `${column} / span 3`;
      grid.append(title);
    }
    cell.addEventListener("click", () => choose(counted[number].place));
    grid.append(cell);
  }
  return make("figure", {}, make("figcaption", {}, name), grid);
}

function monday(day) {
  const date = new Date(`${day}T00:00Z`);
  return date.getTime() - ((date.getUTCDay() + 6) % 7) * 86_400_000;
}

/** First bin and clean persons of each day: days have as many bins as `count_quality` says. */
function sums(days, bins) {
  let place = 0;
  return days.map((day) => {
    const own = bins.slice(place, place + day.bins);
    const sum = { place, people: own.reduce((all, bin) => all + (bin.clean?.[0] ?? 0), 0) };
    place += day.bins;
    return sum;
  });
}
