package serai.bench.growth;

import serai.journal.store.Journal;

/** Appending to a large journal, against a small one. */
public final class GrownAppend extends Grown {

    private static final int RECORDS = 80_000;

    @Override
    public String name() {
        return "growth-append";
    }

    @Override
    public double goal() {
        return 0.9;
    }

    @Override
    public String title() {
        return "append with 1,000,000 records kept (--long: 10,000,000), against 10,000";
    }

    @Override
    public String conclusion() {
        return "At 1, taking in gets no slower as the journal grows; records can be kept as long as the disk lasts.";
    }

    @Override
    public double round(Journal journal) throws Exception {
        return append(journal, RECORDS);
    }
}
