package serai.cli.configure.create;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.ArrayList;

/** A kind of destination as it is typed. */
final class DestinationKindConverter implements ITypeConverter<DestinationKind> {

    @Override
    public DestinationKind convert(String typed) {
        return DestinationKind.offered().stream().filter(kind -> kind.word().equals(typed)).findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no kind '%s'; there are %s".formatted(typed,
                        String.join(", ", new Words()))));
    }

    /** All kinds, for help and completion. */
    static final class Words extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Words() {
            super(DestinationKind.offered().stream().map(DestinationKind::word).toList());
        }
    }
}
