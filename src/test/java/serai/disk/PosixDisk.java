package serai.disk;

import java.util.Random;

/**
 * A disk that promises what POSIX does and nothing else: of what was not forced any part may be there, in any order, down to
 * single sectors; names are there if their folder was forced, whatever was done to the files themselves.
 */
final class PosixDisk extends RecordedDisk {

    @Override
    void force(Node node) {
        isForced(one -> one.path() == null && one.node() == node);
    }

    @Override
    void force(String folder) {
        isForced(one -> one.path() != null && folderOf(one.path()).equals(folder));
    }

    @Override
    Image image(Random random) {
        Image image = new Image(forcedNames);
        Chance names = new Chance(random);
        Chance changes = new Chance(random);
        Chance sectors = new Chance(random);
        for (Pending one : pending) {
            if (one.path() != null) {
                if (names.isKept()) {
                    name(image.names, one);
                }
            } else if (changes.isKept()) {
                Content content = image.of(one.node());
                if (one.change() instanceof Change.Cut cut) {
                    content.cut((int) cut.length());
                } else if (one.change() instanceof Change.Written written) {
                    write(content, written, sectors);
                }
            }
        }
        return image;
    }

    private static void write(Content content, Change.Written written, Chance sectors) {
        int end = (int) written.offset() + written.bytes().length;
        for (int from = (int) written.offset(); from < end;) {
            int to = Math.min(end, (from / SECTOR + 1) * SECTOR);
            if (sectors.isKept()) {
                content.write(from, written.bytes(), from - (int) written.offset(), to - from);
            }
            from = to;
        }
    }
}
