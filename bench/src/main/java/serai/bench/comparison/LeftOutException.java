package serai.bench.comparison;

/** A bench can't be run on this machine, which says nothing against Serai; the message says what it lacks. */
public final class LeftOutException extends Exception {

    private static final long serialVersionUID = 1;

    public LeftOutException(String message) {
        super(message);
    }
}
