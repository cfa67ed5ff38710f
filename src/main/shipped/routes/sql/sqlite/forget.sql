-- What ./serai forget deletes: each statement, for each account of the person. A statement ends with a semicolon and an empty line.
DELETE FROM logged_in WHERE platform = :?platform AND learner_id = :?learner_id;

DELETE FROM course_started WHERE platform = :?platform AND learner_id = :?learner_id;

DELETE FROM module_completed WHERE platform = :?platform AND learner_id = :?learner_id;

DELETE FROM course_completed WHERE platform = :?platform AND learner_id = :?learner_id;

DELETE FROM learning_path_completed WHERE platform = :?platform AND learner_id = :?learner_id;

DELETE FROM learner WHERE platform = :?platform AND learner_id = :?learner_id;
