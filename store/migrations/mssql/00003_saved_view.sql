-- +goose Up

-- Lists that somebody arranged and keeps under a name; settings is JSON.
CREATE TABLE saved_view (
    id bigint NOT NULL,
    created_at datetime2(3) NOT NULL,
    created_by bigint NULL,
    updated_at datetime2(3) NOT NULL,
    updated_by bigint NULL,
    version bigint NOT NULL CONSTRAINT df_saved_view_version DEFAULT 1,
    owner_id bigint NULL,
    group_id bigint NULL,
    visibility nvarchar(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_saved_view_visibility DEFAULT 'owner',
    deleted_at datetime2(3) NULL,
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    name nvarchar(160) NOT NULL CONSTRAINT df_saved_view_name DEFAULT '',
    settings nvarchar(max) NOT NULL CONSTRAINT df_saved_view_settings DEFAULT '{}',
    CONSTRAINT pk_saved_view PRIMARY KEY (id)
);
CREATE INDEX saved_view_owner ON saved_view (entity, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX saved_view_shared ON saved_view (entity, visibility, id) WHERE deleted_at IS NULL;
CREATE INDEX saved_view_trash ON saved_view (deleted_at, id) WHERE deleted_at IS NOT NULL;
ALTER TABLE saved_view ADD CONSTRAINT fk_saved_view_created_by FOREIGN KEY (created_by) REFERENCES app_user (id);
ALTER TABLE saved_view ADD CONSTRAINT fk_saved_view_updated_by FOREIGN KEY (updated_by) REFERENCES app_user (id);
ALTER TABLE saved_view ADD CONSTRAINT fk_saved_view_owner_id FOREIGN KEY (owner_id) REFERENCES app_user (id);
ALTER TABLE saved_view ADD CONSTRAINT fk_saved_view_group_id FOREIGN KEY (group_id) REFERENCES app_group (id);

-- +goose Down

DROP TABLE saved_view;
