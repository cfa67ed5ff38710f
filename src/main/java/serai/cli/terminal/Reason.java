package serai.cli.terminal;

/** What an operator says when giving something up. */
public final class Reason {

    private Reason() {
    }

    /** @throws IllegalArgumentException if it says nothing */
    public static String of(String why) {
        if (why.isBlank()) {
            throw new IllegalArgumentException("--why is empty; say in some words why, for whoever looks at it later");
        }
        return why;
    }
}
