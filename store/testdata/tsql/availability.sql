-- selectHeartbeats
SELECT server, first_at, started_at, at, boot, running, stopped FROM heartbeat

-- updateHeartbeat
UPDATE heartbeat SET started_at = @started_at, at = @at, boot = @boot, running = @running, stopped = @stopped
		WHERE server = @server

-- insertHeartbeat
INSERT INTO heartbeat (server, first_at, started_at, at, boot, running, stopped)
		VALUES (@server, @at, @started_at, @at, @boot, @running, @stopped)

-- insertInterruption
INSERT INTO interruption (id, cause, began_at, ended_at) VALUES (@id, @cause, @began_at, @ended_at)

-- extendInterruption
UPDATE interruption SET ended_at = @ended_at WHERE id = @id

-- newestInterruption
SELECT id, ended_at FROM interruption
		WHERE id = (SELECT MAX(id) FROM interruption WHERE cause = @cause)

-- forgetInterruptions
DELETE FROM interruption WHERE ended_at < @before

-- selectRecorded
SELECT MIN(first_at) FROM heartbeat

-- Interruptions.1
SELECT TOP (50)  id, cause, began_at, ended_at FROM interruption
		WHERE ended_at > @since AND began_at < @until ORDER BY ended_at DESC, id DESC

