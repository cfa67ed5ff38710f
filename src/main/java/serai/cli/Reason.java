package serai.cli;

/** What an operator says when giving something up. */
final class Reason {

    private Reason() {
    }

    /** @throws IllegalArgumentException if it says nothing */
    static String of(String why) {
        if (why.isBlank()) {
            throw new IllegalArgumentException("--why is empty; say in some words why, for whoever looks at it later");
        }
        return why;
    }
}
