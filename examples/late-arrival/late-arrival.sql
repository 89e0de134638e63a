-- Event time: a reading counts in the minute in which it was taken. The one of 10:45:30 arrives at 10:47:15 and still
-- belongs to [10:45, 10:46), because the watermark waits two minutes for stragglers.
--
--   ./pelton run examples/late-arrival/late-arrival.sql

CREATE TABLE traffic (
  taken    TIMESTAMP(3),
  camera   STRING,
  speed    INT,
  arrived  TIMESTAMP(3),
  WATERMARK FOR taken AS taken - INTERVAL '2' MINUTE
) WITH (
  'connector' = 'filesystem',
  'path' = 'examples/late-arrival/readings.csv',
  'format' = 'csv'
);

CREATE TABLE minutes (
  camera      STRING,
  from_time   TIMESTAMP(3),
  to_time     TIMESTAMP(3),
  readings    BIGINT,
  max_speed   INT
) WITH (
  'connector' = 'print'
);

INSERT INTO minutes
SELECT camera, window_start, window_end, COUNT(*), MAX(speed)
FROM TABLE(TUMBLE(TABLE traffic, DESCRIPTOR(taken), INTERVAL '1' MINUTE))
GROUP BY camera, window_start, window_end;
