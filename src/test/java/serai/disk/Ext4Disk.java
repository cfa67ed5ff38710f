package serai.disk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * ext4 with data=ordered, as it is in habit: changes of names and cuts reach the disk in their order, all that came before with
 * each force of a file whose length or name is new; what makes a file longer comes with the new length, or later than names
 * that were changed afterwards (delayed allocation); what overwrites may be there in any part.
 */
final class Ext4Disk extends RecordedDisk {

    private static final int BLOCK = 4096;

    @Override
    void force(Node node) {
        boolean commits = pending.stream().anyMatch(one -> one.node() == node && (isOrdered(one) || isLonger(one)));
        if (commits) {
            commit();
        }
        isForced(one -> one.path() == null && one.node() == node);
    }

    @Override
    void force(String folder) {
        commit();
    }

    /** What was written before a cut that is on the disk is no longer of interest: it goes with it. */
    @SuppressWarnings("ReferenceEquality") // this very cut, not one like it
    private void commit() {
        Map<Node, Pending> cuts = new HashMap<>();
        pending.stream().filter(one -> one.change() instanceof Change.Cut).forEach(one -> cuts.put(one.node(), one));
        Set<Node> notCutYet = new HashSet<>(cuts.keySet());
        isForced(one -> {
            boolean before = notCutYet.contains(one.node());
            if (cuts.get(one.node()) == one) {
                notCutYet.remove(one.node());
            }
            return isOrdered(one) || before;
        });
    }

    private static boolean isOrdered(Pending one) {
        return one.path() != null || one.change() instanceof Change.Cut;
    }

    private static boolean isLonger(Pending one) {
        return one.change() instanceof Change.Written written
                && written.offset() + written.bytes().length > one.lengthBefore();
    }

    @Override
    Image image(Random random) {
        Image image = new Image(forcedNames);
        int ordered = new Chance(random).upTo(pending.size());
        Chance sectors = new Chance(random);
        Chance lengths = new Chance(random);
        Map<Node, Integer> longerUpTo = new HashMap<>();
        Set<Node> notCut = new HashSet<>(); // nothing is put where something else is still in use
        for (int i = 0; i < pending.size(); i++) {
            Pending one = pending.get(i);
            if (isOrdered(one)) {
                if (i < ordered) {
                    order(image, one);
                } else if (one.path() == null) {
                    notCut.add(one.node());
                }
            } else {
                int upTo = longerUpTo.computeIfAbsent(one.node(), unused -> lengths.upTo(pending.size()));
                Change.Written written = (Change.Written) one.change();
                Content content = image.of(one.node());
                int old = Math.max((int) written.offset(), Math.min(end(written), one.lengthBefore()));
                overwrite(content, written, old, sectors);
                if (!notCut.contains(one.node())) {
                    lengthen(content, written, old, i <= upTo, lengths);
                }
            }
        }
        return image;
    }

    private static void order(Image image, Pending one) {
        if (one.path() != null) {
            name(image.names, one);
        } else {
            image.of(one.node()).cut((int) ((Change.Cut) one.change()).length());
        }
    }

    private static int end(Change.Written written) {
        return (int) written.offset() + written.bytes().length;
    }

    private static void overwrite(Content content, Change.Written written, int old, Chance sectors) {
        int begin = (int) written.offset();
        for (int from = begin; from < old;) {
            int to = Math.min(old, (from / SECTOR + 1) * SECTOR);
            if (sectors.isKept() && to <= content.length()) {
                content.write(from, written.bytes(), from - begin, to - from);
            }
            from = to;
        }
    }

    /** @param all whether it makes the file as long as it did; where not, perhaps by some whole blocks */
    private static void lengthen(Content content, Change.Written written, int old, boolean all, Chance lengths) {
        int end = end(written);
        if (old < end && content.length() >= old) {
            int to = all ? end : Math.min(end, old + lengths.upTo((end - old) / BLOCK) * BLOCK);
            content.write(old, written.bytes(), old - (int) written.offset(), to - old);
        }
    }
}
