package serai.journal.sql.batch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.trace.TraceContext;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32C;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The binary form of a record batch, byte by byte. */
class RecordBatchTest {

    private record One(RecordBatchWriter.Head head, byte[] json, byte[] raw) {
    }

    private final RecordBatchWriter writer = new RecordBatchWriter();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsWhatWasWrittenWhateverItIs(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) { // one after the other by the same writer
            long baseSeq = random.nextLong() >>> 1;
            List<One> written = new ArrayList<>();
            for (int i = 1 + random.nextInt(300); i > 0; i--) {
                written.add(any(random));
            }
            written.forEach(one -> writer.add(one.head, one.json, one.raw));
            byte[] column = writer.kinds(baseSeq).column();
            byte[] body = writer.end(baseSeq);

            RecordBatch batch = RecordBatch.read(baseSeq, body);

            assertThat(batch.lastSeq()).isEqualTo(baseSeq + written.size() - 1);
            for (int i = 0; i < written.size(); i++) {
                assertSame(batch.record(baseSeq + i), baseSeq + i, written.get(i));
            }
            long from = written.stream().mapToLong(one -> one.head.receivedAt()).min().orElseThrow();
            long to = written.stream().mapToLong(one -> one.head.receivedAt()).max().orElseThrow();
            assertThat(BatchKinds.read(baseSeq, written.size(), column, from, to).numbers())
                    .containsExactly(written.stream().mapToInt(one -> one.head.kind()).toArray());
        }
    }

    private static void assertSame(BatchedRecord read, long seq, One written) {
        RecordBatchWriter.Head head = written.head;
        assertThat(read.seq()).isEqualTo(seq);
        assertThat(read.kind()).isEqualTo(head.kind());
        assertThat(read.id()).isEqualTo(head.id());
        assertThat(read.digest()).isEqualTo(head.digest());
        assertThat(read.occurredAt()).isEqualTo(head.occurredAt());
        assertThat(read.receivedAt()).isEqualTo(head.receivedAt());
        assertThat(read.learners()).isEqualTo(head.learners());
        assertThat(read.json()).isEqualTo(written.json).hasSize(read.jsonLength());
        assertThat(read.raw()).isEqualTo(written.raw);
        assertThat(read.trace()).isEqualTo(head.trace());
    }

    private static One any(Random random) {
        byte[] digest = new byte[RecordBatch.DIGEST_LENGTH];
        byte[] json = new byte[random.nextInt(2_000)];
        byte[] raw = new byte[random.nextInt(10) == 0 ? 0 : random.nextInt(2_000)];
        random.nextBytes(digest);
        random.nextBytes(json);
        random.nextBytes(raw);
        return new One(new RecordBatchWriter.Head(random.nextInt() >>> 1 + random.nextInt(30),
                new UUID(random.nextLong(), random.nextLong()), digest, random.nextLong(), random.nextLong(),
                random.longs(random.nextInt(4)).toArray(), random.nextInt(4) == 0 ? trace(random) : null), json, raw);
    }

    private static TraceContext trace(Random random) {
        return new TraceContext(random.nextLong() | 1, random.nextLong(), random.nextLong() | 1, (byte) random.nextInt(),
                random.nextBoolean() ? "" : "vendor=" + random.nextLong() + ", other=" + "x".repeat(random.nextInt(256) + 1));
    }

    @Test
    void findsEachBitThatIsAnother() {
        byte[] body = two();
        for (int bit = 0; bit < body.length * Byte.SIZE; bit++) {
            byte[] flipped = body.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatThrownBy(() -> RecordBatch.read(7, flipped)).as("bit %s", bit).isInstanceOf(DamagedBatchException.class);
        }
    }

    @Test
    void findsThatABodyIsCutShortOrLonger() {
        byte[] body = two();
        for (int length = 0; length <= body.length + 8; length++) {
            byte[] other = Arrays.copyOf(body, length);
            if (length != body.length) {
                assertThatThrownBy(() -> RecordBatch.read(7, other)).as("%s bytes", length)
                        .isInstanceOf(DamagedBatchException.class);
            }
        }
    }

    @Test
    void refusesTheBodyOfAnotherBatch() {
        byte[] body = two();

        assertThatThrownBy(() -> RecordBatch.read(8, body)).hasMessageContaining("another batch");
    }

    /** Whoever has written them: the checksum is right. */
    @ParameterizedTest
    @CsvSource({"9, 00000000", "9, 00000003", "9, 7fffffff", "9, ffffffff", "65, ff", "65, 80", "65, 7f", "74, ffffffff",
            "74, 7fffffff", "74, 00000100", "80, ffffffff", "80, 80000000", "80, 7fffffff", "80, 00000100", "151, 00000007"})
    void refusesNumbersAndLengthsThatItsBytesCannotHave(int place, String bytes) {
        byte[] body = two();
        byte[] other = HexFormat.of().parseHex(bytes);
        System.arraycopy(other, 0, body, place, other.length);

        assertThatThrownBy(() -> RecordBatch.read(7, withItsChecksum(body))).isInstanceOf(DamagedBatchException.class)
                .hasMessage("lengths that do not fit");
    }

    private static byte[] withItsChecksum(byte[] body) {
        CRC32C sum = new CRC32C();
        sum.update(body, 0, body.length - Integer.BYTES);
        return ByteBuffer.wrap(body).putInt(body.length - Integer.BYTES, (int) sum.getValue()).array();
    }

    @Test
    void refusesAFormatThatItDoesNotKnow() {
        byte[] body = two();
        body[0] = 2;
        withItsChecksum(body);

        assertThatThrownBy(() -> RecordBatch.read(7, body)).isInstanceOf(DamagedBatchException.class)
                .hasMessageContaining("format 2");
    }

    /** As {@code docs/journal.md} says: whoever changes a byte of it needs another version. */
    @Test
    void isWhatTheDocumentSays() {
        writer.add(new RecordBatchWriter.Head(300, new UUID(1, 2), HexFormat.of().parseHex("0102030405060708090a0b0c0d0e0f10"),
                3, 4, new long[]{5}, null), new byte[]{'{', '}'}, new byte[]{'x'});

        assertThat(HexFormat.of().formatHex(writer.kinds(7).column())).startsWith("ac02").hasSize(12);
        assertThat(HexFormat.of().formatHex(writer.end(7))).isEqualTo("01" + "0000000000000007" + "00000001"
                + "0000012c" + "00000000000000010000000000000002" + "0102030405060708090a0b0c0d0e0f10"
                + "0000000000000003" + "0000000000000004" + "01" + "0000000000000005"
                + "00000002" + "7b7d" + "00000001" + "78" + "1f638324");
    }

    private static final String TRACED = "01" + "0000000000000007" + "00000002"
            + "00000001" + "00000000000000000000000000000000" + "00".repeat(16) + "00".repeat(16) + "01" + "0000000000000000"
            + "00000002" + "7b7d" + "00000001" + "78"
            + "00000002" + "00000000000000010000000000000001" + "00".repeat(16) + "0000000000000001".repeat(2) + "01"
            + "0000000000000001" + "00000002" + "7b7d" + "00000001" + "78"
            // the spans: of the second record alone
            + "01" + "00000022" + "00000001" + "001c"
            + "0000000000000005" + "0000000000000006" + "0000000000000007" + "01" + "613d62" // a=b
            + "55b59877";

    @Test
    void hasTheSpansOfItsRecordsBehindThem() throws Exception {
        assertThat(HexFormat.of().formatHex(two(new TraceContext(5, 6, 7, (byte) 1, "a=b")))).isEqualTo(TRACED);
        RecordBatch batch = RecordBatch.read(7, HexFormat.of().parseHex(TRACED));
        assertThat(batch.records()).extracting(BatchedRecord::trace).containsExactly(null,
                new TraceContext(5, 6, 7, (byte) 1, "a=b"));
        assertThat(two()).as("the next one, without any").hasSize(HexFormat.of().parseHex(TRACED).length - 5 - 34);
    }

    /** As instances of versions before did, which run beside this one while a journal's instances are upgraded. */
    @Test
    void isReadByThoseWhoKnowOfNoSpans() {
        ByteBuffer in = ByteBuffer.wrap(HexFormat.of().parseHex(TRACED));
        assertThat(in.get()).as("the format they know").isEqualTo((byte) 1);
        assertThat(in.getLong()).isEqualTo(7);
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            assertThat(in.getInt()).as("kind").isEqualTo(i + 1);
            in.position(in.position() + 48);
            int learners = in.get();
            in.position(in.position() + 8 * learners);
            byte[] json = new byte[in.getInt()];
            in.get(json);
            assertThat(json).isEqualTo(new byte[]{'{', '}'});
            byte[] raw = new byte[in.getInt()];
            in.get(raw);
            assertThat(raw).isEqualTo(new byte[]{'x'});
        }
        CRC32C sum = new CRC32C(); // they don't ask what stands before it
        sum.update(in.array(), 0, in.capacity() - Integer.BYTES);
        assertThat(in.getInt(in.capacity() - Integer.BYTES)).isEqualTo((int) sum.getValue());
    }

    /** What a version to come adds, this one does without. */
    @Test
    void passesOverAdditionsThatItDoesNotKnow() throws Exception {
        byte[] traced = two(new TraceContext(5, 6, 7, (byte) 1, ""));
        ByteBuffer more = ByteBuffer.allocate(traced.length + 7).put(traced, 0, traced.length - Integer.BYTES)
                .put((byte) 9).putInt(2).putShort((short) -1);
        CRC32C sum = new CRC32C();
        sum.update(more.array(), 0, more.position());
        RecordBatch batch = RecordBatch.read(7, more.putInt((int) sum.getValue()).array());

        assertThat(batch.record(8).trace()).isEqualTo(new TraceContext(5, 6, 7, (byte) 1, ""));
    }

    @Test
    void forgetsWhatIsTakenBack() throws Exception {
        writer.add(any(new Random(1)).head, new byte[1], new byte[1]);
        writer.clear();

        assertThat(RecordBatch.read(7, two()).records()).hasSize(2);
    }

    private byte[] two() {
        return two(null);
    }

    /** @param trace of the second record */
    private byte[] two(@Nullable TraceContext trace) {
        for (int i = 0; i < 2; i++) {
            writer.add(new RecordBatchWriter.Head(i + 1, new UUID(i, i), new byte[RecordBatch.DIGEST_LENGTH], i, i, new long[]{i},
                    i == 0 ? null : trace), new byte[]{'{', '}'}, new byte[]{'x'});
        }
        return writer.end(7);
    }
}
