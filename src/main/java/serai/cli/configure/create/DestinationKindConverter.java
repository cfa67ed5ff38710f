package serai.cli.configure.create;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import serai.installation.Installation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a kind of destination as it is typed. */
final class DestinationKindConverter implements ITypeConverter<DestinationKind> {

    private final List<DestinationKind> offered;

    DestinationKindConverter() {
        this(DestinationKind.offered());
    }

    DestinationKindConverter(List<DestinationKind> offered) {
        this.offered = offered;
    }

    @Override
    public DestinationKind convert(String typed) {
        return offered.stream().filter(kind -> kind.word().equals(typed)).findFirst()
                .orElseThrow(() -> new TypeConversionException(typed.equals(DestinationKind.AZURE_BLOB.word())
                        ? "the library of Azure Blob Storage is not here; %s (docs/destinations.md)".formatted(
                                Installation.library("org.apache.camel:camel-azure-storage-blob", "azure-blob"))
                        : "there is no kind '%s'; there are %s".formatted(typed,
                                offered.stream().map(DestinationKind::word).collect(Collectors.joining(", ")))));
    }

    /** All kinds, for help and completion. */
    static final class Words extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Words() {
            super(DestinationKind.offered().stream().map(DestinationKind::word).toList());
        }
    }
}
