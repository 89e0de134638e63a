-- The window lab: one temperature a second for a minute, with a spike at seconds 25 to 30.
-- Tumbling windows split the spike; sliding windows catch it wherever it falls.
--
--   ./pelton run examples/window-lab/window-lab.sql

CREATE TABLE readings (
  ts      TIMESTAMP(3),
  device  STRING,
  temp    DOUBLE,
  WATERMARK FOR ts AS ts - INTERVAL '2' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = 'examples/window-lab/readings.csv',
  'format' = 'csv'
);

CREATE TABLE windows (
  kind          STRING,
  window_start  TIMESTAMP(3),
  window_end    TIMESTAMP(3),
  avg_temp      DOUBLE,
  max_temp      DOUBLE,
  spike         BOOLEAN
) WITH (
  'connector' = 'print'
);

EXECUTE STATEMENT SET
BEGIN

INSERT INTO windows
SELECT 'tumbling', window_start, window_end, ROUND(AVG(temp), 1), MAX(temp), MAX(temp) > 28
FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
GROUP BY device, window_start, window_end;

-- HAVING keeps the 26 full windows: the first and last ones only touch the minute.
INSERT INTO windows
SELECT 'sliding', window_start, window_end, ROUND(AVG(temp), 1), MAX(temp), MAX(temp) > 28
FROM TABLE(HOP(TABLE readings, DESCRIPTOR(ts), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
GROUP BY device, window_start, window_end
HAVING COUNT(*) = 10;

END;
