package serai.people;

/**
 * Where links are kept. Methods throw {@link RuntimeException} with a message in one line if the links can't be read; then nothing
 * that needs them may be delivered.
 */
public interface LinkSource {

    /** A source without any links. */
    LinkSource EMPTY = new LinkSource() {
        @Override
        public Object version() {
            return LinkedPeople.NONE.version();
        }

        @Override
        public LinkedPeople read() {
            return LinkedPeople.NONE;
        }
    };

    /** A value that differs after each change of the links; cheap to ask. */
    Object version();

    /** All links. */
    LinkedPeople read();
}
