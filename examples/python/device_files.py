"""From the files of two devices to counts: a Chinese spreadsheet, a turnstile with totals."""

import keliu

SHEET = """\
传感器;时间;进店人数;出店人数
北门;13/03/2026 10:00;1.204;N/A
北门;13/03/2026 11:00;980;975
"""

TURNSTILE = """\
C/A,UNIT,SCP,STATION,LINENAME,DIVISION,DATE,TIME,DESC,ENTRIES,EXITS
A002,R051,02-00-00,59 ST,NQR456W,BMT,01/06/2018,03:00:00,REGULAR,0000999870,0002193240
A002,R051,02-00-00,59 ST,NQR456W,BMT,01/06/2018,07:00:00,REGULAR,0000999990,0002193255
A002,R051,02-00-00,59 ST,NQR456W,BMT,01/06/2018,11:00:00,REGULAR,0000000110,0002193280
"""

sheet = SHEET.encode()  # a path does as well: keliu.read_counts("march.csv", …)
for row in keliu.inspect_counts(sheet).to_dicts():
    if row["property"] in ("format", "encoding", "delimiter", "date_order"):
        print(f"{row['property']}: {row['guess']}")

for row in keliu.read_counts(sheet, time_zone="Asia/Shanghai").read_counts.to_dicts():
    entries, exits = ("null" if row[side] is None else row[side] for side in ("entries", "exits"))
    print(f"{row['sensor']}  {entries} in, {exits} out")

readings = keliu.read_readings(TURNSTILE.encode(), time_zone="America/New_York").read_readings
for row in keliu.interval_counts(readings).interval_counts.to_dicts():
    print(f"{row['sensor']}  {row['entries']} in, {row['entries_label']}")
