-- Texts that events say in full and states name by their digest. `words` is what is searched, in German. A server whose
-- locale knows no letters but those of ASCII would take words that begin with a capital umlaut for others: hence the
-- small ones. Words of more than two kilobytes are left out, with a notice.
CREATE TABLE texts (
    county_id uuid NOT NULL,
    digest text NOT NULL,
    text text NOT NULL,
    words tsvector NOT NULL
        GENERATED ALWAYS AS (to_tsvector('german', translate(text, 'ÄÖÜẞ„“”‚‘’«»–—…', 'äöüß           '))) STORED,
    CONSTRAINT texts_digest PRIMARY KEY (county_id, digest)
);

ALTER TABLE texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE texts FORCE ROW LEVEL SECURITY;
CREATE POLICY one_county ON texts USING (county_id = this_county()) WITH CHECK (county_id = this_county());

GRANT SELECT, INSERT ON texts TO :service;
