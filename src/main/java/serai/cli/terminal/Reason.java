package serai.cli.terminal;

/** The reason that an operator gives with {@code --why}. */
public final class Reason {

    private Reason() {
    }

    /** @throws IllegalArgumentException if the reason is blank */
    public static String of(String why) {
        if (why.isBlank()) {
            throw new IllegalArgumentException("--why is empty; write a short reason for the audit log");
        }
        return why;
    }
}
