-- insertJob
INSERT INTO job (id, kind, owner_id, state, title, link, done, total, payload, created_at)
		VALUES (@id, @kind, @owner_id, @state, @title, @link, @done, @total, @payload, @created_at)

-- selectJob
SELECT id, kind, owner_id, state, title, link, done, total, payload, place, result, failure, cancelled,
		created_at, started_at, finished_at, lease FROM job WHERE id = @id

-- updateDraft
UPDATE job SET title = @title, link = @link, total = @total, payload = @payload WHERE id = @id AND state = 'draft'

-- startJob
UPDATE job SET state = 'waiting' WHERE id = @id AND state = 'draft'

-- cancelRunning
UPDATE job SET cancelled = 1 WHERE id = @id AND state = 'running'

-- cancelWaiting
UPDATE job SET state = 'cancelled', cancelled = 1, finished_at = @now WHERE id = @id AND state IN ('draft', 'waiting')

-- stepJob
UPDATE job SET done = @done, total = @total, place = @place
		WHERE id = @id AND lease = @lease AND state = 'running' AND cancelled = 0

-- finishJob
UPDATE job SET state = @state, result = @result, failure = @failure, finished_at = @now, lease = '', noticed = 0
		WHERE id = @id AND lease = @lease AND state = 'running'

-- selectUnnoticed
SELECT id, kind, owner_id, state, title, link, done, total, payload, place, result, failure, cancelled,
		created_at, started_at, finished_at, lease FROM job WHERE noticed = 0 AND owner_id IS NOT NULL ORDER BY id

-- noticeJob
UPDATE job SET noticed = 1 WHERE id = @id AND noticed = 0

-- deleteJob
DELETE FROM job WHERE id = @id

-- deleteJobRows
DELETE FROM import_row WHERE job_id = @id

-- Jobs.1
SELECT TOP (50)  id, kind, owner_id, state, title, link, done, total, payload, place, result, failure, cancelled,
		created_at, started_at, finished_at, lease FROM job WHERE state <> 'draft' ORDER BY id DESC

-- Jobs.2
SELECT TOP (50)  id, kind, owner_id, state, title, link, done, total, payload, place, result, failure, cancelled,
		created_at, started_at, finished_at, lease FROM job WHERE owner_id = @owner_id AND state <> 'draft' ORDER BY id DESC

-- SweepJobs.1
SELECT TOP (50)  id FROM job WHERE created_at < @before AND state IN ('draft', 'done', 'failed', 'cancelled') ORDER BY id

