-- Made by sdgen from designs/twitter.yaml; sdgen export makes it again.
-- The data model of Twitter for SQLite.
PRAGMA foreign_keys = ON;

-- In user-db (PostgreSQL 16)

-- User: 1B rows.
CREATE TABLE "user" (
    user_id INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) <= 50),
    email TEXT NOT NULL CHECK (length(email) <= 100),
    created_at TEXT NOT NULL,  -- timestamp
    PRIMARY KEY (user_id)
);

-- Follow: 200B rows.
CREATE TABLE follow (
    follower_id INTEGER NOT NULL,
    followee_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,  -- timestamp
    PRIMARY KEY (follower_id, followee_id),
    FOREIGN KEY (follower_id) REFERENCES "user" (user_id),
    FOREIGN KEY (followee_id) REFERENCES "user" (user_id)
);

-- In tweet-store (Cassandra)

-- Tweet: partitioned by tweet_id, one for each run of post-tweet, kept forever.
CREATE TABLE tweet (
    tweet_id INTEGER NOT NULL,
    author_id INTEGER NOT NULL,  -- the key of a User, in user-db
    content TEXT NOT NULL CHECK (length(content) <= 280),
    created_at TEXT NOT NULL,  -- timestamp
    media_ids TEXT NOT NULL CHECK (json_array_length(media_ids) <= 4),  -- a JSON list of id
    PRIMARY KEY (tweet_id)
);
CREATE INDEX tweet_author_id_idx ON tweet (author_id);
-- By tweet_id: the primary key serves.

-- In media-store (S3)

-- Media has no table: media-store is an object store.
-- Media: 800 KB each, 30M/day more, kept forever.
--   media_id: id (key)
--   tweet_id: Tweet
--   type: string(20)
--   content: bytes
