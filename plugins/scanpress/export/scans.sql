CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE instruments (
  instrument_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  page TEXT NOT NULL,
  UNIQUE (name, version)
);

CREATE TABLE questions (
  question_id INTEGER PRIMARY KEY,
  instrument_id INTEGER NOT NULL REFERENCES instruments,
  category TEXT NOT NULL,
  question TEXT NOT NULL,
  label TEXT NOT NULL,
  guidance TEXT NOT NULL,
  is_listed INTEGER NOT NULL,  -- 0: a question that only some scans ask, and that the instrument does not list
  decides_score INTEGER NOT NULL,  -- 1: its answer decides if a paper is scored, so shares are of all papers
  UNIQUE (instrument_id, category, question)
);

CREATE TABLE papers (
  paper_id INTEGER PRIMARY KEY,
  paper TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  year INTEGER NOT NULL,
  venue TEXT NOT NULL,
  doi TEXT NOT NULL,
  arxiv_id TEXT NOT NULL,
  url TEXT NOT NULL
);

CREATE TABLE scans (
  scan_id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  oid TEXT NOT NULL,
  page TEXT NOT NULL,
  paper_id INTEGER NOT NULL REFERENCES papers,
  title TEXT NOT NULL,
  authors TEXT NOT NULL,
  year INTEGER NOT NULL,
  venue TEXT NOT NULL,
  instrument_id INTEGER NOT NULL REFERENCES instruments,
  rater_kind TEXT NOT NULL,
  rater TEXT NOT NULL,
  run TEXT NOT NULL,
  date TEXT NOT NULL,
  status TEXT NOT NULL,
  counts INTEGER NOT NULL,  -- 1: the scan is in figures over several scans
  score_name TEXT NOT NULL,
  score TEXT NOT NULL,
  score_part REAL NOT NULL,
  score_whole REAL NOT NULL,
  met INTEGER NOT NULL,
  not_met INTEGER NOT NULL,
  not_applicable INTEGER NOT NULL,
  partly INTEGER NOT NULL,
  unclear INTEGER NOT NULL,
  scored INTEGER,  -- 0: the paper has no score, NULL: all papers have one
  red_flags INTEGER,
  license TEXT NOT NULL,
  source_url TEXT NOT NULL,
  source_license TEXT NOT NULL
);

CREATE TABLE answers (
  answer_id INTEGER PRIMARY KEY,
  scan_id INTEGER NOT NULL REFERENCES scans,
  question_id INTEGER NOT NULL REFERENCES questions,
  result TEXT NOT NULL,
  verdict TEXT NOT NULL,
  points REAL,
  number REAL,
  reason TEXT NOT NULL,
  rater TEXT NOT NULL
);

-- What the answers say in words, and what papers are called; the texts are in the tables, and are not stored again.
CREATE VIRTUAL TABLE answers_fts USING fts5 (reason, content = 'answers', content_rowid = 'answer_id');
CREATE VIRTUAL TABLE scans_fts USING fts5 (title, authors, content = 'scans', content_rowid = 'scan_id');

-- Every answer with the names that tables refer to by numbers.
CREATE VIEW all_answers AS
SELECT path, paper, scans.title, scans.year, scans.venue, instruments.name AS instrument, version, category, question,
  label, result, verdict, points, number, reason, answers.rater, status
FROM answers JOIN scans USING (scan_id) JOIN papers USING (paper_id) JOIN questions USING (question_id)
  JOIN instruments ON instruments.instrument_id = questions.instrument_id;

-- How many papers meet each question, as the site's pages count: scans that count, and without papers that have no score.
CREATE VIEW question_shares AS
SELECT instruments.name AS instrument, version, category, question, label,
  sum(verdict = 'met') AS met, sum(verdict = 'not met') AS not_met, sum(verdict = 'partly') AS partly,
  sum(verdict = 'not applicable') AS not_applicable, sum(verdict = 'unclear') AS unclear,
  round(sum(points) / count(points), 4) AS share
FROM answers JOIN scans USING (scan_id) JOIN questions USING (question_id)
  JOIN instruments ON instruments.instrument_id = questions.instrument_id
WHERE counts AND is_listed AND (coalesce(scored, 1) OR decides_score)
GROUP BY question_id;

-- The mean score of each venue and year.
CREATE VIEW venue_years AS
SELECT instruments.name AS instrument, version, venue, year, count(*) AS scans,
  round(avg(score_part / score_whole), 4) AS mean_score
FROM scans JOIN instruments USING (instrument_id)
WHERE counts AND coalesce(scored, 1) AND score_whole > 0
GROUP BY instrument_id, venue, year;

-- Papers with several scans, and the questions that raters answered in different ways.
CREATE VIEW disagreements AS
SELECT paper, one.path, other.path AS other_path, category, question, a.result, b.result AS other_result
FROM scans AS one
  JOIN scans AS other ON other.paper_id = one.paper_id AND other.instrument_id = one.instrument_id
    AND other.scan_id > one.scan_id
  JOIN papers ON papers.paper_id = one.paper_id
  JOIN answers AS a ON a.scan_id = one.scan_id
  JOIN answers AS b ON b.scan_id = other.scan_id AND b.question_id = a.question_id
  JOIN questions ON questions.question_id = a.question_id
WHERE one.counts AND other.counts AND a.result <> b.result;

-- What is not simply published, newest first.
CREATE VIEW stated_scans AS
SELECT path, title, status, date FROM scans WHERE status <> 'published' ORDER BY date DESC, path;
