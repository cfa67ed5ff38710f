-- What is deleted by age (serai.warehouse.retention.days): rows received before a day, and learners of whom no row is left.
-- Each statement runs until it deletes nothing more. A statement ends with a semicolon and an empty line.
DELETE TOP (10000) FROM logged_in WHERE received_at < CAST(:?before AS datetime2);

DELETE TOP (10000) FROM course_started WHERE received_at < CAST(:?before AS datetime2);

DELETE TOP (10000) FROM module_completed WHERE received_at < CAST(:?before AS datetime2);

DELETE TOP (10000) FROM course_completed WHERE received_at < CAST(:?before AS datetime2);

DELETE TOP (10000) FROM learning_path_completed WHERE received_at < CAST(:?before AS datetime2);

DELETE TOP (10000) FROM learner WHERE occurred_at < CAST(:?before AS datetime2)
    AND NOT EXISTS (SELECT 1 FROM logged_in AS rest
        WHERE rest.platform = learner.platform AND rest.learner_id = learner.learner_id)
    AND NOT EXISTS (SELECT 1 FROM course_started AS rest
        WHERE rest.platform = learner.platform AND rest.learner_id = learner.learner_id)
    AND NOT EXISTS (SELECT 1 FROM module_completed AS rest
        WHERE rest.platform = learner.platform AND rest.learner_id = learner.learner_id)
    AND NOT EXISTS (SELECT 1 FROM course_completed AS rest
        WHERE rest.platform = learner.platform AND rest.learner_id = learner.learner_id)
    AND NOT EXISTS (SELECT 1 FROM learning_path_completed AS rest
        WHERE rest.platform = learner.platform AND rest.learner_id = learner.learner_id);
