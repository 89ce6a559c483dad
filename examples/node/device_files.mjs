// From the files of two devices to counts: a spreadsheet in Chinese, and a turnstile with running totals.

import { inspectCounts, intervalCounts, readCounts, readReadings, rows } from "keliu";

const sheet = `传感器;时间;进店人数;出店人数
北门;13/03/2026 10:00;1.204;N/A
北门;13/03/2026 11:00;980;975
`;

const turnstile = `C/A,UNIT,SCP,STATION,LINENAME,DIVISION,DATE,TIME,DESC,ENTRIES,EXITS
A002,R051,02-00-00,59 ST,NQR456W,BMT,01/06/2018,03:00:00,REGULAR,0000999870,0002193240
A002,R051,02-00-00,59 ST,NQR456W,BMT,01/06/2018,07:00:00,REGULAR,0000999990,0002193255
A002,R051,02-00-00,59 ST,NQR456W,BMT,01/06/2018,11:00:00,REGULAR,0000000110,0002193280
`;

// Bytes do as well: readCounts(readFileSync("march.csv"), …), or a File that was dropped on a page.
for (const { property, guess } of rows(inspectCounts(sheet))) {
  if (["format", "encoding", "delimiter", "date_order"].includes(property)) console.log(`${property}: ${guess}`);
}

for (const row of rows(readCounts(sheet, { timeZone: "Asia/Shanghai" }).readCounts)) {
  console.log(`${row.sensor}  ${row.entries} in, ${row.exits} out`);
}

const readings = readReadings(turnstile, { timeZone: "America/New_York" }).readReadings;
for (const row of rows(intervalCounts(readings).intervalCounts)) {
  console.log(`${row.sensor}  ${row.entries} in, ${row.entries_label}`);
}
