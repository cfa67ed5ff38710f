-- What is deleted by age (serai.warehouse.retention.days): rows received before a day, and learners of whom no row is left.
-- Each statement runs until it deletes nothing more. A statement ends with a semicolon and an empty line.
DELETE FROM logged_in WHERE rowid IN (SELECT rowid FROM logged_in WHERE received_at < :?before LIMIT 10000);

DELETE FROM course_started WHERE rowid IN (SELECT rowid FROM course_started WHERE received_at < :?before LIMIT 10000);

DELETE FROM module_completed WHERE rowid IN (SELECT rowid FROM module_completed WHERE received_at < :?before LIMIT 10000);

DELETE FROM course_completed WHERE rowid IN (SELECT rowid FROM course_completed WHERE received_at < :?before LIMIT 10000);

DELETE FROM learning_path_completed WHERE rowid IN (
    SELECT rowid FROM learning_path_completed WHERE received_at < :?before LIMIT 10000
);

DELETE FROM learner WHERE rowid IN (
    SELECT rowid FROM learner WHERE occurred_at < :?before
        AND (platform, learner_id) NOT IN (SELECT platform, learner_id FROM logged_in)
        AND (platform, learner_id) NOT IN (SELECT platform, learner_id FROM course_started)
        AND (platform, learner_id) NOT IN (SELECT platform, learner_id FROM module_completed)
        AND (platform, learner_id) NOT IN (SELECT platform, learner_id FROM course_completed)
        AND (platform, learner_id) NOT IN (SELECT platform, learner_id FROM learning_path_completed)
    LIMIT 10000
);
