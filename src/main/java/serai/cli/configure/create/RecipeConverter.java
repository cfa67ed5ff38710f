package serai.cli.configure.create;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import serai.installation.Installation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a recipe of destination as it is typed. */
final class RecipeConverter implements ITypeConverter<Recipe> {

    private final List<Recipe> offered;

    RecipeConverter() {
        this(Recipe.offered());
    }

    RecipeConverter(List<Recipe> offered) {
        this.offered = offered;
    }

    @Override
    public Recipe convert(String typed) {
        return offered.stream().filter(recipe -> recipe.word().equals(typed)).findFirst()
                .orElseThrow(() -> new TypeConversionException(typed.equals(Recipe.AZURE_BLOB.word())
                        ? "the library of Azure Blob Storage is not here; %s (docs/destinations.md)".formatted(
                                Installation.library("org.apache.camel:camel-azure-storage-blob", "azure-blob"))
                        : "there is no kind '%s'; there are %s".formatted(typed,
                                offered.stream().map(Recipe::word).collect(Collectors.joining(", ")))));
    }

    /** The names of all recipes, for help and completion. */
    static final class Words extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Words() {
            super(Recipe.offered().stream().map(Recipe::word).toList());
        }
    }
}
