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
     * @param unsure whether it is not certain that the sample gets to the step
     */
    public record Failed(NamedNode step, String expression, LearningRecord sample, String why, boolean unsure) {
    }

    /**
     * A header that an expression reads and that is not set there.
     *
     * @param leads whether the header decides where the step sends
     */
    public record Unset(NamedNode step, String expression, String header, int offset, boolean othersToo, boolean ofPeriod,
            boolean leads) {
    }

    /** The route in which a sample ends, if a source's routes name no destination for it. */
    public record Unnamed(NamedNode route, LearningRecord sample) {
    }

    /**
     * A record that a template or Camel's own step can't translate.
     *
     * @param message the step's message, which begins with file and line if the step knows them
     * @param always  whether the step can translate no record at all
     */
    public record Untranslated(NamedNode step, LearningRecord sample, String message, boolean always, boolean unsure) {
    }

    /** A statement's parameter that no header of the message sets; its name is empty if the statement has no parameter at all. */
    public record Parameter(NamedNode step, String statement, String name, int offset) {
    }

    /**
     * A document that is sent and is not well-formed.
     *
     * @param language  the language that it should be in, such as JSON
     * @param difficult whether the sample's texts have quotation marks and the like in them
     */
    public record Broken(NamedNode step, LearningRecord sample, String language, String why, boolean difficult) {
    }

    /** A step that reads only the first of a batch's records. */
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
    /** For each route of a destination, whether it may send any sample anywhere. */
    public final Map<NamedNode, Boolean> sent = new LinkedHashMap<>();

    /** Notes a step that needs a record, where there is certainly none. */
    void needRecord(NamedNode step, SampleState state) {
        if (state.hasNoRecord() && !state.impossible) {
            recordless.add(new Recordless(step, Objects.requireNonNull(state.entry)));
        }
    }
}
