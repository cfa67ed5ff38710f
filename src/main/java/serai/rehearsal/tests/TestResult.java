package serai.rehearsal.tests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How one test has ended.
 *
 * @param file     of the test
 * @param line     of its name
 * @param name     of the test
 * @param failures what is not as expected; empty if the test has succeeded
 * @param took     how long it took
 */
public record TestResult(Path file, int line, String name, List<Failure> failures, Duration took) {

    /**
     * What is not as expected.
     *
     * @param line    of the expectation in the file
     * @param what    what was looked at, such as {@code request 1, header Content-Type}
     * @param details expected and found, in one or more lines
     */
    public record Failure(int line, String what, List<String> details) {
    }

    public TestResult {
        failures = List.copyOf(failures);
    }

    /** Whether everything was as expected. */
    public boolean isSuccess() {
        return failures.isEmpty();
    }
}
