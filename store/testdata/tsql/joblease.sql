-- selectClaimable
SELECT id, kind, owner_id, state, title, link, done, total, payload, place, result, failure, cancelled,
		created_at, started_at, finished_at, lease FROM job WHERE id = @id AND (state = 'waiting' OR state = 'running' AND lease_at < @now)

-- selectOpenJobs
SELECT id, kind FROM job WHERE state IN ('waiting', 'running') AND (lease_at IS NULL OR lease_at < @now) ORDER BY id

-- countRunning
SELECT COUNT(*) FROM job WHERE kind = @kind AND state = 'running' AND lease_at >= @now

-- claimJob
UPDATE job SET state = 'running', runner = @runner, lease = @lease, lease_at = @until, started_at = @started_at WHERE id = @id

-- keepJob
UPDATE job SET lease_at = @until WHERE id = @id AND lease = @lease AND state = 'running' AND cancelled = 0

-- returnJob
UPDATE job SET state = 'waiting', lease = '', lease_at = NULL WHERE id = @id AND lease = @lease AND state = 'running'

-- releaseJobs
UPDATE job SET state = 'waiting', lease = '', lease_at = NULL WHERE runner = @runner AND state = 'running'

