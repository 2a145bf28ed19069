-- mssqlLock
DECLARE @result int; EXEC @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 10000; IF @result < 0 THROW 50001, 'a lock was not granted in time', 1

-- mssqlSessionLock
DECLARE @result int; EXEC @result = sp_getapplock @Resource = 'holm.migrate', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 120000; IF @result < 0 THROW 50001, 'a lock was not granted in time', 1

-- mssqlNextPosition
UPDATE id_block SET next_id = next_id + 1 WHERE name = 'journal'

-- mssqlPosition
SELECT next_id FROM id_block WHERE name = 'journal'

-- mssqlFirstJournal
INSERT INTO id_block (name, next_id) VALUES ('journal', 1)

-- mssqlBackup
DECLARE @db sysname = DB_NAME(); BACKUP DATABASE @db TO DISK = @path WITH COPY_ONLY, CHECKSUM, INIT

-- mssqlBytes
SELECT COALESCE(SUM(CAST(FILEPROPERTY(name, 'SpaceUsed') AS bigint)), 0) * 8192 FROM sys.database_files WHERE type = 0

-- mssqlSnapshotting
SELECT CASE WHEN is_read_committed_snapshot_on = 1 AND snapshot_isolation_state = 1 THEN 1 ELSE 0 END
		FROM sys.databases WHERE name = DB_NAME()

-- mssqlDialect.1
SELECT DISTINCT TOP ({Itoa}) term FROM search_term WHERE list = @list AND term >= @from AND term < @from_end ORDER BY term

