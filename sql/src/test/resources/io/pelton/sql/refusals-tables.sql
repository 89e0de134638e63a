CREATE TABLE readings (id STRING, temperature DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH ('connector' = 'filesystem');
CREATE TABLE plain (id STRING, seen TIMESTAMP(3)) WITH ('connector' = 'filesystem');
CREATE TABLE timed (id STRING, p AS PROCTIME()) WITH ('connector' = 'filesystem');
CREATE TABLE out_t (id STRING, temperature DOUBLE) WITH ('connector' = 'print');
CREATE TABLE strict (id STRING NOT NULL, v DOUBLE) WITH ('connector' = 'print');
CREATE VIEW hot AS SELECT id, temperature FROM readings WHERE temperature > 28;
