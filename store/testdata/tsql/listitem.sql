-- selectItems
SELECT id, version, list, names, rank, colour, active FROM list_item ORDER BY list, rank, id

-- updateItem
UPDATE list_item SET version = version + 1, names = @names, rank = @rank, colour = @colour, active = @active
		WHERE id = @id

