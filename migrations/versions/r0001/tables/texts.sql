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
