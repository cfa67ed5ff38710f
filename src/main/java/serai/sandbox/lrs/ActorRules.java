package serai.sandbox.lrs;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Agents and groups (xAPI 1.0.3, Part 2, section 2.4.2). */
final class ActorRules {

    static final List<String> IDENTIFIERS = List.of("mbox", "mbox_sha1sum", "openid", "account");

    private static final Set<String> AGENT = Set.of("objectType", "name", "mbox", "mbox_sha1sum", "openid", "account");
    private static final Set<String> GROUP =
            Set.of("objectType", "name", "member", "mbox", "mbox_sha1sum", "openid", "account");
    private static final Set<String> ACCOUNT = Set.of("homePage", "name");

    private ActorRules() {
    }

    /** An agent, or a group with or without an identifier. */
    static void agentOrGroup(Element actor) {
        actor.object();
        if (actor.value().path("objectType").asText().equals("Group")) {
            group(actor);
        } else {
            agent(actor);
        }
    }

    static void agent(Element agent) {
        agent.object(AGENT);
        agent.optional("objectType", type -> type.oneOf(List.of("Agent")));
        agent.optional("name", Element::text);
        if (identifiers(agent) != 1) {
            throw agent.invalid("must have exactly one of %s, but has %s".formatted(IDENTIFIERS, identifiers(agent)));
        }
        identifier(agent);
    }

    static void group(Element group) {
        group.object(GROUP);
        group.optional("name", Element::text);
        group.optional("member", members -> members.items(ActorRules::agent));
        if (identifiers(group) > 1) {
            throw group.invalid("must have at most one of " + IDENTIFIERS);
        }
        if (identifiers(group) == 0) {
            group.require("member");
        }
        identifier(group);
    }

    private static long identifiers(Element actor) {
        return IDENTIFIERS.stream().filter(actor::has).count();
    }

    private static void identifier(Element actor) {
        actor.optional("mbox", Formats::mailto);
        actor.optional("mbox_sha1sum", Formats::sha1);
        actor.optional("openid", Formats::iri);
        actor.optional("account", account -> {
            account.object(ACCOUNT);
            Formats.iri(account.require("homePage"));
            account.require("name").text();
        });
    }

    /** The identifiers by which a query finds an agent or a group (Part 3, section 2.1.3): its own, and those of its members. */
    static Stream<String> identifiersOf(JsonNode actor) {
        Stream<String> own = IDENTIFIERS.stream().filter(actor::has).map(name -> name + " " + (name.equals("account")
                ? actor.path(name).path("homePage").asText() + " " + actor.path(name).path("name").asText()
                : actor.path(name).asText()));
        Stream<String> members = StreamSupport.stream(actor.path("member").spliterator(), false)
                .flatMap(ActorRules::identifiersOf);
        return Stream.concat(own, members);
    }
}
