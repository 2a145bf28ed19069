-- selectEvent
SELECT amount FROM meter_event WHERE code = @code AND event = @event

-- insertEvent
INSERT INTO meter_event (code, event, month, amount) VALUES (@code, @event, @month, @amount)

-- selectMember
SELECT member FROM meter_member WHERE code = @code AND month = @month AND member = @member

-- insertMember
INSERT INTO meter_member (code, month, member) VALUES (@code, @month, @member)

-- selectMeterUsed
SELECT used FROM meter_month WHERE code = @code AND month = @month

-- selectLastClosed
SELECT MAX(month) FROM meter_month WHERE code = @code AND closed_at IS NOT NULL

-- insertMeterMonth
INSERT INTO meter_month (code, month) VALUES (@code, @month)

-- updateMeterMonth
UPDATE meter_month SET used = @used, latest = @latest WHERE code = @code AND month = @month

-- updateMeterAmount
UPDATE meter_month SET included = @included, unit = @unit WHERE code = @code AND month = @month

