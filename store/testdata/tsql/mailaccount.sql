-- selectMailAccount
SELECT host, port, security, login, password, from_address, from_name, sink FROM mail_account WHERE id = 1

-- updateMailAccount
UPDATE mail_account SET host = @host, port = @port, security = @security, login = @login, password = @password,
		from_address = @from_address, from_name = @from_name, sink = @sink WHERE id = 1

-- insertMailAccount
INSERT INTO mail_account (id, host, port, security, login, password, from_address, from_name, sink)
		VALUES (1, @host, @port, @security, @login, @password, @from_address, @from_name, @sink)

