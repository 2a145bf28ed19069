-- selectJournalSince
SELECT changes FROM journal WHERE entity = @entity AND record_id = @record_id AND version > @version
	ORDER BY position DESC

