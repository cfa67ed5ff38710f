package serai.cli.terminal;

/** Writes a number with its noun. */
public final class CountText {

    private CountText() {
    }

    /** {@code 1 record}, {@code 2 records}. */
    public static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
