-- selectSeats
SELECT category, COUNT(*) FROM app_user
	WHERE status = 'active' AND api_only = 0 AND category <> '' GROUP BY category

