package serai.disk;

import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A process that opens a journal, works with it and closes it, some times, and ends in the midst of it. */
final class PowerCutLoad {

    private static final int OPENED = 3;
    private static final int STEPS = 60;

    private PowerCutLoad() {
    }

    /** Tells what happens, as marks. */
    private record Marking(FileChannel marks) implements ArchivedJournal.Outside {

        private void mark(String what) {
            try {
                marks.write(ByteBuffer.wrap(what.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void appends(String id) {
            mark("appends " + id);
        }

        @Override
        public void acknowledged(String id) {
            mark("acknowledged " + id);
        }

        @Override
        public void take(List<LearningRecord> records, boolean repeat) {
            records.forEach(record -> mark("took " + record.id()));
        }
    }

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        Random random = new Random(Long.parseLong(args[1]));
        int part = Integer.parseInt(args[2]);
        ArchivedJournal.Rules rules = ArchivedJournal.Rules.of(Long.parseLong(args[3]));
        DiskLibrary.Control.ofThisProcess().record(true);
        try (FileChannel marks = FileChannel.open(root.resolve("marks"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SettableClock clock = new SettableClock(Records.RECEIVED.plus(Duration.ofDays(3L * part)));
            Marking outside = new Marking(marks);
            for (int i = 0; i < OPENED; i++) {
                ArchivedJournal journal = new ArchivedJournal(root.resolve("data"), clock, rules, random, outside);
                for (int steps = random.nextInt(STEPS); steps > 0; steps--) {
                    journal.step();
                }
                if (i == OPENED - 1) {
                    Runtime.getRuntime().halt(0);
                }
                journal.close();
            }
        }
    }
}
