package serai.disk;

import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a disk may hold when the power fails: what was forced, and of everything else whatever its rules allow. It is told
 * each change in the order in which they were made.
 */
abstract class RecordedDisk {

    static final int SECTOR = 512;

    /** A file or a folder, whatever its names. */
    static final class Node {
        final boolean folder;
        /** What is certainly on the disk. */
        Content forced = new Content();
        /** Its length as the process sees it. */
        int length;

        Node(boolean folder) {
            this.folder = folder;
        }
    }

    /** A change that is not certainly on the disk. {@code path} is null where it is to a file's content. */
    record Pending(Change change, Node node, String path, int lengthBefore) {
    }

    /** The chance decides; as often as not for all of them alike, since the extremes are of interest. */
    static final class Chance {
        private final Random random;
        private final double share;

        Chance(Random random) {
            this.random = random;
            this.share = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> 1;
                default -> random.nextDouble();
            };
        }

        boolean isKept() {
            return random.nextDouble() < share;
        }

        int upTo(int most) {
            return share == 0 ? 0 : share == 1 ? most : random.nextInt(most + 1);
        }
    }

    private final Map<Long, Node> byInode = new HashMap<>();
    private final Map<String, Node> names = new TreeMap<>();
    final Map<String, Node> forcedNames = new TreeMap<>();
    List<Pending> pending = new ArrayList<>();

    final void apply(Change change) {
        if (change instanceof Change.Made made) {
            Node node = new Node(false);
            byInode.put(made.inode(), node);
            named(made, made.path(), node);
        } else if (change instanceof Change.FolderMade made) {
            named(made, made.path(), new Node(true));
        } else if (change instanceof Change.Renamed renamed) {
            Node node = names.remove(renamed.from());
            named(renamed, renamed.to(), node);
        } else if (change instanceof Change.Removed removed) {
            pending.add(new Pending(removed, names.remove(removed.path()), removed.path(), 0));
        } else if (change instanceof Change.Written written) {
            Node node = byInode.get(written.inode());
            pending.add(new Pending(written, node, null, node.length));
            node.length = Math.max(node.length, (int) written.offset() + written.bytes().length);
        } else if (change instanceof Change.Cut cut) {
            Node node = byInode.get(cut.inode());
            pending.add(new Pending(cut, node, null, node.length));
            node.length = (int) cut.length();
        } else if (change instanceof Change.Forced forced) {
            force(byInode.get(forced.inode()));
        } else if (change instanceof Change.FolderForced forced) {
            force(forced.path());
        }
    }

    private void named(Change change, String path, Node node) {
        names.put(path, node);
        pending.add(new Pending(change, node, path, 0));
    }

    /** A file was forced. */
    abstract void force(Node node);

    /** A folder was forced. */
    abstract void force(String folder);

    /** What may be there after a loss of power now. */
    abstract Image image(Random random);

    /** These are on the disk from now on; they stay in their order. */
    final void isForced(java.util.function.Predicate<Pending> which) {
        List<Pending> rest = new ArrayList<>();
        for (Pending one : pending) {
            if (!which.test(one)) {
                rest.add(one);
            } else if (one.path() != null) {
                name(forcedNames, one);
            } else if (one.change() instanceof Change.Cut cut) {
                one.node().forced.cut((int) cut.length());
            } else if (one.change() instanceof Change.Written written) {
                one.node().forced.write((int) written.offset(), written.bytes(), 0, written.bytes().length);
            }
        }
        pending = rest;
    }

    static void name(Map<String, Node> names, Pending one) {
        if (one.change() instanceof Change.Removed removed) {
            names.remove(removed.path(), one.node());
            return;
        }
        if (one.change() instanceof Change.Renamed renamed) {
            names.remove(renamed.from(), one.node());
        }
        names.put(one.path(), one.node());
    }

    static String folderOf(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** What is on the disk when the power comes back. */
    static final class Image {
        final Map<String, Node> names;
        final Map<Node, Content> contents = new HashMap<>();

        Image(Map<String, Node> names) {
            this.names = new TreeMap<>(names);
        }

        Content of(Node node) {
            return contents.computeIfAbsent(node, unused -> new Content(node.forced));
        }

        /** Makes it. What lies in a folder that is not there is not there. */
        void write(String root, Path target) throws IOException {
            for (Map.Entry<String, Node> entry : names.entrySet()) { // a folder comes before what is in it
                Path path = target.resolve(entry.getKey().substring(root.length() + 1));
                if (!Files.isDirectory(path.getParent())) {
                    continue;
                }
                if (entry.getValue().folder) {
                    PrivateFolder.make(path);
                } else {
                    Files.write(path, of(entry.getValue()).toBytes());
                }
            }
        }
    }
}
