-- What is deleted by age (serai.warehouse.retention.days): rows received before a day, and learners of whom no row is left.
-- Each statement runs until it deletes nothing more. A statement ends with a semicolon and an empty line.
DELETE FROM logged_in WHERE record_id IN (
    SELECT record_id FROM logged_in WHERE received_at < CAST(:?before AS timestamp) AT TIME ZONE 'UTC' LIMIT 10000
);

DELETE FROM course_started WHERE record_id IN (
    SELECT record_id FROM course_started WHERE received_at < CAST(:?before AS timestamp) AT TIME ZONE 'UTC' LIMIT 10000
);

DELETE FROM module_completed WHERE record_id IN (
    SELECT record_id FROM module_completed WHERE received_at < CAST(:?before AS timestamp) AT TIME ZONE 'UTC' LIMIT 10000
);

DELETE FROM course_completed WHERE record_id IN (
    SELECT record_id FROM course_completed WHERE received_at < CAST(:?before AS timestamp) AT TIME ZONE 'UTC' LIMIT 10000
);

DELETE FROM learning_path_completed WHERE record_id IN (
    SELECT record_id FROM learning_path_completed WHERE received_at < CAST(:?before AS timestamp) AT TIME ZONE 'UTC' LIMIT 10000
);

DELETE FROM learner WHERE (platform, learner_id) IN (
    SELECT platform, learner_id FROM learner WHERE occurred_at < CAST(:?before AS timestamp) AT TIME ZONE 'UTC'
        AND NOT EXISTS (SELECT 1 FROM logged_in AS rest
            WHERE rest.platform = learner.platform AND rest.learner_id = learner.learner_id)
        AND NOT EXISTS (SELECT 1 FROM course_started AS rest
            WHERE rest.platform = learner.platform AND rest.learner_id = learner.learner_id)
        AND NOT EXISTS (SELECT 1 FROM module_completed AS rest
            WHERE rest.platform = learner.platform AND rest.learner_id = learner.learner_id)
        AND NOT EXISTS (SELECT 1 FROM course_completed AS rest
            WHERE rest.platform = learner.platform AND rest.learner_id = learner.learner_id)
        AND NOT EXISTS (SELECT 1 FROM learning_path_completed AS rest
            WHERE rest.platform = learner.platform AND rest.learner_id = learner.learner_id)
    LIMIT 10000
) AND occurred_at < CAST(:?before AS timestamp) AT TIME ZONE 'UTC';
