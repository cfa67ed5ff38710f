package serai.cli.configure.create;

import serai.check.Place;

import java.util.Comparator;
import java.util.TreeMap;

/** A text into which others are put; the rest of it stays as it is. */
final class EditedText {

    private final String text;
    private final TreeMap<Integer, String> inserted = new TreeMap<>(Comparator.reverseOrder());

    EditedText(String text) {
        this.text = text;
    }

    /** The offset of a place in the text. */
    int offset(Place place) {
        int begin = 0;
        for (int line = 1; line < place.line(); line++) {
            begin = text.indexOf('\n', begin) + 1;
        }
        return begin + Math.max(0, place.column() - 1);
    }

    boolean isAt(int offset, String expected) {
        return text.startsWith(expected, offset);
    }

    void put(int offset, String more) {
        inserted.put(offset, more);
    }

    /** The text with what was put into it. */
    String done() {
        StringBuilder done = new StringBuilder(text);
        inserted.forEach(done::insert); // the last first, so that the places before it stay where they are
        return done.toString();
    }
}
