// The words of the report, in two languages, and numbers as people write them.

const ENGLISH_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The words of one language: `all` is what words.json holds. */
export class Words {
  constructor(all, language) {
    if (!all[language]) throw new Error(`no words for "${language}": en or zh`);
    this.words = all[language];
    this.language = language;
  }

  word(key) {
    return this.words[key] ?? key;
  }

  /** A sentence with its blanks filled in. */
  fill(key, blanks) {
    return Object.entries(blanks).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), this.word(key));
  }

  /** Wall-clock times are dates whose UTC parts are what the clock shows. */
  date(wall, key = "date") {
    return this.fill(key, {
      weekday: this.words.weekdays[(wall.getUTCDay() + 6) % 7],
      month: this.words.months[wall.getUTCMonth()],
      day: wall.getUTCDate(),
      year: wall.getUTCFullYear(),
    });
  }

  month(wall) {
    return this.fill("month", { month: this.words.months[wall.getUTCMonth()] });
  }

  longDate(wall) {
    return this.date(wall, "long_date");
  }

  moment(wall) {
    return this.fill("moment", { date: this.date(wall), clock: clock(wall) });
  }

  longMoment(wall) {
    return this.fill("moment", { date: this.longDate(wall), clock: clock(wall) });
  }

  /** "Fri 17:00" in this language. */
  hourOfWeek(label) {
    const [weekday, clock] = label.split(" ");
    return { weekday: this.words.weekdays[ENGLISH_WEEKDAYS.indexOf(weekday)], clock };
  }

  /** 0.1234 as "12.3 %". */
  percent(share) {
    return this.fill("percent", { number: (Math.floor(share * 1000 + 0.5) / 10).toFixed(1) });
  }

  /** The same with a sign. */
  change(share) {
    return (share < 0 ? "-" : "+") + this.percent(Math.abs(share));
  }
}

function clock(wall) {
  return wall.toISOString().slice(11, 16);
}

/** 1234567.8 as "1,234,568". */
export function people(number) {
  return String(Math.floor(number + 0.5)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** 1.5 as "1.5", 2.0 as "2". */
export function hours(number) {
  return String(Math.floor(number * 10 + 0.5) / 10);
}

/** Columns that a text takes on a screen: Chinese characters take two. */
export function width(text) {
  return [...text].reduce((sum, letter) => sum + (letter >= "\u2e80" && letter <= "\uffef" ? 2 : 1), 0);
}

/** Pads a text on the right, or on the left for numbers. */
export function pad(text, columns, number = false) {
  const blanks = " ".repeat(Math.max(0, columns - width(text)));
  return number ? blanks + text : text + blanks;
}
