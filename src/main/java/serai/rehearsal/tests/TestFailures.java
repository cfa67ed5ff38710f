package serai.rehearsal.tests;

import org.jspecify.annotations.Nullable;
import serai.rehearsal.tests.TestResult.Failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Collects what is not as expected. */
final class TestFailures {

    private final List<Failure> all = new ArrayList<>();

    /** Compares two values by what they look like. */
    void same(YamlNode at, String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(String.valueOf(expected), String.valueOf(found))) {
            all.add(new Failure(at.line(), what, List.of("- " + expected, "+ " + found)));
        }
    }

    void add(YamlNode at, String what, List<String> details) {
        all.add(new Failure(at.line(), what, details));
    }

    List<Failure> all() {
        return List.copyOf(all);
    }
}
