package serai.doctor;

/**
 * Examines one thing, step by step. A step on which the next ones depend ends the examination if it fails. An examination may
 * be interrupted at its deadline.
 */
public interface Examination {

    /** What is examined, such as the name of a destination. */
    String subject();

    /**
     * Examines it.
     *
     * @throws Exception if it can't be examined; what has been observed until then is told
     */
    void examine(Observations observations) throws Exception;
}
