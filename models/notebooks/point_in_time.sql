-- What a model may learn of an alert: the last window of its entity that had ended and was known when the alert's last evidence came.
-- Event time alone would let it see rows that were written later. Run in the folder of an export (SET file_search_path = 'DIR').
CREATE OR REPLACE VIEW windows AS
SELECT *, greatest(window_end, known_at) AS usable_at
FROM read_parquet('workload.parquet')
WHERE window_end - window_start = 60000000000;

CREATE OR REPLACE VIEW labels AS
SELECT alert, rule, verdict, entity, epoch_ns(CAST("to" AS TIMESTAMP_NS)) AS judged_at
FROM read_json('labels.jsonl', format = 'newline_delimited', columns = {alert: 'VARCHAR', rule: 'VARCHAR', verdict: 'VARCHAR', "set": 'VARCHAR', cluster: 'VARCHAR', entity: 'VARCHAR', "from": 'VARCHAR', "to": 'VARCHAR'})
WHERE "set" = 'workload';

CREATE OR REPLACE TABLE training AS
SELECT labels.alert, labels.verdict, labels.judged_at, windows.* EXCLUDE (entity), labels.entity
FROM labels ASOF JOIN windows ON labels.entity = windows.entity AND labels.judged_at >= windows.usable_at
ORDER BY labels.judged_at, labels.alert, labels.entity;
