package serai.sources.mct;

import serai.model.Activity;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.model.Result;
import serai.sources.EventDecoder;
import serai.sources.EventFields;
import serai.sources.EventJson;
import serai.sources.RecordFactory;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/**
 * Microsoft Community Training's learner action events (docs/sources.md). First name, last name and contact are optional; every
 * other property that the document lists for a type is required.
 */
public final class MctDecoder implements EventDecoder {

    private final RecordFactory intake;

    /**
     * @param source the source's name; part of every record's id, so it must never change
     * @param clock  tells when an event was received
     */
    public MctDecoder(String source, Clock clock) {
        this.intake = new RecordFactory(source, Platform.MCT, clock);
    }

    @Override
    public LearningRecord decode(byte[] raw) {
        EventFields event = EventFields.of(EventJson.read(raw));
        String type = event.word("EventType", "the name of the event's type");
        EventFields body = event.object("MessageBody", "an object with the event's fields");
        return switch (type) {
            case "LOGIN" -> intake.known(EventType.LOGGED_IN, type,
                    body.time("LoginTime"), learner(body), null, null, raw);
            case "COURSE_START" -> intake.known(EventType.COURSE_STARTED, type,
                    body.time("StartDate"), learner(body), course(body), null, raw);
            case "MODULE_COMPLETION" -> intake.known(EventType.MODULE_COMPLETED, type,
                    body.time("CompletionDate"), learner(body), module(body), completion(body), raw);
            case "COURSE_COMPLETION" -> intake.known(EventType.COURSE_COMPLETED, type,
                    body.time("CompletionDate"), learner(body), course(body), completion(body), raw);
            default -> intake.unknown(type, type, raw);
        };
    }

    private static Learner learner(EventFields body) {
        String contact = body.optionalText("Contact", "the learner's contact as text");
        return new Learner(body.word("UserId", "the platform's id of the learner"), null,
                body.optionalText("FirstName", "the learner's first name as text"),
                body.optionalText("LastName", "the learner's last name as text"),
                contact, contact == null ? null : contactType(body), Map.of());
    }

    private static ContactType contactType(EventFields body) {
        String expected = "Email, Phone or AzureAD";
        return switch (body.word("ContactType", expected).toLowerCase(Locale.ROOT)) {
            case "email" -> ContactType.EMAIL;
            case "phone" -> ContactType.PHONE;
            case "azuread" -> ContactType.AZURE_AD;
            default -> throw body.unreadable("ContactType", "is not one of the documented ones", expected);
        };
    }

    private static Activity course(EventFields body) {
        return Activity.of(Activity.Type.COURSE, body.word("CourseId", "the platform's id of the course"),
                body.text("CourseName", "the course's name"));
    }

    private static Activity module(EventFields body) {
        return new Activity(moduleKind(body), body.word("CourseItemId", "the platform's id of the lesson or exam"),
                null, course(body));
    }

    private static Activity.Type moduleKind(EventFields body) {
        String expected = "Lesson or Exam";
        return switch (body.word("ModuleType", expected).toLowerCase(Locale.ROOT)) {
            case "lesson" -> Activity.Type.LESSON;
            case "exam" -> Activity.Type.EXAM;
            default -> throw body.unreadable("ModuleType", "is not one of the documented ones", expected);
        };
    }

    private static Result completion(EventFields body) {
        return new Result(true, body.percentage("ExamPercentage"));
    }
}
