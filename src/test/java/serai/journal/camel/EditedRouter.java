package serai.journal.camel;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.WorkedExampleTest;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.EmbeddedSerai;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Serai whose router has the steps that a user might write, and an event that is posted to it. */
abstract class EditedRouter {

    static final String CHOICE = """
            - choice:
                when:
                  - expression: {simple: {expression: "${header.type} == 'LOGGED_IN'"}}
                    steps: [{to: {uri: "journal:archive"}}]
            """;
    static final String FILTER = """
            - filter:
                expression: {simple: {expression: "${header.type} == 'LOGGED_IN'"}}
                steps: [{to: {uri: "journal:archive"}}]
            """;
    static final String STOP = "- stop: {}\n" + "- to: {uri: \"journal:archive\"}\n";
    static final String SWALLOWED = """
            - doTry:
                steps:
                  - throwException: {exceptionType: java.lang.IllegalStateException, message: broken}
                  - to: {uri: "journal:archive"}
                doCatch:
                  - exception: [java.lang.Exception]
                    steps: [{log: {message: swallowed}}]
            """;
    static final String TWO_STEPS = "- to: {uri: \"journal:archive\"}\n- to: {uri: \"journal:warehouse,archive\"}\n";
    static final String MULTICAST = """
            - multicast:
                parallelProcessing: "true"
                steps: [{to: {uri: "journal:archive"}}, {to: {uri: "journal:warehouse"}}]
            """;
    static final String RECIPIENTS = """
            - recipientList: {expression: {constant: {expression: "journal:archive;journal:warehouse"}}, delimiter: ";"}
            """;
    static final String SPLIT = """
            - split:
                expression: {simple: {expression: "${body}"}}
                steps: [{to: {uri: "journal:archive"}}]
            - to: {uri: "journal:warehouse"}
            """;
    static final String KEPT_AND_STOPPED =
            "- to: {uri: \"journal:archive,warehouse\"}\n- stop: {}\n- log: {message: never}\n";

    @TempDir
    Path data;
    @TempDir
    Path routes;
    EmbeddedSerai serai;

    @BeforeEach
    void prepare() throws IOException {
        WorkedExampleTest.copy(Path.of("routes"), routes);
        serai = new EmbeddedSerai(data).with("serai.routes", "file:" + routes);
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    void start(String steps) throws Exception {
        write("router.camel.yaml", """
                - route:
                    id: router
                    errorHandler: {noErrorHandler: {}}
                    from:
                      uri: direct:router
                      steps:
                """ + steps.indent(8));
        serai.start();
    }

    void write(String file, String text) throws IOException {
        Files.writeString(routes.resolve(file), text);
    }

    HttpResponse<String> post() throws Exception {
        return serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));
    }

    static String router(String name) {
        return switch (name) {
            case "choice" -> CHOICE;
            case "filter" -> FILTER;
            case "stop" -> STOP;
            case "swallowed" -> SWALLOWED;
            case "nothing" -> "- log: {message: nothing}\n";
            case "two steps" -> TWO_STEPS;
            case "multicast" -> MULTICAST;
            case "recipients" -> RECIPIENTS;
            case "split" -> SPLIT;
            default -> KEPT_AND_STOPPED;
        };
    }

    EntityCounts broker() {
        return serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION);
    }

    /** What the health check of the router says; null where all is well. */
    String health() {
        return HealthCheckHelper.invokeReadiness(serai.context()).stream()
                .filter(result -> result.getCheck().getId().equals("router") && result.getState() == HealthCheck.State.DOWN)
                .map(result -> result.getMessage().orElse("")).findFirst().orElse(null);
    }
}
