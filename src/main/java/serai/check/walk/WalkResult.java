package serai.check.walk;

import org.apache.camel.NamedNode;
import org.jspecify.annotations.Nullable;
import serai.formats.template.UnknownField;
import serai.model.LearningRecord;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What was seen while the samples went through the routes. */
public final class WalkResult {

    /**
     * An expression that fails for a sample.
     *
     * @param unsure whether the sample may not come there
     */
    public record Failed(NamedNode step, String expression, LearningRecord sample, String why, boolean unsure) {
    }

    /**
     * A header that an expression reads and that is not set there.
     *
     * @param leads whether the step sends to where the header says
     */
    public record Unset(NamedNode step, String expression, String header, int offset, boolean othersToo, boolean ofPeriod,
            boolean leads) {
    }

    /** Where a sample ends, for whom a source's routes name nothing. */
    public record Unnamed(NamedNode route, LearningRecord sample) {
    }

    /**
     * A record that a template or Camel's own step can't translate.
     *
     * @param message what the step says, which begins with file and line if the step knows them
     * @param always  whether that is so for every record
     */
    public record Untranslated(NamedNode step, LearningRecord sample, String message, boolean always, boolean unsure) {
    }

    /** A parameter of a statement that no header of the message has; blank if the statement has no parameter at all. */
    public record Parameter(NamedNode step, String statement, String name, int offset) {
    }

    /**
     * A document that is sent and is not well-formed.
     *
     * @param language  what it is said to be, such as JSON
     * @param difficult whether the sample's texts have quotation marks and the like in them
     */
    public record Broken(NamedNode step, LearningRecord sample, String language, String why, boolean difficult) {
    }

    /** A step that sees only the first of a batch's records. */
    public record FirstOnly(NamedNode step, @Nullable String expression, String what) {
    }

    /**
     * A step that needs a learning record, and is given something else.
     *
     * @param entry the route in which the sample began
     */
    public record Recordless(NamedNode step, NamedNode entry) {
    }

    public final Set<Recordless> recordless = new LinkedHashSet<>();
    public final List<Untranslated> untranslated = new ArrayList<>();
    public final Map<UnknownField, NamedNode> unknownFields = new LinkedHashMap<>();
    public final List<Parameter> parameters = new ArrayList<>();
    public final List<Broken> broken = new ArrayList<>();
    public final Set<FirstOnly> firstOnly = new LinkedHashSet<>();
    /** Routes that a sample enters again and again. */
    public final Set<NamedNode> endless = new LinkedHashSet<>();
    public final List<Failed> failed = new ArrayList<>();
    public final List<Unset> unset = new ArrayList<>();
    public final List<Unnamed> unnamed = new ArrayList<>();
    /** Of each route of a destination, whether any sample may be sent to somewhere. */
    public final Map<NamedNode, Boolean> sent = new LinkedHashMap<>();

    /** Notes a step that needs a record, where there is certainly none. */
    void needRecord(NamedNode step, Flow flow) {
        if (flow.hasNoRecord() && !flow.impossible) {
            recordless.add(new Recordless(step, Objects.requireNonNull(flow.entry)));
        }
    }
}
