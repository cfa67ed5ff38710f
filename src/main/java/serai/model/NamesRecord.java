package serai.model;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** An exception that one record of several may have caused. */
public interface NamesRecord {

    /** The id of that record; null if it is not known which one it is. */
    @Nullable
    UUID record();
}
