package serai.people.source;

import java.util.Set;

/** A row of a file or of a query's answer: values by the names of their columns, which are in small letters. */
public interface NamedValues {

    /** The value of a column, without blanks around; empty if there is none. */
    String of(String name);

    /** All columns. */
    Set<String> names();
}
