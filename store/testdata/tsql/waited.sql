-- Waited.1
SELECT TOP (50)  id FROM job WHERE created_at < @back AND state <> 'draft' AND (finished_at IS NULL OR finished_at >= @back)

-- Waited.2
SELECT TOP (50)  created_at FROM mail WHERE held = 1 AND purpose = 'reminder' AND created_at < @back
		AND (state IN ('waiting', 'sending', 'aside') OR sent_at >= @back)

