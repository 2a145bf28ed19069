-- selectLastMonths
SELECT code, MAX(month) FROM meter_month GROUP BY code

-- selectOpenMonths
SELECT code, month, used, latest, included, unit, closed_at FROM meter_month
		WHERE closed_at IS NULL AND month < @month ORDER BY month, code

-- closeMeterMonth
UPDATE meter_month SET closed_at = @closed_at WHERE code = @code AND month = @month

-- forgetMembers
DELETE FROM meter_member WHERE code = @code AND month = @month

