package serai.check;

/**
 * Something that is wrong with a configuration.
 *
 * @param rule   the id of the rule that found it
 * @param cause  what is wrong, in one line; it has neither a secret nor personal data
 * @param remedy what to do about it, in one line
 */
public record Finding(String rule, Severity severity, Place place, String cause, String remedy) {

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** What is wrong and what to do about it, without the place. */
    public String message() {
        return remedy.isEmpty() ? cause : cause + "; " + remedy;
    }

    /** The whole finding in one line, as {@code ./serai check} prints it. */
    @Override
    public String toString() {
        return "%s: %s: %s [%s]".formatted(place, severity.word(), message(), rule);
    }
}
