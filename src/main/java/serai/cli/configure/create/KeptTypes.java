package serai.cli.configure.create;

import serai.journal.DestinationName;
import serai.model.EventType;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types of events that a new destination keeps, in its route's filter and in its test. */
final class KeptTypes {

    /** What the filters of shipped destinations keep. */
    static final Set<EventType> SHIPPED = Set.of(EventType.COURSE_COMPLETED);

    private static final String FILTER = "${header.type} != 'COURSE_COMPLETED'";
    private static final String TESTS = "tests:\n";
    /** The shipped test that other types are left out; its event is a sign-in. */
    private static final Pattern LEFT_OUT = Pattern.compile("(?ms)^  - name: other types are left out\\n.*?(?=^  - name: |\\z)");

    private final Set<EventType> types;

    KeptTypes(Collection<EventType> types) {
        this.types = types.isEmpty() ? EnumSet.allOf(EventType.class) : EnumSet.copyOf(types);
    }

    Set<EventType> types() {
        return types;
    }

    private boolean isShipped() {
        return types.equals(SHIPPED);
    }

    /** The route with a filter of these types; a route without a filter stays as it is. */
    String inRoute(String route) {
        if (isShipped() || !route.contains(FILTER)) {
            return route;
        }
        String names = types.stream().map(Enum::name).collect(Collectors.joining(","));
        return route.replace(FILTER, "${header.type} %s '%s'".formatted(types.size() == 1 ? "!=" : "!in", names))
                .replace("completed courses", "some types of events");
    }

    /** The tests with one more for each type that the shipped tests lack, and without shipped tests that would fail. */
    String inTest(String test, DestinationName name) {
        if (isShipped() || !test.contains("other types are left out")) {
            return test;
        }
        String kept = types.contains(EventType.LOGGED_IN) ? LEFT_OUT.matcher(test).replaceFirst("") : test;
        if (!types.contains(EventType.COURSE_COMPLETED)) {
            kept = kept.substring(0, kept.indexOf(TESTS) + TESTS.length());
        }
        return kept + types.stream().filter(type -> type != EventType.COURSE_COMPLETED).map(type -> test(type, name))
                .collect(Collectors.joining());
    }

    private static String test(EventType type, DestinationName name) {
        return """
                - name: %1$s gets %2$s
                  event:
                    record:
                      schemaVersion: 1
                      id: 0b7ce0ae-6f0c-5b34-9e0e-5d5bcf2f7a10
                      source: mct
                      platform: MCT
                      type: %2$s
                      platformType: %2$s
                      occurredAt: "2026-01-02T03:00:00Z"
                      receivedAt: "2026-01-02T03:04:05Z"
                      learner:
                        id: "14"
                        firstName: Ana
                        lastName: Diaz
                        contact: ana@example.org
                        contactType: EMAIL
                """.formatted(name, type).indent(2) + activity(type).indent(8) + """
                expect:
                  leftOut: false
                  states: [delivered]
                """.indent(4);
    }

    private static String activity(EventType type) {
        return switch (type) {
            case LOGGED_IN -> "";
            case MODULE_COMPLETED -> """
                    activity:
                      kind: LESSON
                      id: "8977"
                      parent:
                        kind: COURSE
                        id: "37"
                        name: Safety
                    """;
            case LEARNING_PATH_COMPLETED -> """
                    activity:
                      kind: LEARNING_PATH
                      id: "5"
                      name: First year
                    """;
            default -> """
                    activity:
                      kind: COURSE
                      id: "37"
                      name: Safety
                    """;
        };
    }
}
