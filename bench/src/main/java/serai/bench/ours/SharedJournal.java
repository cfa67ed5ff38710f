package serai.bench.ours;

import serai.bench.peer.Postgres;

import java.util.HashMap;
import java.util.Map;

/** The settings of instances that share a journal in PostgreSQL. */
public final class SharedJournal {

    private SharedJournal() {
    }

    /**
     * The settings of one instance; none writes the archive.
     *
     * @param others further settings of the instance
     */
    public static Map<String, String> settings(Postgres journal, String instance, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(others);
        settings.put("serai.journal.url", journal.url());
        settings.put("serai.journal.username", Postgres.USER);
        settings.put("serai.journal.password", Postgres.USER);
        settings.put("serai.journal.instance", instance);
        settings.put("serai.archive.on", "none");
        settings.put("serai.warehouse.url", journal.url());
        settings.put("serai.warehouse.username", Postgres.USER);
        settings.put("serai.warehouse.password", Postgres.USER);
        return settings;
    }
}
