-- The smallest pipeline: read a file, keep what matters, print it.
--
--   ./pelton run examples/first-pipeline/first-pipeline.sql

CREATE TABLE readings (
  ts      TIMESTAMP(3),
  device  STRING,
  temp    DOUBLE
) WITH (
  'connector' = 'filesystem',
  'path' = 'examples/window-lab/readings.csv',
  'format' = 'csv'
);

CREATE TABLE hot (
  device      STRING,
  ts          TIMESTAMP(3),
  fahrenheit  DOUBLE
) WITH (
  'connector' = 'print',
  'print-identifier' = 'hot'
);

INSERT INTO hot
SELECT device, ts, ROUND(temp * 9 / 5 + 32, 1)
FROM readings
WHERE temp > 28;
