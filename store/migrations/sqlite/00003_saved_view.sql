-- +goose Up

-- Lists that somebody arranged and keeps under a name; settings is JSON.
CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES app_user,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER REFERENCES app_user,
    version INTEGER NOT NULL DEFAULT 1,
    owner_id INTEGER REFERENCES app_user,
    group_id INTEGER REFERENCES app_group,
    visibility TEXT NOT NULL DEFAULT 'owner',
    deleted_at INTEGER,
    entity TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    settings TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX saved_view_owner ON saved_view (entity, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX saved_view_shared ON saved_view (entity, visibility, id) WHERE deleted_at IS NULL;
CREATE INDEX saved_view_trash ON saved_view (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- +goose Down

DROP TABLE saved_view;
