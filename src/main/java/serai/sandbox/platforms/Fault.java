package serai.sandbox.platforms;

import java.util.Arrays;
import java.util.Optional;

/** What may be wrong with an event, on purpose. */
public enum Fault {

    /** Nothing. */
    NONE("none"),
    /** It is sent once more, byte for byte, a little later. */
    DUPLICATES("duplicates"),
    /** It is sent once more, a little later, and its learner has another last name: the same event with other content. */
    DIFFERS("differs"),
    /** Something happened to it, and it is no event any more. */
    MALFORMED("malformed"),
    /** It comes after its learner's next one. */
    OUT_OF_ORDER("out-of-order");

    private final String word;

    Fault(String word) {
        this.word = word;
    }

    /** How it is written. */
    public String word() {
        return word;
    }

    /** The fault that is written so; {@link #NONE} is none. */
    public static Optional<Fault> named(String word) {
        return Arrays.stream(values()).filter(fault -> fault != NONE && fault.word.equals(word)).findFirst();
    }
}
