-- selectStatement
SELECT id, kind, number, made_at, made_by, text, sent_at, sent_by FROM statement WHERE id = @id

-- insertStatement
INSERT INTO statement (id, kind, number, made_at, made_by, text)
		VALUES (@id, @kind, @number, @made_at, @made_by, @text)

-- updateStatementSent
UPDATE statement SET sent_at = @at, sent_by = @by WHERE id = @id

-- Statements.1
SELECT TOP (50) id, kind, number, made_at, made_by, text, sent_at, sent_by FROM statement WHERE kind IN ({Join}) ORDER BY id DESC

-- LedgerOf.1
SELECT TOP (50)  seq, kind, at, data, prev, hash FROM ledger WHERE kind = @kind AND at >= @since ORDER BY seq

