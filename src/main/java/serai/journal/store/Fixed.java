package serai.journal.store;

/** Values that were fixed at the first start of a journal, for ever. */
final class Fixed {

    static final String FIX = "INSERT INTO fixed (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";

    private Fixed() {
    }

    /** @throws IllegalArgumentException as {@link serai.journal.Journal#fix} */
    static void require(Reading reading, String name, String setting, String value) {
        reading.rows("SELECT value FROM fixed WHERE name = ?", row -> row.getString(1), name).stream()
                .filter(fixed -> !fixed.equals(value)).forEach(fixed -> {
                    throw new IllegalArgumentException("%s=%s: this journal was begun with '%s', which is part of its records' ids; "
                            .formatted(setting, value, fixed) + "set it back, or begin a new journal in another data folder");
                });
    }
}
