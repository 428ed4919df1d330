CREATE INDEX answers_of_scan ON answers (scan_id);
CREATE INDEX answers_to_question ON answers (question_id, verdict);
CREATE INDEX scans_of_paper ON scans (paper_id);
INSERT INTO answers_fts (answers_fts) VALUES ('rebuild');
INSERT INTO scans_fts (scans_fts) VALUES ('rebuild');
