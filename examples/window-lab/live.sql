-- The window lab, live and without end: one reading a second, a spike every minute, an average every two seconds.
-- Kill it in any way and start the same command again: it goes on where it was, and every window still holds 10 readings.
--
--   ./pelton run examples/window-lab/live.sql --state /tmp/window-lab

CREATE TABLE readings (
  ts      TIMESTAMP(3),
  device  STRING,
  temp    DOUBLE,
  WATERMARK FOR ts AS ts
) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '1',
  'fields.ts.kind' = 'sequence-time',
  'fields.ts.start' = '2026-01-01 00:00:00',
  'fields.ts.step' = '1 s',
  'fields.device.prefix' = 'sensor_',
  'fields.device.digits' = '3',
  'fields.device.min' = '1',
  'fields.device.max' = '1',
  'fields.temp.kind' = 'gaussian',
  'fields.temp.mean' = '22',
  'fields.temp.stddev' = '0.3',
  'fields.temp.drift' = '0.1',
  'fields.temp.period' = '60',
  'fields.temp.spike-start' = '25',
  'fields.temp.spike-length' = '6',
  'fields.temp.spike-size' = '8',
  'fields.temp.decimals' = '2'
);

CREATE TABLE windows (
  window_start  TIMESTAMP(3),
  window_end    TIMESTAMP(3),
  readings      BIGINT,
  avg_temp      DOUBLE,
  max_temp      DOUBLE,
  spike         BOOLEAN
) WITH (
  'connector' = 'print'
);

INSERT INTO windows
SELECT window_start, window_end, COUNT(*), ROUND(AVG(temp), 1), MAX(temp), MAX(temp) > 28
FROM TABLE(HOP(TABLE readings, DESCRIPTOR(ts), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
GROUP BY device, window_start, window_end;
