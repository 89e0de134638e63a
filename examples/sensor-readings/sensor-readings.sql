-- Average, highest and lowest temperature of each sensor every five minutes, from JSON lines that arrive up to
-- five seconds out of order.
--
--   ./pelton run examples/sensor-readings/sensor-readings.sql

CREATE TABLE sensor_readings (
    sensor_id STRING,
    temperature DOUBLE,
    humidity DOUBLE,
    timestamp TIMESTAMP(3),
    WATERMARK FOR timestamp AS timestamp - INTERVAL '5' SECOND
) WITH (
    'connector' = 'filesystem',
    'path' = 'examples/sensor-readings/sensor-readings.json',
    'format' = 'json'
);

CREATE TABLE averages (
    sensor_id STRING,
    window_start TIMESTAMP(3),
    avg_temp DOUBLE,
    max_temp DOUBLE,
    min_temp DOUBLE,
    reading_count BIGINT
) WITH (
    'connector' = 'print',
    'format' = 'json'
);

INSERT INTO averages
    SELECT
        sensor_id,
        TUMBLE_START(timestamp, INTERVAL '5' MINUTE) AS window_start,
        AVG(temperature) AS avg_temp,
        MAX(temperature) AS max_temp,
        MIN(temperature) AS min_temp,
        COUNT(*) AS reading_count
    FROM sensor_readings
    GROUP BY sensor_id, TUMBLE(timestamp, INTERVAL '5' MINUTE);
