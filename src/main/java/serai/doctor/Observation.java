package serai.doctor;

/**
 * What one step of an examination has found.
 *
 * @param subject what is examined: a source, a destination, a part of this machine
 * @param tried   the step, in a word or two
 * @param found   in one line, with neither a secret nor personal data
 * @param remedy  what to do about it; empty if there is nothing to do
 */
public record Observation(String subject, String tried, Verdict verdict, String found, String remedy) {

    /** What was found and what to do about it. */
    public String message() {
        return remedy.isEmpty() ? found : found + "; " + remedy;
    }
}
