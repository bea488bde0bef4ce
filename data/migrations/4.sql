-- From schema 3 to schema 4: how a live server meets who asks it, and the key and issuer of its
-- certificate, are kept. The next crawl fills them in.

ALTER TABLE listing ADD COLUMN authentication TEXT NOT NULL DEFAULT '';
ALTER TABLE listing ADD COLUMN auth_scheme TEXT NOT NULL DEFAULT '';
ALTER TABLE listing ADD COLUMN tls_key TEXT NOT NULL DEFAULT '';
ALTER TABLE listing ADD COLUMN tls_issuer TEXT NOT NULL DEFAULT '';
ALTER TABLE listing_history ADD COLUMN authentication TEXT;
ALTER TABLE listing_history ADD COLUMN auth_scheme TEXT;
ALTER TABLE listing_history ADD COLUMN tls_key TEXT;
ALTER TABLE listing_history ADD COLUMN tls_issuer TEXT;
