-- selectFileBytes
SELECT COALESCE(SUM(size), 0) FROM document_file

-- selectHolders
SELECT category, id FROM app_user
		WHERE status = 'active' AND api_only = 0 AND category <> '' ORDER BY category, id

-- selectMeterMonths
SELECT code, month, used, latest, included, unit, closed_at FROM meter_month
		WHERE month >= @month ORDER BY month DESC, code

-- selectMonthMembers
SELECT member FROM meter_member WHERE code = @code AND month = @month

