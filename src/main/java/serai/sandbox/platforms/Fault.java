package serai.sandbox.platforms;

import java.util.Arrays;
import java.util.Optional;

/** The faults that a simulated event can have. */
public enum Fault {

    /** No fault. */
    NONE("none"),
    /** The event is sent once more, byte for byte, a little later. */
    DUPLICATES("duplicates"),
    /** The event is sent once more, a little later, with another last name of the learner: the same event with other content. */
    DIFFERS("differs"),
    /** The event is damaged, so that it isn't an event any more. */
    MALFORMED("malformed"),
    /** The event comes after its learner's next event. */
    OUT_OF_ORDER("out-of-order");

    private final String word;

    Fault(String word) {
        this.word = word;
    }

    /** The fault's name in options. */
    public String word() {
        return word;
    }

    /** The fault with that name; {@link #NONE} can't be named. */
    public static Optional<Fault> named(String word) {
        return Arrays.stream(values()).filter(fault -> fault != NONE && fault.word.equals(word)).findFirst();
    }
}
