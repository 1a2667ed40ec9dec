-- Made by sdgen from designs/twitter.yaml; sdgen export makes it again.
-- The data model of Twitter for PostgreSQL.

-- In user-db (PostgreSQL 16)

-- User: 1B rows.
CREATE TABLE "user" (
    user_id bigint NOT NULL,
    name varchar(50) NOT NULL,
    email varchar(100) NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id)
);

-- Follow: 200B rows.
CREATE TABLE follow (
    follower_id bigint NOT NULL,
    followee_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (follower_id, followee_id),
    FOREIGN KEY (follower_id) REFERENCES "user" (user_id),
    FOREIGN KEY (followee_id) REFERENCES "user" (user_id)
);

-- In tweet-store (Cassandra)

-- Tweet: partitioned by tweet_id, one for each run of post-tweet, kept forever.
CREATE TABLE tweet (
    tweet_id bigint NOT NULL,
    author_id bigint NOT NULL,  -- the key of a User, in user-db
    content varchar(280) NOT NULL,
    created_at timestamptz NOT NULL,
    media_ids bigint[] NOT NULL CHECK (cardinality(media_ids) <= 4),
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
