package serai.people;

/**
 * Where links are kept. Methods throw {@link RuntimeException} with a message in one line if they can't be read; then nothing may
 * be delivered by them.
 */
public interface LinkSource {

    /** Without any links. */
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

    /** What is another after each change; cheap to ask. */
    Object version();

    /** All links. */
    LinkedPeople read();
}
