-- insertFollower
INSERT INTO follower (entity, record_id, user_id, followed_at)
		SELECT @entity, @record_id, @user_id, @followed_at
		WHERE NOT EXISTS (SELECT 1 FROM follower WHERE entity = @entity AND record_id = @record_id AND user_id = @user_id)

-- deleteFollower
DELETE FROM follower WHERE entity = @entity AND record_id = @record_id AND user_id = @user_id

-- deleteFollowers
DELETE FROM follower WHERE entity = @entity AND record_id = @record_id

-- selectFollows
SELECT COUNT(*) FROM follower WHERE entity = @entity AND record_id = @record_id AND user_id = @user_id

-- Followers.1
SELECT TOP (50)  user_id FROM follower WHERE entity = @entity AND record_id = @record_id ORDER BY followed_at, user_id

-- followedQuery.1
SELECT TOP (50) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM {…} r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL ORDER BY f.followed_at DESC, r.id

