package serai.destinations.files;

import serai.destinations.files.finished.ArchiveDisk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk on which something may happen at each step: before and after what is done, and in the middle of a write. */
abstract class SteppedDisk extends ArchiveDisk {

    abstract void step() throws IOException;

    @Override
    public void write(Path file, long end, ByteBuffer bytes) throws IOException {
        step();
        int half = bytes.remaining() / 2;
        super.write(file, end, bytes.slice(bytes.position(), half));
        step();
        super.write(file, end + half, bytes.slice(bytes.position() + half, bytes.remaining() - half));
        step();
    }

    @Override
    public void rename(Path file, Path other) throws IOException {
        step();
        super.rename(file, other);
        step();
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        super.delete(file);
        step();
    }
}
