package serai.cli;

/** Numbers in sentences. */
final class Counted {

    private Counted() {
    }

    /** {@code 1 record}, {@code 2 records}. */
    static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
