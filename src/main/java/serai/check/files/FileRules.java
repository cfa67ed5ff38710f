package serai.check.files;

import serai.check.Rule;

import java.util.List;

/** The rules of files of routes. */
public final class FileRules {

    private FileRules() {
    }

    /** All of them, in the order in which documents list them. */
    public static List<Rule> all() {
        return List.of(new IdIsUnique(), new StartupOrderIsUnique(), new RouteConfigurationHasId(), new RouteIsDescribed(),
                new CanonicalForm(), new KeyIsUnique(), new FileHasRoutes(), new FileIsLoaded(), new TextIsUtf8());
    }
}
