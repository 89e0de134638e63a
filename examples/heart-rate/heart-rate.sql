-- A patient's heart rate is 100, and 130 from minute 3 to minute 8. Is there any 5 minutes with a mean above 120?
-- Tumbling windows say no (112 and 118); sliding ones say yes, first at minute 7.
--
--   ./pelton run examples/heart-rate/heart-rate.sql

CREATE TABLE heart_rate (
  ts       TIMESTAMP(3),
  patient  STRING,
  bpm      INT,
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = 'examples/heart-rate/heart-rate.csv',
  'format' = 'csv'
);

CREATE TABLE averages (
  kind        STRING,
  patient     STRING,
  from_time   TIMESTAMP(3),
  to_time     TIMESTAMP(3),
  mean_bpm    INT,
  alarm       BOOLEAN
) WITH (
  'connector' = 'print'
);

EXECUTE STATEMENT SET
BEGIN

INSERT INTO averages
SELECT 'tumbling', patient, window_start, window_end, AVG(bpm), AVG(bpm) > 120
FROM TABLE(TUMBLE(TABLE heart_rate, DESCRIPTOR(ts), INTERVAL '5' MINUTE))
GROUP BY patient, window_start, window_end;

-- HAVING keeps full windows: 4 readings a minute.
INSERT INTO averages
SELECT 'sliding', patient, window_start, window_end, AVG(bpm), AVG(bpm) > 120
FROM TABLE(HOP(TABLE heart_rate, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE))
GROUP BY patient, window_start, window_end
HAVING COUNT(*) = 20;

END;
