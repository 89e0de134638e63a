CREATE TABLE t (id STRING, v DOUBLE, n INT, s STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '2' SECOND) WITH ('connector' = 'filesystem', 'format' = 'csv');
CREATE TABLE e (ms BIGINT NOT NULL, v DECIMAL(10, 2), ts AS TO_TIMESTAMP_LTZ(ms, 3), WATERMARK FOR ts AS ts) WITH ('connector' = 'datagen');
CREATE TABLE o (id STRING NOT NULL, v DECIMAL(12, 3)) WITH ('connector' = 'print');
