-- selectDocuments
SELECT type, id, text, status, installed_at, installed_by
		FROM license_document ORDER BY position

-- selectDocumentsVersion
SELECT COALESCE(MAX(position), 0) FROM license_document

-- updateDocument
UPDATE license_document SET text = @text, status = @status, position = @position,
		installed_at = @installed_at, installed_by = @installed_by
		WHERE type = @type AND id = @id

-- insertDocument
INSERT INTO license_document
		(type, id, text, status, installed_at, installed_by, position)
		VALUES (@type, @id, @text, @status, @installed_at, @installed_by, @position)

-- selectLedgerHead
SELECT seq, hash FROM ledger WHERE seq = (SELECT MAX(seq) FROM ledger)

-- insertEntry
INSERT INTO ledger (seq, kind, at, data, prev, hash)
		VALUES (@seq, @kind, @at, @data, @prev, @hash)

-- selectEntries
SELECT seq, kind, at, data, prev, hash FROM ledger
		WHERE seq > @after AND seq <= @through ORDER BY seq

-- selectNewestJournal
SELECT at FROM journal WHERE position = (SELECT MAX(position) FROM journal)

-- selectSaved
SELECT saved FROM effective_time WHERE id = 1

-- updateSaved
UPDATE effective_time SET saved = @saved WHERE id = 1

-- insertSaved
INSERT INTO effective_time (id, saved) VALUES (1, @saved)

-- Ledger.1
SELECT TOP (50)  seq, kind, at, data, prev, hash FROM ledger WHERE seq < @before ORDER BY seq DESC

-- Ledger.2
SELECT TOP (50)  seq, kind, at, data, prev, hash FROM ledger WHERE kind = @kind AND seq < @before ORDER BY seq DESC

