package serai.check.connections;

import serai.check.Rule;

import java.util.List;

/** The rules of connections. */
public final class ConnectionRules {

    private ConnectionRules() {
    }

    /** All of them, in the order in which documents list them. */
    public static List<Rule> all() {
        return List.of(new AddressIsEncrypted(), new SignInIsComplete(), new SignInFileIsThere(), new FileHasOneInstance(),
                new SenderIsAuthenticated());
    }
}
